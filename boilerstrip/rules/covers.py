"""Literals to look for: which of some are worth more, because fewer lines hold one of them."""

from __future__ import annotations

from functools import lru_cache
from math import log2

import regex

Cover = frozenset[tuple[bool, str]]
"""Literals of which one stands in every match; those with True stand at its very start."""

LENGTH = 10
"""Characters of a literal that are looked for; more of them tell little."""
EDGE = "\b"
"""Stands in a literal where a word has to begin or end."""
BOUND = 1.0
"""Characters that such an edge is worth."""
RARER = 6.0
"""How many times as seldom one character more makes a literal."""
START = 3.5
"""Characters that it is worth if a literal stands at the start of the line."""
FULL = 2.0
"""Characters from which on it is worth so many: many a line begins with a digit."""

_COMMON = regex.compile(r"[ .,:\-0]")


@lru_cache(maxsize=4096)
def worth(literals: Cover) -> float:
    """How seldom one of some literals will stand in a line: the higher the better."""
    return -log2(sum(RARER ** -(_rare(word) + START * start * min(1, _rare(word) / FULL)) for start, word in literals))


def better(one: Cover | None, other: Cover | None) -> Cover | None:
    """That of two covers which is worth more."""
    if one is None or other is None:
        return one or other
    return other if worth(other) > worth(one) else one


@lru_cache(maxsize=16384)
def _rare(word: str) -> float:
    """How seldom a word will be: blanks, digits and the marks of dates stand everywhere, each of the letters of Asia is a word."""
    if edges := word.count(EDGE):
        return _rare(word.strip(EDGE)) + BOUND * edges
    return len(word) if word.isalpha() and word.isascii() else len(word.encode("utf8", "surrogatepass")) - 0.7 * len(_COMMON.findall(word))


def tagged(words: frozenset[str], start: bool) -> Cover | None:
    """Some texts as literals to look for, cut to a sensible length."""
    literals = frozenset([(start, word[:LENGTH] if EDGE not in word else _edged(word, start)) for word in words])
    return None if (start, "") in literals else literals


def _edged(word: str, start: bool) -> str:
    """A text without the edges inside of it, and without those at its ends that tell nothing."""
    core = word.replace(EDGE, "")
    before = word[0] == EDGE and not start and _is_letter(core[:1])
    behind = word[-1] == EDGE and len(core) <= LENGTH and _is_letter(core[-1:])
    return EDGE * before + core[:LENGTH] + EDGE * behind


def _is_letter(char: str) -> bool:
    return char.isalpha() or char in ("0", "_")


def moved(literals: Cover | None, start: bool) -> Cover | None:
    """The literals of a part as literals of the whole."""
    if literals is None or start:
        return literals
    return frozenset((False, word) for _, word in literals)
