"""Looks at files one after another, does something about what would go, and keeps count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from boilerstrip.baseline import Baseline, fingerprint, fresh, fresh_cuts
from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.finds import WRITERS, as_diff, finds
from boilerstrip.cli.words import say, write
from boilerstrip.errors import BoilerstripError
from boilerstrip.marks import Removal
from boilerstrip.runs.pool import End, Start, answers, items
from boilerstrip.streams import Cut, Record, RecordError, Source, rewrite

Visit = Callable[[Record, str, Sequence[Removal]], None]
"""What is done about a record with a text: it, its text, and what would go from that."""


class Checker:
    """What ``check`` does with files. ``run`` takes one of the other methods.

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
    """

    def __init__(self, cleaner: Cleaner, accepted: Baseline, tolerant: bool = False) -> None:
        self.cleaner = cleaner
        self.accepted = accepted
        self.tolerant = tolerant
        self.lines = self.records = self.affected = self.broken = self.changed = self.gone = 0
        self.good = True
        self._left: Counter[str] = Counter()
        self._cuts: dict[int, tuple[str, list[Cut]]] = {}

    def run(self, sources: Iterable[Source], jobs: int, visit: Visit) -> None:
        """Visit every record of some files, and tell of those that are broken."""
        sound, before = True, (0, 0)
        for item, outcome in answers(items(sources), self.cleaner.settings, jobs):
            if isinstance(item, Start):
                self._left, self._cuts = self.accepted.accepted(item.source.path), {}
                sound, before = True, (self.lines, self.affected)
            elif isinstance(item, End):
                sound = self._end(item, sound and not item.error)
                if not sound and self._cuts:
                    self.lines, self.affected = before
                self.good = self.good and sound
            elif item.problem:
                self.broken += 1
                sound = sound and self.tolerant
                if not self.tolerant:
                    say(f"{item.source.path}:{item.number}: {item.problem}")
            elif outcome:
                self.records += 1
                visit(item, item.text or "", outcome.removed)

    def writer(self, style: str) -> Visit:
        """Write what would go, in one of the styles of ``WRITERS``."""

        def show(record: Record, text: str, removed: Sequence[Removal]) -> None:
            new = self._count(fresh(text, removed, self._left))
            write("".join(map(WRITERS[style], finds(record.source.path, record.number, text, new))))

        return show

    def diff(self, record: Record, text: str, removed: Sequence[Removal]) -> None:
        """Write what would change."""
        if cuts := self._new_cuts(text, removed):
            write(as_diff(record.source.path, record.number, text, _cut(text, cuts)))

    def fix(self, record: Record, text: str, removed: Sequence[Removal]) -> None:
        """Note what is to be cut; it is done at the end of the file."""
        if cuts := self._new_cuts(text, removed):
            self._cuts[record.number] = fingerprint(text), cuts

    def accepter(self, baseline: Baseline) -> Visit:
        """Put what would go into a baseline."""

        def accept(record: Record, text: str, removed: Sequence[Removal]) -> None:
            for removal in self._count(removed):
                baseline.add(record.source.path, text[removal.start : removal.end])

        return accept

    def summary(self, fixed: bool) -> str:
        """What was found, in words."""
        parts = [f"{_many(self.lines, 'line')} {'removed' if fixed else 'would go'}, in {self.affected} of {_many(self.records, 'record')}"]
        parts += [f"{_many(self.changed, 'file')} changed"] if fixed else []
        parts += [f"{_many(self.broken, 'broken record')}"] if self.broken else []
        parts += [f"{_many(self.gone, 'accepted line')} no longer found"] if self.gone else []
        return "; ".join(parts)

    def _end(self, end: End, sound: bool) -> bool:
        """A file ends: what was noted is cut, all of it or nothing. Whether the file is sound and was cut."""
        self.gone += self._left.total()
        if end.error:
            say(str(end.error))
        if not self._cuts:
            return sound
        if not sound:
            say(f"{end.source.path}: stays as it was; --on-error keep passes over broken records")
            return False
        try:
            self.changed += rewrite(end.source, self._noted, keep_broken=self.tolerant)
        except BoilerstripError as error:
            say(str(error))
            return False
        except OSError as error:
            say(f"{end.source.path}: {error.strerror or error}")
            return False
        return True

    def _noted(self, record: Record) -> list[Cut]:
        known, cuts = self._cuts.get(record.number, ("", []))
        if cuts and known != fingerprint(record.text or ""):
            raise RecordError(f"{record.source.path}:{record.number}: has changed in the meantime; the file stays as it is")
        return cuts

    def _new_cuts(self, text: str, removed: Sequence[Removal]) -> list[Cut]:
        """Spans that go so that only what is accepted stays."""
        left = self._left.copy()
        new = self._count(fresh(text, removed, self._left))
        if len(new) in (0, len(removed)):
            return [(removal.start, removal.end) for removal in new]
        self._left = left
        return fresh_cuts(self.cleaner, text, self._left)

    def _count(self, removals: Sequence[Removal]) -> Sequence[Removal]:
        """Add the finds of one text to the counts."""
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
