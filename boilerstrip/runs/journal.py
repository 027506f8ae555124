"""A note of the files that are done, so that an interrupted run can go on: ``--resume``."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from typing import Any, NamedTuple

from boilerstrip.errors import InputError
from boilerstrip.runs.tally import Tally

NAME = ".boilerstrip-run-{}.jsonl"
"""Name of the note, in the folder that is written to, with a digest of what is read; it goes when all files are done."""


class Note(NamedTuple):
    """A file that is done.

    Attributes:
        source: Path it was read from.
        target: Path it will have.
        inode: The inode of its new form; None if nothing is replaced.
        places: How long the logs were then.
        tally: Its counts.
    """

    source: str
    target: str
    inode: int | None
    places: dict[str, int]
    tally: Tally


class Journal:
    """Files that are done, with the counts of each.

    A file is noted before it takes its place, with the inode it will have there; so the last note tells in every case whether
    the file it speaks of was finished.

    Attributes:
        done: Paths of the sources that are done.
        tally: Their counts.
        places: How long the logs were when the last of them was done.
    """

    def __init__(self, folder: str, inputs: list[str], options: dict[str, Any], resume: bool) -> None:
        self.done: set[str] = set()
        self.tally = Tally()
        self.places: dict[str, int] = {}
        self._path = os.path.join(folder, NAME.format(hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:12]))
        rows = self._read(options) if resume and os.path.exists(self._path) else []
        self._stream = open(self._path, "w", encoding="utf8")  # noqa: SIM115
        self._write({"options": options})
        for row in rows:
            self._take(row)
            self._write(row)

    def _read(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        """The notes of the interrupted run, without one for a file that was not finished after all."""
        rows: list[dict[str, Any]] = []
        with open(self._path, encoding="utf8") as stream, contextlib.suppress(ValueError):
            for line in stream:
                rows.append(json.loads(line))
        if rows and rows[0].get("options") != json.loads(json.dumps(options)):
            raise InputError(f"{self._path}: the interrupted run had other options; give the same, or start anew without --resume")
        rows = rows[1:]
        if rows and not _stands(rows[-1]):
            rows.pop()
        return rows

    def _take(self, row: dict[str, Any]) -> None:
        self.done.add(row["source"])
        self.places = row["places"]
        self.tally.add(Tally(**row["tally"]))

    def note(self, note: Note) -> None:
        """Note that a file is done but for taking its place."""
        self.done.add(note.source)
        self._write({**note._asdict(), "tally": note.tally.to_dict()})

    def _write(self, row: dict[str, Any]) -> None:
        self._stream.write(json.dumps(row) + "\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self, done: bool) -> None:
        """Close the note, and take it away if all files are done, or none."""
        self._stream.close()
        if done or not self.done:
            os.unlink(self._path)


def _stands(row: dict[str, Any]) -> bool:
    """Whether the file a note speaks of took its place."""
    if row["inode"] is None:
        return True
    try:
        return os.stat(row["target"]).st_ino == int(row["inode"])
    except OSError:
        return False
