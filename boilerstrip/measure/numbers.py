"""What can be counted in one line."""

from __future__ import annotations

from functools import cached_property, lru_cache

import regex

from boilerstrip.body import LONG
from boilerstrip.measure.prose import PROSE, ends
from boilerstrip.measure.words import WIDE, tokens, width, words_in

SHAPES = {
    "url": regex.compile(r"https?://|www\.|\w\.(?:com|org|net|de|co\.uk)\b"),
    "clock": regex.compile(r"\b\d{1,2}[:.h]\d{2}\b"),
    "year": regex.compile(r"\b(?:19|20)\d{2}\b"),
    "bullet": regex.compile(r"^\s*(?:[-*•▪·–+]|\d{1,2}[.)])\s"),
    "heading": regex.compile(r"^#{1,6}\s"),
    "quoted": regex.compile(r"^[\"“„«‘「'‚]"),
    "link": regex.compile(r"^\W*\[[^\]]*\]\([^)]*\)\W*$"),
}


class Numbers:
    """What can be counted in one line; most of it is counted when it is asked for.

    Args:
        text: The line.

    Attributes:
        width: Characters, those of unspaced scripts as ``WIDE``.
        ends: ``sentence``, ``question``, ``colon``, ``dots`` or ``none``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.width = width(text)
        self.ends = ends(text)

    @cached_property
    def words(self) -> float:
        """Words; for unspaced scripts an estimate from the width."""
        return len(words_in(self.text)) + (self.width - len(self.text)) / (WIDE - 1) / 2

    @cached_property
    def shapes(self) -> frozenset[str]:
        """Names of the shapes found, from ``url`` to ``link``; none in a line longer than ``LONG``."""
        if len(self.text) > LONG:
            return frozenset()
        return frozenset(name for name, pattern in SHAPES.items() if pattern.search(self.text))

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The folded words."""
        return tokens(self.text)

    @property
    def prose(self) -> bool:
        """Whether the line reads like a sentence of an article."""
        return self.width >= PROSE and self.ends in ("sentence", "question")


def numbers(text: str) -> Numbers:
    """Measure one line.

    >>> numbers("Read more: The river rose").ends
    'none'
    """
    return _numbers(text) if len(text) <= LONG else Numbers(text)


_numbers = lru_cache(maxsize=4096)(Numbers)
