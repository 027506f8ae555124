"""Readers' comments: the one kind of block that may run to the end of the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from boilerstrip.body import Body
from boilerstrip.filters.cued import cues_of
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.marks import Mark
from boilerstrip.measure import numbers, prose_of
from boilerstrip.rules import Hit
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
    for head in heads:
        if above[head.line] >= ARTICLE and (lines := _section(body, head, phrased)):
            rule = head.rule
            yield from (Mark(i, f"sections:{rule.id}", rule.category, CARRY, f"belongs to: {rule.says}") for i in lines)
            return


def _section(body: Body, head: Hit, phrased: set[int]) -> range:
    """The lines of a section: as long as signs of comments come again, or to the end of the text.

    A sign is another comment phrase, a time of day or a year in a short line, a name with a colon, an answer, or an indent that
    the head has not. Without two signs near by there is no section; after a long stretch without any the article goes on. A head that is
    no opener may be a button in the midst of the story: it needs signs that only comments have, and the section runs to the end. Where
    the story itself tells times line by line, they are no signs then.
    """
    opener, level, size = head.rule.opens == "section", _indented(body, head.line), len(body.lines)
    below = range(head.line + 1, size)
    ticker = not opener and sum(_is_dated(body, index) for index in range(head.line)) >= TICKER
    plain = {index for index in below if index in phrased or (not ticker and _is_dated(body, index))}
    near = plain if not opener else plain | {i for i in below if _is_comment_head(body, i) or _indented(body, i) > level}
    if sum(index <= head.line + SIGNS for index in near) < 2:
        return range(0)
    signs = sorted(near)
    last = next((i for i, j in pairwise([*signs, size]) if j - i > SIGNS), size - 1)
    return range(head.line + 1, last + 1) if opener or last == size - 1 else range(0)


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
