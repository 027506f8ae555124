"""Parquet: batches of rows through pyarrow; all columns but the text are handed on as they are."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any, BinaryIO, NamedTuple

from boilerstrip.errors import near
from boilerstrip.streams.missing import need
from boilerstrip.streams.plain import cut_bytes
from boilerstrip.streams.records import Cut, Edit, Record, RecordError, Source

ROWS = 256
"""Rows that are read at once."""

GROUP = 64 << 20
"""Bytes from which on a row group is written out, even if that of the source went on; so memory stays bounded."""


class Place(NamedTuple):
    """Where a row stands.

    Attributes:
        batch: The batch it was read in.
        row: Its index there.
        path: Indices of the columns that lead to the text.
        group: Index of its row group in the file.
    """

    batch: Any
    row: int
    path: tuple[int, ...]
    group: int


def read(stream: BinaryIO, source: Source) -> Iterator[Record]:
    """The file itself as record 0, without a text, then every row.

    Raises:
        RecordError: The file is no Parquet file, or the text is no column of strings.
        MissingError: pyarrow is not installed.
    """
    pyarrow = need("pyarrow", "parquet")
    parquet = need("pyarrow.parquet", "parquet")
    with _seekable(stream, source) as stream:
        try:
            yield from _rows(parquet.ParquetFile(stream, buffer_size=1 << 20), source, pyarrow)
        except (pyarrow.ArrowException, OSError) as error:
            raise RecordError(f"{source.path}: cannot be read as Parquet: {error}") from error


def _rows(file: Any, source: Source, pyarrow: Any) -> Iterator[Record]:
    path = _path(pyarrow, file.schema_arrow, source)
    yield Record(source, 0, None, b"", place=file)
    number = 0
    for group in range(file.num_row_groups):
        for batch in file.iter_batches(ROWS, row_groups=[group], use_threads=False):
            for row, (text, problem) in enumerate(_texts(batch, path)):
                number += 1
                raw = text.encode() if text is not None else b""
                yield Record(source, number, text, raw, problem, Place(batch, row, path, group))


@contextlib.contextmanager
def _seekable(stream: BinaryIO, source: Source) -> Iterator[BinaryIO]:
    """The stream itself; of standard input a copy on the disk, since Parquet begins to be read at its end."""
    if source.path != "-":
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        file.seek(0)
        yield file


def _path(pyarrow: Any, schema: Any, source: Source) -> tuple[int, ...]:
    """The columns that lead to the text: one of this very name, or ``b`` inside ``a`` for ``a.b``."""
    indices: list[int] = []
    fields, rest = list(schema), source.field
    while True:
        names = [field.name for field in fields]
        name = next((n for n in names if n == rest), None) or next((n for n in names if rest.startswith(n + ".")), None)
        if name is None:
            raise RecordError(f"{source.path}: has no column {source.field!r}: {near(rest, names)} (--field names it)")
        kind = fields[names.index(name)].type
        indices.append(names.index(name))
        if name == rest:
            break
        if not pyarrow.types.is_struct(kind):
            raise RecordError(f"{source.path}: column {name!r} has no fields inside: it is of type {kind}")
        fields, rest = [kind.field(i) for i in range(kind.num_fields)], rest[len(name) + 1 :]
    inner = kind.value_type if pyarrow.types.is_dictionary(kind) else kind
    if not (pyarrow.types.is_string(inner) or pyarrow.types.is_large_string(inner) or pyarrow.types.is_string_view(inner)):
        raise RecordError(f"{source.path}: column {source.field!r} is of type {kind}, not of strings")
    return tuple(indices)


def _texts(batch: Any, path: tuple[int, ...]) -> Iterator[tuple[str | None, str | None]]:
    """The texts of a batch, or why there is none."""
    column = batch.column(path[0])
    masks = []
    for index in path[1:]:
        masks.append(column)
        column = column.field(index)
    for row, value in enumerate(column):
        try:
            text = value.as_py() if all(mask[row].is_valid for mask in masks) else None
            yield text, None if text is not None else "the text is null, not a string"
        except UnicodeDecodeError as error:
            yield None, f"no valid UTF-8 at byte {error.start} of the text"


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What the cuts change in the bytes of the text."""
    assert record.text is not None
    return cut_bytes(record.text, 0, cuts)


def write(stream: BinaryIO, rows: Iterable[tuple[Record, bytes]]) -> None:
    """Write rows with the schema, the metadata and the compression of the file they came from.

    Args:
        stream: Where to.
        rows: The records of one file, record 0 first, each with the bytes of its text.
    """
    pyarrow = need("pyarrow", "parquet")
    rows = iter(rows)
    first, _ = next(rows)
    file = first.place
    with need("pyarrow.parquet", "parquet").ParquetWriter(stream, file.schema_arrow, **_manner(file, first.source.field)) as writer:
        pending: list[Any] = []
        size, last = 0, 0
        for group, batch in _batches(pyarrow, rows):
            if pending and (group != last or size > GROUP):
                _flush(pyarrow, writer, pending)
                pending, size = [], 0
            pending.append(batch)
            size += batch.get_total_buffer_size() if not pending[1:] else batch.nbytes
            last = group
        if pending:
            _flush(pyarrow, writer, pending)


def _flush(pyarrow: Any, writer: Any, batches: list[Any]) -> None:
    table = pyarrow.Table.from_batches(batches)
    writer.write_table(table, row_group_size=max(1, table.num_rows))


def _batches(pyarrow: Any, rows: Iterator[tuple[Record, bytes]]) -> Iterator[tuple[int, Any]]:
    """The batches that rows came from, with the new texts and without rows that were left out."""
    held: list[tuple[Record, bytes]] = []
    for record, raw in rows:
        if held and held[0][0].place.batch is not record.place.batch:
            yield held[0][0].place.group, _batch(pyarrow, held)
            held = []
        held.append((record, raw))
    if held:
        yield held[0][0].place.group, _batch(pyarrow, held)


def _batch(pyarrow: Any, held: list[tuple[Record, bytes]]) -> Any:
    batch, _, path, _ = held[0][0].place
    if any(raw != record.raw for record, raw in held):
        new = {record.place.row: raw for record, raw in held if raw != record.raw}
        batch = batch.set_column(path[0], batch.schema.field(path[0]), _replaced(pyarrow, batch.column(path[0]), path[1:], new))
    return batch if len(held) == batch.num_rows else batch.take([record.place.row for record, _ in held])


def _replaced(pyarrow: Any, column: Any, path: tuple[int, ...], new: dict[int, bytes]) -> Any:
    """A column with some new texts at the end of a path."""
    if not path:
        values = [new[row].decode() if row in new else value.as_py() for row, value in enumerate(column)]
        if not pyarrow.types.is_dictionary(column.type):
            return pyarrow.array(values, column.type)
        return pyarrow.array(values, column.type.value_type).dictionary_encode().cast(column.type)
    fields = [column.type.field(i) for i in range(column.type.num_fields)]
    parts = [column.field(i) if i != path[0] else _replaced(pyarrow, column.field(i), path[1:], new) for i in range(len(fields))]
    return pyarrow.StructArray.from_arrays(parts, fields=fields, mask=column.is_null())


def _manner(file: Any, field: str) -> dict[str, Any]:
    """How a file was written: compression, dictionaries, statistics, version, and the order of rows as far as texts have no part in it."""
    meta = file.metadata
    manner: dict[str, Any] = {
        "version": meta.format_version if meta.format_version in ("1.0", "2.4", "2.6") else "2.6",
        "store_schema": b"ARROW:schema" in (meta.metadata or {}),
        "use_compliant_nested_type": not any(".list.item" in meta.schema.column(i).path for i in range(meta.num_columns)),
        "use_deprecated_int96_timestamps": any(meta.schema.column(i).physical_type == "INT96" for i in range(meta.num_columns)),
    }
    if meta.num_row_groups:
        group = meta.row_group(0)
        columns = [group.column(i) for i in range(group.num_columns)]
        codecs = {c.path_in_schema: {"UNCOMPRESSED": "none", "LZ4_RAW": "lz4"}.get(c.compression, c.compression.lower()) for c in columns}
        manner["compression"] = codecs
        manner["use_dictionary"] = [c.path_in_schema for c in columns if c.has_dictionary_page]
        manner["write_statistics"] = [c.path_in_schema for c in columns if c.is_stats_set]
        manner["write_page_index"] = any(c.has_column_index for c in columns)
        sorting = takewhile(lambda by: columns[by.column_index].path_in_schema != field, group.sorting_columns)
        manner["sorting_columns"] = list(sorting) or None
    return manner


def fields(record: Record, raw: bytes) -> dict[str, Any]:
    """A row as fields."""
    batch, row, path, _ = record.place
    values: dict[str, Any] = {name: batch.column(i)[row].as_py() for i, name in enumerate(batch.schema.names)}
    inner, names = values, record.source.field
    for index in path[:-1]:
        name = list(inner)[index]
        inner, names = inner[name], names[len(name) + 1 :]
    inner[names] = raw.decode("utf8")
    return values
