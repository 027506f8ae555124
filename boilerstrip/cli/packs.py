"""Rules as the command line tells of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from boilerstrip.body import split
from boilerstrip.errors import RuleError
from boilerstrip.filters.vetoes import VETOES, foreign, heard
from boilerstrip.judge import ENOUGH
from boilerstrip.marks import CATEGORIES, ZONES
from boilerstrip.rules import Hit, Rule
from boilerstrip.rules.files import HOME
from boilerstrip.rules.loader import examine, load_rules
from boilerstrip.settings import Settings


def pack_files(pack: Path) -> list[Path]:
    """The files of rules in a pack. Of those that came with the package only the ones named after a category hold rules."""
    return [path for path in sorted(pack.glob("*/*.toml")) if pack != HOME or path.stem in CATEGORIES]


def chosen(rule: Rule, settings: Settings) -> bool:
    """Whether a rule may remove something by itself."""
    names = {rule.category, rule.id}
    if rule.category not in settings.targets or names & set(settings.ignore):
        return False
    return settings.select is None or bool(names & set(settings.select))


def examined(pack: Path) -> tuple[str, int, int]:
    """Hold the rules of a pack against their examples.

    Args:
        pack: Its folder.

    Returns:
        A report with one line for each file and for each flaw, how many rules hold, and how many rules or files do not.
    """
    taken = {rule.id: "boilerstrip's own" for rule in load_rules()} if pack.resolve() != HOME.resolve() else {}
    rows: list[str] = []
    good = bad = 0
    for path in pack_files(pack):
        try:
            found = list(examine(path))
        except RuleError as error:
            bad += 1
            rows.append(f"FAIL {error}\n")
            continue
        failed = 0
        for name, rule, flaws in found:
            flaws = (*flaws, *(_unheard(rule) if rule and not flaws else ()))
            flaws = (*flaws, f"the id is taken by {taken[name]}") if name in taken else flaws
            taken.setdefault(name, f"a rule in {path}")
            failed += bool(flaws)
            rows += [f"FAIL {path}: {name}: {flaw}\n" for flaw in flaws]
        rows.append(f"{'FAIL' if failed else 'ok  '} {path}: {len(found) - failed} of {len(found)} rules hold\n")
        good, bad = good + len(found) - failed, bad + failed
    return "".join(rows), good, bad


def _unheard(rule: Rule) -> Iterator[str]:
    """The drops of a rule that stay all the same, because a veto silences it there; the language of a single line is not to be trusted."""
    for text in rule.drops:
        body = split(text)
        if len(body.lines) == 1 and (span := rule.find(body.folded[0])):
            silent = heard(body, [Hit(0, rule, *span)])[1]
            yield from (f"does not count in its drop {text!r}: {why}" for _, why in silent if why != VETOES[foreign])


def rule_as_json(rule: Rule) -> str:
    """A rule as a JSON object on one line."""
    return json.dumps({field.name: getattr(rule, field.name) for field in fields(rule)}, ensure_ascii=False) + "\n"


def card(rule: Rule) -> str:
    """A rule for people: what it says, when it counts, what it takes and what it leaves."""
    zones = ", ".join(f"{zone} {rule.weight * prior:.2f}" for zone, prior in zip(ZONES, rule.prior, strict=True))
    rows = [
        ("says", rule.says),
        ("category", f"{rule.category}, language {rule.language}, {rule.status}"),
        ("weight", f"{zones} (a line goes from {ENOUGH} on)"),
        ("looks at", {"line": "the whole line", "anywhere": "any part of a line"}.get(rule.at, f"the {rule.at} of a line")),
        ("voice", "the publisher's: no line that names others or lets them speak" if rule.voice else ""),
        ("opens", rule.opens),
        ("closes", rule.closes),
        ("cuts", rule.cuts),
        *[("drops", text) for text in rule.drops],
        *[("spares", text) for text in rule.spares],
        ("pattern", rule.pattern),
        ("phrases", " | ".join(rule.phrases)),
        ("anchors", " | ".join(rule.anchors)),
        ("file", rule.foreign or str(HOME / rule.language / f"{rule.category}.toml")),
    ]
    return f"{rule.id}\n" + "".join(f"  {name:<9} {value}\n" for name, value in rows if value)
