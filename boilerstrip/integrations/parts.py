"""What all integrations share: options checked at once, removed spans as rows, counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boilerstrip.cleaner import Cleaner
from boilerstrip.errors import SettingsError
from boilerstrip.marks import Result
from boilerstrip.settings import Settings

SPAN = {"start": int, "end": int, "text": str, "category": str, "rule": str, "score": float, "reason": str}
"""The fields of a removed span, with their kinds; offsets are characters of the original text."""


def cleaner_of(options: Mapping[str, Any]) -> Cleaner:
    """A cleaner with options that have been checked.

    Args:
        options: Fields of ``Settings``.

    Raises:
        SettingsError: An unknown option, profile, category, rule or language.

    >>> cleaner_of({"profile": "body"}).settings.profile
    'body'
    """
    return Cleaner(Settings.of(dict(options)))


def check_name(option: str, name: Any, taken: tuple[str, ...] = ()) -> str:
    """The name of a field or column.

    Args:
        option: The option that gives it.
        name: What it says.
        taken: Names that are in use for something else.

    Raises:
        SettingsError: It is no name, or one that is taken.

    >>> check_name("text", "body")
    'body'
    """
    if not isinstance(name, str) or not name:
        raise SettingsError(f"{option} names a field, as in {option}='text'; {name!r} is no name")
    if name in taken:
        raise SettingsError(f"{option}={name!r} would overwrite the text: choose another name")
    return name


def removed_rows(result: Result) -> list[dict[str, Any]]:
    """The removed spans of a text as plain dictionaries with the fields of ``SPAN``.

    >>> import boilerstrip
    >>> removed_rows(boilerstrip.explain("Nothing to do here."))
    []
    """
    rows: list[dict[str, Any]] = result.to_dict()["removed"]
    return [{name: kind(row[name]) for name, kind in SPAN.items()} for row in rows]


def counts(result: Result) -> dict[str, int]:
    """What became of one text, in numbers that may be summed; lengths in characters.

    >>> import boilerstrip
    >>> counts(boilerstrip.explain("The bridge opened on Monday after two years of work, the town said.\\nShare this article"))
    {'texts': 1, 'chars': 86, 'changed': 1, 'removed_chars': 19, 'removed_chars/share': 19}
    """
    found = {"texts": 1, "chars": len(result.original)}
    for removal in result.removed:
        size = removal.end - removal.start
        for name in ("removed_chars", f"removed_chars/{removal.category}"):
            found["changed"] = 1
            found[name] = found.get(name, 0) + size
    return found | {f"flags/{flag}": 1 for flag in result.flags}
