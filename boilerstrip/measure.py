"""Numbers of a line, what counts as prose, and the zones that prose draws."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
_MAY_BE_WIDE = re.compile("[\u1100-\u11ff\u2e80-\U0010ffff]")
"""Finds a character in every text that ``_WIDE`` finds one in; it is much quicker."""
_NOT_WESTERN = re.compile("[^\0-\u024f\u2010-\u2027]")
_WESTERN_WORD = re.compile("(?:[^\\W_]|['’])+")
"""Finds the words of ``_WORD`` in a text of Latin letters; it is much quicker."""
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
"""What stands between words, in ASCII."""
SHAPES = {
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


class Numbers:
    """What can be counted in one line, counted when it is asked for.

    Args:
        text: The line.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def width(self) -> float:
        """Characters, those of unspaced scripts as ``WIDE``."""
        return width(self.text)

    @cached_property
    def words(self) -> float:
        """Words; for unspaced scripts an estimate from the width."""
        return len(self._words) + (self.width - len(self.text)) / (WIDE - 1) / 2

    @cached_property
    def ends(self) -> str:
        """``sentence``, ``question``, ``colon``, ``dots`` or ``none``."""
        return ends(self.text)

    @cached_property
    def shapes(self) -> frozenset[str]:
        """Names of the shapes found, from ``url`` to ``link``; none in a line longer than ``LONG``."""
        if len(self.text) > LONG:
            return frozenset()
        return frozenset(name for name, pattern in SHAPES.items() if pattern.search(self.text))

    @cached_property
    def capitals(self) -> float:
        """Share of words that start with a capital letter, 0 to 1."""
        return sum(w[0].isupper() for w in self._words) / max(1, len(self._words))

    @cached_property
    def shouts(self) -> bool:
        """Whether all letters are capitals."""
        return self.text.isupper() and not self.text.islower() and self.width > 3

    @cached_property
    def digits(self) -> float:
        """Share of characters that are digits, 0 to 1."""
        return sum(map(str.isdigit, self.text)) / max(1, len(self.text))

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The folded words."""
        return tokens(self.text)

    @property
    def prose(self) -> bool:
        """Whether the line reads like a sentence of an article."""
        return self.width >= PROSE and self.ends in ("sentence", "question")

    @cached_property
    def _words(self) -> list[str]:
        return _found(self.text)


def width(text: str) -> float:
    """Characters of a line, those of unspaced scripts as ``WIDE``."""
    if text.isascii() or not _MAY_BE_WIDE.search(text):
        return len(text)
    return len(text) + (WIDE - 1) * len(_WIDE.findall(text))


def numbers(text: str) -> Numbers:
    """Measure one line.

    >>> numbers("Read more: The river rose").ends
    'none'
    """
    return _numbers(text) if len(text) <= LONG else Numbers(text)


_numbers = lru_cache(maxsize=2048)(Numbers)


def tokens(text: str) -> frozenset[str]:
    """The folded words of a line; for unspaced scripts all strings of up to three characters, one of which is the word."""
    return _tokens(fold(text))


def tokens_of(folded: Iterable[str]) -> frozenset[str]:
    """The words of some folded lines, as ``tokens`` gives them."""
    text = "\n".join(folded)
    if text.isascii() or not (_MAY_BE_WIDE.search(text) and _WIDE.search(text)):
        return frozenset(_found(text))
    return frozenset().union(*map(_tokens, text.split("\n")))


def _found(text: str) -> list[str]:
    """The words of a text, in order."""
    if text.isascii():
        return text.translate(_GAPS).split()
    return (_WORD if _NOT_WESTERN.search(text) else _WESTERN_WORD).findall(text)


def _tokens(folded: str) -> frozenset[str]:
    found = set(_found(folded))
    if not folded.isascii() and _MAY_BE_WIDE.search(folded) and _WIDE.search(folded):
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


@lru_cache(maxsize=4)
def prose_of(body: Body) -> tuple[bool, ...]:
    """For every line of a body whether it reads like prose."""
    return tuple(map(is_prose, body.lines))


@dataclass(frozen=True)
class Core:
    """The prose that no line filter marked, and what is measured from it.

    Attributes:
        lines: Indices of the core's lines, in order.
        prose: For every line whether it reads like prose.
        zones: Zone of every line.
        evidence: For every line the sum of the positive weights that line filters gave it.
        body: The body.
    """

    lines: tuple[int, ...]
    prose: tuple[bool, ...]
    zones: tuple[Zone, ...]
    evidence: tuple[float, ...]
    body: Body

    @cached_property
    def repeats(self) -> tuple[int, ...]:
        """For every line how often its folded text occurs in the body."""
        counts = Counter(self.body.folded)
        return tuple(counts[line] for line in self.body.folded)

    @property
    def language(self) -> str:
        """The body's language, as far as stop words tell."""
        return language_of(self.body)

    @property
    def words(self) -> Words:
        """Function words of that language."""
        return words_of(self.body)


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
    prose = prose_of(body)
    lines = tuple(i for i, flag in enumerate(prose) if flag and evidence[i] < DOUBT)
    zones: list[Zone] = ["body"] * len(body.lines)
    if lines:
        for i in range(lines[0]):
            zones[i] = "head"
        for i in range(_last(lines, evidence) + 1, len(zones)):
            zones[i] = "tail"
    return Core(lines, prose, tuple(zones), evidence, body)


def _last(lines: tuple[int, ...], evidence: tuple[float, ...]) -> int:
    """The core line behind which the tail begins: a line or two of prose behind a run of marked lines are the tail's own."""
    for stray in (1, 2):
        if len(lines) > 2 * stray and sum(e >= MARKED for e in evidence[lines[-stray - 1] + 1 : lines[-stray]]) >= RUN:
            return lines[-stray - 1]
    return lines[-1]


def words_of(body: Body) -> Words:
    """The function words of a body's language."""
    return load_words().get(language_of(body)) or Words(frozenset(), frozenset(), frozenset(), frozenset())


TELLING = 2
"""Function words of a language that tell a single line's language."""


def language_of_line(folded: str) -> str:
    """The language of one folded line as far as its function words tell, else ``""``.

    >>> language_of_line("puede darse de baja con un clic en la carta"), language_of_line("ja")
    ('es', '')
    """
    counts = Counter(_spoken(folded))
    best = max(sorted(counts), key=lambda name: (counts[name], name == "en"), default="")
    return best if counts[best] >= TELLING else ""


@lru_cache(maxsize=4)
def language_of(body: Body) -> str:
    """The language whose stop words stand most often in the first prose of a body; English where none does.

    The language decides nothing by itself: it only tells which words address the reader and which report.
    """
    seen: Counter[str] = Counter()
    size = 0
    for line, folded in zip(body.lines, body.folded, strict=True):
        if len(line.text) >= PROSE or width(line.text) >= PROSE:
            seen.update(_spoken(folded if len(line.text) <= LONG else fold(line.text[:LONG])))
            size += len(line.text)
            if size > SAMPLE:
                break
    return max(sorted(load_words()), key=lambda name: (seen[name], name == "en"), default="en")


@lru_cache(maxsize=2048)
def _spoken(folded: str) -> tuple[str, ...]:
    """The languages of the stop words in a folded line, each as often as it has one."""
    stops = _stops()
    return tuple(name for word in stops.keys() & _tokens(folded) for name in stops[word])


@lru_cache(maxsize=1)
def _stops() -> dict[str, tuple[str, ...]]:
    """Every stop word with the languages it belongs to."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name, words in load_words().items():
        for word in words.stop:
            found[word] += (name,)
    return dict(found)
