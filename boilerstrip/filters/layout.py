"""The measures of the rows of a page: what the fitted trees look at.

Every measure is a number for each row. ``measures`` gives them as columns, by the names that the model and ``explain`` use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from boilerstrip.filters.places import beside, between, outside, shares, since, totals, until, windows
from boilerstrip.filters.rows import SIGN, Page

Columns = dict[str, Sequence[float]]


def measures(page: Page) -> Columns:
    """All measures of a page but its ``likeness`` and its ``wordings``.

    Args:
        page: The page, with one row at least.

    Returns:
        For every measure its value for each row.
    """
    columns = _own(page) | _near(page) | _place(page) | _signs(page)
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
