"""Where cleaned files go: one stream, a folder, or in place of the old ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from boilerstrip.runs.run import Run, Unit
from boilerstrip.streams.convert import convert
from boilerstrip.streams.formats import write
from boilerstrip.streams.records import Record
from boilerstrip.streams.safe import replacing


def carry_out(run: Run, stdout: BinaryIO) -> None:
    """Do what a plan says.

    Args:
        run: The run, entered.
        stdout: Standard output.

    Raises:
        BoilerstripError: The run stopped at a broken record or file.
        OSError: A file cannot be written.
    """
    target = run.plan.target
    if target.kind == "stream":
        _to_stream(run, stdout)
    elif target.kind == "file":
        with replacing(target.path) as new:
            _to_stream(run, new.stream)
            new.commit()
    else:
        (_to_folder if target.kind == "folder" else _in_place)(run)


def _to_stream(run: Run, stream: BinaryIO) -> None:
    """All sources one behind the other."""
    sources = run.plan.sources
    if any(run.plan.converts(source) for source in sources):
        convert(stream, run.plan.target.format, run.plan.target.packing or "", _chained(run), run.unfit)
    elif sources:
        first = replace(sources[0], packing=run.plan.packing(sources[0]))
        write(stream, first, _flushed(stream, _glued(run) if len(sources) > 1 else _chained(run)))


def _flushed(stream: BinaryIO, rows: Iterator[tuple[Record, bytes]]) -> Iterator[tuple[Record, bytes]]:
    """The same records; each is handed on before the next is asked for, so that a slow source is no reason to wait."""
    for row in rows:
        yield row
        stream.flush()


def _chained(run: Run) -> Iterator[tuple[Record, bytes]]:
    for unit in run.units():
        with run.tolerant(unit):
            yield from run.rows(unit)
            run.finish(unit)


def _glued(run: Run) -> Iterator[tuple[Record, bytes]]:
    """All records, with a line end put between a file without a last line end and the next."""
    last = b"\n"
    source = None
    for record, raw in _chained(run):
        if record.source != source and not last.endswith(b"\n"):
            raw = b"\n" + raw
        source, last = record.source, raw or last
        yield record, raw


def _to_folder(run: Run) -> None:
    """Each source under its name in a folder."""
    for unit in run.units():
        path = run.plan.path_for(unit.source)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        packing = run.plan.packing(unit.source)
        instead = partial(_copied, unit, path) if packing == unit.source.packing else None
        with run.tolerant(unit, instead), replacing(path) as new:
            if run.plan.converts(unit.source):
                convert(new.stream, run.plan.target.format, packing, run.rows(unit), run.unfit)
            else:
                write(new.stream, replace(unit.source, packing=packing), run.rows(unit))
            run.finish(unit, new, path)


def _copied(unit: Unit, path: str) -> None:
    """A damaged file as it is."""
    with replacing(path) as new, open(unit.source.path, "rb") as old:
        shutil.copyfileobj(old, new.stream)
        new.commit()


def _in_place(run: Run) -> None:
    """Each source in its own place, and only if its bytes change."""
    for unit in run.units():
        with run.tolerant(unit), replacing(unit.source.path) as new:
            write(new.stream, unit.source, run.rows(unit))
            run.finish(unit, new if unit.changed else None, unit.source.path)
