"""Libraries that are not always there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from boilerstrip.errors import MissingError

LIBRARIES = {
    "parquet": "pyarrow",
    "report": "jinja2",
    "zstd": "backports.zstd",
    "scrapy": "scrapy",
    "datatrove": "datatrove",
    "ray": "'ray[data]'",
    "spark": "pyspark",
}
"""What to install, by the extra of this package it belongs to."""


def need(module: str, extra: str) -> Any:
    """Import a library of an extra.

    Args:
        module: Its name.
        extra: The extra of this package it belongs to.

    Raises:
        MissingError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingError(f"{LIBRARIES[extra]} is not installed: pip install {LIBRARIES[extra]}  (the extra [{extra}] has it)") from error
