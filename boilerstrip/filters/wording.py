"""How much the words of a line sound like a publisher's: a fitted weight for each word, beginning of a word and pair of words.

``wording.json`` holds the weights, fitted from labelled and own-written lines by ``scripts/fit_wording.py``. What sounds like a publisher
was written for it; words that many labelled sites use have a weight only if they speak for the article. The sum is the logarithm of the
odds that a line of such words is boilerplate. It chooses the lines that the density filter measures, and is one of the measures.

``tone.json`` holds weights of the same terms in sentences, fitted by ``scripts/fit_tone.py``. A sentence of an appeal may stand in any
article, so those of wording know little of it; where several stand together, what their words tell adds up. The filter ``passages``
measures that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Protocol

import regex

from boilerstrip.filters.places import spans, within
from boilerstrip.measure import words_in
from boilerstrip.rules.store import kept

HOME = Path(__file__).with_name("wording.json")
TONE = Path(__file__).with_name("tone.json")
READ = 300
"""Characters of a folded line that are looked at."""
STEM = 5
"""Letters by which a longer word is known as well."""
NOBODY = -9.0
"""Wording of the row above the first one and below the last one."""
REMEMBERED = 4096
"""Lines that are remembered: what stays after a cut is looked at again."""
UNIT = 1000
"""Parts of a logarithm that the weights are whole numbers of: so their sum is the same in any order."""

_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_DIGIT = regex.compile(r"\d")


def terms(folded: str) -> list[str]:
    """What a folded line is known by, each once: its words, their beginnings with a ``~``, and pairs of words.

    The line begins with the word ``^`` and ends with ``$``. Every digit is written 0. In scripts without blanks every pair of characters is
    a word.

    Args:
        folded: A line as ``fold`` gives it.

    >>> terms("subscribe now")
    ['subscribe', 'now', '^ subscribe', 'subscribe now', 'now $', '~subsc']
    """
    words = words_in(_DIGIT.sub("0", folded[:READ]))
    if not folded.isascii():
        words = [part for word in words for part in _parts(word)]
    pairs = map(" ".join, zip(["^", *words], [*words, "$"], strict=True))
    return list(dict.fromkeys([*words, *pairs, *["~" + word[:STEM] for word in words if len(word) > STEM]]))


def _parts(word: str) -> Sequence[str]:
    """A word, or the pairs of its characters if it is of a script without blanks."""
    if word.isascii() or len(word) < 3 or not _UNSPACED.search(word):
        return (word,)
    return [word[at : at + 2] for at in range(len(word) - 1)]


class Heard(Protocol):
    """What tells the wording of folded lines."""

    def of(self, folded: str) -> float:
        """Log-odds that the words of a folded line are a publisher's."""


class Wording:
    """Fitted weights of words.

    Args:
        weights: The weight of each term, in parts of ``UNIT``.
        bias: The weight of a line without any.

    Attributes:
        of: Tells the log-odds that the words of a folded line are a publisher's; lines are remembered.
    """

    def __init__(self, weights: Mapping[str, int], bias: int) -> None:
        self.weights = weights
        self.bias = bias
        self.of = lru_cache(maxsize=REMEMBERED)(self._of)

    def _of(self, folded: str) -> float:
        """Log-odds that the words of a folded line are a publisher's."""
        return (self.bias + sum(map(self.weights.get, terms(folded), repeat(0)))) / UNIT


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The weights that are shipped.

    >>> wording().of("subscribe to our newsletter") > wording().of("the river rose by a metre")
    True
    """
    return _read(HOME)


@lru_cache(maxsize=1)
def tone() -> Wording:
    """Weights that tell how much the words of a sentence sound like a publisher who speaks to its readers.

    >>> tone().of("without the help of our readers we could not go on") > tone().of("without the help of the crew the boat sank")
    True
    """
    return _read(TONE)


def _read(path: Path) -> Wording:
    """The weights of a file."""
    table = kept(path.stem, [path], lambda: json.loads(path.read_text(encoding="utf8")))
    return Wording(table["weights"], table["bias"])


def wordings(folded: Sequence[str], heard: Heard, at: Sequence[int]) -> dict[str, list[float]]:
    """The wording of rows of a page and of the rows next to them.

    Args:
        folded: All rows, folded.
        heard: Tells their wording.
        at: The rows that are asked for, in order.

    Returns:
        For every measure its value for each row asked for.
    """
    values = dict.fromkeys((-2, -1, len(folded), len(folded) + 1), NOBODY)
    values |= {i: heard.of(folded[i]) for i in within(spans(at, 2, len(folded)))}
    above, below = [values[i - 1] for i in at], [values[i + 1] for i in at]
    far = [max(values[i - 2], values[i + 2]) for i in at]
    return {
        "wording": [values[i] for i in at],
        "wording-above": above,
        "wording-below": below,
        "wording-far": far,
        "wording-near": list(map(max, above, below, far)),
    }
