"""The vocabulary of the streams: where records come from, what one is, and how its bytes change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from boilerstrip.errors import InputError
from boilerstrip.hints import Hints

Cut = tuple[int, int]
"""Start and end of a span of a record's text that goes."""


@dataclass(frozen=True)
class Source:
    """A file with records, or a standard stream.

    Attributes:
        path: Its path; ``-`` for standard input.
        format: ``text``, ``html``, ``jsonl``, ``csv``, ``parquet`` or ``warc``.
        packing: ``gz``, ``zst`` or ``""``.
        field: Name of the field that holds the text; ``a.b`` for ``b`` inside ``a``. Text and WARC files have no fields.
        root: The folder it was found in, ``""`` if it was named itself.
        sure: Whether its suffix or the user told the format; else it counts as text, and is not changed in place.
        extractor: What finds the article in a page.
        markdown: Whether the article of a page is written as Markdown.
    """

    path: str
    format: str
    packing: str = ""
    field: str = "text"
    root: str = ""
    sure: bool = True
    extractor: str = "trafilatura"
    markdown: bool = False


def name_of(source: Source) -> str:
    """The name of a source below a folder of results: as below the folder it was found in.

    >>> name_of(Source("news/old/a.txt", "text", root="news"))
    'old/a.txt'
    """
    return os.path.relpath(source.path, source.root) if source.root else os.path.basename(source.path)


def check_in_place(source: Source) -> None:
    """Refuse sources that cannot be changed in place.

    Raises:
        InputError: Standard input, a pipe or device, or a file whose format is a guess.
    """
    if source.path == "-":
        raise InputError("standard input cannot be changed in place: write to standard output instead")
    if not os.path.isfile(source.path):
        raise InputError(f"{source.path}: is no file that could be replaced: write to standard output instead")
    if source.format == "html":
        raise InputError(f"{source.path}: a page becomes text, so it is not changed in place: use --output")
    if not source.sure:
        raise InputError(f"{source.path}: no known suffix, so it is not changed in place; if it is text, say so with --from text")


class Record(NamedTuple):
    """One record of a source.

    Attributes:
        source: Where it stands.
        number: Its place there, from 1: of a JSONL file the line, of a CSV file the row below the header.
        text: Its text; None if it has none, which is no fault (a blank line, a header), or if it is broken.
        raw: Its bytes, line ending included; of a Parquet row the text alone.
        problem: Why it cannot be used, in words; None for a good record.
        place: Where the text stands, known to the format alone.
        hints: What the page it came from tells about its lines.
    """

    source: Source
    number: int
    text: str | None
    raw: bytes
    problem: str | None = None
    place: Any = None
    hints: Hints | None = None


class Edit(NamedTuple):
    """One change of a record's bytes: ``raw[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: bytes


class RecordError(InputError):
    """A broken record or file; the message names file and record."""


def change(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Bytes with edits made.

    Args:
        raw: The bytes.
        edits: Changes in order, none touching another.

    >>> change(b"one two three", [Edit(3, 7, b"")])
    b'one three'
    """
    parts: list[bytes] = []
    at = 0
    for start, end, new in edits:
        parts += (raw[at:start], new)
        at = end
    return b"".join([*parts, raw[at:]])


def undo(raw: bytes, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that turn changed bytes back.

    Args:
        raw: The bytes before the change.
        edits: The change.

    >>> undo(b"one two three", [Edit(3, 7, b"")])
    [Edit(start=3, end=3, new=b' two')]
    """
    back: list[Edit] = []
    shift = 0
    for start, end, new in edits:
        back.append(Edit(start + shift, start + shift + len(new), raw[start:end]))
        shift += len(new) - (end - start)
    return back


def joined(cuts: Sequence[Cut]) -> list[Cut]:
    """Spans in order, those that touch as one.

    >>> joined([(4, 6), (0, 2), (2, 3)])
    [(0, 3), (4, 6)]
    """
    rows: list[Cut] = []
    for start, end in sorted(cuts):
        if rows and start <= rows[-1][1]:
            rows[-1] = (rows[-1][0], max(end, rows[-1][1]))
        else:
            rows.append((start, end))
    return rows
