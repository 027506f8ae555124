"""Which rules speak about which lines: one literal scan for all rules and lines, then each candidate on its line.

What the scan looks for are not the anchors of a rule but the literals its pattern cannot do without, see ``literals``: most of them are
long and stand at the start of a line, so that hardly a candidate fails. Its anchors are asked for before the pattern is tried.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from boilerstrip.body import Body
from boilerstrip.fold import bare
from boilerstrip.rules.loader import load_rules, load_shipped
from boilerstrip.rules.memory import Memory
from boilerstrip.rules.needles import needles
from boilerstrip.rules.pieces import kind
from boilerstrip.rules.rule import Rule
from boilerstrip.rules.scan import Scan, indexed, zeroed

REMEMBERED = 16384
"""Short lines whose rules are remembered."""


class Hit(NamedTuple):
    """A rule that matches a line, and where in the folded line."""

    line: int
    rule: Rule
    start: int
    end: int


Found = tuple[tuple[Rule, int, int], ...]
Test = tuple[Rule, int, float, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]


class Literals:
    """Some rules, and the literals that lead to them.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        shipped, index = load_shipped()
        places = {rule.id: number for number, rule in enumerate(shipped) if rule.status == "stable"}
        self._rules = {places[rule.id]: rule for rule in rules if rule.id in places and not rule.foreign}
        self._scans = [Scan(index, None if len(self._rules) == len(places) else frozenset(self._rules))]
        if other := dict(enumerate((rule for rule in rules if rule.id not in places or rule.foreign), len(shipped))):
            self._scans.append(Scan(indexed((number, needles(rule)) for number, rule in other.items())))
            self._rules |= other
        self._tests: dict[int, Test] = {}

    def matching(self, lines: Sequence[str]) -> list[Found]:
        """For each of some folded lines the rules that match it, by id, with the span of the match."""
        found: list[Found] = [()] * len(lines)
        seen = zeroed(lines)
        for scan in self._scans:
            for index, numbers in enumerate(scan.look(seen)):
                if not numbers:
                    continue
                for rule in self._likely(lines[index], seen[index], numbers):
                    if span := rule.find(lines[index]):
                        found[index] += ((rule, *span),)
        return [tuple(sorted(row, key=lambda hit: hit[0].id)) if len(row) > 1 else row for row in found]

    def _likely(self, folded: str, seen: str, numbers: Iterable[int]) -> Iterator[Rule]:
        """Those of some rules that may match a folded line, as far as its length, its ends and its literals tell.

        Args:
            folded: The line.
            seen: The line with every digit written 0.
            numbers: The numbers of the rules.
        """
        stem = bare(folded)
        size, width = len(folded), len(stem)
        first, last, end = kind(folded[:1]), kind(stem[-1:]), kind(folded[-1:])
        tests = self._tests
        for number in numbers:
            rule, longest, widest, firsts, lasts, literals, (starts, words) = tests.get(number) or self._test(number)
            if size > longest or width > widest or (firsts and first not in firsts):
                continue
            if lasts and last not in lasts and end not in lasts:
                continue
            if _holds(folded, literals) and (not (starts or words) or seen.startswith(starts) or _holds(seen, words)):
                yield rule

    def _test(self, number: int) -> Test:
        """What a line is asked before a pattern is tried."""
        rule = self._rules[number]
        self._tests[number] = (rule, rule.longest, rule.widest, rule.firsts, rule.lasts, rule.literals, rule.others)
        return self._tests[number]


def _holds(text: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110  a generator takes a third longer
        if word in text:
            return True
    return False


class Subject:
    """Words that name a subject."""

    def __init__(self, words: Iterable[str]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        literals = [word.encode("utf8", "surrogatepass") for word in words]
        self._scan = BytesAhoCorasick(literals, implementation=Implementation.ContiguousNFA) if literals else None

    def count(self, lines: Iterable[str]) -> int:
        """How many of some folded lines hold one of the words."""
        data = "\n".join(lines).encode("utf8", "surrogatepass")
        if self._scan is None or not data:
            return 0
        ends = [match.start() for match in re.finditer(b"\n", data)]
        return len({bisect_right(ends, at) for _, at, _ in self._scan.find_matches_as_indexes(data)})


class Matcher:
    """All rules of one choice of packs, ready to look at bodies."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._whole = Memory(Literals(rules).matching, REMEMBERED)
        self._subjects: dict[tuple[str, frozenset[str], int], Subject] = {}

    @cached_property
    def _parts(self) -> Memory[Found]:
        """Looks at sentences of long lines; many a text has none."""
        return Memory(Literals([rule for rule in self._rules if rule.cuts]).matching, REMEMBERED)

    def subject(self, category: str, languages: frozenset[str], letters: int) -> Subject:
        """The literals of the rules of a category in some languages, those of so many letters and more."""
        key = (category, languages, letters)
        if key not in self._subjects:
            rules = [rule for rule in self._rules if rule.category == category and rule.language in languages]
            self._subjects[key] = Subject({word for rule in rules for word in rule.literals if len(word) >= letters})
        return self._subjects[key]

    def hits(self, body: Body) -> Iterator[Hit]:
        """Every rule that matches a line of a body.

        Args:
            body: The article.

        Yields:
            Hits by line and rule id. A sentence of a long line is looked at by rules that may cut a sentence only, unless
            the whole article stands in that line.
        """
        folded = body.folded
        parts = [] if body.one_line else [index for index, line in enumerate(body.lines) if line.part]
        if not parts:
            found = self._whole.of(folded)
        else:
            found = [()] * len(folded)
            whole = [index for index, line in enumerate(body.lines) if not line.part]
            for indices, memory in ((whole, self._whole), (parts, self._parts)):
                for index, rules in zip(indices, memory.of([folded[index] for index in indices]), strict=True):
                    found[index] = rules
        for index, rules in enumerate(found):
            for rule, start, end in rules:
                yield Hit(index, rule, start, end)


@lru_cache(maxsize=8)
def matcher_for(languages: tuple[str, ...] | None, packs: tuple[str, ...]) -> Matcher:
    """The matcher of one choice of packs, built once for a process."""
    return Matcher(load_rules(languages, packs))
