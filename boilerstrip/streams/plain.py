"""Text and Markdown: a file is one record."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from boilerstrip.streams.records import Cut, Edit, Record, Source, joined

LIST, OBJECT, LINES = "a JSON list", "a JSON object", "JSON lines"
_INSTEAD = {
    LIST: "write one object a line, as in: jq -c '.[]' FILE > FILE.jsonl",
    OBJECT: "write it in one line, as in: jq -c . FILE > FILE.jsonl",
    LINES: "say --from jsonl",
}
"""Kinds of JSON that may be taken for text, and what to do with each."""

BOM = b"\xef\xbb\xbf"


def read(stream: BinaryIO, source: Source) -> Iterator[Record]:
    """The one record of a text file; an empty file has none. One that only counts as text is broken if it holds JSON."""
    raw = stream.read()
    if not raw:
        return
    start = len(BOM) if raw.startswith(BOM) else 0
    try:
        text = raw[start:].decode("utf8")
    except UnicodeDecodeError as error:
        yield Record(source, 1, None, raw, not_utf8(error.start + start, raw))
        return
    if not source.sure and (kind := _json_kind(text)):
        problem = f"holds {kind}, which would break if it was cleaned as text; {_INSTEAD[kind]}, or say --from text"
        yield Record(source, 1, None, raw, problem)
    else:
        yield Record(source, 1, text, raw, place=start)


def _json_kind(text: str) -> str:
    """Which of ``_INSTEAD`` a text is, as far as its first line or all of it tells; ``""`` for none."""
    text = text.strip()
    if text[:1] not in ("{", "["):
        return ""
    for part in (text.partition("\n")[0], text):
        with suppress(ValueError, RecursionError):
            held = json.loads(part)
            if isinstance(held, list):
                return LIST if held and isinstance(held[0], dict) else ""
            return LINES if part != text or "\n" not in text else OBJECT
    return ""


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What the cuts change in the bytes of a text file."""
    assert record.text is not None
    return cut_bytes(record.text, record.place, cuts)


def cut_bytes(text: str, start: int, cuts: Sequence[Cut]) -> list[Edit]:
    """Cuts of a text as edits of its UTF-8 bytes.

    Args:
        text: The text.
        start: Where its bytes begin.
        cuts: Spans of the text.

    >>> cut_bytes("äb", 0, [(1, 2)])
    [Edit(start=2, end=3, new=b'')]
    """
    rows: list[Edit] = []
    at, byte = 0, start
    for first, last in joined(cuts):
        byte += len(text[at:first].encode("utf8", "surrogatepass"))
        size = len(text[first:last].encode("utf8", "surrogatepass"))
        rows.append(Edit(byte, byte + size, b""))
        at, byte = last, byte + size
    return rows


def not_utf8(at: int, raw: bytes = b"") -> str:
    """The message for bytes that are no UTF-8.

    Args:
        at: Where.
        raw: The bytes from the start of the file, if they are at hand: they may tell what they are.
    """
    other = "utf16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin1"
    return f"no valid UTF-8 at byte {at}; convert it first, as in: iconv -f {other} -t utf8"


def fields(record: Record, raw: bytes) -> dict[str, Any]:
    """A text file as fields: its name and its text."""
    return {"file": record.source.path, "text": raw.removeprefix(BOM).decode("utf8")}
