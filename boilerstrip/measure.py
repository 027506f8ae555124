"""Numbers of a line, what counts as prose, and the zones that prose draws."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from boilerstrip.body import LONG, Body, Line
from boilerstrip.fold import fold
from boilerstrip.marks import Mark, Zone
from boilerstrip.rules import Words, load_words

PROSE = 60
"""Width from which a line with an end mark counts as prose."""
WIDE = 2.5
"""Letters that one character of an unspaced script stands for."""

SAMPLE = 2500
"""Characters of prose that are enough to tell the language."""

_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_CLOSERS = "\"'”’»«)]」』）*_"
_MARKS = ".!?…。！？؟۔।"
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
_SHAPES = {
    "url": regex.compile(r"https?://|www\.|\w\.(?:com|org|net|de|co\.uk)\b"),
    "email": regex.compile(r"\S@\w+\.\w"),
    "handle": regex.compile(r"(?:^|\s)[@#]\w"),
    "money": regex.compile(r"[$€£¥₹]\s?\d|\d\s?[$€£¥%]"),
    "divided": regex.compile(r"\s[|·•»›/–]\s|\|"),
    "clock": regex.compile(r"\b\d{1,2}[:.h]\d{2}\b"),
    "year": regex.compile(r"\b(?:19|20)\d{2}\b"),
    "bullet": regex.compile(r"^\s*(?:[-*•▪·–+]|\d{1,2}[.)])\s"),
    "heading": regex.compile(r"^#{1,6}\s"),
    "quoted": regex.compile(r"^[\"“„«‘「'‚]"),
    "glued": regex.compile(r"\p{Ll}\p{Lu}|\d\p{Lu}\p{Ll}"),
    "bracket": regex.compile(r"^[(\[].*[)\]]$"),
    "lower": regex.compile(r"^\p{Ll}"),
    "digit": regex.compile(r"^\p{Nd}"),
    "link": regex.compile(r"^\W*\[[^\]]*\]\([^)]*\)\W*$"),
}


@dataclass(frozen=True)
class Numbers:
    """What can be counted in one line.

    Attributes:
        width: Characters, those of unspaced scripts as ``WIDE``.
        words: Words; for unspaced scripts an estimate from the width.
        ends: ``sentence``, ``question``, ``colon``, ``dots`` or ``none``.
        shapes: Names of the shapes found, from ``url`` to ``link``.
        capitals: Share of words that start with a capital letter, 0 to 1.
        shouts: Whether all letters are capitals.
        digits: Share of characters that are digits, 0 to 1.
        tokens: The folded words.
    """

    width: float
    words: float
    ends: str
    shapes: frozenset[str]
    capitals: float
    shouts: bool
    digits: float
    tokens: frozenset[str]

    @property
    def prose(self) -> bool:
        """Whether the line reads like a sentence of an article."""
        return self.width >= PROSE and self.ends in ("sentence", "question")


def width(text: str) -> float:
    """Characters of a line, those of unspaced scripts as ``WIDE``."""
    return len(text) if text.isascii() else len(text) + (WIDE - 1) * len(_WIDE.findall(text))


def numbers(text: str) -> Numbers:
    """Measure one line.

    >>> numbers("Read more: The river rose").ends
    'none'
    """
    return _numbers(text) if len(text) <= LONG else _numbers.__wrapped__(text)


@lru_cache(maxsize=16384)
def _numbers(text: str) -> Numbers:
    size = width(text)
    wide = (size - len(text)) / (WIDE - 1)
    words = _WORD.findall(text)
    long = len(text) > LONG
    return Numbers(
        width=size,
        words=len(words) + wide / 2,
        ends=ends(text),
        shapes=frozenset() if long else frozenset(name for name, pattern in _SHAPES.items() if pattern.search(text)),
        capitals=sum(w[0].isupper() for w in words) / max(1, len(words)),
        shouts=text.isupper() and not text.islower() and size > 3,
        digits=sum(map(str.isdigit, text)) / max(1, len(text)),
        tokens=tokens(text),
    )


def tokens(text: str) -> frozenset[str]:
    """The folded words of a line; for unspaced scripts all strings of up to three characters, one of which is the word."""
    folded = fold(text)
    found = set(_WORD.findall(folded))
    if not folded.isascii() and _WIDE.search(folded):
        found.update(folded[i : i + n] for n in (1, 2, 3) for i in range(len(folded) - n + 1))
    return frozenset(found)


def ends(text: str) -> str:
    """How a line ends: ``sentence``, ``question``, ``colon``, ``dots`` or ``none``."""
    if text.endswith(("...", "…", "[…]", "[...]")):
        return "dots"
    last = text.rstrip(_CLOSERS)[-1:]
    if last and last in _MARKS:
        return "question" if last in "?？؟" else "sentence"
    return "colon" if text.endswith((":", "：")) else "none"


def is_prose(line: Line) -> bool:
    """Whether a line reads like prose; the sentences of a long line always do when they end like one."""
    text = line.text
    return (line.part > 0 or len(text) >= PROSE or width(text) >= PROSE) and ends(text) in ("sentence", "question")


@dataclass(frozen=True)
class Core:
    """The prose that no line filter marked, and what is measured from it.

    Attributes:
        lines: Indices of the core's lines, in order.
        prose: For every line whether it reads like prose.
        zones: Zone of every line.
        evidence: For every line the sum of the positive weights that line filters gave it.
        repeats: For every line how often its folded text occurs in the body.
        language: The body's language, as far as stop words tell.
        words: Function words of that language.
    """

    lines: tuple[int, ...]
    prose: tuple[bool, ...]
    zones: tuple[Zone, ...]
    evidence: tuple[float, ...]
    repeats: tuple[int, ...]
    language: str
    words: Words


MARKED = 0.6
"""Evidence of the line filters from which a line counts as boilerplate for its neighbours."""
RUN = 2
"""Marked lines that separate stray prose from the article."""
DOUBT = 0.3
"""Evidence from which prose does not count as core."""


def draw_core(body: Body, marks: Iterable[Mark]) -> Core:
    """Find the core of a body and the zones around it.

    Args:
        body: The article.
        marks: All marks of the line filters.

    Returns:
        The core; without any core line every zone is ``body``.
    """
    weights: defaultdict[int, float] = defaultdict(float)
    for mark in marks:
        weights[mark.line] += max(0.0, mark.weight)
    evidence = tuple(weights[i] for i in range(len(body.lines)))
    prose = tuple(is_prose(line) for line in body.lines)
    lines = tuple(i for i, flag in enumerate(prose) if flag and evidence[i] < DOUBT)
    zones: list[Zone] = ["body"] * len(body.lines)
    if lines:
        for i in range(lines[0]):
            zones[i] = "head"
        for i in range(_last(lines, evidence) + 1, len(zones)):
            zones[i] = "tail"
    counts = Counter(body.folded)
    return Core(lines, prose, tuple(zones), evidence, tuple(counts[f] for f in body.folded), language_of(body), words_of(body))


def _last(lines: tuple[int, ...], evidence: tuple[float, ...]) -> int:
    """The core line behind which the tail begins: a line or two of prose behind a run of marked lines are the tail's own."""
    for stray in (1, 2):
        if len(lines) > 2 * stray and sum(e >= MARKED for e in evidence[lines[-stray - 1] + 1 : lines[-stray]]) >= RUN:
            return lines[-stray - 1]
    return lines[-1]


def words_of(body: Body) -> Words:
    """The function words of a body's language."""
    return load_words().get(language_of(body)) or Words(frozenset(), frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=4)
def language_of(body: Body) -> str:
    """The language whose stop words stand most often in the first prose of a body; English where none does.

    The language decides nothing by itself: it only tells which words address the reader and which report.
    """
    seen: Counter[str] = Counter()
    size = 0
    for line in body.lines:
        if len(line.text) >= PROSE or width(line.text) >= PROSE:
            seen.update(tokens(line.text[:LONG]))
            size += len(line.text)
            if size > SAMPLE:
                break
    packs = load_words()
    return max(sorted(packs), key=lambda name: (sum(seen[w] for w in packs[name].stop & seen.keys()), name == "en"), default="en")
