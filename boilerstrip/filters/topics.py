"""What the article itself is about: a story about cookies, or a licence, may say what publishers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.marks import Mark
from boilerstrip.measure import Core
from boilerstrip.rules import Hit, matcher_for
from boilerstrip.settings import Settings

CATEGORIES = ("donation", "paywall", "newsletter", "jobs", "legal", "privacy")
"""Categories that are also subjects. Nobody writes an article about share buttons."""
DOCUMENTS = ("legal", "privacy")
"""Categories of which a whole document can be: its title says so."""
LETTERS = 6
"""Letters an anchor must have to name a subject."""
MANY = 50
"""Matches of a category that are enough to tell the words it is known by."""
LINES = 3
SHARE = 0.3
HALF = 0.5
"""Lines of the core, and shares of them, that must name the subject, and the kind of document."""
AGAINST = -0.7
DOCUMENT = -3.0
"""Weight against a line of the category that the article is about, or that the whole document is of."""


def topics(body: Body, core: Core, settings: Settings) -> Iterator[Mark]:
    """Speak for lines whose subject is the subject of the article.

    Args:
        body: The article.
        core: Its core.
        settings: Say which packs are on.

    Yields:
        A mark against removal for each line that a rule of such a category matches; what stands in the tail is spared only
        if the core names the subject.
    """
    hits = [hit for hit in phrase_hits(body, settings) if hit.rule.category in CATEGORIES]
    for category in sorted({hit.rule.category for hit in hits}):
        own = [hit for hit in hits if hit.rule.category == category]
        lines = sorted({hit.line for hit in own})
        if _is_subject(body, core, own):
            yield from (Mark(line, "topics", category, AGAINST, "the article is about this") for line in lines)
        if category in DOCUMENTS and _is_document(body, core, own, settings):
            inside = [line for line in lines if core.zones[line] != "tail"]
            yield from (Mark(line, "topics", category, DOCUMENT, "the document is of this kind") for line in inside)
            if inside and inside[0] and settings.profile == "body":
                yield Mark(0, "topics", "title", DOCUMENT, "names the kind of document")


def _is_subject(body: Body, core: Core, hits: list[Hit]) -> bool:
    """Whether enough of the core holds the words by which the rules found their lines."""
    lines = {hit.line: body.folded[hit.line] for hit in hits[:MANY]}
    found = {literal for hit in hits[:MANY] for literal in hit.rule.literals if literal in lines[hit.line]}
    return _named(body, core, found) >= SHARE


def _is_document(body: Body, core: Core, hits: list[Hit], settings: Settings) -> bool:
    """Whether the title or the half of the core holds words of the rules of this category."""
    title = body.folded[0]
    if all(hit.line for hit in hits) and any(len(word) >= LETTERS and word in title for hit in hits[:MANY] for word in hit.rule.literals):
        return True
    languages = frozenset(hit.rule.language for hit in hits)
    subject = matcher_for(settings.languages, settings.packs).subject(hits[0].rule.category, languages, LETTERS)
    return _share(subject.count(body.folded[i] for i in core.lines), core) >= HALF


def _named(body: Body, core: Core, literals: Iterable[str]) -> float:
    """Share of the core's lines that hold one of some literals, 0 if they are too few to tell."""
    words = [word for word in literals if len(word) >= LETTERS]
    return _share(sum(any(map(body.folded[i].__contains__, words)) for i in core.lines), core)


def _share(named: int, core: Core) -> float:
    return named / len(core.lines) if named >= LINES else 0.0
