"""One run from the first file to the last: read, clean, write, note."""

from __future__ import annotations

import contextlib
import os
from base64 import b64encode
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from boilerstrip.runs.journal import Journal, Note
from boilerstrip.runs.plan import Plan
from boilerstrip.runs.pool import Answer, End, Outcome, Start, answers, items
from boilerstrip.runs.removed import Log, Removals, begun
from boilerstrip.runs.tally import Tally
from boilerstrip.streams.formats import FORMATS, edits, without_text
from boilerstrip.streams.records import Edit, Record, RecordError, Source, change
from boilerstrip.streams.safe import Replacement


class Unit:
    """One source on its way.

    Attributes:
        source: The source.
        tally: Its counts so far.
        changed: Whether its bytes have changed so far.
        ended: Whether it was read to its end, good or bad.
        records: How many records were read.
        places: How long the logs were when it began.
        removals: Writes down what goes, if that is wanted.
    """

    def __init__(self, source: Source, places: dict[str, int], removals: Removals | None) -> None:
        self.source = source
        self.tally = Tally(files=1)
        self.changed = False
        self.ended = False
        self.records = 0
        self.places = places
        self.removals = removals


class Run:
    """A run over many files.

    Args:
        plan: What to do.
        tell: Called with every word for the user.
        at: Told now and then how many bytes of a source were read.

    Attributes:
        tally: The counts of all files that are finished.
    """

    def __init__(self, plan: Plan, tell: Callable[[str], None], at: Callable[[Source, int], None] | None = None) -> None:
        self.plan = plan
        self.tally = Tally()
        self._tell = tell
        self._at = at
        self._journal: Journal | None = None
        self._logs: dict[str, Log] = {}
        self._answers: Iterator[Answer] = iter(())
        self._unfit: RecordError | None = None

    def __enter__(self) -> Run:
        try:
            self._open()
        except BaseException:
            self.__exit__(BaseException)
            raise
        return self

    def _open(self) -> None:
        plan = self.plan
        if not plan.resume:
            self._open_logs({})  # first, so that a run that is refused leaves the note of an interrupted one alone
        if plan.folder is not None:
            os.makedirs(plan.folder, exist_ok=True)
            self._journal = Journal(plan.folder, plan.inputs, plan.identity, plan.resume)
            self.tally.add(self._journal.tally)
            if plan.resume and not self._journal.done:
                self._tell("there is no interrupted run to go on with: starting at the first file")
        if plan.resume:
            self._open_logs(self._journal.places if self._journal else {})
        done = self._journal.done if self._journal else set()
        sources = [source for source in plan.sources if source.path not in done]
        self._answers = answers(items(sources, self._at), plan.settings, plan.jobs)

    def _open_logs(self, places: dict[str, int]) -> None:
        for name, path in (("removed", self.plan.removed), ("rejects", self.plan.rejects)):
            if path:
                self._logs[name] = begun(path, places.get(name))

    def __exit__(self, kind: Any, *_: object) -> None:
        if isinstance(self._answers, Generator):
            self._answers.close()
        for log in self._logs.values():
            log.close()
        if self._journal:
            self._journal.close(done=kind is None)

    def units(self) -> Iterator[Unit]:
        """The sources, one at a time; what ``rows`` gives of one has to be used up before the next is asked for."""
        for item, _ in self._answers:
            assert isinstance(item, Start)
            places = {name: log.tell() for name, log in self._logs.items()}
            yield Unit(item.source, places, self._removals(item.source))

    def _removals(self, source: Source) -> Removals | None:
        log = self._logs.get("removed")
        return Removals(log, source, self.plan.written(source), self.plan.converts(source)) if log else None

    def rows(self, unit: Unit) -> Iterator[tuple[Record, bytes]]:
        """The cleaned records of a unit. Each is counted and noted when the next is asked for: ``unfit`` may have been told till then.

        Raises:
            RecordError: The file is damaged, or a record is broken and the run is to stop.
        """
        for item, outcome in self._answers:
            if isinstance(item, Record):
                unit.records += 1
                if not item.problem:
                    found = edits(item, [(r.start, r.end) for r in outcome.removed]) if outcome else []
                    yield item, change(item.raw, found)
                    self._written(unit, item, found, outcome)
                elif self._broken(unit, item):
                    yield item, item.raw
            elif isinstance(item, End):
                self._end(unit, item.error)
                return

    def unfit(self, error: RecordError) -> None:
        """Leave out the record that ``rows`` gave last, since it cannot be written.

        Raises:
            RecordError: The run is to stop at it.
        """
        if self.plan.on_error != "skip":
            raise error
        self._unfit = error

    def _written(self, unit: Unit, record: Record, found: Sequence[Edit], outcome: Outcome | None) -> None:
        """Count and note a cleaned record, or that it could not be written."""
        error, self._unfit = self._unfit, None
        if error:
            self._reject(unit, record, str(error).removeprefix(f"{_place(record)}: "))
            self._skip(unit, record)
            return
        unit.changed = unit.changed or bool(found)
        if unit.removals:
            unit.removals.record(record, found, outcome)
        if outcome and record.text is not None:
            unit.tally.count(record.text, outcome)
            if FORMATS[unit.source.format].whole and not unit.source.root:
                for flag in outcome.flags:
                    self._tell(f"{unit.source.path}: {flag}")

    def _broken(self, unit: Unit, record: Record) -> bool:
        """Whether a broken record passes through."""
        whole = FORMATS[unit.source.format].whole
        self._reject(unit, record, record.problem)
        if self.plan.on_error == "stop" or (whole and self.plan.on_error == "skip"):
            way_on = "--on-error keep" if whole else "--on-error skip or keep"
            raise RecordError(f"{unit.source.path if whole else _place(record)}: {record.problem}; {way_on} goes on past it")
        if self.plan.on_error == "skip":
            self._skip(unit, record)
            return False
        unit.tally.kept += 1
        if unit.removals:
            unit.removals.record(record, (), None)
        return True

    def _reject(self, unit: Unit, record: Record, problem: str | None) -> None:
        """Write down a broken record, if that is wanted."""
        if "rejects" in self._logs:
            row = {"file": unit.source.path, "record": record.number, "problem": problem}
            self._logs["rejects"].put(row | {"raw": b64encode(record.raw).decode()})

    def _skip(self, unit: Unit, record: Record) -> None:
        """Count and note a record that is left out."""
        unit.tally.skipped += 1
        unit.changed = True
        if unit.removals:
            unit.removals.skipped(record)

    def _end(self, unit: Unit, error: RecordError | None) -> None:
        unit.ended = True
        if error:
            if "rejects" in self._logs:
                self._logs["rejects"].put({"file": unit.source.path, "record": None, "problem": str(error)})
            raise error
        if not (unit.tally.documents or unit.tally.skipped or unit.tally.kept):
            self._tell(without_text(unit.source, unit.records))
        if unit.removals:
            unit.removals.end()

    def finish(self, unit: Unit, new: Replacement | None = None, target: str = "") -> None:
        """Note a unit as done, and let its new file take its place.

        Args:
            unit: The unit, used up.
            new: The new file; None if nothing is replaced.
            target: Where the new file goes.
        """
        if self._journal:
            places = {name: log.settle() for name, log in self._logs.items()}
            inode = new.inode if new else None
            self._journal.note(Note(unit.source.path, os.path.abspath(target), inode, places, unit.tally))
        elif new:
            for log in self._logs.values():
                log.settle()
        if new:
            new.commit()
        self.tally.add(unit.tally)

    @contextlib.contextmanager
    def tolerant(self, unit: Unit, instead: Callable[[], None] | None = None) -> Iterator[None]:
        """Goes on behind a damaged file, if the run is to.

        Args:
            unit: The unit that is worked on.
            instead: Called for a damaged file that is to be kept.
        """
        try:
            yield
        except RecordError as error:
            for item, _ in () if unit.ended else self._answers:
                if isinstance(item, End):
                    break
            if self.plan.on_error == "stop":
                raise
            self._tell(str(error))
            if self.plan.one_stream:
                unit.tally.files = 0
            else:
                unit.tally = Tally()
                if "removed" in self._logs:
                    self._logs["removed"].back(unit.places["removed"])
            if self.plan.on_error == "keep" and instead:
                instead()
            unit.tally.damaged = 1
            self.tally.add(unit.tally)


def _place(record: Record) -> str:
    return f"{record.source.path}:{record.number}"


def stop_message(run: Run) -> str:
    """How to go on after a run that stopped."""
    done = run.tally.files
    if run.plan.folder is None or not done:
        return ""
    files = "1 file is" if done == 1 else f"{done} files are"
    return f"{files} done; the same command with --resume goes on at the first that is not, once what stopped it is mended"
