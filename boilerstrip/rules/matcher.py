"""Which rules speak about which lines: one literal scan for all rules and lines, then each candidate on its line.

What the scan looks for are not the anchors of a rule but the literals its pattern cannot do without, see ``literals``: most of them are
long and stand at the start of a line, so that hardly a candidate fails. Its anchors are asked for before the pattern is tried.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import regex

from boilerstrip.body import Body
from boilerstrip.fold import bare, is_latin
from boilerstrip.rules.literals import kind
from boilerstrip.rules.loader import load_needles, load_rules
from boilerstrip.rules.memory import Memory
from boilerstrip.rules.needles import packed
from boilerstrip.rules.rule import Rule

REMEMBERED = 16384
"""Short lines whose rules are remembered."""
_FAR = re.compile("[\u0660-\U0010ffff]")
_FAR_DIGIT = regex.compile(r"[^\D0-9]")
_ZEROS = bytes.maketrans(b"0123456789", b"0000000000")


class Hit(NamedTuple):
    """A rule that matches a line, and where in the folded line."""

    line: int
    rule: Rule
    start: int
    end: int


Found = tuple[tuple[Rule, int, int], ...]


class Literals:
    """The literals of some rules in one automaton.

    A contiguous automaton with failure links takes a fiftieth of the memory of a DFA and a fifth of the time to build.

    Args:
        rules: The rules.
        known: Needles of rules by their ids, as far as they are known.
    """

    def __init__(self, rules: Sequence[Rule], known: Mapping[str, tuple[bytes, ...]]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        self._rules = sorted(rules, key=lambda rule: rule.id)
        wanted: dict[bytes, tuple[int, ...]] = {}
        for number, rule in enumerate(self._rules):
            own = (number,)
            for word in (not rule.foreign and known.get(rule.id)) or packed(rule):
                wanted[word] = wanted[word] + own if word in wanted else own
        self._wanted = list(wanted.values())
        self._scan = BytesAhoCorasick(list(wanted), implementation=Implementation.ContiguousNFA) if wanted else None

    def matching(self, lines: Sequence[str]) -> list[Found]:
        """For each of some folded lines the rules that match it, by id, with the span of the match."""
        found: list[Found] = [()] * len(lines)
        for index, numbers in self._candidates(lines).items():
            spoken = [(rule, *span) for rule in self._likely(lines[index], numbers) if (span := rule.find(lines[index]))]
            if spoken:
                found[index] = tuple(sorted(spoken, key=lambda row: row[0].id))
        return found

    def _likely(self, folded: str, numbers: Iterable[int]) -> Iterator[Rule]:
        """Those of some rules that may match a folded line, as far as its length, its ends and its literals tell."""
        stem = bare(folded)
        size, width = len(folded), len(stem)
        first, lasts = kind(folded[:1]), (kind(stem[-1:]), kind(folded[-1:]))
        holds = folded.__contains__
        for number in numbers:
            rule = self._rules[number]
            if size > rule.longest or width > rule.widest or (rule.firsts and first not in rule.firsts):
                continue
            if rule.lasts and lasts[0] not in rule.lasts and lasts[1] not in rule.lasts:
                continue
            if any(map(holds, rule.literals)):
                yield rule

    def _candidates(self, lines: Sequence[str]) -> dict[int, set[int]]:
        """For each line that holds a literal the numbers of the rules it may stand for."""
        if self._scan is None or not lines:
            return {}
        text = "\n" + "\n".join(lines)
        if not is_latin(text) and _FAR.search(text):
            text = _FAR_DIGIT.sub("0", text)
        data = text.encode("utf8", "surrogatepass").translate(_ZEROS)
        wanted = self._wanted
        found: dict[int, set[int]] = {}
        index, stop = -1, 0
        for literal, _, end in self._scan.find_matches_as_indexes(data, overlapping=True):
            if end > stop:
                while end > stop:
                    index += 1
                    stop = data.find(b"\n", stop + 1)
                    if stop < 0:
                        stop = len(data)
                numbers = found[index] = set()
            numbers.update(wanted[literal])
        return found


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
        self._whole = Memory(Literals(rules, load_needles()).matching, REMEMBERED)
        self._subjects: dict[tuple[str, frozenset[str], int], Subject] = {}

    @cached_property
    def _parts(self) -> Memory[Found]:
        """Looks at sentences of long lines; many a text has none."""
        return Memory(Literals([rule for rule in self._rules if rule.cuts], load_needles()).matching, REMEMBERED)

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
