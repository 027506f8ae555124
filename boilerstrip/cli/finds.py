"""What ``check`` finds, and how it is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from typing import NamedTuple

from boilerstrip.cli.words import name, with_names
from boilerstrip.marks import Removal
from boilerstrip.streams.find import format_of

SHOWN = 60
"""Characters of a line that the statistics show."""


class Find(NamedTuple):
    """A line that would go.

    Attributes:
        file: Path of the file.
        record: Number of the record in it, from 1.
        line: Number of the line in the record's text, from 1.
        removal: The removal.
        text: The removed text, blanks around it aside.
    """

    file: str
    record: int
    line: int
    removal: Removal
    text: str


def finds(file: str, record: int, text: str, removals: Iterable[Removal]) -> Iterator[Find]:
    """Removals of one text with their line numbers.

    Args:
        file: Path of the file.
        record: Number of the record in it.
        text: Its text.
        removals: Removals of the text, in order.
    """
    line, at = 1, 0
    for removal in removals:
        found = text[removal.start : removal.end]
        start = removal.end - len(found.lstrip())
        line += text.count("\n", at, start)
        at = start
        yield Find(file, record, line, removal, found.strip())


def as_text(find: Find) -> bytes:
    """``file:record:line rule score text``, control characters escaped."""
    place = f"{name(find.file)}:{find.record}:{find.line}"
    return with_names(f"{place} {find.removal.rule} {find.removal.score:.2f} {_plain(find.text)}\n")


def as_jsonl(find: Find) -> bytes:
    """A JSON object on one line."""
    removal = find.removal.to_dict()
    row = {"file": find.file, "record": find.record, "line": find.line, **removal, "text": find.text}
    return json.dumps(row).encode() + b"\n"


def as_github(find: Find) -> bytes:
    """An annotation as GitHub's workflow runs read it. Its line is that of the file: the record's number, where a record is a line."""
    line = find.record if format_of(find.file)[0] == "jsonl" else find.line
    place = f"title={_property(f'boilerstrip ({find.removal.rule})')},file={_property(find.file)},line={line}"
    text = find.text.encode("utf8", "backslashreplace").decode()
    return with_names(f"::warning {place}::{_quoted(f'{find.removal.reason}: {text}')}\n")


WRITERS: dict[str, Callable[[Find], bytes]] = {"text": as_text, "jsonl": as_jsonl, "github": as_github}


def as_diff(file: str, record: int, before: str, after: str) -> bytes:
    """What would change in a record, as a unified diff."""
    rows = list(unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=1))[2:]
    place = f"{name(file)}:{record}\n"
    return with_names(f"--- {place}+++ {place}") + "".join(f"{row}\n" for row in rows).encode("utf8", "surrogatepass")


class Statistics:
    """How many lines each rule would take, with the first of them: what there is in a corpus at a glance."""

    def __init__(self) -> None:
        self._lines: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}

    def add(self, found: Iterable[Find]) -> None:
        """Count some finds."""
        for find in found:
            key = find.removal.category, find.removal.rule
            self._lines[key] += 1
            self._first.setdefault(key, find.text[:SHOWN])

    def __bytes__(self) -> bytes:
        """A row ``lines category rule first`` for each rule, most lines first."""
        rows = sorted(self._lines, key=lambda key: (-self._lines[key], key))
        wide = [max((len(key[part]) for key in rows), default=0) for part in (0, 1)]
        digits = len(str(max(self._lines.values(), default=0)))
        told = (
            f"{self._lines[kind, rule]:{digits}}  {kind:{wide[0]}}  {rule:{wide[1]}}  {_plain(self._first[kind, rule])}\n"
            for kind, rule in rows
        )
        return with_names("".join(told))


def _plain(text: str) -> str:
    """A text that cannot move the cursor of a terminal or break its line."""
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text)


def _property(text: str) -> str:
    return _quoted(text).replace(":", "%3A").replace(",", "%2C")


def _quoted(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
