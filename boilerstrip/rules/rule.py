"""One rule: what it knows, and where it speaks about a line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

import regex

from boilerstrip.errors import RuleError
from boilerstrip.fold import bare, fold
from boilerstrip.rules import literals, needles, store
from boilerstrip.rules.pieces import kind
from boilerstrip.rules.words import names_others

LONGEST = 240
"""Characters up to which a line is looked at by a rule that names no other limit; prose paragraphs are longer."""
STRONG = 0.7
"""Weight from which a rule may speak for lines beside its own."""
TIME_LIMIT = 0.05
"""Seconds a pattern of a foreign pack may work on one line."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_LETTER = regex.compile(r"\w")


@dataclass(frozen=True, eq=False)
class Rule:
    """One piece of knowledge about how publishers write.

    Attributes:
        id: ``<language>-<category>-…``, never used for anything else again.
        language: Name of the folder the rule stands in.
        category: Name of the file the rule stands in.
        says: What a matching line does, in words; becomes the reason of a removal.
        at: Where in the line: the whole ``line``, its ``start``, its ``end`` or ``anywhere``.
        weight: Strength of the evidence; from 0.6 on it is enough alone.
        anchors: Literals of which one must occur in the folded line.
        pattern: Regular expression for the folded line, or ``""``.
        phrases: Literals instead of a pattern.
        drops: Lines the rule matches.
        spares: Near misses it must not match.
        status: ``preview`` (not used), ``stable`` or ``retired`` (not used).
        prior: Factors for head, body and tail.
        longest: Characters up to which a line is looked at.
        opens: Kind of block the line opens, or ``""``.
        closes: Kind of block the line closes, or ``""``.
        cuts: ``"sentence"`` if the rule may also take one sentence out of a long line.
        voice: ``"ours"`` if a line that speaks of others or lets them speak is none of the rule's.
        foreign: The file, if the rule came with a pack of the user's, else ``""``.
    """

    id: str
    language: str
    category: str
    says: str
    at: str
    weight: float
    anchors: tuple[str, ...] = ()
    pattern: str = ""
    phrases: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    status: str = "stable"
    prior: tuple[float, float, float] = (1.0, 1.0, 1.0)
    longest: int = LONGEST
    opens: str = ""
    closes: str = ""
    cuts: str = ""
    voice: str = ""
    foreign: str = ""

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """What the literal scan looks for: the folded anchors, or the phrases where there are none."""
        words = [fold("x" + word)[1:].strip() for word in self.anchors] or [fold(phrase) for phrase in self.phrases]
        return tuple(dict.fromkeys(words))

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern of the rule."""
        return regex.compile(self.source) if self.foreign else store.compiled(self.source)

    @property
    def source(self) -> str:
        """The pattern with what its place adds to it."""
        return rf"(?:{self.pattern})\W*$" if self.at == "end" else self.pattern

    @cached_property
    def widest(self) -> float:
        """Characters that a line without its end marks holds at most if the rule matches it."""
        return literals.read(self.source).widest if self.pattern and self.at == "line" else inf

    @cached_property
    def firsts(self) -> tuple[str, ...]:
        """How a line begins that the rule matches, as ``kind`` gives it; empty if any line may."""
        if self.at not in ("line", "start"):
            return ()
        if self.phrases:
            return _known(frozenset(kind(phrase[:1]) for phrase in self.folded))
        return _known(literals.read(self.source).firsts)

    @cached_property
    def lasts(self) -> tuple[str, ...]:
        """How a line that its pattern matches ends, in the same way."""
        return _known(literals.read(self.source).lasts) if self.pattern and self.at == "line" else ()

    @cached_property
    def others(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of which one must occur too, as ``needles.others`` gives them."""
        return needles.others(self)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The phrases of the rule as folded lines hold them, long ones first."""
        return tuple(sorted(set(map(fold, self.phrases)) if self.anchors else self.literals, key=lambda phrase: (-len(phrase), phrase)))

    def find(self, folded: str) -> tuple[int, int] | None:
        """Where the rule speaks about a folded line.

        Args:
            folded: A line as ``fold`` gives it.

        Returns:
            Start and end of what matched, in the folded line, or None.

        Raises:
            RuleError: The pattern of a foreign pack ran longer than ``TIME_LIMIT``.
        """
        if len(folded) > self.longest:
            return None
        try:
            found = self._find_phrase(folded) if self.phrases else self._find_pattern(folded, TIME_LIMIT if self.foreign else None)
        except TimeoutError as error:
            raise RuleError(
                f"{self.foreign}: rule {self.id}: the pattern ran longer than {TIME_LIMIT} s on a line of {len(folded)} characters; "
                "remove nested or overlapping repetitions, or leave the pack out"
            ) from error
        return None if found and self.voice and names_others(self.language, folded) else found

    def _find_pattern(self, folded: str, limit: float | None) -> tuple[int, int] | None:
        pattern = self.compiled
        if self.at == "line":
            stem = bare(folded)
            match = pattern.fullmatch(stem, timeout=limit) if self._may_end(stem) else None
            if match is None and stem != folded and self._may_end(folded):
                match = pattern.fullmatch(folded, timeout=limit)
        elif self.at == "start":
            match = pattern.match(folded, timeout=limit)
        else:
            match = pattern.search(folded, timeout=limit)
        return match.span() if match else None

    def _may_end(self, text: str) -> bool:
        return not self.lasts or kind(text[-1:]) in self.lasts

    def _find_phrase(self, folded: str) -> tuple[int, int] | None:
        if self.at == "line":
            stem = bare(folded)
            return (0, len(stem)) if stem in self.folded or folded in self.folded else None
        if self.at == "start":
            return next(((0, len(p)) for p in self.folded if folded.startswith(p) and _is_word(folded, 0, len(p))), None)
        for phrase in self.folded:
            at = folded.find(phrase) if self.at == "anywhere" else folded.rfind(phrase)
            end = at + len(phrase)
            if at >= 0 and _is_word(folded, at, end) and (self.at == "anywhere" or not _LETTER.search(folded, end)):
                return at, end
        return None


def _known(kinds: frozenset[str] | None) -> tuple[str, ...]:
    """Kinds of characters of which one must stand in a place, none if there may be no character or any."""
    return () if kinds is None or "" in kinds else tuple(sorted(kinds))


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends where words do; in scripts without blanks between words every place is one."""
    before = start == 0 or not _LETTER.match(text[start - 1]) or _UNSPACED.match(text[start])
    return bool(before and (end == len(text) or not _LETTER.match(text[end]) or _UNSPACED.match(text[end - 1])))
