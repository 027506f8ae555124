"""WARC and WET: records of plain text are cleaned, all others pass through.

The frame of a record (header, ``Content-Length`` bytes, two line ends) is read here and not by a library, because the bytes of a header
have to come back as they were, and the libraries for WARC parse headers and write them anew.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from boilerstrip.streams.plain import cut_bytes, not_utf8
from boilerstrip.streams.records import Cut, Edit, Record, RecordError, Source, change

TEXTS = (b"conversion", b"resource")
"""Types of records that can hold plain text."""

NAMES = {"id": "warc-record-id", "url": "warc-target-uri", "date": "warc-date", "language": "warc-identified-content-language"}
"""Names of header lines, by the field they become in other formats."""

HEADER = 1 << 20
"""Bytes of the longest header."""

_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_CONTENT = re.compile(rb"^content-type[ \t]*:[ \t]*text/plain\b", re.IGNORECASE | re.MULTILINE)
_DIGEST = re.compile(rb"^warc-(?:block|payload)-digest[ \t]*:[ \t]*(([\w-]+):(\S+))[ \t]*\r?\n", re.IGNORECASE | re.MULTILINE)


def read(stream: BinaryIO, source: Source) -> Iterator[Record]:
    """Every record; those that are no plain text have no text.

    Raises:
        RecordError: The frame of a record is broken, so that nothing behind it can be found.
    """
    number = 0
    line = stream.readline(HEADER)
    while line:
        number += 1
        head, length = _head(stream, line, f"{source.path}:{number}")
        block = stream.read(length)
        if len(block) < length:
            raise RecordError(f"{source.path}:{number}: is cut off: {length} bytes are announced, {len(block)} are there")
        end = b""
        while (line := stream.readline(HEADER)) in (b"\r\n", b"\n"):
            end += line
        yield _record(source, number, head, block, end)


def _head(stream: BinaryIO, line: bytes, name: str) -> tuple[bytes, int]:
    """The header of a record, its blank line included, and how long the block is that follows."""
    if not line.startswith(b"WARC/"):
        raise RecordError(f"{name}: no WARC record begins here, but {line[:40]!r}")
    head = line
    while line not in (b"\r\n", b"\n"):
        line = stream.readline(HEADER)
        head += line
        if not line or len(head) > HEADER:
            raise RecordError(f"{name}: the header does not end")
    found = _LENGTH.search(head)
    if not found:
        raise RecordError(f"{name}: the header has no Content-Length")
    return head, int(found[1])


def _record(source: Source, number: int, head: bytes, block: bytes, end: bytes) -> Record:
    raw = head + block + end
    kind = _TYPE.search(head)
    if not kind or kind[1].lower() not in TEXTS or not _CONTENT.search(head):
        return Record(source, number, None, raw)
    try:
        return Record(source, number, block.decode("utf8"), raw, place=(len(head), len(block)))
    except UnicodeDecodeError as error:
        return Record(source, number, None, raw, not_utf8(error.start))


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What the cuts change in the bytes of a record: the block, and its length and digests in the header."""
    size, length = record.place
    assert record.text is not None
    block = cut_bytes(record.text, size, cuts)
    head = record.raw[:size]
    new = change(record.raw[size : size + length], [Edit(s - size, e - size, b"") for s, e, _ in block])
    return sorted([Edit(*_length(head).span(1), str(len(new)).encode()), *_digests(head, new), *block])


def _digests(head: bytes, block: bytes) -> Iterator[Edit]:
    """The digests of the new block; one that cannot be worked out anew goes, because it would be wrong."""
    for match in _DIGEST.finditer(head):
        name = match[2].decode().lower().replace("-", "")
        if name not in hashlib.algorithms_available or name.startswith("shake"):
            yield Edit(*match.span(), b"")
            continue
        digest = hashlib.new(name, block, usedforsecurity=False)
        hexadecimal = len(match[3]) == 2 * digest.digest_size
        value = digest.hexdigest().encode() if hexadecimal else base64.b32encode(digest.digest())
        yield Edit(*match.span(3), value)


def fields(record: Record, raw: bytes) -> dict[str, Any]:
    """A record as fields: ``id``, ``url``, ``date`` and ``language`` as far as its header tells them, and ``text``."""
    head, _, block = re.split(rb"(\r?\n\r?\n)", raw, maxsplit=1)
    size = int(_length(head + b"\n")[1])
    header = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head.decode("utf8", "replace").split("\n"))
    }
    return {key: header[name] for key, name in NAMES.items() if name in header} | {"text": block[:size].decode("utf8")}


def _length(head: bytes) -> re.Match[bytes]:
    found = _LENGTH.search(head)
    assert found
    return found
