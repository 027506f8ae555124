"""Rules of the packs that match a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

import regex

from boilerstrip.body import Body
from boilerstrip.fold import fold
from boilerstrip.marks import Mark
from boilerstrip.measure import tokens, words_of
from boilerstrip.rules import Hit, Words, load_words, matcher_for
from boilerstrip.settings import Settings

SPEAKER = 6
"""Words behind the last comma in which "…, the mayor said" names a speaker."""
SPOKEN = 3
"""Stop words of the article's language that make a line a sentence of that language."""
HEADING = 0.85
"""Weight from which a rule speaks about a Markdown heading too: a heading is written for the article's sake, mostly."""
_STEP = regex.compile(r"\d{1,2}[.)] ")
_WORD = regex.compile(r"[\w']+")


def phrases(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark every line that a rule matches, unless the line quotes or reports the phrase.

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
    """The matches of rules that survive the vetoes, by line and rule id; remembered while the same body is looked at."""
    hits = tuple(matcher_for(settings.languages, settings.packs).hits(body))
    if not hits:
        return ()
    words = words_of(body)
    code = fenced(body)
    return tuple(
        hit
        for hit in hits
        if hit.line not in code and not structured(body, hit) and not quoted(body, hit) and not reported(body, hit, words)
    )


def fenced(body: Body) -> set[int]:
    """The lines of code between fences, fences included; an open fence counts for nothing."""
    fences = [index for index, line in enumerate(body.lines) if line.text.startswith(("```", "~~~"))]
    return {index for first, last in zip(fences[::2], fences[1::2], strict=False) for index in range(first, last + 1)}


def structured(body: Body, hit: Hit) -> bool:
    """Whether the line is a row of a table, a numbered step, or a Markdown heading that only a weak rule matches."""
    text = body.lines[hit.line].text
    if text.startswith("#"):
        return hit.rule.weight < HEADING
    return (text.startswith("|") and text.endswith("|")) or bool(_STEP.match(text))


def foreign(body: Body, hit: Hit, words: Words) -> bool:
    """Whether a rule speaks about a sentence of another language than its own, told by the stop words on both sides."""
    own = load_words().get(hit.rule.language)
    if own is None or own is words:
        return False
    found = tokens(body.lines[hit.line].text)
    spoken = len(found & words.stop)
    return spoken >= SPOKEN and spoken > 2 * len(found & own.stop)


def quoted(body: Body, hit: Hit) -> bool:
    """Whether the phrase stands inside quotation marks: somebody says it, the publisher does not.

    A line that is quoted as a whole and ends without a speaker may still be the publisher's own.
    """
    before = fold(body.lines[hit.line].text)[: hit.start]
    return before.count('"') % 2 == 1


def reported(body: Body, hit: Hit, words: Words) -> bool:
    """Whether somebody is named as the speaker: by a reporting verb behind the last comma of the line.

    Rules that look at the end of a line or anywhere in it are silenced by a reporting verb in any place.
    """
    if hit.rule.at == "line":
        return False
    folded = fold(body.lines[hit.line].text)
    if hit.rule.at == "start":
        folded = " ".join(folded.rpartition(",")[2].split()[:SPEAKER]) if "," in folded else ""
    return not words.said.isdisjoint(_WORD.findall(folded))
