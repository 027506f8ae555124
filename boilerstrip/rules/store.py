"""Patterns ready for use, kept in the user's cache folder: compiling all of them takes seconds, reading them back a blink.

Every entry is filed under the text of its pattern, every file under the versions and the code that made it, so that nothing in it can be
out of date. Where the folder cannot be written to, patterns are compiled when they are needed.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

from boilerstrip.rules import literals


class Ready(NamedTuple):
    """What is known of a pattern.

    Attributes:
        cover: Literals of which one stands in every match, if there are any.
        widest: Characters that a match holds at most.
        packed: The compiled pattern as bytes, or nothing if it was not compiled yet.
    """

    cover: literals.Cover | None
    widest: float
    packed: bytes


def ready(source: str) -> Ready:
    """What is known of a pattern; found out now if need be.

    Args:
        source: A regular expression.
    """
    known = _known()
    if source not in known:
        piece = literals.read(source)
        known[source] = Ready(piece.cover, piece.widest, b"")
    return known[source]


def compiled(source: str) -> regex.Pattern[str]:
    """A pattern, unpacked or compiled.

    Args:
        source: A regular expression.

    Raises:
        regex.error: It is none.
    """
    known = _known().get(source)
    if known and known.packed:
        pattern: regex.Pattern[str] = pickle.loads(known.packed)
        return pattern
    return regex.compile(source)


def prepare(sources: Iterable[str]) -> None:
    """Make patterns ready and keep them for the next process, if the cache folder lets us.

    Args:
        sources: All patterns that are in use; others are forgotten.
    """
    wanted = sorted(set(sources))
    if all(source in _known() and _known()[source].packed for source in wanted):
        return
    with suppress(OSError):
        path = _file()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for source in wanted:
                _known()[source] = ready(source)._replace(packed=pickle.dumps(compiled(source)))
            pickle.dump({source: tuple(_known()[source]) for source in wanted}, file)
        os.replace(name, path)


@lru_cache(maxsize=1)
def _known() -> dict[str, Ready]:
    """All patterns of the cache folder by their text."""
    try:
        return {source: Ready(*row) for source, row in pickle.loads(_file().read_bytes()).items()}
    except (OSError, ValueError, EOFError, pickle.UnpicklingError):
        return {}


def _file() -> Path:
    """Where patterns made by these versions and this code are kept."""
    from platformdirs import user_cache_path

    code = Path(literals.__file__).read_bytes() + Path(__file__).read_bytes()
    versions = f"{regex.__version__} {sys.implementation.cache_tag}".encode()
    return user_cache_path("boilerstrip") / f"patterns-{hashlib.sha256(versions + code).hexdigest()[:24]}.pickle"
