r"""What a pattern cannot do without: literals of which one stands in every match, read off the pattern itself.

A pattern is looked at as a sequence of pieces. Of each piece is told which texts it can be, if these are few (``exact``), and how its
matches begin. Where pieces of few texts follow one another, the texts are spelled out: ``(?:please )?(?:sign|log) (?:up|in)`` begins
with one of eight. What is not understood (classes of characters, references) is taken for any text, so that the answer errs on the
side of too many lines looked at, never of too few. Every digit is written 0, so that ``\d{4}`` is a literal too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import inf

import regex

from boilerstrip.rules.covers import EDGE, Cover, better, moved, tagged
from boilerstrip.rules.pieces import ANYTHING, BLANK, CHAR, EMPTY, NOTHING, SIGN, Kinds, Piece, Spelled

MOST = 64
"""Texts that a piece or a run of pieces may spell out."""
CHARS = 12
"""Characters that a class may hold to be spelled out."""
TIMES = 4
"""Times a quantifier may let a piece stand to be spelled out."""

_QUANTIFIER = regex.compile(r"([?*+]|\{(\d*)(,?)(\d*)\})[?+]?")
_OPEN = regex.compile(r"\((?:\?(?:[:>]|P?<\w+>|(?P<ahead>=)))?(?!\?|\*)")
_DIGIT = regex.compile(r"\d")


class Unread(Exception):
    """A pattern holds something that is not understood."""


@lru_cache(maxsize=4)
def read(pattern: str) -> Piece | Spelled:
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


def _choice(pattern: str, at: int) -> tuple[Piece | Spelled, int]:
    """Alternatives, up to the end or the closing bracket."""
    piece, at = _sequence(pattern, at)
    pieces = [piece]
    while pattern.startswith("|", at):
        piece, at = _sequence(pattern, at + 1)
        pieces.append(piece)
    return (_any_of(pieces) if len(pieces) > 1 else piece), at


def _any_of(pieces: Sequence[Piece | Spelled]) -> Piece | Spelled:
    """One of some pieces."""
    widest = max(piece.widest for piece in pieces)
    starts = frozenset[str]().union(*(piece.starts for piece in pieces))
    if len(starts) > MOST:
        starts = EMPTY
    elif all(piece.exact is not None for piece in pieces):
        return Spelled(starts, widest)
    covers = [piece.cover for piece in pieces]
    every = frozenset[tuple[bool, str]]().union(*(cover or () for cover in covers)) if all(covers) else None
    return Piece(None, starts, every, widest, _either([piece.firsts for piece in pieces]), _either([piece.lasts for piece in pieces]))


def _either(kinds: Sequence[Kinds]) -> Kinds:
    return frozenset[str]().union(*(known or () for known in kinds)) if all(kinds) else None


def _behind(one: Kinds, other: Kinds) -> Kinds:
    """What stands at the edge of two pieces: that of the one at the edge, and of the other where the one can be empty."""
    if not one or "" not in one:
        return one
    return None if other is None else one - EMPTY | other


def _sequence(pattern: str, at: int) -> tuple[Piece | Spelled, int]:
    """Pieces one after another."""
    best: Cover | None = None
    starts: frozenset[str] | None = None
    run = EMPTY
    firsts: Kinds = EMPTY
    lasts: Kinds = EMPTY
    widest = 0.0
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _piece(pattern, at)
        widest += piece.widest
        if piece.exact == EMPTY:
            best = better(best, moved(piece.cover, starts is None and run <= BLANK))
            continue
        if piece.exact is not None and len(run) * len(piece.exact) <= MOST:
            run = _product(run, piece.exact)
            continue
        first = starts is None
        grown = _product(run, piece.starts) if len(run) * len(piece.starts) <= MOST else run
        best = better(better(best, tagged(grown, first)), moved(piece.cover, first and run <= BLANK))
        starts = grown if first else starts
        before = Spelled(run, 0)
        firsts, lasts = _behind(_behind(firsts, before.firsts), piece.firsts), _behind(piece.lasts, _behind(before.lasts, lasts))
        run = piece.exact if piece.exact is not None else EMPTY
    if starts is None:
        return (NOTHING._replace(cover=best) if run == EMPTY else Spelled(run, widest)), at
    behind = Spelled(run, 0)
    best = better(best, tagged(run, False))
    return Piece(None, starts, best, widest, _behind(firsts, behind.firsts), _behind(behind.lasts, lasts)), at


def _product(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str]:
    if len(heads) == 1 and "" in heads:
        return tails
    return frozenset([head + tail for head in heads for tail in tails])


def _piece(pattern: str, at: int) -> tuple[Piece | Spelled, int]:
    """One atom with its quantifier."""
    piece, at = _atom(pattern, at)
    if not (match := _QUANTIFIER.match(pattern, at)):
        return piece, at
    least, most = _bounds(match)
    if piece.exact is not None and most <= TIMES and (texts := _powers(piece.exact, least, most)):
        return Spelled(texts, piece.widest * most), match.end()
    widest = piece.widest * most if piece.widest else 0
    if least:
        return Piece(None, piece.starts, piece.cover, widest, piece.firsts, piece.lasts), match.end()
    firsts, lasts = _either([piece.firsts, EMPTY]), _either([piece.lasts, EMPTY])
    return Piece(None, piece.starts | EMPTY if most == 1 else EMPTY, None, widest, firsts, lasts), match.end()


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


def _atom(pattern: str, at: int) -> tuple[Piece | Spelled, int]:
    """One literal, class, group or assertion."""
    if match := _ATOM.match(pattern, at):
        return _known(str(match.lastgroup), match[0]), match.end()
    if match := _OPEN.match(pattern, at):
        inside, end = _choice(pattern, match.end())
        if pattern.startswith(")", end):
            return NOTHING._replace(cover=inside.cover) if match["ahead"] else inside, end + 1
    raise Unread


@lru_cache(maxsize=4096)
def _known(kind: str, atom: str) -> Piece | Spelled:
    """What an atom without parts can be; the same ones stand in many patterns."""
    return _ATOMS[kind][1](atom)


def _class(atom: str) -> Piece | Spelled:
    """A class of characters, spelled out if they are few."""
    chars = regex.sub(r"\\d|\d-\d", "0", atom[1:-1])
    if len(chars) > CHARS or regex.search(r"^\^|\\\w|(?<!^)-(?!$)|(?<!\\)\[", chars):
        return CHAR
    return _text(regex.sub(r"\\(.)", r"\1", chars))


def _text(words: Iterable[str]) -> Spelled:
    exact = frozenset(map(zeros, words))
    return Spelled(exact, max(map(len, exact)))


_PLAIN = r"[^\\\[\](){}?*+|^$.\x08]"
_CLASS = r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]"
_PARTS = rf"(?P<parts>(?:[^\\\[\]()\x08]|\\.|{_CLASS}|\((?:\?(?:[:>=!]|<[=!]|P?<\w+>))?(?![?*])(?&parts)\))*+)"
_ATOMS: dict[str, tuple[str, Callable[[str], Piece | Spelled]]] = {
    "run": (_PLAIN + "{2,}(?![?*+{])", lambda atom: _text([atom])),
    "words": (rf"\(\?:{_PLAIN}+(?:\|{_PLAIN}+)*\)", lambda atom: _any_of([_text([word]) for word in atom[3:-1].split("|")])),
    "edge": (r"\\b", lambda _: Spelled(frozenset({EDGE}), 0)),
    "place": (r"\\[BAZKmM]|[\^$]", lambda _: NOTHING),
    "any": (r"\.|\\[wWDS]|\\[pP]\{[^}]*\}|\\[pP]\w", lambda atom: SIGN if atom == r"\W" else CHAR),
    "blank": (r"\\s", lambda _: _text(" ")),
    "digit": (r"\\d", lambda _: _text("0")),
    "class": (_CLASS, _class),
    "not": (rf"\(\?(?:!|<=|<!){_PARTS}\)", lambda _: NOTHING),
    "reference": (r"\(\?(?:&\w+|P=\w+|P>\w+|R|\d+)\)|\\[1-9]|\\g<\w+>", lambda _: ANYTHING),
    "sign": (rf"\\[^\w\s]|{_PLAIN}|[\]}}]", lambda atom: _text(atom[-1])),
}
"""What can stand in a pattern beside groups: runs of letters, assertions, classes, references, single characters."""
_ATOM = regex.compile("|".join(f"(?P<{kind}>{pattern})" for kind, (pattern, _) in _ATOMS.items()))
