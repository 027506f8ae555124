"""Rules of the packs that match a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.body import Body
from boilerstrip.filters.vetoes import standing
from boilerstrip.marks import Mark
from boilerstrip.rules import Hit, matcher_for
from boilerstrip.settings import Settings


def phrases(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark every line that a rule matches, unless a veto silences the rule.

    Args:
        body: The article.
        settings: Say which packs are on.

    Yields:
        One mark for each rule and line.
    """
    for hit in phrase_hits(body, settings):
        rule = hit.rule
        yield Mark(hit.line, rule.id, rule.category, rule.weight, rule.says, rule.prior)


@lru_cache(maxsize=2)
def phrase_hits(body: Body, settings: Settings) -> tuple[Hit, ...]:
    """The matches of rules that stand, by line and rule id; remembered while the same body is looked at.

    Args:
        body: The article.
        settings: Say which packs are on.
    """
    return standing(body, tuple(matcher_for(settings.languages, settings.packs).hits(body)))
