"""What is counted in single rows of a page: only in those that somebody asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import regex

from boilerstrip.measure import words_in
from boilerstrip.rules import Words

REMEMBERED = 4096
"""Rows whose counts are remembered: what stays after a cut is looked at again."""
LONGEST = 600
"""Characters up to which they are."""

_CAPITAL = regex.compile(r"(?<!\w)\p{Lu}")
_DIGIT = regex.compile(r"\p{Nd}")
_PLAIN_CAPITAL = re.compile(r"(?<!\w)[A-Z]", re.ASCII)
_COMMA = regex.compile(r"[,，、،;；]")


class Counts(NamedTuple):
    """What is counted in a row that somebody asks for.

    Attributes:
        words: Words.
        stops: Function words of the page's language.
        commas: Commas and semicolons.
        capitals: Share of the words that begin with a capital.
        digits: Share of digits.
        says: Whether it holds a reporting verb.
        you: Whether it speaks to you.
    """

    words: int
    stops: int
    commas: int
    capitals: float
    digits: float
    says: bool
    you: bool


def counts_of(text: str, folded: str, words: Words) -> Counts:
    """Count what is in a row.

    Args:
        text: Its text.
        folded: The same folded.
        words: Function words of the page's language.
    """
    return _remembered(text, folded, words) if len(text) <= LONGEST else _counts(text, folded, words)


def _counts(text: str, folded: str, words: Words) -> Counts:
    found = words_in(folded)
    commas, capitals, digits = _signs(text)
    kinds = set(found)
    return Counts(
        len(found),
        sum(map(words.stop.__contains__, found)),
        commas,
        capitals / max(1, len(found)),
        digits / len(text),
        not kinds.isdisjoint(words.said),
        not kinds.isdisjoint(words.you),
    )


_remembered = lru_cache(maxsize=REMEMBERED)(_counts)


def _signs(text: str) -> tuple[int, int, int]:
    """Commas, words that begin with a capital, and digits; of plain English text in a third of the time."""
    if text.isascii():
        data = text.encode()
        return text.count(",") + text.count(";"), len(_PLAIN_CAPITAL.findall(text)), len(data) - len(data.translate(None, b"0123456789"))
    return len(_COMMA.findall(text)), len(_CAPITAL.findall(text)), len(_DIGIT.findall(text))
