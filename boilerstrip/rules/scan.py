"""Which rules may speak about which lines: the starts of all lines looked up, and one literal scan for what can stand anywhere.

The starts are nine tenths of what is looked for. In a dict they are there at once; an automaton of them would take longer to build than
all else at the start of the program.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Container, Iterable, Sequence, Set

import regex

from boilerstrip.fold import is_latin
from boilerstrip.rules.covers import EDGE, LENGTH, Cover

RuleNumbers = tuple[int, ...]
Row = tuple[RuleNumbers, tuple[tuple[bool, bool, RuleNumbers], ...]]
Index = tuple[dict[str, RuleNumbers], dict[str, bytes], dict[bytes, Row]]
"""Numbers of rules by the literals that stand for them: short ones at the start of a line, long ones there, packed under their first
characters, and those anywhere. Of these some stand for a rule only where a word begins before them, or ends behind them, or both."""
HEAD = 4
"""Characters from which on a start is a long one; they are packed under so many."""

_FAR = regex.compile("[\u0660-\U0010ffff]")
_FAR_DIGIT = regex.compile(r"[^\D0-9]")
_ZEROS = bytes.maketrans(b"0123456789", b"0000000000")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz0")
"""Bytes of which no two stand at the edge of a word. Letters of other scripts are not asked, nor is the low line: ``bare`` takes it off."""


def indexed(rules: Iterable[tuple[int, Cover]]) -> Index:
    """An index of rules.

    Args:
        rules: Numbers of rules with their literals.

    >>> indexed([(1, frozenset({(False, "app")})), (2, frozenset({(False, "\\bapp")}))])[2]
    {b'app': ((1,), ((True, False, (2,)),))}
    """
    short: dict[str, RuleNumbers] = {}
    long: dict[str, dict[str, RuleNumbers]] = {}
    inside: dict[bytes, dict[tuple[bool, bool], RuleNumbers]] = {}
    for number, literals in rules:
        for start, literal in sorted(literals):
            word = literal.strip(EDGE)
            if start:
                own = short if len(word) < HEAD else long.setdefault(word[:HEAD], {})
                own[word[:LENGTH]] = (*own.get(word[:LENGTH], ()), number)
            else:
                edges = inside.setdefault(word.encode("utf8", "surrogatepass"), {})
                edge = (literal[0] == EDGE, literal[-1] == EDGE)
                edges[edge] = (*edges.get(edge, ()), number)
    rows = {
        word: (edges.pop((False, False), ()), tuple((before, behind, numbers) for (before, behind), numbers in edges.items()))
        for word, edges in inside.items()
    }
    return short, {head: marshal.dumps(words) for head, words in long.items()}, rows


def narrowed(inside: dict[bytes, Row], wanted: Container[int]) -> dict[bytes, Row]:
    """The literals that stand for some rules.

    Args:
        inside: Those of an index that can stand anywhere.
        wanted: The numbers of the rules.
    """
    rows = {word: _row(row, wanted.__contains__) for word, row in inside.items()}
    return {word: row for word, row in rows.items() if row[0] or row[1]}


def _row(row: Row, wanted: Callable[[int], object]) -> Row:
    edged = [(before, behind, tuple(filter(wanted, numbers))) for before, behind, numbers in row[1]]
    return tuple(filter(wanted, row[0])), tuple(part for part in edged if part[2])


def zeroed(lines: Sequence[str]) -> list[str]:
    """Some folded lines with every digit written 0.

    >>> zeroed(["at 8:30", "٣"])
    ['at 0:00', '0']
    """
    text = "\n".join(lines)
    if not is_latin(text) and _FAR.search(text):
        text = _FAR_DIGIT.sub("0", text)
    return text.encode("utf8", "surrogatepass").translate(_ZEROS).decode("utf8", "surrogatepass").split("\n") if lines else []


class Scan:
    """The literals of an index, ready to be looked for.

    A contiguous automaton with failure links takes a fiftieth of the memory of a DFA and a fifth of the time to build.

    Args:
        index: Numbers of rules by their literals.
        wanted: The numbers of the rules that are looked for; None for all.
    """

    def __init__(self, index: Index, wanted: Set[int] | None = None) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        self._wanted = wanted
        self._short, self._packed, inside = index
        self._long: dict[str, dict[str, RuleNumbers]] = {}
        if wanted is not None:
            inside = narrowed(inside, wanted)
        self._rows = list(inside.values())
        self._scan = BytesAhoCorasick(list(inside), implementation=Implementation.ContiguousNFA) if inside else None

    def look(self, lines: Sequence[str]) -> list[set[int]]:
        """The numbers of the rules that some lines hold a literal of, lines as ``zeroed`` gives them."""
        found = [self._look_up(line) for line in lines]
        self._look_inside("\n".join(["", *lines, ""]).encode("utf8", "surrogatepass"), found)
        return found

    def _look_up(self, line: str) -> set[int]:
        """What the start of a line stands for."""
        found: set[int] = set()
        for end in range(1, HEAD):
            if numbers := self._short.get(line[:end]):
                found.update(numbers)
        head = line[:HEAD]
        if head in self._packed:
            words = self._long.get(head)
            if words is None:
                words = self._long[head] = marshal.loads(self._packed[head])
            for end in range(HEAD, LENGTH + 1):
                if numbers := words.get(line[:end]):
                    found.update(numbers)
        return found if self._wanted is None else found & self._wanted

    def _look_inside(self, data: bytes, found: list[set[int]]) -> None:
        """Add what the automaton finds in lines between line breaks."""
        if self._scan is None or not found:
            return
        rows = self._rows
        index, stop = -1, 0
        for literal, start, end in self._scan.find_matches_as_indexes(data, overlapping=True):
            while end > stop:
                index += 1
                stop = data.find(b"\n", stop + 1)
            free, edged = rows[literal]
            found[index].update(free)
            for before, behind, numbers in edged:
                if not (before and data[start - 1] in _WORD) and not (behind and data[end] in _WORD):
                    found[index].update(numbers)
