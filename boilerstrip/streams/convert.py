"""From one format to another: records as fields, written anew."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from boilerstrip.errors import InputError
from boilerstrip.streams.formats import FORMATS, Rows
from boilerstrip.streams.missing import need
from boilerstrip.streams.packing import packed
from boilerstrip.streams.records import RecordError

Fields = Iterator[tuple[str, str, dict[str, Any]]]
"""Records as fields, each with its place for a message and its text."""

Unfit = Callable[[RecordError], None]
"""Told of the record that was given last and cannot be written; raises the error if that is to end the writing."""

ROWS = 1024
"""Rows of a Parquet row group."""


def refuse(error: RecordError) -> None:
    """End the writing at a record that does not fit."""
    raise error


def convert(stream: BinaryIO, format: str, packing: str, rows: Rows, unfit: Unfit = refuse) -> None:
    """Write records in another format than theirs. Records without a text (blank lines, WARC responses) are left out.

    Args:
        stream: Where to.
        format: ``jsonl``, ``csv``, ``parquet`` or ``text``.
        packing: ``gz``, ``zst`` or ``""``.
        rows: Records with what has become of their bytes.
        unfit: Told of a record that does not fit into the format. A row of a Parquet file is written with many others: there the
            error is always raised.

    Raises:
        InputError: Nothing can be converted to this format.
        RecordError: A record does not fit into the format, and ``unfit`` is ``refuse``.
    """
    if format not in WRITERS:
        raise InputError(f"cannot convert to {format}: a record would need headers that nobody wrote; convert to {', '.join(WRITERS)}")
    WRITERS[format](stream, packing, _fields(rows, unfit), unfit)


def _fields(rows: Rows, unfit: Unfit) -> Fields:
    for record, raw in rows:
        if record.text is not None:
            place = f"{record.source.path}:{record.number}"
            try:
                values = FORMATS[record.source.format].fields(record, raw)
            except ValueError as error:
                unfit(RecordError(f"{place}: {error}"))
            else:
                yield place, _at(values, record.source.field), values


def _at(values: dict[str, Any], field: str) -> str:
    """The text among fields; texts and WARC records have it under ``text``, whatever field was asked for."""
    if field in values:
        return str(values[field])
    for name, value in values.items():
        if field.startswith(f"{name}.") and isinstance(value, dict):
            return _at(value, field[len(name) + 1 :])
    return str(values["text"])


def _jsonl(stream: BinaryIO, packing: str, rows: Fields, unfit: Unfit) -> None:
    with packed(stream, packing) as put:
        for _, _, values in rows:
            put(_json(values).encode() + b"\n")


def _json(values: Any) -> str:
    line = json.dumps(values, ensure_ascii=False, default=_plain)
    return line if _encodes(line) else json.dumps(values, default=_plain)


def _encodes(line: str) -> bool:
    try:
        line.encode("utf8")
    except UnicodeEncodeError:
        return False
    return True


def _plain(value: Any) -> str:
    """A value JSON has no word for: bytes as base64, dates and decimals as text."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _csv(stream: BinaryIO, packing: str, rows: Fields, unfit: Unfit) -> None:
    with packed(stream, packing) as put:
        names: list[str] | None = None
        for place, _, values in rows:
            try:
                head = _csv_line(place, values) if names is None else b""
                put(head + _csv_row(place, names or list(values), values))
                names = names or list(values)
            except RecordError as error:
                unfit(error)


def _csv_row(place: str, names: list[str], values: dict[str, Any]) -> bytes:
    """A record as a row below a header."""
    if set(values) != set(names):
        other = ", ".join(sorted(set(values) ^ set(names)))
        raise RecordError(f"{place}: a CSV file has the same fields in every row, and this record differs in {other}; use --to jsonl")
    return _csv_line(place, [values[name] for name in names])


def _csv_line(place: str, values: Iterable[Any]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow([v if isinstance(v, str | int | float | None) else _json(v) for v in values])
    return _utf8(place, line.getvalue())


def _utf8(place: str, text: str) -> bytes:
    """A text as bytes.

    Raises:
        RecordError: It holds a lone surrogate, which UTF-8 has no bytes for.
    """
    try:
        return text.encode("utf8")
    except UnicodeEncodeError as error:
        raise RecordError(f"{place}: holds a lone surrogate, which UTF-8 has no bytes for; use --to jsonl") from error


def _text(stream: BinaryIO, packing: str, rows: Fields, unfit: Unfit) -> None:
    """Texts alone, a blank line between them."""
    with packed(stream, packing) as put:
        between = ""
        for place, text, _ in rows:
            try:
                put(_utf8(place, between + text.rstrip("\n") + "\n"))
                between = "\n"
            except RecordError as error:
                unfit(error)


def _parquet(stream: BinaryIO, packing: str, rows: Fields, unfit: Unfit) -> None:
    """A table whose columns are those of the first rows."""
    pyarrow = need("pyarrow", "parquet")
    batch = list(islice(rows, ROWS))
    place = batch[0][0] if batch else ""
    try:
        table = pyarrow.Table.from_pylist([values for _, _, values in batch])
        with need("pyarrow.parquet", "parquet").ParquetWriter(stream, table.schema) as writer:
            while batch:
                place = batch[0][0]
                if strange := {key for _, _, values in batch for key in values} - set(table.schema.names):
                    raise RecordError(
                        f"{place}: fields that the first {ROWS} records do not have: {', '.join(sorted(strange))}; use --to jsonl"
                    )
                writer.write_table(pyarrow.Table.from_pylist([values for _, _, values in batch], schema=table.schema))
                batch = list(islice(rows, ROWS))
    except RecordError:
        raise
    except (pyarrow.ArrowException, OverflowError, ValueError) as error:
        raise RecordError(
            f"{place}: this record or one soon behind it does not fit into a Parquet column: {error}; use --to jsonl"
        ) from error


WRITERS: dict[str, Callable[[BinaryIO, str, Fields, Unfit], None]] = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet, "text": _text}
