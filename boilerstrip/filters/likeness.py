"""What the rows of a page share: with its prose, with its longest stretch, with its first line."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import NamedTuple

from boilerstrip.filters.layout import Columns
from boilerstrip.filters.places import shares, since, spans, totals, until, within
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
        For every measure its value for each row asked for.
    """
    prose, dense, at, n = page.prose, page.dense, page.asked, len(page.rows)
    rows = [_Stems(row.folded, row.width, stems_of(row.folded, page.words.stop)) for row in page.rows]
    dense_prose = [p and dense.first <= i <= dense.last for i, p in enumerate(prose)]
    inner = Counter(chain.from_iterable([row.stems for row, p in zip(rows, dense_prose, strict=True) if p]))
    known = inner.copy()
    known.update(chain.from_iterable([row.stems for row, p, q in zip(rows, prose, dense_prose, strict=True) if p and not q]))
    title = next((row for row in rows if len(row.folded) >= TITLE), rows[0])
    topics = [_topics(rows[i], known, int(prose[i])) for i in at]
    near = {reach: spans(at, reach, n) for reach in (3, 8)}
    inside = [0.0] * n
    for i in within(near[8]):
        inside[i] = _inside(rows[i], inner, int(dense_prose[i]))
    sums, widths = totals([max(0.0, x) * r.width for x, r in zip(inside, rows, strict=True)]), totals([r.width for r in rows])
    like = [_alike(row, title) for row in rows]
    again = [i > 0 and value >= 0.5 and row.width > 15 for i, (value, row) in enumerate(zip(like, rows, strict=True))]
    return {
        "topic": [share for share, _ in topics],
        "topics": [times for _, times in topics],
        "topic-stretch": [inside[i] for i in at],
        "topic-title": [len(rows[i].stems & title.stems) / len(rows[i].stems) if rows[i].stems else -1.0 for i in at],
        "topic-near-3": shares(sums, widths, near[3]),
        "topic-near-8": shares(sums, widths, near[8]),
        "title": [like[i] for i in at],
        "since-title": since(again, at),
        "until-title": until(again, at),
    }


def _topics(row: _Stems, known: Counter[str], own: int) -> tuple[float, float]:
    """Share of a row's stems that other prose holds, and how often it does; -1 without stems.

    Args:
        row: The row.
        known: How many rows of prose hold a stem.
        own: 1 if the row is one of them.
    """
    n = len(row.stems)
    if not n:
        return -1.0, -1.0
    counts = [known.get(stem, 0) - own for stem in row.stems]
    shared = [count if count < 4 else 4 for count in counts if count > 0]
    return len(shared) / n, sum(shared) / n


def _inside(row: _Stems, inner: Counter[str], own: int) -> float:
    """How often the longest stretch holds a row's stems, each up to three times; -1 without stems.

    Args:
        row: The row.
        inner: How many rows of prose in the stretch hold a stem.
        own: 1 if the row is one of them.
    """
    if not row.stems:
        return -1.0
    return sum([count if count < 3 else 3 for stem in row.stems if (count := inner.get(stem, 0) - own)]) / len(row.stems)


def _alike(row: _Stems, title: _Stems) -> float:
    """How much a row is the title of the page, 0 to 1."""
    if len(row.folded) > 300 or not row.stems:
        return 0.0
    if len(row.folded) >= TITLE and (row.folded in title.folded or title.folded in row.folded):
        return 1.0
    return len(row.stems & title.stems) / len(row.stems | title.stems)
