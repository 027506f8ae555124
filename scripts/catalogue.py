#!/usr/bin/env python3
"""Write the catalogue of the rules: docs/rules.md, and one page for each language in docs/rules/.

    python scripts/catalogue.py

Everything in it comes from the packs. A test holds the pages against them.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from boilerstrip.marks import CATEGORIES, ZONES
from boilerstrip.rules.files import HOME as PACKS
from boilerstrip.rules.loader import read_rules
from boilerstrip.rules.rule import Rule
from boilerstrip.settings import LANGUAGES

HOME = Path(__file__).resolve().parents[1]
_ALL = (
    "English German French Spanish Italian Portuguese Dutch Swedish Danish Norwegian Finnish Polish Czech Russian Ukrainian Turkish "
    "Arabic Hebrew Hindi Indonesian Vietnamese Chinese Japanese Korean"
)
NAMES = dict(zip(LANGUAGES, _ALL.split(), strict=True)) | {"any": "Any language"}
WHERE = {"line": "whole line", "start": "start of a line", "end": "end of a line", "anywhere": "anywhere in a line"}
MADE = "Made from the packs by `python scripts/catalogue.py`; edit those, not this page.\n"


def catalogue() -> dict[str, str]:
    """The pages by their paths below docs/."""
    rules = {name: sorted(_rules(name), key=lambda r: (CATEGORIES.index(r.category), r.id)) for name in (*LANGUAGES, "any")}
    return {"rules.md": _index(rules)} | {f"rules/{name}.md": _page(name, found) for name, found in rules.items()}


def _rules(language: str) -> list[Rule]:
    return [rule for path in sorted((PACKS / language).glob("*.toml")) if path.stem in CATEGORIES for rule in read_rules(path)]


def _index(rules: dict[str, list[Rule]]) -> str:
    """How many rules there are, by language and category."""
    rows = [f"| | {' | '.join(rules)} |", f"|---|{'--:|' * len(rules)}"]
    for category in CATEGORIES:
        counts = [sum(rule.category == category for rule in found) for found in rules.values()]
        rows.append(f"| {category} | {' | '.join(str(count or '') for count in counts)} |")
    rows.append(f"| all | {' | '.join(str(len(found)) for found in rules.values())} |")
    pages = "\n".join(f"- [{NAMES[name]}](rules/{name}.md), `{name}`" for name in rules)
    return f"""# The rules

{MADE}
{sum(map(len, rules.values()))} rules stand in the shipped packs; those that are `stable` look at every text. For each the pages below
tell its id, what a line does that it matches, where it looks, how much it weighs, and one line that it matches beside one that it leaves
alone. Whether a line goes is more than one rule: [how decisions are made](how-it-decides.md). `boilerstrip rules show ID` tells all there
is to know of one rule, `--ignore ID` switches it off, and [writing rules](writing-rules.md) tells how to add one.

{pages}

## How many

{chr(10).join(rows)}
"""


def _page(language: str, rules: list[Rule]) -> str:
    """The rules of one language."""
    more = "[All languages](../rules.md). [Writing rules](../writing-rules.md) tells what the columns mean.\n"
    parts = [f"# {NAMES[language]}: the rules\n\n{MADE}\n{more}"]
    for category, found in groupby(rules, key=lambda rule: rule.category):
        parts.append(f"\n## {category}\n\n| rule | a matching line | where | goes | stays |\n|---|---|---|---|---|\n")
        parts += [_row(rule) for rule in found]
    return "".join(parts)


def _row(rule: Rule) -> str:
    cells = [f"`{rule.id}`<br>{rule.status}", _plain(rule.says), _where(rule), _shown(rule.drops[0]), _shown(rule.spares[0])]
    return f"| {' | '.join(cells)} |\n"


def _where(rule: Rule) -> str:
    """Place in the line, and weights: one, or one for each zone."""
    weights = [f"{rule.weight * prior:.2f}" for prior in rule.prior]
    told = weights[0] if len(set(weights)) == 1 else ", ".join(f"{zone} {weight}" for zone, weight in zip(ZONES, weights, strict=True))
    block = f"; head of a block: {rule.opens}" * bool(rule.opens) + f"; foot of a block: {rule.closes}" * bool(rule.closes)
    voice = "; where the publisher speaks of nobody else" * bool(rule.voice)
    return f"{WHERE[rule.at]}; {told}{voice}{block}"


def _plain(text: str) -> str:
    """A text in a cell, nothing in it read as markup."""
    return "".join(f"\\{c}" if c in "\\`*_|<>[]#~" else c for c in text)


def _shown(text: str) -> str:
    """An example in a cell, letter for letter."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("|", "\\|").replace("\n", " ")


def main() -> None:
    pages = catalogue()
    (HOME / "docs" / "rules").mkdir(exist_ok=True)
    for path in (HOME / "docs" / "rules").glob("*.md"):
        path.unlink()
    for path, text in pages.items():
        (HOME / "docs" / path).write_text(text, encoding="utf8")
    print(f"wrote {len(pages)} pages, {sum(map(len, pages.values())):,} characters")


if __name__ == "__main__":
    main()
