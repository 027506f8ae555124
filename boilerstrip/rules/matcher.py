"""Which rules speak about which lines: one literal scan for all, then each candidate rule on its line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from boilerstrip.body import Body
from boilerstrip.fold import fold
from boilerstrip.rules.loader import Rule, load_rules


class Hit(NamedTuple):
    """A rule that matches a line, and where in the folded line."""

    line: int
    rule: Rule
    start: int
    end: int


class Matcher:
    """All rules of one choice of packs, ready to look at bodies. Holds no state between calls."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        owners: dict[bytes, list[int]] = {}
        for number, rule in enumerate(rules):
            for literal in rule.literals:
                owners.setdefault(literal.encode("utf8", "surrogatepass"), []).append(number)
        self.rules = rules
        self._owners = list(owners.values())
        self._scan = BytesAhoCorasick(list(owners), implementation=Implementation.DFA) if owners else None

    def hits(self, body: Body) -> Iterator[Hit]:
        """Every rule that matches a line of a body.

        Args:
            body: The article.

        Yields:
            Hits by line and rule id.
        """
        folded = [fold(line.text) for line in body.lines]
        for index, number in self._candidates(folded):
            rule = self.rules[number]
            line = body.lines[index]
            if line.part and not (rule.cuts or body.one_line):
                continue
            if span := rule.find(folded[index]):
                yield Hit(index, rule, *span)

    def _candidates(self, folded: list[str]) -> list[tuple[int, int]]:
        """Pairs of line index and rule number where a literal of the rule stands in the line."""
        if self._scan is None or not folded:
            return []
        rows = [line.encode("utf8", "surrogatepass") for line in folded]
        ends = list(accumulate(len(row) + 1 for row in rows))
        pairs: set[tuple[int, int]] = set()
        line = 0
        for literal, start, _ in sorted(self._scan.find_matches_as_indexes(b"\n".join(rows), overlapping=True), key=lambda match: match[1]):
            while ends[line] <= start:
                line += 1
            pairs.update((line, number) for number in self._owners[literal])
        return sorted(pairs)


@lru_cache(maxsize=8)
def matcher_for(languages: tuple[str, ...] | None, packs: tuple[str, ...]) -> Matcher:
    """The matcher of one choice of packs, built once for a process."""
    return Matcher(load_rules(languages, packs))
