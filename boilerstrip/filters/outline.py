"""Lines as short strings of words, numbers and punctuation: lines of one list have the same."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

HEADER = 60
"""Width up to which a line can be the header of lines below it; so much of a line is looked at."""
SIZE = 8
"""Signs that an outline has at most."""

_PIECE = regex.compile(r"\p{L}+|\p{N}+|[^\p{L}\p{N}\s]")
_SIGNS = str.maketrans(
    {code: "a" if (char := chr(code)).isalpha() else "0" if char.isdigit() else " " if char.isspace() else char for code in range(128)}
)
_NUMBER = re.compile("00+")
_WORDS = re.compile("a[a ]+")


@lru_cache(maxsize=4096)
def outline(text: str) -> str:
    """A line as a short string: ``a`` for words, ``0`` for a number, and its punctuation.

    Args:
        text: The first ``HEADER`` characters of a line.

    >>> outline("July 26 – Saratoga, NY") == outline("May 3 – New Haven, CT")
    True
    """
    if text.isascii():
        return _WORDS.sub("a", _NUMBER.sub("0", text.translate(_SIGNS))).replace(" ", "")[:SIZE]
    found = ""
    for piece in _PIECE.findall(text):
        sign = "a" if piece[0].isalpha() else "0" if piece[0].isnumeric() else piece
        if sign != "a" or found[-1:] != "a":
            found += sign
    return found[:SIZE]
