"""Libraries that are not always there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from boilerstrip.errors import BoilerstripError


class MissingError(BoilerstripError, ImportError):
    """A library that is not installed; the message says how to install it."""


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
        library = module.partition(".")[0]
        raise MissingError(f"{library} is not installed: pip install 'boilerstrip[{extra}]'  (or: pip install {library})") from error
