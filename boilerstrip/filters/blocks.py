"""Blocks: an opener carries the lines under it that fit, up to a closer or back to the prose of the article.

Four kinds of block are carried here, named by the rules that open them: an ``appeal`` speaks to the reader, a ``list`` holds headlines,
an ``address`` holds an imprint, a ``label`` carries one line. The fifth, the ``section``, has a file of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

import regex

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.filters.voice import INTIMATE, addresses, reports
from boilerstrip.marks import DROP, Mark
from boilerstrip.measure import is_prose, numbers, prose_of, words_of
from boilerstrip.rules import STRONG, Hit, Words
from boilerstrip.settings import Settings

REACH = {"appeal": 14, "list": 40, "address": 16, "label": 1}
"""Lines that a block of each kind may carry."""
CARRY = {"appeal": 0.75, "list": 0.7, "address": 0.75, "label": 0.65}
"""Weight of a carried line; a closer found makes it certain."""
NEAR = 6
"""Lines within which a closer must stand in an article that speaks to the reader itself."""
TITLE = 170
"""Width up to which a line may be a headline."""
IMPRINT = 110
"""Width up to which a line may belong to an imprint."""
SUBHEAD = 60
"""Width up to which a line above a sentence may be its subhead."""
LABEL = 45
"""Width up to which a line may be a button or a form label."""
ABOUT = ("caption", "credit", "tags")
"""Categories of metadata that end a block: they belong to the article again."""

_ADDRESS = regex.compile(
    r"\p{Nd}{3}|@|www\.|https?:|\btel\b|\bfax\b|\bphone\b|\b(?:inc|ltd|llc|gmbh|ag|ug|kg|corp|s\.a|s\.r\.l|b\.v|oy|ab|a/s)\b|\busa\b",
    regex.I,
)
_TABLE = regex.compile(r"^\||\t|\|\s*$")


class Context(NamedTuple):
    """What the fit of a line is judged by.

    Attributes:
        body: The article.
        words: Function words of its language.
        opener: The rule that opens the block, and where.
        names: Words that name the publisher in the opener.
        intimate: Whether the article above the opener speaks as we or to you itself.
        amid: Whether the story goes on below the opener: prose stands above it, and in its reach prose that says neither we nor you.
        marked: Lines that a rule matches well enough to belong to any block.
        about: Lines that end a block.
    """

    body: Body
    words: Words
    opener: Hit
    names: frozenset[str]
    intimate: bool
    amid: bool
    marked: frozenset[int]
    about: frozenset[int]


def blocks(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark the lines that stand in the block of an opener.

    Args:
        body: The article.
        settings: Say which packs are on.

    Yields:
        One mark for each carried line, in the category of the opener.
    """
    hits = phrase_hits(body, settings)
    openers = [hit for hit in hits if hit.rule.opens in REACH]
    if not openers:
        return
    words = words_of(body)
    prose = prose_of(body)
    above = list(accumulate(prose, initial=0))
    spoken = list(accumulate((p and addresses(numbers(line.text), words) for p, line in zip(prose, body.lines, strict=True)), initial=0))
    plain = [p - s for p, s in zip(above, spoken, strict=True)]
    closers = {kind: [hit.line for hit in hits if hit.rule.closes == kind] for kind in REACH}
    marked = frozenset(hit.line for hit in hits if hit.rule.weight >= 0.5)
    about = _about(body, hits)
    for opener in openers:
        rule, kind = opener.rule, opener.rule.opens
        if kind == "list" and not above[opener.line]:
            continue
        intimate = spoken[opener.line] > INTIMATE * above[opener.line]
        amid = bool(above[opener.line]) and plain[min(len(body.lines), opener.line + 1 + REACH[kind])] > plain[opener.line]
        lines, closed = _extent(Context(body, words, opener, _names(body, opener), intimate, amid, marked, about), closers[kind])
        for index in lines:
            weight = 1.0 if closed else CARRY[kind]
            yield Mark(index, f"blocks:{rule.id}", rule.category, weight, f"belongs to: {rule.says}", rule.prior)


def _about(body: Body, hits: tuple[Hit, ...]) -> frozenset[int]:
    """The captions, credits and tags of the article that are no items of a list and nothing else."""
    strong = [hit for hit in hits if hit.rule.weight >= STRONG]
    about = {hit.line for hit in strong if hit.rule.category in ABOUT} - {hit.line for hit in strong if hit.rule.category in DROP}
    return frozenset(line for line in about if not numbers(body.lines[line].text).shapes & {"bullet", "link"})


def _names(body: Body, opener: Hit) -> frozenset[str]:
    """Words that name the publisher: what follows the opener's phrase in its line."""
    folded = body.folded[opener.line]
    return frozenset(word for word in regex.findall(r"\w{4,}", folded[opener.end :]) if opener.rule.opens == "appeal")


def _extent(context: Context, closers: list[int]) -> tuple[list[int], bool]:
    """The lines a block carries, and whether a closer was found."""
    body, kind, start = context.body, context.opener.rule.opens, context.opener.line + 1
    stop = min(len(body.lines), start + REACH[kind])
    at = bisect_left(closers, start)
    closer = closers[at] if at < len(closers) and closers[at] < stop else None
    bridges = kind == "appeal" and closer is not None and (not context.intimate or closer - start < NEAR)
    if closer is not None and bridges and not any(reports(line, context.words) for line in body.lines[start:closer]):
        return list(range(start, closer + 1)), True
    lines: list[int] = []
    firm = 0
    for index in range(start, stop):
        if index == closer:
            return [*lines, index], True
        if index in context.about or (index not in context.marked and not FITS[kind](context, index)):
            break
        lines.append(index)
        if _is_firm(context, index, firm == len(lines) - 1):
            firm = len(lines)
    del lines[firm:]
    while kind == "list" and lines and _subhead(context, lines[-1]) and lines[-1] not in context.marked:
        lines.pop()
    return lines, False


def _fits_appeal(context: Context, index: int) -> bool:
    line = context.body.lines[index]
    n = numbers(line.text)
    if reports(line, context.words):
        return False
    if n.tokens & context.names or (addresses(n, context.words) and not context.intimate):
        return True
    return n.width <= LABEL and n.ends != "sentence" and "quoted" not in n.shapes and _near_prose(context, index) > 1


def _is_firm(context: Context, index: int, follows: bool) -> bool:
    """Whether a line that fits belongs to the block whatever comes. Amid the story prose that says we and not you does not."""
    line = context.body.lines[index]
    if context.opener.rule.opens != "appeal" or not context.amid or line.part or index in context.marked:
        return True
    tokens = numbers(line.text).tokens
    return bool(tokens & context.words.you or tokens & context.names) or (follows and not is_prose(line))


def _near_prose(context: Context, index: int) -> int:
    """Lines from here to the next prose line: a lone short line right above prose is a subhead."""
    lines = context.body.lines
    for step in range(1, 4):
        if index + step >= len(lines):
            return 4
        if is_prose(lines[index + step]):
            return step
    return 4


def _fits_list(context: Context, index: int) -> bool:
    line = context.body.lines[index]
    n = numbers(line.text)
    return line.part == 0 and n.width <= TITLE and not n.prose and not _TABLE.search(line.text)


def _fits_address(context: Context, index: int) -> bool:
    n = numbers(context.body.lines[index].text)
    return n.width <= IMPRINT and not n.prose and (n.width <= LABEL or bool(_ADDRESS.search(context.body.lines[index].text)))


def _fits_label(context: Context, index: int) -> bool:
    lines = context.body.lines
    n = numbers(lines[index].text)
    alone = index + 1 == len(lines) or not is_prose(lines[index + 1])
    return n.width <= LABEL and n.ends == "none" and alone


def _subhead(context: Context, index: int) -> bool:
    """Whether the last carried line of a list rather is the subhead of the sentence below it."""
    lines = context.body.lines
    if index + 1 >= len(lines) or numbers(lines[index].text).width > SUBHEAD:
        return False
    return is_prose(lines[index + 1]) or (
        numbers(lines[index + 1].text).ends == "sentence" and numbers(lines[index + 1].text).width > SUBHEAD / 2
    )


FITS: dict[str, Callable[[Context, int], bool]] = {
    "appeal": _fits_appeal,
    "list": _fits_list,
    "address": _fits_address,
    "label": _fits_label,
}
