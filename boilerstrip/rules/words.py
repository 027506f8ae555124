"""The function words of a language, and whom a line speaks of by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import regex

from boilerstrip.errors import RuleError
from boilerstrip.fold import fold
from boilerstrip.rules import store
from boilerstrip.rules.files import HOME, read_toml

UNSPACED = frozenset({"ja", "ko", "zh"})
"""Languages in which a word may begin or end anywhere."""
PREFIXED = frozenset({"ar", "he"})
"""Languages that write articles, prepositions and conjunctions in front of a word as one with it."""


@dataclass(frozen=True)
class Words:
    """Function words of one language, folded.

    Attributes:
        stop: The most frequent words; they tell the language and what is a sentence.
        we: First person plural: what a publisher calls itself.
        you: Second person: what it calls the reader.
        said: Reporting verbs; a line that has one reports, it does not appeal.
        others: Who else a line may speak of or let speak: third persons, authorities, schools, hospitals, how speech is reported. Words,
            phrases, and beginnings of words with a ``*``.
    """

    stop: frozenset[str] = frozenset()
    we: frozenset[str] = frozenset()
    you: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def load_words() -> dict[str, Words]:
    """The function words of every language that has a ``words.toml``.

    Raises:
        RuleError: A file that holds other keys than those of ``Words``.
    """
    files = sorted(HOME.glob("*/words.toml"))
    return {name: Words(*map(frozenset, lists)) for name, lists in store.kept("words", files, lambda: _words(files)).items()}


def _words(files: Iterable[Path]) -> dict[str, tuple[frozenset[str], ...]]:
    """The folded lists of some files by language, in the order of ``Words``."""
    names = [field.name for field in fields(Words)]
    words = {}
    for path in files:
        table = read_toml(path)
        if set(table) != set(names):
            raise RuleError(f"{path}: holds the lists {', '.join(names)}, nothing else")
        words[path.parent.name] = tuple(frozenset(map(_folded, table[name])) for name in names)
    return words


def _folded(word: str) -> str:
    """A word of a list as folded lines hold it."""
    return fold("x" + word)[1:]


def names_others(language: str, folded: str) -> bool:
    """Whether a line of a language speaks of others than the publisher and the reader, or lets them speak.

    Args:
        language: Name of a folder with ``words.toml``.
        folded: A line as ``fold`` gives it.

    >>> names_others("en", "sign up for alerts, police say"), names_others("en", "sign up for our alerts")
    (True, False)
    """
    return _others(language).search(folded) is not None


@lru_cache(maxsize=32)
def _others(language: str) -> regex.Pattern[str]:
    """Finds a reporting verb or one of the words for others."""
    words = load_words()[language]
    known = [regex.escape(word).replace(r"\*", r"\w*") for word in sorted(words.said | words.others)]
    if language in UNSPACED:
        return store.compiled("|".join(known))
    begins = r"(?<!\w)" + (r"\w{0,2}" if language in PREFIXED else "")
    clauses = [word for word in known if word.startswith(",")]
    places = [f"{begins}(?:{'|'.join(word for word in known if word not in clauses)})", *clauses]
    return store.compiled(rf"(?:{'|'.join(places)})(?!\w)")
