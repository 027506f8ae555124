"""The measures of the rows of a page: what the fitted trees look at.

Every measure is a number for each row that is asked for. ``measures`` gives them as columns, by the names that the
model and ``explain`` use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from boilerstrip.filters.counts import counts_of
from boilerstrip.filters.places import beside, between, outside, shares, since, spans, totals, until, windows, within
from boilerstrip.filters.rows import SIGN, Page

Columns = dict[str, Sequence[float]]


def measures(page: Page) -> Columns:
    """All measures of a page but its ``likeness`` and its ``wordings``.

    Args:
        page: The page, with one row at least.

    Returns:
        For every measure its value for each row asked for.
    """
    columns = _own(page) | _near(page) | _place(page) | _signs(page)
    return columns | {name: [value] * len(page.asked) for name, value in _whole(page).items()}


def _own(page: Page) -> Columns:
    """Of the row by itself."""
    at = page.asked
    seen = Counter([row.folded for row in page.rows])
    rows = [page.rows[i] for i in at]
    counts = [counts_of(row.text, row.folded, page.words) for row in rows]
    cues = [page.cues[i] for i in at]
    return {
        "width": [r.width for r in rows],
        "ends": [r.ends for r in rows],
        "words": [c.words for c in counts],
        "stop-words": [c.stops for c in counts],
        "stop-share": [c.stops / max(1, c.words) for c in counts],
        "commas": [c.commas for c in counts],
        "capitals": [c.capitals for c in counts],
        "digits": [c.digits for c in counts],
        "item": [r.item for r in rows],
        "prose": [r.prose for r in rows],
        "evidence": [page.evidence[i] for i in at],
        "cues": cues,
        "dense": [count / max(1, c.words) for count, c in zip(cues, counts, strict=True)],
        "prompt": [page.prompts[i] for i in at],
        "repeats": [seen[r.folded] for r in rows],
        "gap": [page.gaps[i] for i in at],
        "gap-below": beside(page.gaps, 1, at, 3),
    }


def _near(page: Page) -> Columns:
    """What stands around the row."""
    rows, prose, at = page.rows, page.prose, page.asked
    n = len(rows)
    near = {reach: spans(at, reach, n) for reach in (2, 5, 8, 12, 30)}
    held = totals([r.width if p else 0 for r, p in zip(rows, prose, strict=True)])
    count, widths, marked = totals(prose), totals([r.width for r in rows]), totals([e >= 0.6 for e in page.evidence])
    cues = totals(page.cues)
    dated = [r.date for r in rows]
    dates, items = totals(dated), totals([r.item for r in rows])
    says, you = [False] * n, [False] * n
    for i in within(near[8]):
        if prose[i]:
            counts = counts_of(rows[i].text, rows[i].folded, page.words)
            says[i], you[i] = counts.says, counts.you
    return {
        **{f"prose-width-{h}": windows(held, near[h]) for h in (2, 5, 12, 30)},
        **{f"prose-share-{h}": windows(count, near[h]) for h in (2, 5, 12, 30)},
        **{f"marked-{h}": windows(marked, near[h]) for h in (5, 12)},
        **{f"cues-{h}": windows(cues, near[h]) for h in (2, 5, 12)},
        **{f"items-{h}": windows(items, near[h]) for h in (2, 5)},
        **{f"wide-{h}": windows(widths, near[h]) for h in (5, 12)},
        "says-8": shares(totals(says), count, near[8]),
        "you-8": shares(totals(you), count, near[8]),
        "dates-above": [dates[i] - dates[max(0, i - 12)] for i in at],
        "dates-below": [dates[min(n, i + 13)] - dates[i + 1] for i in at],
        "since-date": since(dated, at),
    }


def _place(page: Page) -> Columns:
    """Where the row stands in the page and beside its longest stretch."""
    rows, prose, dense, strict, at = page.rows, page.prose, page.dense, page.strict, page.asked
    n = len(rows)
    held = totals([r.width if p else 0 for r, p in zip(rows, prose, strict=True)])
    widths = totals([r.width for r in rows])
    size = dense.last - dense.first + 1
    middle = sorted(r.width for r, p in zip(rows[dense.first : dense.last + 1], prose[dense.first :], strict=False) if p)
    median = middle[len(middle) // 2] if middle else 100
    return {
        "row": at,
        "left": [n - 1 - i for i in at],
        "place": [i / n for i in at],
        "place-width": [widths[i] / max(1, widths[-1]) for i in at],
        "prose-above": [held[i] for i in at],
        "prose-above-share": [held[i] / max(1, held[-1]) for i in at],
        "prose-below": [held[-1] - held[i + 1] for i in at],
        "since-prose": [steps if i else 0 for i, steps in zip(at, since(prose, [i - 1 for i in at]), strict=True)],
        "until-prose": [steps if i + 1 < n else 0 for i, steps in zip(at, until(prose, [i + 1 for i in at]), strict=True)],
        "outside": outside(dense, at),
        "stretch-rows": [size] * len(at),
        "in-stretch": [dense.first <= i <= dense.last for i in at],
        "stretch-place": [(i - dense.first) / size if dense.first <= i <= dense.last else -1 for i in at],
        "since-stretch-start": [held[i + 1] - held[dense.first] if i >= dense.first else -1 for i in at],
        "in-strict": [strict.first <= i <= strict.last for i in at],
        "outside-strict": outside(strict, at),
        "strict-rows": [strict.last - strict.first + 1] * len(at),
        "marked-between": between(totals([e >= SIGN for e in page.evidence]), dense, at),
        "short-between": between(totals([not p for p in prose]), dense, at),
        "width-between": between(totals([0 if p else r.width for r, p in zip(rows, prose, strict=True)]), dense, at),
        "width-usual": [rows[i].width / median for i in at],
    }


def _signs(page: Page) -> Columns:
    """How far the signs of comments, related lists and the like are, and how many stand above and below."""
    columns: Columns = {}
    for kind, flags in page.signs.items():
        sums = totals(flags)
        columns[f"since-{kind}"] = since(flags, page.asked)
        columns[f"until-{kind}"] = until(flags, page.asked)
        columns[f"{kind}-above"] = [sums[i + 1] for i in page.asked]
        columns[f"{kind}-below"] = [sums[-1] - sums[i + 1] for i in page.asked]
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
