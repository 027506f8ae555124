"""What the page shows of a document: every line with its verdict, its evidence and its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from boilerstrip.body import Line, split
from boilerstrip.decisions import landmarks
from boilerstrip.fingerprint import fingerprint
from boilerstrip.judge import doubtful
from boilerstrip.marks import Result, Verdict

LONGEST = 2000
"""Characters of a line that are shown."""


class Evidence(NamedTuple):
    """One mark as it is shown: ``weight`` is what it adds to the score, in brackets if it does not count."""

    weight: str
    category: str
    why: str
    by: str


class Row(NamedTuple):
    """One line.

    Attributes:
        number: Number of the line in the text.
        text: The line, cut off if it is very long.
        more: Characters that were cut off.
        name: Its fingerprint.
        removed: Whether it goes.
        doubtful: Whether it might as well have been judged the other way.
        category: Category of the strongest evidence, ``""`` without any.
        score: Sum of the evidence that counts.
        zone: ``head``, ``body`` or ``tail``.
        evidence: Its marks.
    """

    number: int
    text: str
    more: int
    name: str
    removed: bool
    doubtful: bool
    category: str
    score: float
    zone: str
    evidence: tuple[Evidence, ...]

    @property
    def verdict(self) -> str:
        """The verdict as one or two words, as the page's classes and filters have them."""
        return ("removed" if self.removed else "kept") + (" doubtful" if self.doubtful else "")


class Document(NamedTuple):
    """One document.

    Attributes:
        place: File and record.
        language: Language of its prose.
        flags: Flags of the result.
        text: Fingerprint of its text.
        names: Fingerprints of its landmarks.
        lines: How many lines it has, at the first look or the last: what is left of it may be sentences of one line.
        rows: Its lines as they were judged last.
    """

    place: str
    language: str
    flags: tuple[str, ...]
    text: str
    names: tuple[str, ...]
    lines: int
    rows: tuple[Row, ...]

    @property
    def removed(self) -> int:
        """Lines that go."""
        return sum(row.removed for row in self.rows)

    @property
    def doubtful(self) -> int:
        """Lines that might as well have been judged the other way."""
        return sum(row.doubtful for row in self.rows)


def view(place: str, language: str, result: Result) -> Document:
    """A document as it is shown.

    Args:
        place: File and record.
        language: Language of its prose.
        result: What the cleaner made of it.
    """
    before = split(result.original).lines
    return Document(
        place=place,
        language=language or "unknown",
        flags=result.flags,
        text=fingerprint(result.original),
        names=landmarks(_signs(before, result.verdicts)),
        lines=max(len(before), len(result.verdicts)),
        rows=tuple(map(_row, result.verdicts)),
    )


def visible(text: str) -> str:
    """A text as a page can hold it: control characters and lone surrogates are written out, all others stay.

    >>> visible("a\\x00b\\ud800 c")
    'a\\\\x00b\\\\ud800 c'
    """
    if text.isprintable():
        return text
    return "".join(c.encode("unicode_escape").decode() if unicodedata.category(c) in ("Cc", "Cs") and c != "\t" else c for c in text)


def _signs(before: Sequence[Line], verdicts: Sequence[Verdict]) -> list[Line]:
    """The lines by which a document can be known: those that stay, if possible those that are lines from the first.

    What is left of a long line when sentences of it have gone may be a line that the document did not have.
    """
    stays = [verdict.line for verdict in verdicts if not verdict.drop]
    first = {line.text for line in before}
    return [line for line in stays if line.text in first] or stays or list(before)


def _row(verdict: Verdict) -> Row:
    text = verdict.line.text
    weighed = zip(verdict.weights, verdict.marks, strict=True)
    return Row(
        number=verdict.line.number,
        text=text[:LONGEST],
        more=max(0, len(text) - LONGEST),
        name=fingerprint(text),
        removed=verdict.drop,
        doubtful=doubtful(verdict),
        category=verdict.category,
        score=verdict.score,
        zone=verdict.zone,
        evidence=tuple(Evidence(weight, mark.category, mark.why, mark.by) for weight, mark in weighed),
    )
