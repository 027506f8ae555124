"""The language of a body and of a line, as far as function words tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache

from boilerstrip.body import LONG, Body
from boilerstrip.fold import fold
from boilerstrip.measure.prose import PROSE
from boilerstrip.measure.words import tokens_of_folded, width
from boilerstrip.rules import Words, load_words

SAMPLE = 2500
"""Characters of prose that are enough to tell the language."""


def words_of(body: Body) -> Words:
    """The function words of a body's language."""
    return load_words().get(language_of(body)) or Words()


TELLING = 2
"""Function words of a language that tell a single line's language."""


def language_of_line(folded: str) -> str:
    """The language of one folded line as far as its function words tell, else ``""``.

    >>> language_of_line("puede darse de baja con un clic en la carta"), language_of_line("ja")
    ('es', '')
    """
    counts = _counts(_spoken(folded))
    best = max(sorted(counts), key=lambda name: (counts[name], name == "en"), default="")
    return best if counts[best] >= TELLING else ""


@lru_cache(maxsize=4)
def language_of(body: Body) -> str:
    """The language whose stop words stand most often in the first prose of a body; English where none does.

    The language decides nothing by itself: it only tells which words address the reader and which report.
    """
    spoken: list[str] = []
    size = 0
    for line, folded in zip(body.lines, body.folded, strict=True):
        if len(line.text) >= PROSE or width(line.text) >= PROSE:
            spoken += _spoken(folded if len(line.text) <= LONG else fold(line.text[:LONG]))
            size += len(line.text)
            if size > SAMPLE:
                break
    counts = _counts(spoken)
    return max(sorted(load_words()), key=lambda name: (counts[name], name == "en"), default="en")


def _counts(spoken: Iterable[str]) -> Counter[str]:
    """How often stop words of each language stand among some."""
    stops = _stops()
    counts: Counter[str] = Counter()
    for word, count in Counter(spoken).items():
        for name in stops[word]:
            counts[name] += count
    return counts


def _spoken(folded: str) -> Set[str]:
    """The stop words of any language in a folded line."""
    return _stops().keys() & tokens_of_folded(folded)


@lru_cache(maxsize=1)
def _stops() -> dict[str, tuple[str, ...]]:
    """Every stop word with the languages it belongs to."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name, words in load_words().items():
        for word in words.stop:
            found[word] += (name,)
    return dict(found)
