"""The article among the lines of a whole page: menus, teasers, comments and footers go.

Unlike the other filters this one decides alone: it has the marks of all line filters as measures beside some hundred others, and a model
that was fitted on whole pages. Its marks are strong in both directions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp
from pathlib import Path

from boilerstrip.body import Body
from boilerstrip.filters.aspects import aspects
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.layout import Columns, measures
from boilerstrip.filters.likeness import likeness
from boilerstrip.filters.rows import LABEL, page_of, rows_of
from boilerstrip.marks import Mark, Told
from boilerstrip.measure import Core, ends, width

HOME = Path(__file__).with_name("page.json")
CLEAR = 2.5
"""Log-odds after the first trees that the others would not bring to the other side."""
OUT = 0.9
"""Weight against a line of a row that rather is no part of the article: enough, and sure."""
IN = 0.2
MOST = 0.6
"""Weight for a line for each unit of log-odds that it is of the article, and the largest: a rule that is certain outweighs doubt."""
SILENT = 0.3
"""Evidence of the line filters up to which no rule speaks of a row."""
INSIDE = 3.0
"""Log-odds that a row of prose gains in the densest stretch of prose if no rule speaks of it: an article is one stretch."""
RUN = 14
DOUBT = 2.5
"""Rows that may interrupt the stretch, such as ingredients, and the mean log-odds up to which they stay with it."""
KIND = 0.5
"""Log-odds by which the trees are too kind to what stands around articles, by folds."""
FAR = 1.0
"""Most that the bound of a page lies from even odds."""


@lru_cache(maxsize=1)
def forest() -> Forest:
    """The fitted trees."""
    return Forest.read(HOME)[0]


def page(body: Body, core: Core) -> Iterator[Mark]:
    """Mark every line of a page, against the article or for it.

    Args:
        body: The page.
        core: Its core, with the marks of the line filters.

    Yields:
        One mark for each line; a mark against it has the category of the strongest other mark, else ``navigation`` for labels.
    """
    if not body.lines:
        return
    model = forest()
    rows = page_of(body, core)
    columns = measures(rows) | likeness(rows)
    table = list(zip(*(columns[name] for name in model.measures), strict=True))
    found = seen_together(columns, [model.odds(row, -CLEAR, CLEAR) for row in table])
    kinds = _kinds(body, core.marks)
    for index, number in enumerate(rows_of(body)):
        odds = found[number]
        if odds > 0:
            yield Mark(index, "page", kinds[index], OUT, Told(_reason, (table[number], odds)))
        else:
            weight = max(-MOST, round(IN * odds, 3))
            yield Mark(index, "page", "other", weight, Told(_reason, (table[number], odds)))


def seen_together(columns: Columns, odds: Sequence[float]) -> list[float]:
    """How far each row is above the bound of its page or below it, when the page is seen as one article with short interruptions.

    Args:
        columns: The measures of the page.
        odds: For every row the log-odds that it is no part of the article, taken by itself.
    """
    silent = [evidence < SILENT for evidence in columns["evidence"]]
    dense = [a and b and c for a, b, c in zip(silent, columns["prose"], columns["in-strict"], strict=True)]
    found = [x - INSIDE if flag else x for x, flag in zip(odds, dense, strict=True)]
    limit = bound(found, columns["width"])
    inside = columns["in-stretch"]
    stays = [i for i, x in enumerate(found) if x <= limit]
    for above, below in pairwise(stays):
        run = range(above + 1, below)
        if 0 < len(run) <= RUN and all(silent[i] and inside[i] for i in run) and sum(found[i] for i in run) < DOUBT * len(run):
            found[above + 1 : below] = [limit] * len(run)
    return [x - limit for x in found]


def bound(odds: Sequence[float], widths: Sequence[float]) -> float:
    """The log-odds above which rows go, such that what stays is most like the article as far as the odds can tell.

    Of all bounds the one with the highest expected F1 is taken: twice the part of the article that stays, divided by what stays and the
    whole article. Where little is certain, more stays.

    Args:
        odds: For every row the log-odds that it is no part of the article.
        widths: Width of every row.

    >>> bound([-3.0, -0.5, 3.0], [100, 50, 100])
    -0.5
    """
    order = sorted(range(len(odds)), key=odds.__getitem__)
    parts = [widths[i] / (1 + exp(odds[i] + KIND)) for i in order]
    article = sum(parts)
    best, limit = 0.0, -FAR
    kept = held = 0.0
    for i, part in zip(order, parts, strict=True):
        kept, held = kept + widths[i], held + part
        if held / (kept + article) > best:
            best, limit = held / (kept + article), odds[i]
    return max(-FAR, min(FAR, limit))


def _reason(row: Sequence[float], odds: float) -> str:
    """What about a row adds most in the direction of its odds."""
    return f"stands {'outside' if odds > 0 else 'in'} the article: " + aspects(forest().steps(row), odds)


def _kinds(body: Body, marks: Sequence[Mark]) -> list[str]:
    """The category of every line: that of its strongest mark, else by its shape."""
    strongest: dict[int, tuple[float, str]] = {}
    for mark in marks:
        if mark.category != "other":
            strongest[mark.line] = max(strongest.get(mark.line, (0.0, "")), (mark.weight, mark.category))
    return [strongest[i][1] if i in strongest else _kind(line.text) for i, line in enumerate(body.lines)]


def _kind(text: str) -> str:
    return "navigation" if width(text) <= LABEL and ends(text) != "sentence" else "other"
