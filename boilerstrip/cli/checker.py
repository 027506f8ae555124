"""Looks at files one after another and keeps count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from boilerstrip.baseline import Baseline, fresh, fresh_cuts
from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.finds import WRITERS, as_diff, finds
from boilerstrip.cli.words import say, write
from boilerstrip.marks import Removal
from boilerstrip.streams import Cut, Record, Source, read, rewrite


class Checker:
    """What ``check`` does with each file.

    Args:
        cleaner: Decides what may go.
        style: ``diff``, or a name of ``WRITERS``.
        tolerant: Whether broken records are passed over; else they are told of, and a file that has one is not fixed.

    Attributes:
        accepted: Finds that are accepted.
        lines: Lines that would go, or went.
        records: Records looked at.
        affected: Records with such lines.
        broken: Records that could not be looked at.
        changed: Files changed.
        gone: Accepted finds that are no longer there.
    """

    def __init__(self, cleaner: Cleaner, style: str, tolerant: bool = False) -> None:
        self.cleaner = cleaner
        self.style = style
        self.tolerant = tolerant
        self.accepted = Baseline()
        self.lines = self.records = self.affected = self.broken = self.changed = self.gone = 0
        self._left: Counter[str] = Counter()

    def check(self, source: Source) -> bool:
        """Write what would go from a file; whether all its records could be looked at."""
        broken = self.broken
        self._left = self.accepted.accepted(source.path)
        for record, text in self._texts(source):
            if self.style == "diff":
                write(as_diff(source.path, record.number, text, _cut(text, self._cuts(text))))
            else:
                result = self.cleaner.explain(text)
                new = self._count(fresh(result, self._left))
                write("".join(map(WRITERS[self.style], finds(source.path, record.number, result, new))))
        self.gone += self._left.total()
        return self.tolerant or self.broken == broken

    def fix(self, source: Source) -> bool:
        """Take it out of a file, in place."""
        self._left = self.accepted.accepted(source.path)
        before = vars(self).copy()
        try:
            self.changed += rewrite(source, self._decide, keep_broken=self.tolerant)
        except BaseException:
            vars(self).update(before)
            raise
        self.gone += self._left.total()
        return True

    def accept(self, source: Source, baseline: Baseline) -> bool:
        """Put what would go from a file into a baseline; whether all its records could be looked at."""
        broken = self.broken
        baseline.look_at(source.path)
        for _, text in self._texts(source):
            for removal in self._count(list(self.cleaner.explain(text).removed)):
                baseline.add(source.path, text[removal.start : removal.end])
        return self.tolerant or self.broken == broken

    def summary(self, fixed: bool) -> str:
        """What was found, in words."""
        parts = [f"{_many(self.lines, 'line')} {'removed' if fixed else 'would go'}, in {self.affected} of {_many(self.records, 'record')}"]
        parts += [f"{_many(self.changed, 'file')} changed"] if fixed else []
        parts += [f"{_many(self.broken, 'broken record')}"] if self.broken else []
        parts += [f"{_many(self.gone, 'accepted line')} no longer found"] if self.gone else []
        return "; ".join(parts)

    def _texts(self, source: Source) -> Iterator[tuple[Record, str]]:
        """The records of a file that have a text; of broken ones is told."""
        for record in read(source):
            if record.problem:
                self.broken += 1
                if not self.tolerant:
                    say(f"{source.path}:{record.number}: {record.problem}")
            elif record.text:
                yield record, record.text

    def _decide(self, record: Record) -> list[Cut]:
        return self._cuts(record.text) if record.text else []

    def _cuts(self, text: str) -> list[Cut]:
        cuts, new = fresh_cuts(self.cleaner, text, self._left)
        self._count(new)
        return cuts

    def _count(self, removals: list[Removal]) -> list[Removal]:
        """Add one text to the counts."""
        self.records += 1
        self.affected += bool(removals)
        self.lines += len(removals)
        return removals


def _cut(text: str, cuts: Sequence[Cut]) -> str:
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text


def _many(count: int, what: str) -> str:
    """A number of things.

    >>> _many(1, "line"), _many(0, "line")
    ('1 line', 'no lines')
    """
    return f"{count or 'no'} {what}{'s' * (count != 1)}"
