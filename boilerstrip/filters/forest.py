"""Trees of tests over the measures of a row, read from a data file: their sum is the logarithm of the odds that the row goes.

The scripts ``fit_density.py``, ``fit_passages.py`` and ``fit_page.py`` write the files. A tree is a test ``[measure, bound, mean, tree up
to the bound, tree above it]`` or, at its end, a number. The mean is what the rows that come by a test get on average, so that the steps of
a row through a tree tell what each test was worth.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from boilerstrip.rules.store import kept

TOLD = 15
"""Trees of which the steps are told: the first ones add most."""
EARLY = (12, 6, 3)
"""Parts of the trees after which a row is not weighed further if its log-odds are clear by then: a twelfth, a sixth, a third."""
WALKED = 300
"""Rows for which the trees are walked before they are compiled: for a single article that would take longer than it saves."""

Tree = tuple[int, float, float, Any, Any] | float
Sum = Callable[..., float]


class Forest:
    """Fitted trees.

    Args:
        bias: The log-odds of a row before the first tree.
        measures: Names of the measures in a row, in their order.
        trees: The trees, with places in a row for the names.
    """

    def __init__(self, bias: float, measures: tuple[str, ...], trees: tuple[Tree, ...]) -> None:
        self.bias, self.measures, self.trees = bias, measures, trees
        size = len(trees)
        self._parts = [self.trees[first:last] for first, last in pairwise((0, *(size // part for part in EARLY), size))]
        self._stages = [_walk(part) for part in self._parts]
        self._asked = 0

    @classmethod
    def of(cls, table: dict[str, Any], measures: Sequence[str] = ()) -> Forest:
        """The trees of a table as the data files hold it.

        Args:
            table: ``bias`` and ``trees``.
            measures: Names of the measures in a row, in their order; those that are tested and not among them follow.
        """
        return cls(*_flattened(table, measures))

    @classmethod
    def read(cls, path: Path, measures: Sequence[str] = (), named_in: Sequence[Path] = ()) -> tuple[Forest, dict[str, float]]:
        """The trees of a data file and its other numbers; what was read is kept for the next process.

        Args:
            path: The file.
            measures: As for ``of``.
            named_in: The files that name them.
        """

        def made() -> tuple[Any, ...]:
            table = json.loads(path.read_text(encoding="utf8"))
            return _flattened(table, measures), {key: value for key, value in table.items() if key not in ("bias", "trees")}

        flat, numbers = kept(path.stem, [path, Path(__file__), *named_in], made)
        return cls(*flat), numbers

    def odds(self, row: Sequence[float], low: float = float("-inf"), high: float = float("inf")) -> float:
        """Log-odds of a row.

        Args:
            row: Its measures, in the order of ``measures``.
            low: Log-odds at or below which, after the first trees, the others are not asked.
            high: The same for log-odds at or above.
        """
        self._asked += 1
        if self._asked == WALKED:
            self._stages = [_sum(part, len(row)) for part in self._parts]
        total = self.bias
        values = list(map(float, row))
        for stage in self._stages:
            total += stage(*values)
            if total <= low or total >= high:
                break
        return total

    def steps(self, row: Sequence[float]) -> list[tuple[str, float, float]]:
        """What counted for a row: measure, its value and what it added, the largest first; of the first ``TOLD`` trees.

        Args:
            row: Its measures, in the order of ``measures``.
        """
        worth: defaultdict[int, float] = defaultdict(float)
        for tree in self.trees[:TOLD]:
            while type(tree) is tuple:
                below = tree[3] if row[tree[0]] <= tree[1] else tree[4]
                worth[tree[0]] += (below[2] if type(below) is tuple else below) - tree[2]
                tree = below
        found = sorted(worth.items(), key=lambda item: (-abs(item[1]), item[0]))
        return [(self.measures[i], row[i], value) for i, value in found]


def _flattened(table: dict[str, Any], measures: Sequence[str]) -> tuple[float, tuple[str, ...], tuple[Tree, ...]]:
    """The bias, the measures and the trees of a table."""
    places = {name: place for place, name in enumerate(measures)}
    trees = tuple(_flat(tree, places) for tree in table["trees"])
    return float(table["bias"]), tuple(places), trees


def _flat(tree: Any, places: dict[str, int]) -> Tree:
    """A tree of the file with places for names; names that are new get the next place."""
    if not isinstance(tree, list):
        return float(tree)
    measure, bound, mean, below, above = tree
    return places.setdefault(measure, len(places)), float(bound), float(mean), _flat(below, places), _flat(above, places)


def _walk(trees: Sequence[Tree]) -> Sum:
    """The sum of some trees as a function of the measures that asks test after test."""

    def total(*row: float) -> float:
        found = 0.0
        for tree in trees:
            while type(tree) is tuple:
                tree = tree[3] if row[tree[0]] <= tree[1] else tree[4]
            found += tree  # type: ignore[operator]
        return found

    return total


def _sum(trees: Sequence[Tree], size: int) -> Sum:
    """The same function of so many measures compiled: it takes a third of the time."""
    names = ", ".join(f"m{place}" for place in range(size))
    function: Sum = eval(f"lambda {names}: {'+'.join(map(_source, trees)) or '0.0'}", {"__builtins__": {}})
    return function


def _source(tree: Tree) -> str:
    """A tree as an expression; it holds numbers only."""
    if not isinstance(tree, tuple):
        return f"({tree!r})"
    return f"({_source(tree[3])} if m{tree[0]} <= {tree[1]!r} else {_source(tree[4])})"
