"""Own-written blocks that no rule was written from and nothing was fitted with: how much of them goes, and what honest endings lose.

The files of ``tests/unseen`` have the form of those in ``scripts/written``. Each block is set into an article of its language; a block of
the category ``keep``, the end of an honest article, is looked at alone. Read them to learn what kinds of text there are, not for wordings.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from boilerstrip import explain
from boilerstrip.settings import LANGUAGES

HOME = Path(__file__).parent / "unseen"
ARTICLES = HOME.parent.parent / "scripts" / "written"
FLOORS = {
    "paywall": 0.9,
    "legal": 0.9,
    "newsletter": 0.55,
    "comments": 0.6,
    "jobs": 0.5,
    "related": 0.4,
    "donation": 0.3,
}
"""Least share of the characters of a category that goes."""
LOST = {"honest endings": 0.005, "articles around": 0.004}
"""Largest share of characters that honest text loses."""


def blocks(path: Path) -> list[tuple[str, str, list[str]]]:
    """Category, place and lines of the blocks of a file."""
    found = []
    for text in path.read_text(encoding="utf8").strip().split("\n\n"):
        head, *lines = text.strip().split("\n")
        _, category, place = head.split()
        found.append((category, place, [line[2:].strip() for line in lines]))
    return found


@cache
def gone() -> dict[str, float]:
    """Share of the characters that go, of each category and of honest text."""
    whole: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for path in sorted(HOME.glob("*.txt")):
        articles = (ARTICLES / path.stem / "articles.txt").read_text(encoding="utf8").strip().split("\n\n")
        for number, (category, place, lines) in enumerate(blocks(path)):
            host = [] if category == "keep" else articles[number % len(articles)].split("\n")
            at = {"head": 0, "body": len(host) // 2, "tail": len(host)}[place]
            own = range(at, at + len(lines))
            for verdict in explain("\n".join([*host[:at], *lines, *host[at:]])).verdicts:
                name = "articles around" if verdict.line.number - 1 not in own else "honest endings" if category == "keep" else category
                whole[name] += len(verdict.line.text)
                lost[name] += len(verdict.line.text) * verdict.drop
    return {name: lost[name] / size for name, size in whole.items()}


def test_there_is_a_file_for_every_language() -> None:
    assert {path.stem for path in HOME.glob("*.txt")} == set(LANGUAGES)


@pytest.mark.parametrize("category", FLOORS)
def test_most_of_what_publishers_write_goes(category: str) -> None:
    print(f"{category}: {gone()[category]:.0%} go")
    assert gone()[category] >= FLOORS[category]


@pytest.mark.parametrize("kind", LOST)
def test_honest_text_stays(kind: str) -> None:
    print(f"{kind}: {gone()[kind]:.2%} go")
    assert gone()[kind] <= LOST[kind]
