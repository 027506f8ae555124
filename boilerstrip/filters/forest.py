"""Trees of tests over the measures of a row: how the page filter weighs them.

``page.json`` holds them, written by ``scripts/fit_page.py``: log-odds to begin with, and trees of which each adds some. A tree is a test
``[measure, bound, mean, tree up to the bound, tree above it]`` or, at its end, a number. The mean is what the rows that come by a test
get on average, so that the steps of a row through a tree tell what each test was worth.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path(__file__).with_name("page.json")
TOLD = 15
"""Trees of which the steps are told: the first ones add most."""
EARLY = (25, 50)
CLEAR = 2.75
"""Trees after which a row with log-odds as large as this is not weighed further: the others would not change its side."""

Test = tuple[int, float, float, Any, Any]


class Forest(NamedTuple):
    """The fitted trees.

    Attributes:
        measures: Names of the measures that are tested.
        bias: Log-odds of a row before the first tree.
        trees: The trees, measures by their place in ``measures``.
    """

    measures: tuple[str, ...]
    bias: float
    trees: tuple[Test | float, ...]

    def odds(self, row: Sequence[float]) -> float:
        """Log-odds that a row is no part of the article.

        Args:
            row: Its measures, in the order of ``measures``.
        """
        total = self.bias
        for first, last in pairwise((0, *EARLY, len(self.trees))):
            for tree in self.trees[first:last]:
                while type(tree) is tuple:
                    tree = tree[3] if row[tree[0]] <= tree[1] else tree[4]
                total += tree  # type: ignore[operator]
            if abs(total) >= CLEAR:
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


@lru_cache(maxsize=1)
def forest() -> Forest:
    """The fitted trees."""
    table = json.loads(HOME.read_text(encoding="utf8"))
    places: dict[str, int] = {}

    def flat(tree: Any) -> Any:
        if not isinstance(tree, list):
            return float(tree)
        measure, bound, mean, below, above = tree
        return places.setdefault(measure, len(places)), bound, mean, flat(below), flat(above)

    trees = tuple(map(flat, table["trees"]))
    return Forest(tuple(places), table["bias"], trees)
