"""The words of a line, and its width."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from boilerstrip.body import LONG
from boilerstrip.fold import fold, is_latin

WIDE = 2.5
"""Letters that one character of an unspaced script stands for."""
REMEMBERED = 4096
"""Lines whose words are remembered: more than one filter asks for them, and so does the next look."""

_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_MAY_BE_WIDE = re.compile("[\u1100-\u11ff\u2e80-\U0010ffff]")
"""Finds a character in every text that ``_WIDE`` finds one in; it is much quicker."""
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
_PAGE = "cp1252"
"""The letters and signs of western languages as bytes: of all ways to find words the quickest goes over bytes."""
_GAPS = bytes(byte if (char := bytes([byte]).decode(_PAGE, "replace")).isalnum() or char in "'’" else 32 for byte in range(256))
"""Bytes with blanks for what stands between words."""


def width(text: str) -> float:
    """Characters of a line, those of unspaced scripts as ``WIDE``."""
    return len(text) + (WIDE - 1) * len(_WIDE.findall(text)) if may_be_wide(text) else len(text)


def may_be_wide(text: str) -> bool:
    """Whether a text may hold characters of an unspaced script: True for all that do."""
    return not text.isascii() and not is_latin(text) and _MAY_BE_WIDE.search(text) is not None


def words_in(text: str) -> list[str]:
    """The words of a text, in order."""
    if text.isascii():
        return text.encode().translate(_GAPS).decode().split()
    try:
        data = text.encode(_PAGE)
    except UnicodeEncodeError:
        return _WORD.findall(text)
    return data.translate(_GAPS).decode(_PAGE).split()


def tokens(text: str) -> frozenset[str]:
    """The folded words of a line; for unspaced scripts all strings of up to three characters, one of which is the word."""
    return tokens_of_folded(fold(text))


def tokens_of_folded(folded: str) -> frozenset[str]:
    """The words of a folded line, as ``tokens`` gives them."""
    return _remembered(folded) if len(folded) <= LONG else _tokens(folded)


def _tokens(folded: str) -> frozenset[str]:
    words = words_in(folded)
    if may_be_wide(folded) and _WIDE.search(folded):
        words += [folded[i : i + n] for n in (1, 2, 3) for i in range(len(folded) - n + 1)]
    return frozenset(words)


_remembered = lru_cache(maxsize=REMEMBERED)(_tokens)
