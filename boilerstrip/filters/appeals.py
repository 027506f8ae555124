"""Appeals without an opener of their own: what stands around a strong prompt and goes on speaking to the reader."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.filters.voice import INTIMATE, STRONG, addresses, is_intimate, reports
from boilerstrip.marks import Mark
from boilerstrip.measure import is_prose, numbers, prose_of, words_of
from boilerstrip.rules import Hit, Words
from boilerstrip.settings import Settings

APPEALS = ("donation", "paywall", "newsletter", "app")
"""Categories that speak to the reader in more than one line."""
FLUENT = {-1: ("donation",), 1: ("donation", "paywall")}
"""Those of them that go on in whole paragraphs, above the prompt and below it."""
GREETING = 8
"""Lines from a greeting within which an appeal must come out with it."""
GROWTH = 6
"""Lines up and down from a prompt that may belong to it."""
SURE, LIKELY = 0.75, 0.65
"""Weight of a line that is framed by an appeal, and of one that stands beside it."""


def appeals(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark the lines that belong to a prompt: the rest of its paragraph, what leads up to it from a greeting, what goes on beside it.

    Args:
        body: The article.
        settings: Say which packs are on.

    Yields:
        One mark for each line and reason, in the category of the prompt.
    """
    hits = phrase_hits(body, settings)
    if not hits:
        return
    words = words_of(body)
    marked = {hit.line for hit in hits if hit.rule.weight >= 0.5}
    yield from _siblings(body, words, hits, marked)
    yield from _grown(body, words, hits, marked)
    yield from _greeted(body, words, hits)


def _siblings(body: Body, words: Words, hits: tuple[Hit, ...], marked: set[int]) -> Iterator[Mark]:
    """The other sentences of a paragraph whose first sentence, or the greater part of which, a rule takes."""
    if body.one_line:
        return
    done = -1
    for hit in hits:
        line = body.lines[hit.line]
        if line.part == 0 or hit.line <= done or hit.rule.weight < STRONG:
            continue
        first, done = hit.line - line.part + 1, hit.line
        while done + 1 < len(body.lines) and body.lines[done + 1].number == line.number:
            done += 1
        parts = range(first, done + 1)
        size = sum(len(body.lines[i].text) for i in parts)
        taken = sum(len(body.lines[i].text) for i in parts if i in marked)
        if first not in marked and taken < size / 2:
            continue
        for index in parts:
            speaks = taken >= size / 2 or addresses(numbers(body.lines[index].text), words)
            if index not in marked and speaks and not reports(body.lines[index], words):
                yield Mark(index, f"appeals:{hit.rule.id}", hit.rule.category, SURE, f"belongs to: {hit.rule.says}")


def _grown(body: Body, words: Words, hits: tuple[Hit, ...], marked: set[int]) -> Iterator[Mark]:
    """Lines around a strong prompt that go on speaking to the reader.

    Only where the rest of the article speaks neither as we nor to you: in an essay or a letter such lines are the article.
    """
    grown: dict[int, Hit] = {}
    sure = {hit.line for hit in hits if hit.rule.weight >= STRONG}
    for hit in hits:
        if hit.rule.category not in APPEALS or hit.rule.weight < STRONG or body.lines[hit.line].part:
            continue
        for step in (-1, 1):
            index = hit.line + step
            while (
                0 <= index < len(body.lines)
                and abs(index - hit.line) <= GROWTH
                and (index in marked or _goes_on(body, words, index, hit.rule.category in FLUENT[step]))
            ):
                if index not in sure:
                    grown.setdefault(index, hit)
                index += step
    if not grown:
        return
    rest = [i for i, prose in enumerate(prose_of(body)) if prose and i not in grown and i not in marked]
    if 2 * sum(is_prose(body.lines[i]) for i in grown) > len(rest) or is_intimate(body, words, rest):
        return
    for index, hit in sorted(grown.items()):
        why = f"speaks to the reader beside: {hit.rule.says}"
        yield Mark(index, f"appeals:{hit.rule.id}", hit.rule.category, LIKELY, why)


def _goes_on(body: Body, words: Words, index: int, fluent: bool) -> bool:
    """Whether a line speaks to the reader as the prompt does, and nobody in it reports or is quoted."""
    line = body.lines[index]
    n = numbers(line.text)
    if line.part or (is_prose(line) and not fluent):
        return False
    return addresses(n, words) and not n.tokens & words.said and "quoted" not in n.shapes


def _greeted(body: Body, words: Words, hits: tuple[Hit, ...]) -> Iterator[Mark]:
    """The lines from a greeting, which alone proves nothing, to the prompt that follows it."""
    greetings = [hit for hit in hits if hit.rule.opens == "appeal" and hit.rule.weight < STRONG]
    if not greetings:
        return
    prompts = [hit.line for hit in hits if hit.rule.category in APPEALS and hit.rule.weight >= STRONG]
    prose = prose_of(body)
    above = list(accumulate(prose, initial=0))
    spoken = list(accumulate((p and addresses(numbers(line.text), words) for p, line in zip(prose, body.lines, strict=True)), initial=0))
    for hit in greetings:
        start = hit.line
        at = bisect_left(prompts, start + 1)
        if at == len(prompts) or prompts[at] > start + GREETING or spoken[start] > INTIMATE * above[start]:
            continue
        if any(reports(line, words) for line in body.lines[start : prompts[at]]):
            continue
        for index in range(start, prompts[at]):
            yield Mark(index, f"appeals:{hit.rule.id}", hit.rule.category, SURE, f"leads to an appeal: {hit.rule.says}")
