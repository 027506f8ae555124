"""Own-written blocks and lines that no rule was written from and nothing was fitted with: how much goes, and what honest text loses.

The files of ``tests/unseen`` have the form of those in ``scripts/written``. Each block is set into an article of its language; a block of
the category ``keep`` in ``blocks``, the end of an honest article, is looked at alone. ``lines`` holds single lines and small boxes of all
categories, and honest lines; ``wordings`` the same and appeals, in as many turns of phrase as their writers could think of: the hardest.
``plain`` holds appeals, prompts, walls and notices as most publishers word them: earnest and in the manner of the trade. Read them to learn
what kinds of text there are, not for wordings. ``readers`` holds what readers write below an article as many extractors leave it, without
names, dates and a heading, and endings of honest texts that come near to it (columns, interviews, recipes, data sheets); in nine languages.
``heads.tsv`` holds lines that stand above readers' comments (``head``) and subheads of articles that come near to them (``keep``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from boilerstrip import Verdict, explain
from boilerstrip.settings import LANGUAGES
from tests.hosts import host

HOME = Path(__file__).parent / "unseen"
ARTICLES = HOME.parent.parent / "scripts" / "written"
KEPT, META, AROUND, ALL = "keep", "metadata", "articles around", "all of publishers"
FLOORS = [
    ("blocks", "paywall", 0.9),
    ("blocks", "legal", 0.9),
    ("blocks", "newsletter", 0.55),
    ("blocks", "comments", 0.85),
    ("blocks", "jobs", 0.7),
    ("blocks", "related", 0.4),
    ("blocks", "donation", 0.4),
    ("lines", ALL, 0.65),
    ("wordings", ALL, 0.3),
    ("wordings", "donation", 0.18),
    ("plain", ALL, 0.43),
    ("plain", "donation", 0.37),
    ("readers", "comments", 0.03),
]
"""Least share of the characters of a category that goes."""
LOST = [
    ("blocks", KEPT, 0.005),
    ("blocks", AROUND, 0.004),
    ("lines", KEPT, 0.012),
    ("lines", AROUND, 0.003),
    ("plain", KEPT, 0.012),
    ("plain", AROUND, 0.003),
    ("readers", KEPT, 0.02),
    ("readers", AROUND, 0.003),
    ("wordings", KEPT, 0.015),
    ("wordings", AROUND, 0.003),
]
"""Largest share of characters that honest text loses."""


def entries(path: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Category, place and lines of the blocks of a file: the sign of each line and its text."""
    found = []
    for text in path.read_text(encoding="utf8").strip().split("\n\n"):
        head, *lines = text.strip().split("\n")
        _, category, place = head.split()
        found.append((category, place, [(line[0], line[2:].strip()) for line in lines]))
    return found


def judged(folder: str) -> Iterator[tuple[str, Verdict]]:
    """The verdict on each line with its category: ``KEPT`` if it is the article's own, ``AROUND`` if it stands around the block."""
    for path in sorted((HOME / folder).glob("*.txt")):
        articles = (ARTICLES / path.stem / "articles.txt").read_text(encoding="utf8").strip().split("\n\n")
        for number, (category, place, lines) in enumerate(entries(path)):
            alone = category == KEPT and folder == "blocks"
            host = [] if alone else articles[number % len(articles)].split("\n")
            at = {"head": 0, "body": len(host) // 2, "tail": len(host)}[place]
            names = [AROUND] * at + [{"-": category, "=": KEPT, "?": META}[sign] for sign, _ in lines] + [AROUND] * len(host[at:])
            for verdict in explain("\n".join([*host[:at], *(text for _, text in lines), *host[at:]])).verdicts:
                yield names[verdict.line.number - 1], verdict


@cache
def gone(folder: str) -> dict[str, float]:
    """Share of the characters that go, by category."""
    whole: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for category, verdict in judged(folder):
        for name in (category,) if category in (KEPT, AROUND, META) else (category, ALL):
            whole[name] += len(verdict.line.text)
            lost[name] += len(verdict.line.text) * verdict.drop
    return {name: lost[name] / size for name, size in whole.items()}


@pytest.mark.parametrize("folder", ["blocks", "lines", "plain", "wordings"])
def test_there_is_a_file_for_every_language(folder: str) -> None:
    assert {path.stem for path in (HOME / folder).glob("*.txt")} == set(LANGUAGES)


@pytest.mark.parametrize(("folder", "category", "least"), FLOORS)
def test_most_of_what_publishers_write_goes(folder: str, category: str, least: float) -> None:
    print(f"{folder}, {category}: {gone(folder)[category]:.0%} go")
    assert gone(folder)[category] >= least


@pytest.mark.parametrize(("folder", "category", "most"), LOST)
def test_honest_text_stays(folder: str, category: str, most: float) -> None:
    print(f"{folder}, {category}: {gone(folder)[category]:.2%} go")
    assert gone(folder)[category] <= most


def heads(kind: str) -> Iterator[tuple[str, str]]:
    """Language and text of the lines of a kind in ``heads.tsv``."""
    for row in (HOME / "heads.tsv").read_text(encoding="utf8").splitlines():
        language, found, text = row.split("\t")
        if found == kind:
            yield language, text


def test_comments_go_under_most_heads() -> None:
    whole = lost = 0
    for language, text in heads("head"):
        lines = host(language)
        below = [
            "Bramblehook",
            "12.03.2031 14:05",
            lines[0],
            "seagull7",
            "12.03.2031 15:40",
            lines[-1][:80],
            "Old Tom",
            "13.03.2031 08:12",
            lines[2],
        ]
        verdicts = explain("\n".join([*lines, text, *below])).verdicts
        gone = [verdict.drop for verdict in verdicts if verdict.line.number > len(lines) + 1]
        whole, lost = whole + len(gone), lost + sum(gone)
    print(f"under heads of comments: {lost / whole:.0%} go")
    assert lost / whole >= 0.55


def test_no_story_goes_under_a_subhead_like_those_of_comments() -> None:
    for language, text in heads("keep"):
        lines = host(language)
        verdicts = explain("\n".join([*lines[:3], text, *lines[3:], "12.03.2031 14:05", f"X: {lines[0]}"])).verdicts
        assert not any(verdict.drop for verdict in verdicts if verdict.line.number > 4), (language, text)
