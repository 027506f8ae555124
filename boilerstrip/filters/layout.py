"""The measures of the rows of a page: what the model of the page filter looks at.

Every measure is a number for each row. ``measures`` gives them as columns, by the names that the model and ``explain`` use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from boilerstrip.body import Body, split
from boilerstrip.filters.places import beside, between, outside, shares, since, totals, until, windows
from boilerstrip.filters.rows import SIGN, TITLE, Page, Row, page_of
from boilerstrip.filters.wording import Heard, wording
from boilerstrip.measure import Core, draw_core

Columns = dict[str, Sequence[float]]
NOBODY = -9.0
"""Wording of the row above the first one and below the last one."""


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all measures, in the order in which ``measures`` gives them."""
    body = split("A line of some page.")
    return tuple(measures(body, draw_core(body, ())))


def measures(body: Body, core: Core, heard: Heard | None = None) -> Columns:
    """All measures of a page.

    Args:
        body: The page, with one line at least.
        core: Its core, with the marks of the line filters.
        heard: Tells the wording of its rows; by default by the weights that are shipped.

    Returns:
        For every measure its value for each row.
    """
    page = page_of(body, core)
    columns = _own(page) | _wording([(heard or wording()).of(row.folded) for row in page.rows])
    columns |= _topic(page) | _near(page) | _place(page) | _signs(page)
    return columns | {name: [value] * len(page.rows) for name, value in _whole(page).items()}


def _own(page: Page) -> Columns:
    """Of the row by itself."""
    rows = page.rows
    seen = Counter(row.folded for row in rows)
    return {
        "width": [r.width for r in rows],
        "ends": [r.ends for r in rows],
        "words": [r.words for r in rows],
        "stop-words": [r.stops for r in rows],
        "stop-share": [r.stops / max(1, r.words) for r in rows],
        "commas": [r.commas for r in rows],
        "capitals": [r.capitals for r in rows],
        "digits": [r.digits for r in rows],
        "item": [r.item for r in rows],
        "prose": page.prose,
        "evidence": page.evidence,
        "cues": page.cues,
        "dense": [count / max(1, row.words) for count, row in zip(page.cues, rows, strict=True)],
        "prompt": page.prompts,
        "repeats": [seen[r.folded] for r in rows],
        "gap": page.gaps,
        "gap-below": beside(page.gaps, 1, 3),
    }


def _wording(values: list[float]) -> Columns:
    """Of the row's words and those of the rows next to it."""
    above, below, far_above, far_below = (beside(values, step, NOBODY) for step in (-1, 1, -2, 2))
    far = list(map(max, far_above, far_below))
    return {
        "wording": values,
        "wording-above": above,
        "wording-below": below,
        "wording-far": far,
        "wording-near": list(map(max, above, below, far)),
    }


def _topic(page: Page) -> Columns:
    """What the row shares with the prose of the page, with its longest stretch and with its first line."""
    rows, prose, dense = page.rows, page.prose, page.dense
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


def _shared(row: Row, known: Counter[str], own: int, inner: Counter[str], inside: int) -> tuple[float, float, float]:
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


def _alike(row: Row, title: Row) -> float:
    """How much a row is the title of the page, 0 to 1."""
    if len(row.folded) > 300 or not row.stems:
        return 0.0
    if len(row.folded) >= TITLE and (row.folded in title.folded or title.folded in row.folded):
        return 1.0
    return len(row.stems & title.stems) / len(row.stems | title.stems)


def _near(page: Page) -> Columns:
    """What stands around the row."""
    rows, prose = page.rows, page.prose
    held = totals([r.width if p else 0 for r, p in zip(rows, prose, strict=True)])
    count, widths, marked = totals(prose), totals([r.width for r in rows]), totals([e >= 0.6 for e in page.evidence])
    cues = totals(page.cues)
    dates, items = totals([r.date for r in rows]), totals([r.item for r in rows])
    n = len(rows)
    return {
        **{f"prose-width-{h}": windows(held, h) for h in (2, 5, 12, 30)},
        **{f"prose-share-{h}": windows(count, h) for h in (2, 5, 12, 30)},
        **{f"marked-{h}": windows(marked, h) for h in (5, 12)},
        **{f"cues-{h}": windows(cues, h) for h in (2, 5, 12)},
        **{f"items-{h}": windows(items, h) for h in (2, 5)},
        **{f"wide-{h}": windows(widths, h) for h in (5, 12)},
        "says-8": shares(totals([r.says and p for r, p in zip(rows, prose, strict=True)]), count, 8),
        "you-8": shares(totals([r.you and p for r, p in zip(rows, prose, strict=True)]), count, 8),
        "dates-above": [dates[i] - dates[max(0, i - 12)] for i in range(n)],
        "dates-below": [dates[min(n, i + 13)] - dates[i + 1] for i in range(n)],
        "since-date": since([r.date for r in rows]),
    }


def _place(page: Page) -> Columns:
    """Where the row stands in the page and beside its longest stretch."""
    rows, prose, dense, strict = page.rows, page.prose, page.dense, page.strict
    n = len(rows)
    held = totals([r.width if p else 0 for r, p in zip(rows, prose, strict=True)])
    widths = totals([r.width for r in rows])
    size = dense.last - dense.first + 1
    middle = sorted(r.width for r, p in zip(rows[dense.first : dense.last + 1], prose[dense.first :], strict=False) if p)
    median = middle[len(middle) // 2] if middle else 100
    return {
        "row": range(n),
        "left": range(n - 1, -1, -1),
        "place": [i / n for i in range(n)],
        "place-width": [w / max(1, widths[-1]) for w in widths[:-1]],
        "prose-above": held[:-1],
        "prose-above-share": [h / max(1, held[-1]) for h in held[:-1]],
        "prose-below": [held[-1] - h for h in held[1:]],
        "since-prose": [0, *since(prose)[:-1]],
        "until-prose": [*until(prose)[1:], 0],
        "outside": outside(dense, n),
        "stretch-rows": [size] * n,
        "in-stretch": [dense.first <= i <= dense.last for i in range(n)],
        "stretch-place": [(i - dense.first) / size if dense.first <= i <= dense.last else -1 for i in range(n)],
        "since-stretch-start": [held[i + 1] - held[dense.first] if i >= dense.first else -1 for i in range(n)],
        "in-strict": [strict.first <= i <= strict.last for i in range(n)],
        "outside-strict": outside(strict, n),
        "strict-rows": [strict.last - strict.first + 1] * n,
        "marked-between": between(totals([e >= SIGN for e in page.evidence]), dense),
        "short-between": between(totals([not p for p in prose]), dense),
        "width-between": between(totals([0 if p else r.width for r, p in zip(rows, prose, strict=True)]), dense),
        "width-usual": [r.width / median for r in rows],
    }


def _signs(page: Page) -> Columns:
    """How far the signs of comments, related lists and the like are, and how many stand above and below."""
    columns: Columns = {}
    for kind, flags in page.signs.items():
        sums = totals(flags)
        columns[f"since-{kind}"] = since(flags)
        columns[f"until-{kind}"] = until(flags)
        columns[f"{kind}-above"] = sums[1:]
        columns[f"{kind}-below"] = [sums[-1] - x for x in sums[1:]]
    return columns


def _whole(page: Page) -> dict[str, float]:
    """Of the page as a whole."""
    widths = sum(row.width for row in page.rows)
    held = sum(row.width for row, p in zip(page.rows, page.prose, strict=True) if p)
    return {
        "page-rows": len(page.rows),
        "page-width": widths / len(page.rows),
        "page-prose": held / max(1, widths),
        "page-prose-rows": sum(page.prose),
        "page-stretch": page.dense.value,
        "page-dates": sum(row.date for row in page.rows),
        "page-comments": sum(page.signs["comments"]),
    }
