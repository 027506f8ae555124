"""Cue words: the named classes of words that publishers' own lines are made of, in every language under the same names.

``rules/<language>/cues.toml`` holds for each cue a list of entries: a word or a phrase, ``stem*`` for every word that begins so,
``*stem*`` for every word that holds it. Entries in a script without blanks stand for themselves anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from boilerstrip.errors import RuleError
from boilerstrip.fold import fold
from boilerstrip.rules.files import HOME, read_toml
from boilerstrip.rules.store import kept
from boilerstrip.rules.words import load_words

NEUTRAL = "en"
"""The language whose cues count in every text: its words stand on sites of all languages."""
CUES = (
    "subscribe",
    "newsletter",
    "login",
    "account",
    "paywall",
    "price",
    "read",
    "more",
    "click",
    "related",
    "follow",
    "share",
    "platform",
    "support",
    "publisher",
    "app",
    "audio",
    "buy",
    "affiliate",
    "advert",
    "comment",
    "contact",
    "enter",
    "privacy",
    "agree",
    "rights",
    "disclaimer",
    "imprint",
    "correction",
    "credit",
    "byline",
    "bio",
    "date",
    "jobs",
    "event",
    "navigation",
    "tags",
    "section",
    "technical",
    "gratitude",
    "story",
)
"""The names of the cues: the lists of every ``cues.toml``, in their order."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


NONE: frozenset[str] = frozenset()
Entries = dict[str, tuple[tuple[str, bool, bool], ...]]
"""For each literal the cues it stands for, and whether a word must begin and end with it."""


class Cues:
    """The cues of one language and those of ``NEUTRAL``, in one automaton."""

    def __init__(self, language: str) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        files = [HOME / name / file for name in dict.fromkeys((language, NEUTRAL)) for file in ("cues.toml", "words.toml")]
        entries: Entries = kept(f"cues-{language}", [path for path in files if path.exists()], lambda: _entries(language))
        literals = list(entries)
        self._entries = list(entries.values())
        self._scan = AhoCorasick(literals, implementation=Implementation.ContiguousNFA) if literals else None

    def find(self, folded: str) -> frozenset[str]:
        """The names of the cues in a folded line."""
        return self.find_all([folded])[0]

    def find_all(self, lines: Sequence[str]) -> list[frozenset[str]]:
        """The names of the cues in each of some folded lines."""
        found = [NONE] * len(lines)
        text = "\n".join(lines)
        if self._scan is None or not text:
            return found
        if not text.isascii():
            text = text.encode("utf8", "replace").decode("utf8")  # a lone surrogate is not taken by the automaton
        index, stop, size = -1, -1, len(text)
        names: set[str] = set()
        for number, start, end in self._scan.find_matches_as_indexes(text, overlapping=True):
            for name, before, behind in self._entries[number]:
                if (before and start and _is_letter(text[start - 1])) or (behind and end < size and _is_letter(text[end])):
                    continue
                if end > stop:
                    if names:
                        found[index] = frozenset(names)
                        names.clear()
                    while end > stop:
                        index += 1
                        stop = text.find("\n", stop + 1) if index + 1 < len(lines) else size
                names.add(name)
        if names:
            found[index] = frozenset(names)
        return found


def _entries(language: str) -> Entries:
    """What counts in texts of a language, by literal."""
    entries: dict[str, list[tuple[str, bool, bool]]] = {}
    for name, words in _tables(language):
        for word in words:
            literal = _literal(word)
            free = bool(_UNSPACED.search(literal))
            before = not (free or word.startswith("*")) and _is_letter(literal[0])
            behind = not (free or word.endswith("*")) and _is_letter(literal[-1])
            entries.setdefault(literal, []).append((name, before, behind))
    return {literal: tuple(entries[literal]) for literal in sorted(entries)}


def _literal(word: str) -> str:
    """An entry as folded lines hold it: signs that fold takes off the start of a line stay."""
    return fold("x" + word.strip("*"))[1:].strip()


@lru_cache(maxsize=4096)
def _is_letter(character: str) -> bool:
    """Whether a word goes on with a character: a letter, a digit or a sign set on one, of a script with blanks."""
    return (character.isalnum() or unicodedata.category(character)[0] == "M") and not _UNSPACED.match(character)


def _tables(language: str) -> Iterable[tuple[str, Iterable[str]]]:
    """The lists of a language, then those of ``NEUTRAL`` without the language's own function words."""
    own = load_words().get(language)
    for name in dict.fromkeys((language, NEUTRAL)):
        for cue, words in load_cues(name).items():
            common = own.stop if own and name != language else frozenset()
            yield cue, (word for word in words if word not in common)


@lru_cache(maxsize=32)
def load_cues(language: str) -> dict[str, tuple[str, ...]]:
    """The cue lists of a language; empty if it has none.

    Args:
        language: Name of a folder of packs.

    Raises:
        RuleError: A file with other lists than ``CUES``, an empty list, or an entry without a letter.

    >>> "newsletter*" in load_cues("en")["newsletter"]
    True
    """
    path = HOME / language / "cues.toml"
    if not path.exists():
        return {}
    table = read_toml(path)
    if tuple(table) != CUES:
        wrong = next(iter(set(table) ^ set(CUES)), "their order")
        raise RuleError(f"{path}: holds the lists of every cues.toml, in the same order; look at {wrong}")
    for name, words in table.items():
        if not words or not all(isinstance(word, str) and _literal(word) for word in words):
            raise RuleError(f"{path}: {name} is a list of words, none of them empty")
    return {name: tuple(words) for name, words in table.items()}


@lru_cache(maxsize=32)
def cues_for(language: str) -> Cues:
    """The cues that count in texts of a language, built once for a process.

    >>> sorted(cues_for("de").find("newsletter abonnieren"))
    ['newsletter', 'subscribe']
    """
    return Cues(language)
