"""The formats: for each a way to read records, and to tell which bytes a cut changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from boilerstrip.streams import csv, html, jsonl, parquet, plain, warc
from boilerstrip.streams.find import find
from boilerstrip.streams.packing import packed, unpacked
from boilerstrip.streams.records import Cut, Edit, Record, RecordError, Source, change, check_in_place
from boilerstrip.streams.safe import replacing

Rows = Iterable[tuple[Record, bytes]]
"""Records with what has become of their bytes."""


class Format(NamedTuple):
    """What there is to know about a format.

    Attributes:
        read: The records of a stream.
        edits: What cuts of a record's text change in its bytes.
        fields: All values of a record whose bytes may have changed, by name.
        write: Writes records of one file; None where their bytes in a row are the file.
        apart: Whether records are packed one by one.
        whole: Whether a file is one record.
        joins: Whether several files in a row are a file again.
        only: Which records hold a text, in words; empty if all do.
    """

    read: Callable[[BinaryIO, Source], Iterator[Record]]
    edits: Callable[[Record, Sequence[Cut]], list[Edit]]
    fields: Callable[[Record, bytes], dict[str, Any]]
    write: Callable[[BinaryIO, Rows], None] | None = None
    apart: bool = False
    whole: bool = False
    joins: bool = True
    only: str = ""


FORMATS: dict[str, Format] = {
    "text": Format(plain.read, plain.edits, plain.fields, whole=True),
    "html": Format(html.read, html.edits, html.fields, whole=True),
    "jsonl": Format(jsonl.read, jsonl.edits, jsonl.fields),
    "csv": Format(csv.read, csv.edits, csv.fields, joins=False),
    "parquet": Format(parquet.read, parquet.edits, parquet.fields, parquet.write, joins=False),
    "warc": Format(warc.read, warc.edits, warc.fields, apart=True, only="conversion and resource records of type text/plain"),
}


def open_source(path: str, format: str | None = None, field: str = "text") -> Iterator[Record]:
    """The records of a file, one at a time.

    Args:
        path: The file; ``-`` for standard input.
        format: Its format, such as ``jsonl`` or ``jsonl.gz``; None to go by its suffix.
        field: Name of the field that holds the text.

    Yields:
        The records, broken ones included: these have a ``problem``.

    Raises:
        InputError: The file cannot be read, or ends too early.
    """
    for source in find([path], format, field):
        yield from read(source)


def read(source: Source, at: Callable[[int], None] | None = None) -> Iterator[Record]:
    """The records of a source, one at a time.

    Args:
        source: The source.
        at: Told now and then how many bytes of the file were read.

    Raises:
        RecordError: The file cannot be read, or is damaged as a whole; the message names it.
    """
    with unpacked(source.path, source.packing) as (raw, stream):
        for count, record in enumerate(FORMATS[source.format].read(stream, source)):
            yield record
            if at and count % 16 == 0 and raw.seekable():
                at(raw.tell())


def without_text(source: Source, records: int) -> str:
    """What to say of a file in which no text was found.

    Args:
        source: The file.
        records: How many records it has.

    >>> without_text(Source("pages.warc", "warc"), 2)
    'pages.warc: none of its records holds a text: only conversion and resource records of type text/plain are read'
    """
    only = FORMATS[source.format].only
    return f"{source.path}: " + (f"none of its records holds a text{only and f': only {only} are read'}" if records else "is empty")


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What cuts of a record's text change in its bytes.

    Args:
        record: A record with a text.
        cuts: Spans of its text, such as those of ``Result.removed``.

    Returns:
        Changes in order; ``change(record.raw, …)`` makes them.
    """
    return FORMATS[record.source.format].edits(record, cuts) if cuts else []


def write(stream: BinaryIO, source: Source, rows: Rows) -> None:
    """Write records back in the format they came in.

    Args:
        stream: Where to; the bytes are packed as those of the source.
        source: The source.
        rows: Its records with what has become of their ``raw``.
    """
    format = FORMATS[source.format]
    if format.write:
        format.write(stream, rows)
        return
    with packed(stream, source.packing, format.apart) as put:
        for _, raw in rows:
            put(raw)


def rewrite(source: Source, decide: Callable[[Record], Sequence[Cut]]) -> bool:
    """Cut texts out of a file in place: all or nothing, and only if something goes.

    Args:
        source: The file.
        decide: Says for each record with a text which spans go.

    Returns:
        Whether the file has changed.

    Raises:
        RecordError: A record is broken; the file stays as it was.
        InputError: The source is standard input, or its format is a guess.
    """
    check_in_place(source)
    changed = False

    def rows() -> Iterator[tuple[Record, bytes]]:
        nonlocal changed
        for record in read(source):
            if record.problem:
                raise RecordError(f"{source.path}:{record.number}: {record.problem}")
            found = edits(record, decide(record)) if record.text else []
            changed = changed or bool(found)
            yield record, change(record.raw, found)

    with replacing(source.path) as new:
        write(new.stream, source, rows())
        if changed:
            new.commit()
    return changed
