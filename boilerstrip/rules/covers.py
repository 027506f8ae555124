"""Literals to look for: which of some are worth more, because fewer lines hold one of them."""

from __future__ import annotations

from functools import lru_cache
from math import log2

import regex

Cover = frozenset[tuple[bool, str]]
"""Literals of which one stands in every match; those with True stand at its very start."""

LENGTH = 10
"""Characters of a literal that are looked for; more of them tell little."""
START = 4.0
"""Characters that it is worth if a literal stands at the start of the line."""

_COMMON = regex.compile(r"[ .,:\-0]")


@lru_cache(maxsize=4096)
def worth(literals: Cover) -> float:
    """How seldom one of some literals will stand in a line: the higher the better."""
    return min(START * start + _rare(word) for start, word in literals) - log2(len(literals)) / 2


def better(one: Cover | None, other: Cover | None) -> Cover | None:
    """That of two covers which is worth more."""
    if one is None or other is None:
        return one or other
    return other if worth(other) > worth(one) else one


@lru_cache(maxsize=16384)
def _rare(word: str) -> float:
    """How seldom a word will be: blanks, digits and the marks of dates stand everywhere, each of the letters of Asia is a word."""
    return len(word) if word.isalpha() and word.isascii() else len(word.encode("utf8", "surrogatepass")) - 0.7 * len(_COMMON.findall(word))


def tagged(words: frozenset[str], start: bool) -> Cover | None:
    """Some texts as literals to look for, cut to a sensible length."""
    if "" in words:
        return None
    return frozenset([(start, word[:LENGTH]) for word in words])


def moved(literals: Cover | None, start: bool) -> Cover | None:
    """The literals of a part as literals of the whole."""
    if literals is None or start:
        return literals
    return frozenset((False, word) for _, word in literals)
