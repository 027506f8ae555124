"""What the literal scan looks for: for each rule literals of which one stands in every line that it matches.

Not its anchors, if its pattern cannot do without longer ones or such as stand at the start of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from boilerstrip.rules.covers import EDGE, Cover, better
from boilerstrip.rules.literals import read, zeros

if TYPE_CHECKING:
    from boilerstrip.rules.rule import Rule


def needles(rule: Rule) -> Cover:
    """The literals by which the scan finds the lines that a rule may match, with digits written 0; True if they stand at the start.

    >>> from boilerstrip.rules import load_rules
    >>> all(needles(rule) for rule in load_rules(("en",)))
    True
    """
    if rule.phrases:
        at_start = rule.at in ("line", "start")
        return _least((at_start, zeros(phrase)) for phrase in rule.folded)
    return _least(better(_own(rule), _anchors(rule)) or ())


def others(rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What its pattern cannot do without if the scan looks for its anchors: starts of lines and other literals; empty if there is nothing.

    >>> from boilerstrip.rules import load_rules
    >>> sorted(len(part) for part in others(load_rules(("en",))[0]))
    [0, 0]
    """
    own = None if rule.phrases else _own(rule)
    if own is None or better(own, _anchors(rule)) is own:
        return (), ()
    starts, words = ({word.strip(EDGE) for start, word in own if start == wanted} for wanted in (True, False))
    return tuple(sorted(starts)), tuple(sorted(words))


def _own(rule: Rule) -> Cover | None:
    """The literals that its pattern cannot do without."""
    own = read(rule.source).cover
    return own if own is None or rule.at in ("line", "start") else frozenset((False, word) for _, word in own)


def _anchors(rule: Rule) -> Cover:
    return frozenset((False, zeros(word)) for word in rule.literals)


def _least(literals: Iterable[tuple[bool, str]]) -> Cover:
    """Literals without those that begin with another of them, if both stand at the start."""
    found: set[tuple[bool, str]] = set()
    last: str | None = None
    for start, word in sorted(literals):
        if not start:
            found.add((False, word))
        elif last is None or not word.startswith(last):
            found.add((True, word))
            last = word
    return frozenset(found)
