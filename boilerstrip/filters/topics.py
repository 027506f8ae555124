"""What the article itself is about: a story about cookies, or a licence, may say what publishers say."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.fold import fold
from boilerstrip.marks import Mark
from boilerstrip.measure import Core
from boilerstrip.rules import Hit
from boilerstrip.settings import Settings

CATEGORIES = ("donation", "paywall", "newsletter", "jobs", "legal", "privacy")
"""Categories that are also subjects. Nobody writes an article about share buttons."""
LETTERS = 5
"""Letters an anchor must have to name a subject."""
LINES = 3
SHARE = 0.3
"""Lines of the core, and share of them, that must name the subject."""
AGAINST = -0.4
"""Weight against a line of the category the article is about."""


def topics(body: Body, core: Core, settings: Settings) -> Iterator[Mark]:
    """Speak for lines whose subject is the subject of the article.

    Args:
        body: The article.
        core: Its core.
        settings: Say which packs are on.

    Yields:
        A mark against removal for each line that a rule of such a category matches.
    """
    hits = [hit for hit in phrase_hits(body, settings) if hit.rule.category in CATEGORIES]
    for category in sorted({hit.rule.category for hit in hits}):
        own = [hit for hit in hits if hit.rule.category == category]
        if _is_subject(body, core, own):
            for line in sorted({hit.line for hit in own}):
                yield Mark(line, "topics", category, AGAINST, "the article is about this")


def _is_subject(body: Body, core: Core, hits: list[Hit]) -> bool:
    """Whether enough of the core holds the words by which the rules found their lines."""
    found = {literal for hit in hits for literal in hit.rule.literals if literal in fold(body.lines[hit.line].text)}
    words = [word for word in found if len(word) >= LETTERS]
    if not words or len(core.lines) < LINES:
        return False
    named = sum(any(word in fold(body.lines[i].text) for word in words) for i in core.lines)
    return named >= LINES and named >= SHARE * len(core.lines)
