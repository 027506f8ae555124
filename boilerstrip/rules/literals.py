r"""What a pattern cannot do without: literals of which one stands in every match, read off the pattern itself.

A pattern is looked at as a sequence of pieces. Of each piece is told which texts it can be, if these are few (``exact``), and how its
matches begin. Where pieces of few texts follow one another, the texts are spelled out: ``(?:please )?(?:sign|log) (?:up|in)`` begins
with one of eight. What is not understood (classes of characters, references) is taken for any text, so that the answer errs on the
side of too many lines looked at, never of too few. Every digit is written 0, so that ``\d{4}`` is a literal too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf, log2
from typing import NamedTuple

import regex

Cover = frozenset[tuple[bool, str]]
"""Literals of which one stands in every match; those with True stand at its very start."""

MOST = 64
"""Texts that a piece or a run of pieces may spell out."""
LENGTH = 10
"""Characters of a literal that are looked for; more of them tell little."""
CHARS = 12
"""Characters that a class may hold to be spelled out."""
TIMES = 4
"""Times a quantifier may let a piece stand to be spelled out."""
START = 4.0
"""Characters that it is worth if a literal stands at the start of the line."""

_QUANTIFIER = regex.compile(r"([?*+]|\{(\d*)(,?)(\d*)\})[?+]?")
_OPEN = regex.compile(r"\((?:\?(?:[:>]|P?<\w+>|(?P<look>=|!|<=|<!)))?(?!\?|\*)")
_COMMON = regex.compile(r"[ .,:\-0]")
_DIGIT = regex.compile(r"\d")


class Unread(Exception):
    """A pattern holds something that is not understood."""


class Piece(NamedTuple):
    """A part of a pattern.

    Attributes:
        exact: All texts it matches, or None if they are many.
        starts: Texts of which one begins every match; the empty text tells nothing.
        cover: Literals of which one stands in every match, or None.
        widest: Characters that a match holds at most.
    """

    exact: frozenset[str] | None
    starts: frozenset[str]
    cover: Cover | None
    widest: float


EMPTY = frozenset({""})
NOTHING = Piece(EMPTY, EMPTY, None, 0)
CHAR = Piece(None, EMPTY, None, 1)
ANYTHING = Piece(None, EMPTY, None, inf)


@lru_cache(maxsize=4)
def read(pattern: str) -> Piece:
    r"""What can be told about the matches of a pattern.

    Args:
        pattern: A regular expression for folded lines, in which a blank is the only white space.

    Returns:
        The pattern as a piece; ``ANYTHING`` if it holds something unusual.

    >>> sorted(word for _, word in read("(?:do )?sign (?:up|in)").cover)
    ['do sign in', 'do sign up', 'sign in', 'sign up']
    >>> read(r"\d{1,2}h").widest == 3
    True
    """
    try:
        piece, at = _choice(pattern, 0)
    except Unread:
        return ANYTHING
    return piece if at == len(pattern) else ANYTHING


def zeros(text: str) -> str:
    """A text with every digit written 0."""
    return _DIGIT.sub("0", text)


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


def _choice(pattern: str, at: int) -> tuple[Piece, int]:
    """Alternatives, up to the end or the closing bracket."""
    pieces = []
    while True:
        piece, at = _sequence(pattern, at)
        pieces.append(piece)
        if not pattern.startswith("|", at):
            break
        at += 1
    exact = frozenset[str]().union(*(p.exact or () for p in pieces)) if all(p.exact is not None for p in pieces) else None
    if exact is not None and len(exact) > MOST:
        exact = None
    starts = frozenset[str]().union(*(p.starts for p in pieces))
    covers = [p.cover for p in pieces]
    every = frozenset[tuple[bool, str]]().union(*(c or () for c in covers)) if all(covers) else None
    return Piece(exact, starts if len(starts) <= MOST else EMPTY, every, max(p.widest for p in pieces)), at


def _sequence(pattern: str, at: int) -> tuple[Piece, int]:
    """Pieces one after another."""
    best: Cover | None = None
    starts: frozenset[str] | None = None
    run = EMPTY
    whole = True
    widest = 0.0
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _piece(pattern, at)
        widest += piece.widest
        if piece.exact is not None and len(run) * len(piece.exact) <= MOST:
            run = _product(run, piece.exact)
            continue
        grown = _product(run, piece.starts) if len(run) * len(piece.starts) <= MOST else run
        first = starts is None
        best = better(better(best, _tagged(grown, first)), _moved(piece.cover, first and run == EMPTY))
        starts = grown if first else starts
        whole = False
        run = piece.exact if piece.exact is not None else EMPTY
    best = better(best, _tagged(run, starts is None))
    return Piece(run if whole else None, run if starts is None else starts, best, widest), at


def _product(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str]:
    if len(heads) == 1 and "" in heads:
        return tails
    return frozenset([head + tail for head in heads for tail in tails])


def _tagged(words: frozenset[str], start: bool) -> Cover | None:
    """Some texts as literals to look for, cut to a sensible length."""
    if "" in words:
        return None
    return frozenset([(start, word[:LENGTH]) for word in words])


def _moved(literals: Cover | None, start: bool) -> Cover | None:
    """The literals of a part as literals of the whole."""
    if literals is None or start:
        return literals
    return frozenset((False, word) for _, word in literals)


def _piece(pattern: str, at: int) -> tuple[Piece, int]:
    """One atom with its quantifier."""
    piece, at = _atom(pattern, at)
    if not (match := _QUANTIFIER.match(pattern, at)):
        return piece, at
    least, most = _bounds(match)
    if piece.exact is not None and most <= TIMES and (texts := _powers(piece.exact, least, most)):
        return Piece(texts, texts, _tagged(texts, True), piece.widest * most), match.end()
    widest = piece.widest * most if piece.widest else 0
    if least:
        return Piece(None, piece.starts, piece.cover, widest), match.end()
    return Piece(None, piece.starts | EMPTY if most == 1 else EMPTY, None, widest), match.end()


def _bounds(match: regex.Match[str]) -> tuple[int, float]:
    """How often a quantifier lets its atom stand, at least and at most."""
    if match[1] in "?*+":
        return int(match[1] == "+"), 1 if match[1] == "?" else inf
    least = int(match[2] or 0)
    return least, (int(match[4]) if match[4] else inf) if match[3] else least


def _powers(texts: frozenset[str], least: int, most: float) -> frozenset[str]:
    """Some texts as often as a quantifier lets them stand, or nothing if they are too many."""
    found: frozenset[str] = frozenset()
    power = EMPTY
    for times in range(int(most) + 1):
        if times:
            if len(power) * len(texts) > MOST:
                return frozenset()
            power = _product(power, texts)
        if times >= least:
            found |= power
    return found


def _atom(pattern: str, at: int) -> tuple[Piece, int]:
    """One literal, class, group or assertion."""
    if match := _ATOM.match(pattern, at):
        return _known(str(match.lastgroup), match[0]), match.end()
    if match := _OPEN.match(pattern, at):
        inside, end = _choice(pattern, match.end())
        if pattern.startswith(")", end):
            return NOTHING if match["look"] else inside, end + 1
    raise Unread


@lru_cache(maxsize=4096)
def _known(kind: str, atom: str) -> Piece:
    """What an atom without parts can be; the same ones stand in many patterns."""
    return _ATOMS[kind][1](atom)


def _class(atom: str) -> Piece:
    """A class of characters, spelled out if they are few."""
    chars = regex.sub(r"\\d|\d-\d", "0", atom[1:-1])
    if len(chars) > CHARS or regex.search(r"^\^|\\\w|(?<!^)-(?!$)|(?<!\\)\[", chars):
        return CHAR
    return _text(set(regex.sub(r"\\(.)", r"\1", chars)))


def _words(words: list[str]) -> Piece:
    """A group of plain alternatives, what ``_choice`` would say of them."""
    piece = _text(set(words))
    texts = piece.starts
    return piece if len(texts) <= MOST else Piece(None, EMPTY, piece.cover, piece.widest)


def _text(words: set[str]) -> Piece:
    exact = frozenset(map(zeros, words))
    return Piece(exact, exact, _tagged(exact, True), max(map(len, exact)))


_PLAIN = r"[^\\\[\](){}?*+|^$.]"
_ATOMS: dict[str, tuple[str, Callable[[str], Piece]]] = {
    "run": (_PLAIN + "{2,}(?![?*+{])", lambda atom: _text({atom})),
    "words": (rf"\(\?:{_PLAIN}+(?:\|{_PLAIN}+)*\)", lambda atom: _words(atom[3:-1].split("|"))),
    "place": (r"\\[bBAZKmM]|[\^$]", lambda _: NOTHING),
    "any": (r"\.|\\[wWDS]|\\[pP]\{[^}]*\}|\\[pP]\w", lambda _: CHAR),
    "blank": (r"\\s", lambda _: _text({" "})),
    "digit": (r"\\d", lambda _: _text({"0"})),
    "class": (r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", _class),
    "reference": (r"\(\?(?:&\w+|P=\w+|P>\w+|R|\d+)\)|\\[1-9]|\\g<\w+>", lambda _: ANYTHING),
    "sign": (rf"\\[^\w\s]|{_PLAIN}|[\]}}]", lambda atom: _text({atom[-1]})),
}
"""What can stand in a pattern beside groups: runs of letters, assertions, classes, references, single characters."""
_ATOM = regex.compile("|".join(f"(?P<{kind}>{pattern})" for kind, (pattern, _) in _ATOMS.items()))
