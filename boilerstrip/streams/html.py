"""HTML: a file is one page, its record the text that an extractor finds in it. It is written as text, never as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from boilerstrip.html import extract
from boilerstrip.streams.plain import edits, fields
from boilerstrip.streams.records import Record, Source

__all__ = ["edits", "fields", "read"]


def read(stream: BinaryIO, source: Source) -> Iterator[Record]:
    """The one record of a page: its article, empty if it holds none; an empty file has no record.

    Raises:
        MissingError: The extractor is not installed.
        SettingsError: It gives no Markdown.
    """
    page = stream.read()
    if not page:
        return
    found = extract(page, None, source.extractor, "markdown" if source.markdown else "text")
    if found.flags:
        yield Record(source, 1, None, page, "cannot be read as HTML")
        return
    raw = found.text.encode("utf8", "surrogatepass")
    yield Record(source, 1, found.text, raw, place=0, hints=found.hints)
