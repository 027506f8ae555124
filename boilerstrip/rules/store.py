"""What is slow to work out, kept in the user's cache folder: tables read off the packs and off fitted models, and compiled patterns.

A file is named after all that it was made from: the bytes of the files, the code and the versions. So nothing in it can be out of
date. It holds data, never code, behind a checksum; where it is damaged, missing or cannot be written, the work is done again.
"""

from __future__ import annotations

import atexit
import copyreg
import hashlib
import marshal
import os
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

HERE = Path(__file__).parent
UNUSED = 30 * 24 * 3600
"""Seconds after which a file that nobody read is removed, when another is written."""
_SUM = 32
_taken_apart: Callable[[regex.Pattern[str]], tuple[Callable[..., regex.Pattern[str]], tuple[Any, ...]]]
_taken_apart = copyreg.dispatch_table[regex.Pattern]  # type: ignore[assignment]
"""How a pattern is copied: what makes it again, and from which data."""
_ANY = regex.compile("x")
_new: dict[str, bytes] = {}


def kept(name: str, sources: Iterable[Path], make: Callable[[], Any]) -> Any:
    """A table, from the cache folder if it was made before.

    Args:
        name: What it is called, in letters that a file name can have.
        sources: The files it is made from.
        make: Makes it; the table consists of tuples, dicts, texts, bytes and numbers.
    """
    path = _path(name, sources)
    table = _read(path)
    if table is None:
        table = make()
        _write(path, table)
    return table


def is_kept(name: str, sources: Iterable[Path]) -> bool:
    """Whether there is such a table in the cache folder.

    Args:
        name: What it is called.
        sources: The files it is made from.
    """
    return _path(name, sources).is_file()


def _path(name: str, sources: Iterable[Path]) -> Path:
    digest = hashlib.sha256(_maker())
    for source in sources:
        digest.update(f"{source.parent.name}/{source.name}\0".encode() + source.read_bytes() + b"\0")
    return _folder() / f"{name}-{digest.hexdigest()[:24]}"


def compiled(source: str) -> regex.Pattern[str]:
    """The compiled pattern of a shipped rule; one that is new is kept for the next process when this one ends.

    Args:
        source: A regular expression.

    Raises:
        regex.error: It is none.
    """
    if packed := _patterns().get(source):
        make, _ = _taken_apart(_ANY)
        return make(*marshal.loads(packed))
    if not _new:
        atexit.register(save)
    pattern = regex.compile(source, cache_pattern=False)
    _new[source] = marshal.dumps(_taken_apart(pattern)[1])
    return pattern


def save() -> None:
    """Add the patterns that were compiled in this process to those in the cache folder."""
    if _new:
        path = _patterns_file()
        _write(path, (_read(path) or {}) | _new)
        _new.clear()


@lru_cache(maxsize=1)
def _patterns() -> dict[str, bytes]:
    """The patterns of the cache folder by their text."""
    return _read(_patterns_file()) or {}


def _patterns_file() -> Path:
    return _folder() / f"patterns-{hashlib.sha256(_maker()).hexdigest()[:24]}"


@lru_cache(maxsize=1)
def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("boilerstrip")


@lru_cache(maxsize=1)
def _maker() -> bytes:
    """The code and the versions that tables are made by."""
    code = b"\0".join(path.read_bytes() for path in [*sorted(HERE.glob("*.py")), HERE.parent / "fold.py"])
    return f"{regex.__version__} {unicodedata.unidata_version} {sys.implementation.cache_tag} {sys.byteorder}".encode() + code


def _read(path: Path) -> Any:
    """What a file of the cache folder holds, or None if it is missing or damaged."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = path.read_bytes()
        if hashlib.sha256(memoryview(data)[_SUM:]).digest() == data[:_SUM]:
            with suppress(OSError):
                os.utime(path)
            return marshal.loads(memoryview(data)[_SUM:])
    return None


def _write(path: Path, table: Any) -> None:
    """Write a file of the cache folder, if the folder lets us, and remove those that nobody reads any more."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        data = marshal.dumps(table)
        handle, new = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(data).digest() + data)
        os.replace(new, path)
        for other in path.parent.iterdir():
            if other.is_file() and time.time() - other.stat().st_mtime > UNUSED:
                other.unlink()
