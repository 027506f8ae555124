"""The cues of every line of a body, in the language of the body or in the line's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from boilerstrip.body import Body
from boilerstrip.measure import language_of, language_of_line
from boilerstrip.rules import Memory, cues_for, load_words

SEEN = 120
"""Characters in which a line of the body's language holds a function word of it."""
READ = 600
"""Characters of a line that are looked at."""
REPORT = frozenset({"story", "section", "date", "more", "credit", "byline", "bio", "event", "said", "we", "you"})
"""Cues that stand in articles as often as around them."""
REMEMBERED = 4096
"""Lines that are remembered for each language."""

Cued = tuple[frozenset[str], str | None]
"""The cues of a line, and its language: None for that of the body, ``""`` if nothing tells it."""


@lru_cache(maxsize=2)
def cues_of(body: Body) -> tuple[frozenset[str], ...]:
    """For every line its cues: those of the body's language, and of its own where that is plainly another one.

    A line without a function word of either is taken to go on in the language of the line above it as well.

    Args:
        body: The article.
    """
    language = language_of(body)
    lines = [folded if len(folded) <= READ else folded[:READ] for folded in body.folded]
    found: list[frozenset[str]] = []
    other = ""
    for line, (cues, own) in zip(lines, _memory(language).of(lines), strict=True):
        other = "" if own is None else own or other
        found.append(cues | cues_for(other).find(line) if other and other != language else cues)
    return tuple(found)


@lru_cache(maxsize=32)
def _memory(language: str) -> Memory[Cued]:
    """Reads the lines of bodies of one language."""
    stop = load_words()[language].stop

    def read(lines: Sequence[str]) -> list[Cued]:
        tongues = (language_of_line(line) if stop.isdisjoint(line[:SEEN].split()) else None for line in lines)
        return list(zip(cues_for(language).find_all(lines), tongues, strict=True))

    return Memory(read, REMEMBERED)
