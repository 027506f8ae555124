"""Looks at files one after another, does something about what would go, and keeps count."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from boilerstrip.baseline import Baseline, fresh, fresh_cuts
from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.finds import WRITERS, Statistics, as_diff, finds
from boilerstrip.cli.words import many, say, write
from boilerstrip.errors import BoilerstripError
from boilerstrip.marks import Removal
from boilerstrip.runs.decided import add
from boilerstrip.runs.pool import Answer, End, Start
from boilerstrip.streams import Cut, Record, Source, change, edits, replacing
from boilerstrip.streams import write as stream_out
from boilerstrip.streams.formats import without_text
from boilerstrip.streams.records import check_in_place

Visit = Callable[[Record, str, Sequence[Removal]], list[Cut]]
"""Looks at a record with a text: it, its text, and what would go from that. Says what is to be cut."""


class Checker:
    """What ``check`` does with files. ``run`` takes one of the other methods; ``fix`` changes files.

    Args:
        cleaner: Decides what may go.
        accepted: Finds that are accepted.
        tolerant: Whether broken records are passed over; else they are told of, and a file that has one is not fixed.

    Attributes:
        lines: Lines that would go, or went.
        records: Records with a text.
        affected: Records with such lines.
        broken: Records that could not be looked at.
        changed: Files changed.
        gone: Accepted finds that are no longer there.
        good: Whether everything could be looked at.
        statistics: What ``count`` counted.
        decisions: How often each decision of a reader was honoured, overruled or without its line.
    """

    def __init__(self, cleaner: Cleaner, accepted: Baseline, tolerant: bool = False) -> None:
        self.cleaner = cleaner
        self.accepted = accepted
        self.tolerant = tolerant
        self.lines = self.records = self.affected = self.broken = self.changed = self.gone = 0
        self.good = True
        self.statistics = Statistics()
        self.decisions: dict[str, dict[str, int]] = {}
        self._left: Counter[str] = Counter()
        self._sound = True

    def run(self, stream: Iterator[Answer], visit: Visit) -> None:
        """Visit every record of some files, and tell of those that are broken."""
        for start, _ in stream:
            assert isinstance(start, Start)
            for _ in self._records(start.source, stream, visit):
                pass

    def fix(self, stream: Iterator[Answer]) -> None:
        """Take what would go out of files, in place: out of each all or nothing."""
        for start, _ in stream:
            assert isinstance(start, Start)
            before = self.lines, self.affected
            if not self._fixed(start.source, self._records(start.source, stream, self.cuts)):
                self.lines, self.affected = before
                self.good = False

    def writer(self, style: str) -> Visit:
        """Write what would go, in one of the styles of ``WRITERS``."""

        def show(record: Record, text: str, removed: Sequence[Removal]) -> list[Cut]:
            new = self._count(fresh(text, removed, self._left))
            write(b"".join(map(WRITERS[style], finds(record.source.path, record.number, text, new))))
            return []

        return show

    def count(self, record: Record, text: str, removed: Sequence[Removal]) -> list[Cut]:
        """Put what would go into the statistics."""
        self.statistics.add(finds(record.source.path, record.number, text, self._count(fresh(text, removed, self._left))))
        return []

    def diff(self, record: Record, text: str, removed: Sequence[Removal]) -> list[Cut]:
        """Write what would change."""
        if cuts := self.cuts(record, text, removed):
            write(as_diff(record.source.path, record.number, text, _cut(text, cuts)))
        return cuts

    def accepter(self, baseline: Baseline) -> Visit:
        """Put what would go into a baseline."""

        def accept(record: Record, text: str, removed: Sequence[Removal]) -> list[Cut]:
            for removal in self._count(removed):
                baseline.add(record.source.path, text[removal.start : removal.end])
            return []

        return accept

    def cuts(self, record: Record, text: str, removed: Sequence[Removal]) -> list[Cut]:
        """What is to be cut from a text so that only accepted finds stay."""
        left = self._left.copy()
        new = self._count(fresh(text, removed, self._left))
        if len(new) in (0, len(removed)):
            return [(removal.start, removal.end) for removal in new]
        self._left = left
        return fresh_cuts(self.cleaner, text, self._left)

    def summary(self, fixed: bool) -> str:
        """What was found, in words."""
        parts = [f"{many(self.lines, 'line')} {'removed' if fixed else 'would go'}, in {self.affected} of {many(self.records, 'record')}"]
        parts += [f"{many(self.changed, 'file')} changed"] if fixed else []
        parts += [f"{many(self.broken, 'broken record')}"] if self.broken else []
        parts += [f"{many(self.gone, 'accepted line')} no longer found"] if self.gone else []
        return "; ".join(parts)

    def _records(self, source: Source, stream: Iterator[Answer], visit: Visit) -> Iterator[tuple[Record, list[Cut]]]:
        """The records of one file with what is to be cut from each, up to its end."""
        self._left, self._sound = self.accepted.accepted(source.path), True
        before = (self.records, self.broken)
        for count, (item, outcome) in enumerate(stream):
            if isinstance(item, End):
                self._trouble(str(item.error) if item.error else "")
                if before == (self.records, self.broken) and not item.error:
                    say(without_text(source, count))
                self.gone += self._left.total()
                return
            assert isinstance(item, Record)
            if item.problem:
                self.broken += 1
                self._trouble("" if self.tolerant else f"{source.path}:{item.number}: {item.problem}")
            self.records += bool(outcome)
            add(self.decisions, outcome.decisions if outcome else {})
            yield item, visit(item, item.text or "", outcome.removed) if outcome else []

    def _trouble(self, message: str) -> None:
        if message:
            say(message)
            self._sound = self.good = False

    def _fixed(self, source: Source, rows: Iterator[tuple[Record, list[Cut]]]) -> bool:
        """Whether a file is now as it should be."""
        changed, broken = False, self.broken
        first = list(islice(rows, 1))
        if not first:
            return self._sound

        def changes() -> Iterator[tuple[Record, bytes]]:
            nonlocal changed
            for record, cuts in chain(first, rows):
                found = edits(record, cuts)
                changed = changed or bool(found)
                yield record, change(record.raw, found)

        try:
            check_in_place(source)
            with replacing(source.path) as new:
                stream_out(new.stream, source, changes())
                if changed and self._sound:
                    new.commit()
                    self.changed += 1
        except BoilerstripError as error:
            self._trouble(str(error))
        except OSError as error:
            self._trouble(f"{source.path}: {error.strerror or error}")
        deque(rows, maxlen=0)
        if changed and not self.tolerant and self.broken > broken:
            say(f"{source.path}: stays as it was; --on-error keep passes over broken records")
        return self._sound

    def _count(self, removals: Sequence[Removal]) -> Sequence[Removal]:
        """Add the finds of one text to the counts."""
        self.affected += bool(removals)
        self.lines += len(removals)
        return removals


def _cut(text: str, cuts: Sequence[Cut]) -> str:
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text
