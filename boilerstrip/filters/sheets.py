"""Data sheets: what a review, a recipe or a walk gives in figures at its end, a label and a value a line.

They share no word with the story above them, so to fitted trees they look like a list of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby

import regex

from boilerstrip.body import Body, Line
from boilerstrip.filters.cued import REPORT, cues_of
from boilerstrip.measure import Core, words_in

FEWEST = 3
"""Entries of a sheet. In half of them and more no cue stands, and no rule says anything of them."""
HINT = 0.3
"""Evidence of the line filters from which a rule says something."""
BRIEF = 4
"""Words of a value up to which it need not hold a digit; half of the values are so short or hold one. A headline behind the name of its
section is longer."""

LONGEST = 160
"""Characters that a line holds at most if it is an entry: more than ``_ENTRY`` takes."""

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


def _runs(body: Body) -> Iterator[dict[int, str]]:
    """Entries that stand one below the other: the value of each line; none that are too few for a sheet."""
    values = {index: value for index, line in enumerate(body.lines) if (value := _value(line))}
    for _, run in groupby(enumerate(values), key=lambda place: place[1] - place[0]):
        lines = [index for _, index in run]
        if len(lines) >= FEWEST:
            yield {index: values[index] for index in lines}


def _value(line: Line) -> str:
    """The value of an entry; empty if a line is none."""
    text = line.text
    if line.part or len(text) > LONGEST or not (":" in text or "：" in text) or _END.search(text):
        return ""
    found = _ENTRY.fullmatch(text)
    return found[1] if found else ""


def _is_sheet(body: Body, core: Core, run: Mapping[int, str]) -> bool:
    plain = [index for index in run if core.evidence[index] < HINT and cues_of(body)[index] <= REPORT]
    short = [value for value in run.values() if _DIGIT.search(value) or len(words_in(value)) <= BRIEF]
    return min(len(plain), len(short)) * 2 >= len(run)
