"""Decisions of a reader about single lines of single documents: which stay, and which go as what.

A decision names its line, and its document, by fingerprints. The document is known again by some of its own lines, its *landmarks*, so
that it is found after it was cleaned, moved or mended; and a decision holds for a line wherever it stands in that document.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import regex

from boilerstrip.body import Body, Line
from boilerstrip.errors import InputError, near
from boilerstrip.fingerprint import fingerprint
from boilerstrip.marks import CATEGORIES

LANDMARKS = 5
"""Lines that a document is known again by, at most; more than half of those that are not to go have to be there."""

_PRINT = regex.compile(r"[0-9a-f]{16}")


class Decision(NamedTuple):
    """What a reader said about one line of one document.

    Attributes:
        place: File and row it stands in, as in ``decisions.jsonl:3``.
        document: Fingerprints of the landmarks of the document.
        lines: How many lines the document had.
        line: Fingerprint of the line.
        label: Category as which the line goes, ``""`` if it stays.
        shown: Where the line stood, and the line, for messages.
    """

    place: str
    document: tuple[str, ...]
    lines: int
    line: str
    label: str
    shown: str = ""


class Found(NamedTuple):
    """What some decisions say about one body.

    Attributes:
        lines: The decisions that are about lines of the body, by the index of the line.
        missing: The decisions about this document whose line is not there.
    """

    lines: dict[int, Decision]
    missing: tuple[Decision, ...]


class Decisions:
    """Many decisions; of two about the same line of the same document the later counts.

    Args:
        rows: The decisions, oldest first.

    Attributes:
        rows: Those that count.
    """

    def __init__(self, rows: Iterable[Decision]) -> None:
        latest: dict[tuple[tuple[str, ...], str], Decision] = {}
        for row in rows:
            latest.pop((row.document, row.line), None)
            latest[row.document, row.line] = row
        self.rows = tuple(latest.values())
        self._documents: defaultdict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
        for order, row in enumerate(self.rows):
            self._documents[row.document][row.line] = order
        self._needed: dict[tuple[str, ...], int] = {}
        self._most: dict[tuple[str, ...], float] = {}
        self._landmarks: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for document, lines in self._documents.items():
            staying = [name for name in document if name not in lines or not self.rows[lines[name]].label] or document
            self._needed[document] = len(staying) // 2 + 1
            self._most[document] = max(self.rows[order].lines for order in lines.values()) if len(document) < LANDMARKS else inf
            for name in staying:
                self._landmarks[name].append(document)

    def about(self, body: Body) -> Found:
        """The decisions that are about a body.

        Args:
            body: An article.
        """
        names = _names(body)
        present = {name for own in names for name in own}
        hits = Counter(document for name in present for document in self._landmarks.get(name, ()))
        known = [name for name, count in hits.items() if count >= self._needed[name] and len(body.lines) <= self._most[name]]
        orders = sorted(order for document in known for order in self._documents[document].values())
        meant = {row.line: row for row in map(self.rows.__getitem__, orders)}
        lines = {index: meant[name] for index, own in enumerate(names) for name in own if name in meant}
        return Found(lines, tuple(row for name, row in meant.items() if name not in present))


def _names(body: Body) -> list[tuple[str, ...]]:
    """For each line its name, behind that of the whole line if it is a sentence: what is true of a line is true of its sentences."""
    names: list[tuple[str, ...]] = []
    for _, group in groupby(body.lines, key=lambda line: line.number):
        own = list(group)
        whole = (fingerprint(body.text[own[0].start : own[-1].end]),) if own[0].part else ()
        names += [(*whole, fingerprint(line.text)) for line in own]
    return names


def landmarks(lines: Iterable[Line]) -> tuple[str, ...]:
    """The names of the lines that a document is known again by: the longest.

    Args:
        lines: Lines of the document that stay.

    >>> from boilerstrip.body import split
    >>> len(landmarks(split("Rain fell.\\nThe river rose.").lines))
    2
    """
    longest = sorted({line.text for line in lines}, key=lambda text: (-len(text), text))
    return tuple(sorted(map(fingerprint, longest[:LANDMARKS])))


def load_decisions(paths: Sequence[str]) -> Decisions:
    """The decisions of some files; read again when a file has changed.

    Args:
        paths: Files as the review page exports them, the oldest first.

    Raises:
        InputError: A file cannot be read, or a row is no decision; the message names file and row.
    """
    return _load(tuple(paths), tuple(map(_stamp, paths)))


@lru_cache(maxsize=8)
def _load(paths: tuple[str, ...], stamps: tuple[tuple[int, int], ...]) -> Decisions:
    return Decisions(row for path in paths for row in _rows(path))


def _stamp(path: str) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        status = os.stat(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    return status.st_mtime_ns, status.st_size


def _unreadable(path: str, error: OSError) -> InputError:
    return InputError(f"{path}: these decisions cannot be read: {error.strerror or error}; the review page exports such a file")


def _rows(path: str) -> list[Decision]:
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    rows = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            rows.append(_decision(f"{path}:{number}", line))
    return rows


def _decision(place: str, line: bytes) -> Decision:
    try:
        row = json.loads(line.decode("utf8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: no JSON object: {error}") from error
    if not isinstance(row, dict) or not _is_decision(row):
        raise InputError(
            f'{place}: a decision is an object like {{"document": ["0123456789abcdef"], "lines": 9, "line": "0123456789abcdef", '
            '"label": "share"}, as the review page exports it'
        )
    label = row["label"]
    if label and label not in CATEGORIES:
        raise InputError(f'{place}: unknown label {label!r}: {near(label, CATEGORIES)}; "" is a line that stays')
    shown = " ".join(repr(row[key]) if key == "text" else row[key] for key in ("place", "text") if isinstance(row.get(key), str))
    return Decision(place, tuple(sorted(set(row["document"]))), row["lines"], row["line"], label, shown)


def _is_decision(row: dict[str, Any]) -> bool:
    document = row.get("document")
    names = [*document, row.get("line")] if isinstance(document, list) and document else [None]
    counted = type(row.get("lines")) is int and row["lines"] > 0
    return counted and isinstance(row.get("label"), str) and all(isinstance(name, str) and _PRINT.fullmatch(name) for name in names)
