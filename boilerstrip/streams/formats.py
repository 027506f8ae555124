"""The formats: for each a way to read records, and to tell which bytes a cut changes."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from boilerstrip.errors import InputError
from boilerstrip.streams import jsonl, plain
from boilerstrip.streams.find import find
from boilerstrip.streams.packing import packed, unpacked
from boilerstrip.streams.records import Cut, Edit, Record, RecordError, Source, change
from boilerstrip.streams.safe import replacing

READ: dict[str, Callable[[BinaryIO, Source], Iterator[Record]]] = {"text": plain.read, "jsonl": jsonl.read}
EDIT: dict[str, Callable[[Record, Sequence[Cut]], list[Edit]]] = {"text": plain.edits, "jsonl": jsonl.edits}


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


def read(source: Source) -> Iterator[Record]:
    """The records of a source, one at a time.

    Raises:
        RecordError: The file cannot be read, or is damaged as a whole; the message names it.
    """
    try:
        with unpacked(source.path, source.packing) as stream:
            yield from READ[source.format](stream, source)
    except EOFError as error:
        raise RecordError(f"{source.path}: is cut off: the compressed data ends too early") from error
    except zlib.error as error:
        raise RecordError(f"{source.path}: the compressed data is damaged: {error}") from error
    except OSError as error:
        raise RecordError(f"{source.path}: {error.strerror or error}") from error


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What cuts of a record's text change in its bytes.

    Args:
        record: A record with a text.
        cuts: Spans of its text, such as those of ``Result.removed``.

    Returns:
        Changes in order; ``change(record.raw, …)`` makes them.
    """
    return EDIT[record.source.format](record, cuts) if cuts else []


def write(stream: BinaryIO, source: Source, rows: Iterable[tuple[Record, bytes]]) -> None:
    """Write records back in the format they came in.

    Args:
        stream: Where to; unpacked or not, bytes are packed as the source was.
        source: The source.
        rows: Its records with what has become of their ``raw``.
    """
    with packed(stream, source.packing) as out:
        for _, raw in rows:
            out.write(raw)


def rewrite(source: Source, decide: Callable[[Record], Sequence[Cut]]) -> bool:
    """Cut texts out of a file in place: all or nothing, and only if something goes.

    Args:
        source: The file.
        decide: Says for each record with a text which spans go.

    Returns:
        Whether the file has changed.

    Raises:
        RecordError: A record is broken; the file stays as it was.
        InputError: The source is standard input.
    """
    if source.path == "-":
        raise InputError("standard input cannot be changed in place: write to standard output instead")
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
