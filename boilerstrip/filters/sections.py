"""Readers' comments: the one kind of block that may run to the end of the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.marks import Mark
from boilerstrip.measure import numbers, prose_of
from boilerstrip.settings import Settings

ARTICLE = 3
"""Lines of prose that must stand above a section."""
SIGNS = 8
"""Lines within which the next sign of comments must stand for a section to go on."""
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
    hits = phrase_hits(body, settings)
    heads = [hit for hit in hits if hit.rule.opens == "section"]
    if not heads:
        return
    above = list(accumulate(prose_of(body), initial=0))
    phrased = {hit.line for hit in hits if hit.rule.category == "comments"}
    for head in heads:
        if above[head.line] >= ARTICLE and (lines := _section(body, head.line, phrased)):
            rule = head.rule
            yield from (Mark(i, f"sections:{rule.id}", rule.category, CARRY, f"belongs to: {rule.says}") for i in lines)
            return


def _section(body: Body, head: int, phrased: set[int]) -> range:
    """The lines of a section: as long as signs of comments come again, or to the end of the text.

    A sign is another comment phrase, a time of day or a year in a short line, a name with a colon, an answer, or an indent that
    the head has not. Without two signs near by there is no section; after a long stretch without any the article goes on.
    """
    level = _indented(body, head)

    def is_sign(index: int) -> bool:
        return index in phrased or _is_comment_head(body, index) or _indented(body, index) > level

    near = range(head + 1, min(len(body.lines), head + 1 + SIGNS))
    if sum(map(is_sign, near)) < 2:
        return range(0)
    signs = [index for index in range(head + 1, len(body.lines)) if is_sign(index)]
    last = next((i for i, j in pairwise([*signs, len(body.lines)]) if j - i > SIGNS), len(body.lines) - 1)
    return range(head + 1, last + 1)


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
