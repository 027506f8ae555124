"""What the literal scan looks for: for each rule literals of which one stands in every line that it matches.

Not its anchors, if its pattern cannot do without longer ones or such as stand at the start of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from boilerstrip.fold import fold
from boilerstrip.rules.covers import Cover, better
from boilerstrip.rules.literals import read, zeros

if TYPE_CHECKING:
    from boilerstrip.rules.rule import Rule


def needles(rule: Rule) -> Cover:
    """The literals by which the scan finds the lines that a rule may match, with digits written 0; True if they stand at the start.

    >>> from boilerstrip.rules import load_rules
    >>> all(needles(rule) for rule in load_rules(("en",)))
    True
    """
    at_start = rule.at in ("line", "start")
    if rule.phrases:
        return _least((at_start, zeros(fold(phrase))) for phrase in rule.phrases)
    own = read(rule.source).cover
    if own and not at_start:
        own = frozenset((False, word) for _, word in own)
    return _least(better(own, frozenset((False, zeros(word)) for word in rule.literals)) or ())


def packed(rule: Rule) -> tuple[bytes, ...]:
    """The same as bytes, with a line break before those that stand at the start."""
    return tuple(sorted(b"\n" * start + word.encode("utf8", "surrogatepass") for start, word in needles(rule)))


def _least(literals: Iterable[tuple[bool, str]]) -> Cover:
    """Literals without those that hold another of them."""
    starts: set[str] = set()
    found: set[tuple[bool, str]] = set()
    for start, word in sorted(literals, key=lambda row: (len(row[1]), row)):
        if start and not any(word[:end] in starts for end in range(1, len(word) + 1)):
            starts.add(word)
            found.add((True, word))
        elif not start and (False, word) not in found:
            found.add((False, word))
    return frozenset(found)
