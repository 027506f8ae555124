"""The article among the lines of a whole page: menus, teasers, comments and footers go.

Unlike the other filters this one decides alone: it has the marks of all line filters as measures beside some hundred others, and a model
that was fitted on whole pages. Its marks are strong in both directions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from boilerstrip.body import Body
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.layout import Columns, measures
from boilerstrip.filters.rows import LABEL, rows_of
from boilerstrip.marks import Mark
from boilerstrip.measure import Core, ends, width

HOME = Path(__file__).with_name("page.json")
CLEAR = 2.75
"""Log-odds after the first trees that the others would not bring to the other side."""
OUT = 0.9
"""Weight against a line of a row that rather is no part of the article: enough, and sure."""
IN = 0.2
MOST = 0.6
"""Weight for a line for each unit of log-odds that it is of the article, and the largest: a rule that is certain outweighs doubt."""
TERMS = 3
"""Measures that are told as the reason."""
SILENT = 0.3
"""Evidence of the line filters up to which no rule speaks of a row."""
INSIDE = 1.8
OUTSIDE = 0.35
"""Log-odds that a row gains in the longest stretch of prose if no rule speaks of it, and that others lose: an article is one stretch."""
RUN = 14
DOUBT = 1.6
"""Rows that may interrupt the stretch, such as ingredients, and the mean log-odds up to which they stay with it."""


@lru_cache(maxsize=1)
def forest() -> Forest:
    """The fitted trees."""
    return Forest(json.loads(HOME.read_text(encoding="utf8")))


def page(body: Body, core: Core, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Mark every line of a page, against the article or for it.

    Args:
        body: The page.
        core: Its core.
        marks: The marks of the line filters.

    Yields:
        One mark for each line; a mark against it has the category of the strongest other mark, else ``navigation`` for labels.
    """
    if not body.lines:
        return
    model = forest()
    columns = measures(body, core, marks)
    table = list(zip(*(columns[name] for name in model.measures), strict=True))
    found: list[tuple[float, str]] = []
    for row, odds in zip(table, coherent(columns, [model.odds(row, -CLEAR, CLEAR) for row in table]), strict=True):
        weight = OUT if odds >= 0 else max(-MOST, round(IN * odds, 3))
        found.append((weight, ", ".join(f"{name} {value:.3g} {worth:+.1f}" for name, value, worth in model.steps(row)[:TERMS])))
    kinds = _kinds(body, marks)
    for index, row_number in enumerate(rows_of(body)):
        weight, terms = found[row_number]
        says = "stands outside the article: " if weight > 0 else "stands in the article: "
        yield Mark(index, "page", kinds[index] if weight > 0 else "other", weight, says + terms)


def coherent(columns: Columns, odds: Sequence[float]) -> list[float]:
    """The log-odds of the rows when they are seen as one stretch with interruptions.

    Args:
        columns: The measures of the page.
        odds: For every row the log-odds that it is no part of the article, taken by itself.
    """
    silent = [evidence < SILENT for evidence in columns["evidence"]]
    found = [x - INSIDE if strict and quiet else x + OUTSIDE for x, strict, quiet in zip(odds, columns["in-strict"], silent, strict=True)]
    inside = columns["in-stretch"]
    stays = [i for i, x in enumerate(found) if x < 0]
    for above, below in pairwise(stays):
        run = range(above + 1, below)
        if 0 < len(run) <= RUN and all(silent[i] and inside[i] for i in run) and sum(found[i] for i in run) < DOUBT * len(run):
            found[above + 1 : below] = [-0.1] * len(run)
    return found


def _kinds(body: Body, marks: Sequence[Mark]) -> list[str]:
    """The category of every line: that of its strongest mark, else by its shape."""
    strongest: dict[int, tuple[float, str]] = {}
    for mark in marks:
        if mark.category != "other":
            strongest[mark.line] = max(strongest.get(mark.line, (0.0, "")), (mark.weight, mark.category))
    return [strongest[i][1] if i in strongest else _kind(line.text) for i, line in enumerate(body.lines)]


def _kind(text: str) -> str:
    return "navigation" if width(text) <= LABEL and ends(text) != "sentence" else "other"
