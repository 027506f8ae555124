"""Texts that might have been: an article that ends earlier, and an article with what stands around another one.

The labelled sites are few, and trees learn them by heart: the same lines always stand around the same articles there. In a text that
``moved`` gives, a short line of the article is the last above what the publisher added; ``lent`` gives an article of one site what another
site of its language put around its own. Both sites are of one fold, so that nothing is tested which was learnt from.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from texts import Text, fold_of, site_of

from boilerstrip.body import split
from boilerstrip.filters.rows import LABEL
from boilerstrip.measure import language_of

LENDERS = ("residue", "scraped")
"""Tracks whose texts are mixed."""
LOANS, ABROAD = 4, 2
"""Texts that an article of these tracks gets the surroundings of, and an article of a whole page."""
MOVES = 2
"""Lines of a text that are moved, each by itself."""
SHORTEST = 5
"""Lines of an article of a whole page that is taken."""

Rows = list[tuple[str, str]]
"""Lines with the line breaks behind them, and their groups."""


def mixed(score: Any, data: Path, texts: Sequence[Text]) -> Iterator[Text]:
    """Texts of the track ``mixed``.

    Args:
        score: The module ``score.py``, which knows the part and the site of every text.
        data: The folder with the labelled texts.
        texts: Texts to mix from, those of other tracks than ``LENDERS`` aside.
    """
    lenders = [text for text in texts if text.track in LENDERS and _is_plain(text)]
    for text in lenders:
        yield from filter(None, [moved(text, number) for number in range(MOVES)])
    near: defaultdict[tuple[str, int], list[Text]] = defaultdict(list)
    for text in lenders:
        if "drop" in text.groups:
            near[_kin(text)].append(text)
    for loans, stories in ((LOANS, lenders), (ABROAD, list(_stories(score, data)))):
        for text in stories:
            others = [other for other in near[_kin(text)] if other.site != text.site]
            chosen = random.Random(f"lent {text.name}").sample(others, min(loans, len(others)))
            yield from (lent(text, other, number) for number, other in enumerate(chosen))


def moved(text: Text, number: int) -> Text | None:
    """A text of which a short line of the article stands directly above lines that go, or None if there are no such lines.

    Args:
        text: The text.
        number: Told in the name; which line is chosen depends on it.
    """
    chance = random.Random(f"moved {number} {text.name}")
    rows = _rows(text)
    brief = [i for i, (line, group) in enumerate(rows) if group == "keep" and len(line.strip()) <= LABEL]
    goals = [i for i in range(1, len(rows)) if rows[i][1] == "drop" and rows[i - 1][1] == "keep"]
    if not brief or not goals:
        return None
    taken, goal = chance.choice(brief), chance.choice(goals)
    order = [*rows[:goal], rows[taken], *rows[goal:]]
    del order[taken + (taken >= goal)]
    return _text(text, f"moved-{number}", order)


def lent(text: Text, other: Text, number: int) -> Text:
    """An article with what stands around another one.

    Args:
        text: The text that the article is taken of; of its other lines only metadata stays.
        other: The text that the other lines are taken of; they stand as deep in the article as they do in their own.
        number: Told in the name.
    """
    own = [row for row in _rows(text) if row[1] != "drop"]
    story = sum(group == "keep" for _, group in _rows(other))
    loans: defaultdict[int, Rows] = defaultdict(list)
    passed = 0
    for line, group in _rows(other):
        if group == "keep":
            passed += 1
        else:
            loans[round(passed / max(1, story) * len(own))].append((line, group))
    return _text(text, f"lent-{number}", [row for i in range(len(own) + 1) for row in (*loans[i], *own[i : i + 1])])


def _stories(score: Any, data: Path) -> Iterator[Text]:
    """The articles of whole pages, without anything around them."""
    for row in score.read(data / "pages_more.jsonl", "read"):
        body = split(row["body"])
        text = Text(row["id"], site_of(score, row), "mixed", body, ["keep"] * len(body.lines))
        if len(body.lines) >= SHORTEST and _is_plain(text):
            yield text


def _is_plain(text: Text) -> bool:
    """Whether the lines of a text are those of its paragraphs."""
    return not text.body.one_line and all(line.height == 1 for line in text.body.lines)


def _kin(text: Text) -> tuple[str, int]:
    return language_of(text.body), fold_of(text.site)


def _rows(text: Text) -> Rows:
    groups = {line.number: group for line, group in zip(text.body.lines, text.groups, strict=True)}
    rows: Rows = []
    for number, line in enumerate(text.body.text.split("\n"), 1):
        if number in groups:
            rows.append((f"{line}\n", groups[number]))
        elif rows:
            rows[-1] = (f"{rows[-1][0]}\n", rows[-1][1])
    return rows


def _text(text: Text, name: str, rows: Rows) -> Text:
    groups = [group for line, group in rows for _ in range(line.count("\n"))]
    body = split("".join(line for line, _ in rows))
    return text._replace(name=f"{text.name}-{name}", track="mixed", body=body, groups=[groups[line.number - 1] for line in body.lines])
