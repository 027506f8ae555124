"""A rule and its own examples: whether it takes its drops and leaves its spares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

from boilerstrip.errors import RuleError
from boilerstrip.fold import fold
from boilerstrip.rules.rule import Rule


def check(path: Path, rule: Rule) -> None:
    """Hold a rule against its own examples.

    Args:
        path: The file, for the message.
        rule: The rule.

    Raises:
        RuleError: Fewer than two ``drops`` or ``spares``, a drop it misses, a spare it matches, a spare that is no near miss,
            or a pattern that no folded line can match.
    """
    for flaw in flaws(rule):
        raise RuleError(f"{path}: rule {rule.id}: {flaw}")


def flaws(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule by its own examples, one message each."""
    if len(rule.drops) < 2 or len(rule.spares) < 2:
        yield "needs two drops and two spares at least"
    if rule.pattern and (flaw := _pattern_flaw(rule)):
        yield flaw
        return
    for text in rule.drops:
        if not anchored(rule, text):
            yield f"the drop {text!r} holds none of its anchors"
        elif rule.find(fold(text)) is None:
            yield f"does not match its drop {text!r}, folded {fold(text)!r}"
    for text in rule.spares:
        if not anchored(rule, text):
            yield f"the spare {text!r} is no near miss: it holds none of its anchors {rule.literals}"
        elif rule.find(fold(text)) is not None:
            yield f"matches its spare {text!r}"


def _pattern_flaw(rule: Rule) -> str:
    """Why a pattern is none, matches nothing at all, or holds characters no folded line holds."""
    try:
        pattern = rule.compiled
    except regex.error as error:
        return f"the pattern is no regular expression: {error}"
    if pattern.fullmatch(""):
        return "the pattern matches an empty line"
    bad = [c for c in regex.sub(r"\\.", "", rule.pattern) if not c.isascii() and fold("x" + c) != "x" + c]
    if bad or regex.search(r"(?<!\\)(?<!\\[pP]\{)(?<!\\[pP]\{\w)(?<!\(\?)[A-Z](?![a-z]*\})", rule.pattern):
        return f"the pattern is matched against folded lines; write {fold(' '.join(bad)) or 'small letters'}"
    return ""


def anchored(rule: Rule, text: str) -> bool:
    """Whether a line holds one of the rule's literals."""
    folded = fold(text)
    return any(literal in folded for literal in rule.literals)
