"""Rules of the packs that match a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.body import Body
from boilerstrip.filters.vetoes import heard
from boilerstrip.marks import Mark, Told
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


def phrase_hits(body: Body, settings: Settings) -> tuple[Hit, ...]:
    """The matches of rules that stand, by line and rule id.

    Args:
        body: The article.
        settings: Say which packs are on.
    """
    return _heard(body, settings)[0]


def silenced(body: Body, settings: Settings) -> Iterator[Mark]:
    """Tell of every rule that matches a line and is silenced by a veto: marks without weight, for who asks why a line stays.

    Args:
        body: The article.
        settings: Say which packs are on.
    """
    for hit, why in _heard(body, settings)[1]:
        yield Mark(hit.line, hit.rule.id, hit.rule.category, 0.0, Told("{}, but does not count: {}".format, (hit.rule.says, why)))


@lru_cache(maxsize=2)
def _heard(body: Body, settings: Settings) -> tuple[tuple[Hit, ...], tuple[tuple[Hit, str], ...]]:
    """The matches of rules that stand and those that do not; remembered while the same body is looked at."""
    return heard(body, tuple(matcher_for(settings.languages, settings.packs).hits(body)))
