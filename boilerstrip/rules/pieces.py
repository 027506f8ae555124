"""Parts of a pattern: what is known about the texts they match."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from boilerstrip.rules.covers import EDGE, Cover, tagged

Kinds = frozenset[str] | None


def kind(char: str) -> str:
    """What a character is to rules: a letter itself, ``0`` for every digit, a blank for all that is neither; ``""`` for none.

    >>> [kind(char) for char in ("r", "3", "(", "")]
    ['r', '0', ' ', '']
    """
    return char if char.isalpha() or not char else "0" if char.isdecimal() else " "


class Piece(NamedTuple):
    """A part of a pattern.

    Attributes:
        exact: All texts it matches, or None if they are many.
        starts: Texts of which one begins every match; the empty text tells nothing.
        cover: Literals of which one stands in every match, or None.
        widest: Characters that a match holds at most.
        firsts: Its first characters, as ``kind`` gives them, among them ``""`` if it can be empty; None if they are not known.
        lasts: Its last characters in the same way.
    """

    exact: frozenset[str] | None
    starts: frozenset[str]
    cover: Cover | None
    widest: float
    firsts: Kinds
    lasts: Kinds


class Spelled:
    """A part of a pattern of which all texts are known; the rest of a ``Piece`` is read off them when it is asked for."""

    def __init__(self, texts: frozenset[str], widest: float) -> None:
        self.exact = self.starts = texts
        self.widest = widest

    @property
    def cover(self) -> Cover | None:
        """Its texts as literals."""
        return tagged(self.exact, True)

    @property
    def firsts(self) -> Kinds:
        """Their first characters."""
        return frozenset(map(kind, {text.lstrip(EDGE)[:1] for text in self.exact}))

    @property
    def lasts(self) -> Kinds:
        """Their last characters."""
        return frozenset(map(kind, {text.rstrip(EDGE)[-1:] for text in self.exact}))


EMPTY = frozenset({""})
BLANK = frozenset({"", EDGE})
NOTHING = Piece(EMPTY, EMPTY, None, 0, EMPTY, EMPTY)
CHAR = Piece(None, EMPTY, None, 1, None, None)
SIGN = Piece(None, EMPTY, None, 1, frozenset({" "}), frozenset({" "}))
ANYTHING = Piece(None, EMPTY, None, inf, None, None)
