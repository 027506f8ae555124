"""Every rule is held against its own examples, alone and inside an article."""

from __future__ import annotations

import pytest

from boilerstrip import Settings, explain
from boilerstrip.cleaner import Cleaner
from boilerstrip.filters.density import LEAST
from boilerstrip.judge import ENOUGH
from boilerstrip.marks import META, ZONES
from boilerstrip.rules.examples import check
from boilerstrip.rules.loader import HOME, read_rules
from boilerstrip.rules.rule import Rule
from tests.hosts import host

FILES = sorted(path for path in HOME.glob("*/*.toml") if path.stem not in ("words", "cues"))
RULES = [rule for path in FILES for rule in read_rules(path)]
NAMES = [rule.id for rule in RULES]
CLEANERS = {profile: Cleaner(Settings(profile=profile)) for profile in ("article", "body")}


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rule_matches_its_drops_and_not_its_spares(rule: Rule) -> None:
    check(HOME / rule.language / f"{rule.category}.toml", rule)


def test_ids_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)


def cleaned(rule: Rule, text: str, zone: str) -> str:
    """The host article with a line set into a zone, cleaned."""
    lines = host(rule.language)
    at = {"head": 0, "body": len(lines) // 2, "tail": len(lines)}[zone]
    profile = "body" if rule.category in META else "article"
    return CLEANERS[profile].clean("\n".join([*lines[:at], text, *lines[at:]]))


@pytest.mark.parametrize("rule", [r for r in RULES if r.status == "stable"], ids=[r.id for r in RULES if r.status == "stable"])
def test_drops_leave_an_article_and_spares_stay(rule: Rule) -> None:
    strength, zone = max((rule.weight * prior, zone) for zone, prior in zip(ZONES, rule.prior, strict=True))
    if strength + LEAST >= ENOUGH:
        left = [text for text in rule.drops if text in cleaned(rule, text, zone).split("\n")]
        assert not left, f"stays in the {zone} of an article: {left}"
    gone = [text for text in rule.spares if text not in cleaned(rule, text, "body").split("\n")]
    assert not gone, f"goes from the midst of an article: {gone}"


def test_every_stable_rule_is_used() -> None:
    from boilerstrip.rules import load_rules

    assert {rule.id for rule in load_rules()} == {rule.id for rule in RULES if rule.status == "stable"}
    assert explain("").flags == ()
