"""What went, written down so that it can be brought back: ``--removed`` and ``restore``.

A log is JSONL. Each file has a row ``{"file": …}``, a row for every record that changed, and a row ``{"end": …}`` with digests of the
records before and after. ``edits`` are the changes that turn a cleaned record's bytes back: ``[start, end, "bytes to put there"]``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from boilerstrip.errors import InputError
from boilerstrip.runs.pool import Outcome
from boilerstrip.streams.formats import Rows, read
from boilerstrip.streams.records import Edit, Record, RecordError, Source, change, undo


class Log:
    """A JSONL file that grows by rows and can be cut back to a place."""

    def __init__(self, path: str, start: int | None = None) -> None:
        self._stream: BinaryIO = open(path, "r+b" if start else "wb")  # noqa: SIM115
        self._stream.seek(start or 0)
        self._stream.truncate()

    def put(self, row: dict[str, Any]) -> None:
        """Write a row."""
        self._stream.write(json.dumps(row).encode() + b"\n")

    def tell(self) -> int:
        """The place behind the last row."""
        return self._stream.tell()

    def settle(self) -> int:
        """Have all rows written to the disk; the place behind them."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return self._stream.tell()

    def back(self, place: int) -> None:
        """Take away all rows behind a place."""
        self._stream.seek(place)
        self._stream.truncate()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def begun(path: str, place: int | None) -> Log:
    """A log, begun or gone on with; one that is full already is not written over.

    Args:
        path: Its path.
        place: Where an interrupted run left it, None to begin.

    Raises:
        InputError: There is such a file already.
    """
    if place is None and os.path.exists(path) and os.path.getsize(path):
        raise InputError(f"{path}: is there already and may hold what an earlier run took out: name another file, or move this one away")
    return Log(path, place)


class Removals:
    """Writes down what goes from one source."""

    def __init__(self, log: Log, source: Source, written: str | None, converted: bool) -> None:
        self._log = log
        self._source = source
        self._sums = [hashlib.sha256(), hashlib.sha256()]
        log.put({"file": source.path, "written": written, "converted": converted, "source": asdict(source)})

    def record(self, record: Record, edits: Sequence[Edit], outcome: Outcome | None) -> None:
        """Note a record that stays, with what went from it."""
        self._sums[0].update(record.raw)
        self._sums[1].update(change(record.raw, edits))
        if edits and outcome:
            back = [[start, end, _text(new)] for start, end, new in undo(record.raw, edits)]
            removed = [{**r.to_dict(), "text": (record.text or "")[r.start : r.end]} for r in outcome.removed]
            self._log.put({"record": record.number, "edits": back, "removed": removed})

    def skipped(self, record: Record) -> None:
        """Note a record that is left out."""
        self._sums[0].update(record.raw)
        self._log.put({"skipped": record.number, "raw": base64.b64encode(record.raw).decode()})

    def end(self) -> None:
        """Note that the source was read to its end."""
        before, after = (digest.hexdigest() for digest in self._sums)
        self._log.put({"end": self._source.path, "before": before, "after": after})


def _text(raw: bytes) -> str:
    return raw.decode("utf8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf8", "surrogateescape")


class Entry:
    """One file of a log.

    Attributes:
        source: The file as it was read.
        written: Where its cleaned form was written; None for standard output.
        converted: Whether that has another format.
        ended: Whether the run came to its end.
    """

    def __init__(self, log: str, place: int, row: dict[str, Any]) -> None:
        self.source = Source(**row["source"])
        self.written: str | None = row["written"]
        self.converted: bool = row["converted"]
        self.ended = False
        self._log = log
        self._place = place

    def rows(self, cleaned: Source) -> Rows:
        """The records of a cleaned file as they were before.

        Args:
            cleaned: The cleaned file.

        Raises:
            RecordError: The file is not the one that was written down, or has changed since.
        """
        if not self.ended:
            raise RecordError(f"{self._log}: the run that cleaned {self.source.path} did not finish with it: nothing to restore")
        notes = self._notes()
        note = next(notes)
        sums = [hashlib.sha256(), hashlib.sha256()]
        missing = 0
        for record in read(cleaned):
            sums[1].update(record.raw)
            while note.get("skipped") == record.number + missing:
                yield self._skipped(note, sums[0])
                missing += 1
                note = next(notes)
            raw = record.raw
            if note.get("record") == record.number + missing:
                raw = change(raw, [Edit(start, end, _bytes(new)) for start, end, new in note["edits"]])
                note = next(notes)
            sums[0].update(raw)
            yield record, raw
        while "skipped" in note:
            yield self._skipped(note, sums[0])
            note = next(notes)
        if note.get("after") != sums[1].hexdigest() or note["before"] != sums[0].hexdigest():
            raise RecordError(f"{cleaned.path}: is not the file that {self._log} tells of, or has changed since: nothing was restored")

    def _skipped(self, note: dict[str, Any], digest: Any) -> tuple[Record, bytes]:
        if self.source.format == "parquet":
            raise RecordError(
                f"{self.source.path}: rows were skipped, and of Parquet rows the log holds the text alone: cannot be restored"
            )
        raw = base64.b64decode(note["raw"])
        digest.update(raw)
        return Record(self.source, note["skipped"], None, raw), raw

    def _notes(self) -> Iterator[dict[str, Any]]:
        """The rows of this file, the one of its end included."""
        with open(self._log, "rb") as stream:
            stream.seek(self._place)
            for line in stream:
                row = json.loads(line)
                yield row
                if "end" in row:
                    return


def entries(log: str) -> list[Entry]:
    """The files a log tells of.

    Args:
        log: Path of a file that ``clean --removed`` wrote.

    Raises:
        InputError: It is no such file.
        OSError: It cannot be read.
    """
    found: list[Entry] = []
    place = 0
    with open(log, "rb") as stream:
        for number, line in enumerate(stream, 1):
            place += len(line)
            try:
                row = json.loads(line)
                if "file" in row:
                    found.append(Entry(log, place, row))
                elif "end" in row:
                    found[-1].ended = True
            except (ValueError, KeyError, TypeError, IndexError) as error:
                if line.endswith(b"\n"):
                    raise InputError(f"{log}:{number}: is no row of a file that `clean --removed` wrote") from error
    return found
