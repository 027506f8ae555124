"""What the integrations share."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from boilerstrip import integrations

HERE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(integrations.__path__)])
def test_doctests(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"boilerstrip.integrations.{name}")).failed == 0


@pytest.mark.parametrize(
    ("library", "code", "says"),
    [
        (
            "itemadapter",
            "from boilerstrip.integrations.scrapy import BoilerstripPipeline as P; P(SimpleNamespace(stats=None))",
            "pip install scrapy",
        ),
        ("datatrove", "import boilerstrip.integrations.datatrove", "pip install datatrove"),
        ("numpy", "from boilerstrip.integrations.ray import Clean; Clean()({'text': SimpleNamespace()})", "pip install 'ray[data]'"),
        ("pyspark", "from boilerstrip.integrations.spark import schema; schema(None, 'removed')", "pip install pyspark"),
    ],
)
def test_a_missing_library_is_told_with_its_pip_line(library: str, code: str, says: str) -> None:
    program = f"import sys; from types import SimpleNamespace; sys.modules[{library!r}] = None; {code}"
    done = subprocess.run([sys.executable, "-c", program], cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 1
    assert "MissingError" in done.stderr
    assert says in done.stderr
