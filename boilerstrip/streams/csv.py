"""CSV with a header: rows as the standard library reads them, with the very bytes each was read from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from boilerstrip.errors import near
from boilerstrip.streams.literal import in_literal
from boilerstrip.streams.plain import BOM, cut_bytes, not_utf8
from boilerstrip.streams.records import Cut, Edit, Record, RecordError, Source, joined

LIMIT = 1 << 26
"""Characters of the longest field; a quotation mark that is never closed would otherwise take the rest of the file for one row."""

DELIMITERS = (",", ";", "\t", "|")
_DOUBLED = re.compile('""')


class Place(NamedTuple):
    """Which field of a row is the text.

    Attributes:
        names: The fields' names.
        column: Index of the field.
        delimiter: What stands between fields.
    """

    names: tuple[str, ...]
    column: int
    delimiter: str


class _Tap:
    """Hands lines to the reader and remembers which bytes it took."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._taken: list[bytes] = []

    def __iter__(self) -> _Tap:
        return self

    def __next__(self) -> str:
        raw = self._stream.readline()
        if not raw:
            raise StopIteration
        self._taken.append(raw)
        return raw.decode("utf8", "surrogateescape")

    def take(self) -> bytes:
        """The bytes read since the last call."""
        raw = b"".join(self._taken)
        self._taken.clear()
        return raw


def read(stream: BinaryIO, source: Source) -> Iterator[Record]:
    """The header, without a text, then every row.

    Raises:
        RecordError: The header does not name the field.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
    tap = _Tap(stream)
    try:
        next(csv.reader(tap), None)
    except csv.Error as error:
        raise RecordError(f"{source.path}:0: the header is no CSV: {error}") from error
    header = tap.take()
    if not header:
        return
    place = _place(header, source)
    yield Record(source, 0, None, header)
    rows = csv.reader(tap, delimiter=place.delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(source, number, None, tap.take(), f"no valid CSV: {error}")
        else:
            yield _record(source, number, tap.take(), row, place)


def _record(source: Source, number: int, raw: bytes, row: list[str], place: Place) -> Record:
    if not row:
        return Record(source, number, None, raw)
    width = len(place.names)
    if len(row) != width:
        return Record(source, number, None, raw, f"has {len(row)} fields where the header has {width}")
    try:
        raw.decode("utf8")
    except UnicodeDecodeError as error:
        return Record(source, number, None, raw, not_utf8(error.start))
    return Record(source, number, row[place.column], raw, place=place)


def _place(header: bytes, source: Source) -> Place:
    """Where the text stands in every row; the delimiter is the first one with which the header names the field."""
    text = header.removeprefix(BOM).decode("utf8", "surrogateescape")
    names: list[str] = []
    for delimiter in DELIMITERS:
        row = next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
        if source.field in row:
            return Place(tuple(row), row.index(source.field), delimiter)
        names = max(names, row, key=len)
    raise RecordError(f"{source.path}:0: the header has no field {source.field!r}: {near(source.field, names)} (--field names it)")


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What the cuts change in the bytes of a row."""
    row = record.raw.decode("utf8")
    start, end = _span(row, record.place)
    if row[start : start + 1] == '"':
        return cut_bytes(row, 0, [(start + 1 + s, start + 1 + e) for s, e in in_literal(row[start + 1 : end - 1], _DOUBLED, joined(cuts))])
    found = [(start + s, start + e) for s, e in joined(cuts)]
    left = "".join(row[a:b] for a, b in zip([start, *(e for _, e in found)], [*(s for s, _ in found), end], strict=True))
    if left and not left.startswith('"'):
        return cut_bytes(row, 0, found)
    quoted = '"' + left.replace('"', '""') + '"'
    return [Edit(len(row[:start].encode()), len(row[:end].encode()), quoted.encode())]


def _span(row: str, place: Place) -> tuple[int, int]:
    """Where the text's field stands in a row, quotation marks included."""
    field = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(place.delimiter)}\r\n]*')
    at = 0
    for _ in range(place.column):
        at = field.match(row, at).end() + 1  # type: ignore[union-attr]
    return at, field.match(row, at).end()  # type: ignore[union-attr]


def fields(record: Record, raw: bytes) -> dict[str, Any]:
    """A row as fields, named by the header."""
    rows = csv.reader(io.StringIO(raw.decode("utf8"), newline=""), delimiter=record.place.delimiter)
    return dict(zip(record.place.names, next(rows), strict=True))
