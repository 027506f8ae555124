"""What the rows of a page share: with its prose, with its longest stretch, with its first line."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from boilerstrip.filters.layout import Columns
from boilerstrip.filters.places import shares, since, totals, until
from boilerstrip.filters.rows import TITLE, Page, stems_of


class _Stems(NamedTuple):
    """A row with what it is compared by."""

    folded: str
    width: float
    stems: frozenset[str]


def likeness(page: Page) -> Columns:
    """What each row shares with the prose of the page, with its longest stretch and with its first line.

    Args:
        page: The page, with one row at least.

    Returns:
        For every measure its value for each row.
    """
    rows, prose, dense = [_Stems(row.folded, row.width, stems_of(row.folded, page.words.stop)) for row in page.rows], page.prose, page.dense
    known = Counter(stem for row, p in zip(rows, prose, strict=True) if p for stem in row.stems)
    inner = Counter(stem for i in range(dense.first, dense.last + 1) if prose[i] for stem in rows[i].stems)
    title = next((row for row in rows if len(row.folded) >= TITLE), rows[0])
    shared = [
        _shared(row, known, int(p), inner, int(p and dense.first <= i <= dense.last))
        for i, (row, p) in enumerate(zip(rows, prose, strict=True))
    ]
    topic, topics, inside = zip(*shared, strict=True)
    sums, widths = totals([max(0.0, x) * r.width for x, r in zip(inside, rows, strict=True)]), totals([r.width for r in rows])
    like = [_alike(row, title) for row in rows]
    again = [i > 0 and value >= 0.5 and row.width > 15 for i, (value, row) in enumerate(zip(like, rows, strict=True))]
    return {
        "topic": topic,
        "topics": topics,
        "topic-stretch": inside,
        "topic-title": [len(row.stems & title.stems) / len(row.stems) if row.stems else -1.0 for row in rows],
        "topic-near-3": shares(sums, widths, 3),
        "topic-near-8": shares(sums, widths, 8),
        "title": like,
        "since-title": since(again),
        "until-title": until(again),
    }


def _shared(row: _Stems, known: Counter[str], own: int, inner: Counter[str], inside: int) -> tuple[float, float, float]:
    """Share of a row's stems that other prose holds, how often it does, and how often the longest stretch does; -1 without stems.

    Args:
        row: The row.
        known: How many rows of prose hold a stem.
        own: 1 if the row is one of them.
        inner: How many of the longest stretch do.
        inside: 1 if the row is one of those.
    """
    n = len(row.stems)
    if not n:
        return -1.0, -1.0, -1.0
    counts = [known.get(stem, 0) - own for stem in row.stems]
    shared = [count if count < 4 else 4 for count in counts if count > 0]
    near = sum([count if count < 3 else 3 for stem in row.stems if (count := inner.get(stem, 0) - inside)])
    return len(shared) / n, sum(shared) / n, near / n


def _alike(row: _Stems, title: _Stems) -> float:
    """How much a row is the title of the page, 0 to 1."""
    if len(row.folded) > 300 or not row.stems:
        return 0.0
    if len(row.folded) >= TITLE and (row.folded in title.folded or title.folded in row.folded):
        return 1.0
    return len(row.stems & title.stems) / len(row.stems | title.stems)
