"""The core of a body: its prose, and the zones that prose draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from boilerstrip.body import Body
from boilerstrip.marks import Mark, Zone
from boilerstrip.measure.language import language_of, words_of
from boilerstrip.measure.prose import prose_of
from boilerstrip.rules import Words
from boilerstrip.settings import LANGUAGES

MARKED = 0.6
"""Evidence of the line filters from which a line counts as boilerplate for its neighbours."""
RUN = 2
"""Marked lines that separate stray prose from the article."""
DOUBT = 0.3
"""Evidence from which prose does not count as core."""


@dataclass(frozen=True, eq=False)
class Core:
    """The prose that no line filter marked, and what is measured from it.

    Attributes:
        lines: Indices of the core's lines, in order.
        prose: For every line whether it reads like prose.
        zones: Zone of every line.
        evidence: For every line the sum of the positive weights that line filters gave it, rules of one language only: one word is no
            evidence twice.
        marks: The marks of the line filters.
        body: The body.
    """

    lines: tuple[int, ...]
    prose: tuple[bool, ...]
    zones: tuple[Zone, ...]
    evidence: tuple[float, ...]
    marks: tuple[Mark, ...]
    body: Body

    @property
    def language(self) -> str:
        """The body's language, as far as stop words tell."""
        return language_of(self.body)

    @property
    def words(self) -> Words:
        """Function words of that language."""
        return words_of(self.body)


def draw_core(body: Body, marks: Iterable[Mark]) -> Core:
    """Find the core of a body and the zones around it.

    Args:
        body: The article.
        marks: All marks of the line filters.

    Returns:
        The core; without any core line every zone is ``body``.
    """
    marks = tuple(marks)
    evidence = _evidence(marks, len(body.lines))
    prose = prose_of(body)
    lines = tuple(i for i, flag in enumerate(prose) if flag and evidence[i] < DOUBT)
    zones: list[Zone] = ["body"] * len(body.lines)
    if lines:
        for i in range(lines[0]):
            zones[i] = "head"
        for i in range(_last(lines, evidence) + 1, len(zones)):
            zones[i] = "tail"
    return Core(lines, prose, tuple(zones), evidence, marks, body)


def _evidence(marks: tuple[Mark, ...], size: int) -> tuple[float, ...]:
    """For every line the sum of the positive weights; of rules in several languages those of the one that says most."""
    found = [0.0] * size
    spoken: dict[int, dict[str, float]] = {}
    for mark in marks:
        if mark.weight <= 0:
            continue
        if (language := mark.by.partition("-")[0]) in LANGUAGES:
            own = spoken.setdefault(mark.line, {})
            own[language] = own.get(language, 0.0) + mark.weight
        else:
            found[mark.line] += mark.weight
    for index, own in spoken.items():
        found[index] += max(own.values())
    return tuple([round(value, 6) for value in found])  # so that it is the same in any order of the marks


def _last(lines: tuple[int, ...], evidence: tuple[float, ...]) -> int:
    """The core line behind which the tail begins: a line or two of prose behind a run of marked lines are the tail's own."""
    for stray in (1, 2):
        if len(lines) > 2 * stray and sum(e >= MARKED for e in evidence[lines[-stray - 1] + 1 : lines[-stray]]) >= RUN:
            return lines[-stray - 1]
    return lines[-1]
