"""Readers' comments: the one kind of block that may run to the end of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from boilerstrip.body import Body
from boilerstrip.filters.cued import cues_of
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.marks import Mark
from boilerstrip.measure import numbers, prose_of
from boilerstrip.settings import Settings

ARTICLE = 3
"""Lines of prose that must stand above a section."""
SIGNS = 8
"""Lines within which the next sign of comments must stand for a section to go on."""
WEAK = 0.45
"""Weight from which any comment phrase may be the head of a section that runs to the end."""
DATED = 45
"""Width up to which a line may say when a comment was written, and no more."""
TICKER = 3
"""Lines above the head that say when something was, from which the story is taken for a live blog or a timetable."""
NAME = 85
"""Width up to which a line may be the head of a comment."""
CARRY = 0.88
"""Weight of a line in a section: sure enough to go even where comments are longer than the article."""


def sections(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark the lines of the first section of readers' comments.

    Args:
        body: The article.
        settings: Say which packs are on.

    Yields:
        One mark for each line under the head of the section.
    """
    hits = [hit for hit in phrase_hits(body, settings) if hit.rule.category == "comments" or hit.rule.opens == "section"]
    heads = [hit for hit in hits if hit.rule.opens == "section" or hit.rule.weight >= WEAK]
    if not heads:
        return
    above = list(accumulate(prose_of(body), initial=0))
    phrased = {hit.line for hit in hits if hit.rule.category == "comments"}
    endings = _Endings(body, phrased)
    for head in heads:
        if above[head.line] < ARTICLE:
            continue
        opens = head.rule.opens == "section"
        if lines := _section(body, head.line, phrased) if opens else endings.below(head.line):
            rule = head.rule
            yield from (Mark(i, f"sections:{rule.id}", rule.category, CARRY, f"belongs to: {rule.says}") for i in lines)
            return


def _section(body: Body, head: int, phrased: set[int]) -> range:
    """The lines of a section: as long as signs of comments come again, or to the end of the text.

    A sign is another comment phrase, a time of day or a year in a short line, how long ago something was, a name with a colon, an answer,
    or an indent that the head has not. Without two signs near by there is no section; after a long stretch without any the article goes on.
    """
    level = _indented(body, head)

    def is_sign(index: int) -> bool:
        return index in phrased or _is_comment_head(body, index) or _is_dated(body, index) or _indented(body, index) > level

    near = range(head + 1, min(len(body.lines), head + 1 + SIGNS))
    if sum(map(is_sign, near)) < 2:
        return range(0)
    signs = [index for index in range(head + 1, len(body.lines)) if is_sign(index)]
    last = next((i for i, j in pairwise([*signs, len(body.lines)]) if j - i > SIGNS), len(body.lines) - 1)
    return range(head + 1, last + 1)


class _Endings:
    """The sections that run to the end of a text below a comment phrase that opens none.

    Such a phrase may be a button in the midst of the story: below it only other comment phrases and lines that say when something was
    written are signs, and they come again to the end. Where the story above says so line by line itself, only the phrases are.

    Args:
        body: The article.
        phrased: The lines with a comment phrase.
    """

    def __init__(self, body: Body, phrased: set[int]) -> None:
        dated = [_is_dated(body, index) for index in range(len(body.lines))]
        self._size = len(dated)
        self._dated = list(accumulate(dated, initial=0))
        self._phrases = self._last_run(sorted(phrased))
        self._all = self._last_run([index for index, flag in enumerate(dated) if flag or index in phrased])

    def _last_run(self, signs: Sequence[int]) -> list[int]:
        """The last of some signs, back to the first behind a stretch without any."""
        run = [self._size]
        for sign in reversed(signs):
            if run[-1] - sign > SIGNS:
                break
            run.append(sign)
        return run[:0:-1]

    def below(self, head: int) -> range:
        """The lines below a phrase, none if they are no section."""
        run = self._phrases if self._dated[head] >= TICKER else self._all
        at = bisect_right(run, head)
        near = run[at : at + 2]
        return range(head + 1, self._size) if len(near) == 2 and near[1] <= head + SIGNS else range(0)


def _is_dated(body: Body, index: int) -> bool:
    """Whether a line is a label with a time of day, or tells how long ago something was written."""
    text = body.lines[index].text
    n = numbers(text)
    if n.width > DATED or n.ends == "sentence":
        return False
    return "clock" in n.shapes or (any(map(str.isdecimal, text)) and "date" in cues_of(body)[index] and "year" not in n.shapes)


def _is_comment_head(body: Body, index: int) -> bool:
    """Whether a line looks like the head of a comment or an answer to one."""
    text = body.lines[index].text
    if text.startswith(("@", ">")):
        return True
    n = numbers(text)
    return n.width <= NAME and bool(n.shapes & {"clock", "year"} or n.ends == "colon")


def _indented(body: Body, index: int) -> bool:
    """Whether a line stands two blanks or more from the margin."""
    start = body.lines[index].start
    return body.text[start : start + 2].isspace()
