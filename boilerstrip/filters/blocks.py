"""Blocks: an opener carries the lines under it that fit, up to a closer or back to the prose of the article.

There are five kinds of block, named by the rules that open them: an ``appeal`` speaks to the reader, a ``list`` holds
headlines, a ``section`` runs to the end of the text, an ``address`` holds an imprint, a ``label`` carries one line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import regex

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.fold import fold
from boilerstrip.marks import DROP, Mark
from boilerstrip.measure import Numbers, is_prose, numbers, words_of
from boilerstrip.rules import Hit, Words
from boilerstrip.settings import Settings

REACH = {"appeal": 14, "list": 40, "address": 16, "label": 1}
"""Lines that a block of each kind may carry."""
CARRY = {"appeal": 0.75, "list": 0.7, "section": 0.88, "address": 0.75, "label": 0.65}
"""Weight of a carried line; a closer found makes it certain."""
TITLE = 170
"""Width up to which a line may be a headline."""
SIBLING = 0.7
"""Weight from which a rule that takes one sentence speaks for the paragraph around it."""
APPEALS = ("donation", "paywall", "newsletter", "app")
"""Categories that speak to the reader in more than one line."""
GREETING = 8
"""Lines from a greeting within which an appeal must come out with it."""
FLUENT = ("donation", "paywall")
"""Those of them that go on in whole paragraphs."""
GROWTH = 6
"""Lines up and down from a prompt that may belong to it."""
INTIMATE = 0.2
"""Share of an article's prose that may speak as we or to you before nothing grows around a prompt."""
ABOUT = ("caption", "credit", "tags")
"""Categories of metadata that end a block: they belong to the article again."""
GREETED = 3
"""Lines of prose beside an appeal that are enough to tell how the article speaks."""
ARTICLE = 3
"""Lines of prose that must stand above a section that runs to the end of the text."""
SUBHEAD = 60
"""Width up to which a line above a sentence may be its subhead."""
SIGNS = 8
"""Lines within which the next sign of comments must stand for a section to go on."""
LABEL = 45
"""Width up to which a line may be a button or a form label."""

_ADDRESS = regex.compile(
    r"\p{Nd}{3}|@|www\.|https?:|\btel\b|\bfax\b|\bphone\b|\b(?:inc|ltd|llc|gmbh|ag|ug|kg|corp|s\.a|s\.r\.l|b\.v|oy|ab|a/s)\b|\busa\b",
    regex.I,
)
_TABLE = regex.compile(r"^\||\t|\|\s*$")


@dataclass(frozen=True)
class Context:
    """What the fit of a line is judged by."""

    body: Body
    words: Words
    opener: Hit
    names: frozenset[str]
    intimate: bool = False


def blocks(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark the lines that stand in the block of an opener.

    Args:
        body: The article.
        settings: Say which packs are on.

    Yields:
        One mark for each carried line, in the category of the opener.
    """
    hits = phrase_hits(body, settings)
    if not hits:
        return
    words = words_of(body)
    marked = {hit.line for hit in hits if hit.rule.weight >= 0.5}
    about = {hit.line for hit in hits if hit.rule.weight >= SIBLING and hit.rule.category in ABOUT}
    about -= {hit.line for hit in hits if hit.rule.weight >= SIBLING and hit.rule.category in DROP}
    about -= {line for line in about if numbers(body.lines[line].text).shapes & {"bullet", "link"}}
    yield from _siblings(body, words, hits, marked)
    yield from _grown(body, words, hits, marked)
    closers = {kind: [hit.line for hit in hits if hit.rule.closes == kind] for kind in REACH}
    prose = [is_prose(line) for line in body.lines]
    above = list(accumulate(prose, initial=0))
    spoken = list(accumulate((p and _addresses(numbers(line.text), words) for p, line in zip(prose, body.lines, strict=True)), initial=0))
    ended = False
    seeds = [hit.line for hit in hits if hit.rule.category in APPEALS and hit.rule.weight >= SIBLING]
    for opener in (hit for hit in hits if hit.rule.opens):
        kind = opener.rule.opens
        if opener.rule.weight < SIBLING:
            if kind == "appeal" and spoken[opener.line] <= INTIMATE * above[opener.line]:
                yield from _greeted(Context(body, words, opener, frozenset()), seeds)
            continue
        if kind == "list" and not above[opener.line]:
            continue
        if kind == "section":
            if ended or above[opener.line] < ARTICLE:
                continue
            lines, closed = _section(body, opener, hits), False
            ended = bool(lines)
        else:
            intimate = kind == "appeal" and spoken[opener.line] > INTIMATE * above[opener.line]
            context = Context(body, words, opener, _names(body, opener), intimate)
            lines, closed = _extent(context, kind, closers[kind], marked, about)
        for index in lines:
            weight = 1.0 if closed else CARRY[kind]
            yield Mark(index, f"blocks:{opener.rule.id}", opener.rule.category, weight, f"belongs to: {opener.rule.says}")


def _siblings(body: Body, words: Words, hits: tuple[Hit, ...], marked: set[int]) -> Iterator[Mark]:
    """The other sentences of a paragraph whose first sentence, or the greater part of which, a rule takes."""
    if body.one_line:
        return
    done = -1
    for hit in hits:
        line = body.lines[hit.line]
        if line.part == 0 or hit.line <= done or hit.rule.weight < SIBLING:
            continue
        first, done = hit.line - line.part + 1, hit.line
        while done + 1 < len(body.lines) and body.lines[done + 1].number == line.number:
            done += 1
        parts = range(first, done + 1)
        size = sum(len(body.lines[i].text) for i in parts)
        taken = sum(len(body.lines[i].text) for i in parts if i in marked)
        if first not in marked and taken < size / 2:
            continue
        context = Context(body, words, hit, frozenset())
        for index in parts:
            if index not in marked and (taken >= size / 2 or _fits_appeal(context, index)) and not _reports(context, index):
                yield Mark(index, f"blocks:{hit.rule.id}", hit.rule.category, CARRY["appeal"], f"belongs to: {hit.rule.says}")


def _grown(body: Body, words: Words, hits: tuple[Hit, ...], marked: set[int]) -> Iterator[Mark]:
    """Lines around a strong prompt that go on speaking to the reader.

    Only where the rest of the article speaks neither as we nor to you: in an essay or a letter such lines are the article.
    """
    grown: dict[int, Hit] = {}
    for hit in hits:
        if hit.rule.category not in APPEALS or hit.rule.weight < SIBLING or body.lines[hit.line].part:
            continue
        context = Context(body, words, hit, frozenset())
        for step in (-1, 1):
            index = hit.line + step
            while 0 <= index < len(body.lines) and abs(index - hit.line) <= GROWTH and (index in marked or _fits_grown(context, index)):
                if index not in marked:
                    grown.setdefault(index, hit)
                index += step
    rest = [i for i, line in enumerate(body.lines) if is_prose(line) and i not in grown and i not in marked]
    if not grown or 2 * sum(is_prose(body.lines[i]) for i in grown) > len(rest) or _is_intimate(body, words, rest):
        return
    for index, hit in sorted(grown.items()):
        why = f"speaks to the reader beside: {hit.rule.says}"
        yield Mark(index, f"blocks:{hit.rule.id}", hit.rule.category, CARRY["label"], why)


def _is_intimate(body: Body, words: Words, lines: Iterable[int]) -> bool:
    """Whether an article speaks as we or to you itself, or holds too little prose to tell."""
    prose = [numbers(body.lines[i].text) for i in lines if is_prose(body.lines[i])]
    return len(prose) < GREETED or sum(_addresses(n, words) for n in prose) > INTIMATE * len(prose)


def _addresses(n: Numbers, words: Words) -> bool:
    """Whether a line speaks as we or to you."""
    return bool(n.tokens & words.we or n.tokens & words.you)


def _fits_grown(context: Context, index: int) -> bool:
    line = context.body.lines[index]
    n = numbers(line.text)
    if is_prose(line) and context.opener.rule.category not in FLUENT:
        return False
    return line.part == 0 and _addresses(n, context.words) and not n.tokens & context.words.said and "quoted" not in n.shapes


def _names(body: Body, opener: Hit) -> frozenset[str]:
    """Words that name the publisher: what follows the opener's phrase in its line."""
    folded = fold(body.lines[opener.line].text)
    return frozenset(word for word in regex.findall(r"\w{4,}", folded[opener.end :]) if opener.rule.opens == "appeal")


def _greeted(context: Context, seeds: list[int]) -> Iterator[Mark]:
    """The lines from a greeting, which alone proves nothing, to the prompt that follows it."""
    start = context.opener.line
    at = bisect_left(seeds, start + 1)
    if at == len(seeds) or seeds[at] > start + GREETING or any(_reports(context, i) for i in range(start, seeds[at])):
        return
    for index in range(start, seeds[at]):
        rule = context.opener.rule
        yield Mark(index, f"blocks:{rule.id}", rule.category, CARRY["appeal"], f"leads to an appeal: {rule.says}")


def _extent(context: Context, kind: str, closers: list[int], marked: set[int], about: set[int]) -> tuple[list[int], bool]:
    """The lines a block carries, and whether a closer was found."""
    body, start = context.body, context.opener.line + 1
    stop = min(len(body.lines), start + REACH[kind])
    at = bisect_left(closers, start)
    closer = closers[at] if at < len(closers) and closers[at] < stop else None
    bridges = kind == "appeal" and closer is not None and (not context.intimate or closer - start < GROWTH)
    if closer is not None and bridges and not any(_reports(context, i) for i in range(start, closer)):
        return list(range(start, closer + 1)), True
    lines: list[int] = []
    for index in range(start, stop):
        if index == closer:
            return [*lines, index], True
        if index in about or (index not in marked and not FITS[kind](context, index)):
            break
        lines.append(index)
    while kind == "list" and lines and _subhead(context, lines[-1]) and lines[-1] not in marked:
        lines.pop()
    return lines, False


def _reports(context: Context, index: int) -> bool:
    """Whether a line is a paragraph of a story: it reports, and speaks neither for the publisher nor to the reader."""
    n = numbers(context.body.lines[index].text)
    return is_prose(context.body.lines[index]) and bool(n.tokens & context.words.said) and not n.tokens & context.words.we


def _fits_appeal(context: Context, index: int) -> bool:
    line = context.body.lines[index]
    n = numbers(line.text)
    if _reports(context, index):
        return False
    if n.tokens & context.names or (_addresses(n, context.words) and not context.intimate):
        return True
    return n.width <= LABEL and n.ends != "sentence" and "quoted" not in n.shapes and _near_prose(context, index) > 1


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


def _section(body: Body, opener: Hit, hits: tuple[Hit, ...]) -> list[int]:
    """The lines of a comment section: as long as signs of comments come again, or to the end of the text.

    A sign is another comment phrase, a time of day or a year in a short line, a name with a colon, an answer, or an indent that
    the head of the section has not. Without two signs near by there is no section; after a long stretch without any the article goes on.
    """
    first = opener.line + 1
    phrased = {hit.line for hit in hits if hit.rule.category == "comments" and hit.line >= first}
    level = _indented(body, opener.line)
    signs = [i for i in range(first, len(body.lines)) if i in phrased or _is_sign(body, i) or _indented(body, i) > level]
    if len(signs) < 2 or signs[1] - opener.line > SIGNS:
        return []
    gaps = (i for i, j in pairwise([*signs, len(body.lines)]) if j - i > SIGNS)
    last = next(gaps, None)
    return list(range(first, len(body.lines) if last is None else last + 1))


def _is_sign(body: Body, index: int) -> bool:
    """Whether a line looks like the head of a comment or an answer to one."""
    text = body.lines[index].text
    if text.startswith(("@", ">")):
        return True
    n = numbers(text)
    return n.width <= TITLE / 2 and bool(n.shapes & {"clock", "year"} or n.ends == "colon")


def _indented(body: Body, index: int) -> bool:
    """Whether a line stands two blanks or more from the margin."""
    start = body.lines[index].start
    return body.text[start : start + 2].isspace()


def _fits_address(context: Context, index: int) -> bool:
    n = numbers(context.body.lines[index].text)
    return n.width <= 110 and not n.prose and (n.width <= LABEL or bool(_ADDRESS.search(context.body.lines[index].text)))


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
