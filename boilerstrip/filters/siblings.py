"""The rest of a paragraph: what stands in it beside a sentence that a rule takes."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.filters.voice import addresses, reports
from boilerstrip.marks import Mark
from boilerstrip.measure import numbers, words_of
from boilerstrip.rules import STRONG
from boilerstrip.settings import Settings

CARRY = 0.75
"""Weight of a sentence that goes with its paragraph."""


def siblings(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark the other sentences of a paragraph whose first sentence, or the greater part of which, a rule takes.

    Args:
        body: The article.
        settings: Say which packs are on.

    Yields:
        One mark for each sentence, in the category of the rule.
    """
    hits = phrase_hits(body, settings)
    if not hits or body.one_line:
        return
    words = words_of(body)
    marked = {hit.line for hit in hits if hit.rule.weight >= 0.5}
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
                yield Mark(index, f"siblings:{hit.rule.id}", hit.rule.category, CARRY, f"belongs to: {hit.rule.says}")
