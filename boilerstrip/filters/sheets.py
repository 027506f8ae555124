"""Data sheets: what a review, a recipe or a walk gives in figures at its end, a label and a value a line.

They share no word with the story above them, so to fitted trees they look like a list of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import regex

from boilerstrip.body import Body
from boilerstrip.filters.cued import REPORT, cues_of
from boilerstrip.measure import Core, words_in

FEWEST = 3
"""Entries of a sheet. In half of them and more no cue stands, and no rule says anything of them."""
HINT = 0.3
"""Evidence of the line filters from which a rule says something."""
BRIEF = 4
"""Words of a value up to which it need not hold a digit; half of the values are so short or hold one. A headline behind the name of its
section is longer."""

_ENTRY = regex.compile(r"(?:[-*•]\s+)?[^:：.!?\d][^:：.!?]{0,38}(?:\s?:\s+|：\s*)(?!//)(\S.{0,70})")
_DIGIT = regex.compile(r"\p{Nd}")
_END = regex.compile(r"[.!?…。！？]\s*$")


@lru_cache(maxsize=1)
def sheets(body: Body, core: Core) -> frozenset[int]:
    """The lines of data sheets: three and more entries one below the other, short or with figures, and mostly nothing of a publisher's.

    Args:
        body: The article.
        core: Says the evidence of the line filters.

    >>> from boilerstrip.body import split
    >>> from boilerstrip.measure import draw_core
    >>> body = split("The lens is light enough to carry all day.\\nFocal length: 400 mm\\nWeight: 2.1 kg\\nWeather sealed: yes")
    >>> sorted(sheets(body, draw_core(body, [])))
    [1, 2, 3]
    """
    return frozenset(index for run in _runs(body) if _is_sheet(body, core, run) for index in run)


def _runs(body: Body) -> Iterator[list[int]]:
    """Entries that stand one below the other."""
    for entry, run in groupby(range(len(body.lines)), key=lambda index: _value(body, index) is not None):
        if entry:
            yield list(run)


def _value(body: Body, index: int) -> str | None:
    """The value of an entry, or None if a line is none."""
    line = body.lines[index]
    found = None if line.part or _END.search(line.text) else _ENTRY.fullmatch(line.text)
    return found[1] if found else None


def _is_sheet(body: Body, core: Core, run: list[int]) -> bool:
    plain = [index for index in run if core.evidence[index] < HINT and cues_of(body)[index] <= REPORT]
    values = [_value(body, index) or "" for index in run]
    short = [value for value in values if _DIGIT.search(value) or len(words_in(value)) <= BRIEF]
    return len(run) >= FEWEST and min(len(plain), len(short)) * 2 >= len(run)
