#!/usr/bin/env python3
"""Measure what is removed from labelled texts, and from texts that are mixed of them: a harder test, with more texts.

    python scripts/mix.py ../shared/eval
    python scripts/mix.py ../shared/eval --part check

The folder holds ``score.py`` and ``dev``. Mixed are the texts of residue and scraped:

- own: as they are;
- moved: a short line of the article is the last one right above what the publisher added, as if it had ended there;
- lent: an article has what stands around another one of its language, as deep in it as in its own. Lines that are the article's to those
  who labelled it, and a publisher's to everybody else, count as often as their article stands there: compare two versions with each other.

To fit the trees with such texts as well was tried: it helped on the sites learnt from and cost recall on others.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from labels import load_with_sites
from texts import Text, labelled

from boilerstrip import explain
from boilerstrip.body import split
from boilerstrip.filters.rows import LABEL
from boilerstrip.measure import language_of

TRACKS = ("residue", "scraped")
LOANS = 4
"""Texts that an article gets the surroundings of."""
MOVES = 2
"""Lines of a text that are moved, each by itself."""

Rows = list[tuple[str, str]]
"""Lines with the line breaks behind them, and their groups."""


def moved(texts: Sequence[Text]) -> Iterator[Text]:
    """Texts of which a short line of the article stands directly above lines that go."""
    for text in texts:
        rows = _rows(text)
        brief = [i for i, (line, group) in enumerate(rows) if group == "keep" and len(line.strip()) <= LABEL]
        goals = [i for i in range(1, len(rows)) if rows[i][1] == "drop" and rows[i - 1][1] == "keep"]
        for number in range(MOVES if brief and goals else 0):
            chance = random.Random(f"{number} {text.name}")
            taken, goal = chance.choice(brief), chance.choice(goals)
            order = [*rows[:goal], rows[taken], *rows[goal:]]
            del order[taken + (taken >= goal)]
            yield _with_rows(text, order)


def lent(texts: Sequence[Text]) -> Iterator[Text]:
    """Articles with what stands around others; of their own other lines only metadata stays."""
    lenders: defaultdict[str, list[Text]] = defaultdict(list)
    for text in texts:
        if "drop" in text.groups:
            lenders[language_of(text.body)].append(text)
    for text in texts:
        others = [other for other in lenders[language_of(text.body)] if other.site != text.site]
        for other in random.Random(text.name).sample(others, min(LOANS, len(others))):
            yield _lent(text, other)


def _lent(text: Text, other: Text) -> Text:
    own = [row for row in _rows(text) if row[1] != "drop"]
    story = sum(group == "keep" for _, group in _rows(other))
    loans: defaultdict[int, Rows] = defaultdict(list)
    passed = 0
    for line, group in _rows(other):
        if group == "keep":
            passed += 1
        else:
            loans[round(passed / max(1, story) * len(own))].append((line, group))
    return _with_rows(text, [row for i in range(len(own) + 1) for row in (*loans[i], *own[i : i + 1])])


def _rows(text: Text) -> Rows:
    groups = {line.number: group for line, group in zip(text.body.lines, text.groups, strict=True)}
    rows: Rows = []
    for number, line in enumerate(text.body.text.split("\n"), 1):
        if number in groups:
            rows.append((f"{line}\n", groups[number]))
        elif rows:
            rows[-1] = (f"{rows[-1][0]}\n", rows[-1][1])
    return rows


def _with_rows(text: Text, rows: Rows) -> Text:
    groups = [group for line, group in rows for _ in range(line.count("\n"))]
    body = split("".join(line for line, _ in rows))
    return text._replace(body=body, groups=[groups[line.number - 1] for line in body.lines])


def measured(score: Any, texts: Iterable[Text]) -> Counter[str]:
    """Tokens of each group, those that are gone, texts, and texts that lost a word of their article.

    Args:
        score: The module ``score.py``.
        texts: The texts.
    """
    found: Counter[str] = Counter()
    for text in texts:
        lost = 0
        for verdict, group in zip(explain(text.body.text).verdicts, text.groups, strict=True):
            size = len(score.tokens(verdict.line.text))
            found[group] += size
            found[f"{group} gone"] += size * verdict.drop
            lost += size * (verdict.drop and group == "keep")
        found["texts"] += 1
        found["damaged"] += lost > 0
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("read", "check"), default="read")
    args = parser.parse_args()
    score = load_with_sites(args.folder)
    own = [text for text in labelled(score, args.folder / "dev", args.part) if text.track in TRACKS]
    plain = [text for text in own if not text.body.one_line and all(line.height == 1 for line in text.body.lines)]
    for name, texts in (("own", own), ("moved", moved(plain)), ("lent", lent(plain))):
        found = measured(score, texts)
        print(
            f"{name:6} {found['texts']:5} texts  recall {found['drop gone'] / found['drop']:.1%}  "
            f"damage {found['keep gone'] / found['keep']:.3%}  texts damaged {found['damaged'] / found['texts']:.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main()
