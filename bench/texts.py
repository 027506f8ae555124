"""The texts that are measured on: labelled articles where they lie beside the checkout, else made-up ones."""

from __future__ import annotations

import json
import random
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
EVAL = HERE.parent / "shared" / "eval"


def labelled(folder: Path) -> bool:
    """Whether a folder holds labelled articles and what scores them."""
    return (folder / "score.py").exists()


def articles(folder: Path, size: int) -> list[str]:
    """Articles with what extractors leave in them.

    Args:
        folder: Where the labelled ones may lie.
        size: Bytes, about; taken evenly from all there is, each article once.
    """
    if not labelled(folder):
        return [text for text, _ in made_up(size)]
    texts: dict[str, str] = {}
    for name in ("residue", "scraped"):
        with (folder / "dev" / f"{name}.jsonl").open(encoding="utf8") as rows:
            for row in map(json.loads, rows):
                texts.setdefault(row["id"], "\n".join(line for line, *_ in row["lines"]))
    return _some(list(texts.values()), size)


def pages(folder: Path, size: int) -> list[str]:
    """Whole pages as text; none without the labelled ones."""
    if not labelled(folder):
        return []
    with (folder / "dev" / "pages.jsonl").open(encoding="utf8") as rows:
        return _some([json.loads(row)["text"] for row in rows], size)


def _some(texts: list[str], size: int) -> list[str]:
    step = max(1, round(sum(len(text.encode()) for text in texts) / size))
    return texts[::step]


def made_up(size: int) -> list[tuple[str, set[str]]]:
    """Articles of the tests with examples of rules set into them, and the lines that were set in."""
    from boilerstrip.rules import load_rules
    from tests.hosts import host

    dice = random.Random(7)
    rules = [rule for rule in load_rules() if rule.weight >= 0.8 and rule.language != "any"]
    made: list[tuple[str, set[str]]] = []
    while sum(len(text.encode()) for text, _ in made) < size:
        rule = dice.choice(rules)
        lines, added = host(rule.language), {dice.choice(rule.drops) for _ in range(3)}
        for line in sorted(added):
            lines.insert(dice.randint(1, len(lines)), line)
        made.append(("\n".join(lines), added))
    return made
