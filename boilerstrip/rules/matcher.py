"""Which rules speak about which lines: one literal scan for all rules, then each candidate on its line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from boilerstrip.body import LONG, Body
from boilerstrip.fold import fold
from boilerstrip.rules.loader import Rule, load_rules

REMEMBERED = 32768
"""Short lines whose rules are remembered: what publishers write around articles comes again and again."""


class Hit(NamedTuple):
    """A rule that matches a line, and where in the folded line."""

    line: int
    rule: Rule
    start: int
    end: int


Found = tuple[tuple[Rule, int, int], ...]


class Literals:
    """The literals of some rules in one automaton.

    A contiguous automaton with failure links takes a fiftieth of the memory of a DFA and a fifth of the time to build, and reads
    single lines as fast. A rule made of phrases that looks at the whole line or at its start is asked for only where a phrase starts
    the line.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        leading: dict[bytes, list[Rule]] = {}
        anywhere: dict[bytes, list[Rule]] = {}
        for rule in rules:
            first = bool(rule.phrases) and not rule.anchors and rule.at in ("line", "start")
            for literal in rule.literals:
                (leading if first else anywhere).setdefault(literal.encode("utf8", "surrogatepass"), []).append(rule)
        literals = sorted({*leading, *anywhere})
        self._leading = [tuple(leading.get(literal, ())) for literal in literals]
        self._anywhere = [tuple(anywhere.get(literal, ())) for literal in literals]
        self._scan = BytesAhoCorasick(literals, implementation=Implementation.ContiguousNFA) if literals else None

    def matching(self, folded: str) -> Found:
        """The rules that match a folded line, by id, with the span of the match."""
        if self._scan is None or not folded:
            return ()
        candidates: set[Rule] = set()
        for literal, start, _ in self._scan.find_matches_as_indexes(folded.encode("utf8", "surrogatepass"), overlapping=True):
            candidates.update(self._anywhere[literal])
            if start == 0:
                candidates.update(self._leading[literal])
        found = [(rule, *span) for rule in candidates if (span := rule.find(folded))]
        return tuple(sorted(found, key=lambda row: row[0].id))


class Matcher:
    """All rules of one choice of packs, ready to look at bodies."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._all = Literals(rules)
        self._cutting = Literals(tuple(rule for rule in rules if rule.cuts))
        self._short = lru_cache(maxsize=REMEMBERED)(self._all.matching)

    def literals(self, category: str, languages: frozenset[str]) -> frozenset[str]:
        """All literals of the rules of a category in some languages."""
        return frozenset(word for rule in self._rules if rule.category == category and rule.language in languages for word in rule.literals)

    def hits(self, body: Body) -> Iterator[Hit]:
        """Every rule that matches a line of a body.

        Args:
            body: The article.

        Yields:
            Hits by line and rule id. A sentence of a long line is looked at by rules that may cut a sentence only, unless
            the whole article stands in that line.
        """
        for index, line in enumerate(body.lines):
            folded = fold(line.text)
            if line.part and not body.one_line:
                found = self._cutting.matching(folded)
            else:
                found = self._short(folded) if len(folded) <= LONG else self._all.matching(folded)
            for rule, start, end in found:
                yield Hit(index, rule, start, end)


@lru_cache(maxsize=8)
def matcher_for(languages: tuple[str, ...] | None, packs: tuple[str, ...]) -> Matcher:
    """The matcher of one choice of packs, built once for a process."""
    return Matcher(load_rules(languages, packs))
