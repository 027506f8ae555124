"""Fitted decision trees, read from a data file: the sum of their leaves is the logarithm of the odds.

The file is JSON. A tree is a leaf, ``[value]``, or a question, ``[value, column, bound, low, high]``: ``low`` is the tree for rows whose
number in that column is at most the bound, ``high`` the one for the others, ``value`` what the tree would say without asking further.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Tree = list[Any]
FIRST = 40
"""Trees after which the others are asked only if there is hope."""
HOPELESS = 5.0
"""Log-odds below what is enough that the other trees do not make up for."""


class Trees:
    """Trees over the columns of a row.

    Args:
        table: What the file holds for one profile: ``enough`` and ``trees``.
        columns: Names of the numbers in a row.
    """

    def __init__(self, table: dict[str, Any], columns: Sequence[str]) -> None:
        self.enough: float = table["enough"]
        self._columns = columns
        place = {name: i for i, name in enumerate(columns)}
        self._trees = [_placed(tree, place) for tree in table["trees"]]
        self._first, self._rest = _sum(self._trees[:FIRST]), _sum(self._trees[FIRST:])

    def odds(self, row: Sequence[float]) -> float:
        """The log-odds of a row; of a row that is ``HOPELESS`` after the first trees only what those say."""
        total = self._first(row)
        return total if total < self.enough - HOPELESS else total + self._rest(row)

    def terms(self, row: Sequence[float]) -> dict[str, float]:
        """What each column adds to the log-odds of a row: the change of value at every question about it."""
        terms: dict[str, float] = {}
        for tree in self._trees:
            while len(tree) > 1:
                chosen = tree[3] if row[tree[1]] <= tree[2] else tree[4]
                name = self._columns[tree[1]]
                terms[name] = terms.get(name, 0.0) + chosen[0] - tree[0]
                tree = chosen
        return terms


def _placed(tree: Tree, place: dict[str, int]) -> Tree:
    """A tree that asks by place in the row instead of by name, numbers only."""
    if len(tree) == 1:
        return [float(tree[0])]
    value, column, bound, low, high = tree
    return [float(value), place[column], float(bound), _placed(low, place), _placed(high, place)]


def _sum(trees: list[Tree]) -> Callable[[Sequence[float]], float]:
    """The sum of some trees as a function; compiled, because walking them takes five times as long."""
    function: Callable[[Sequence[float]], float] = eval(f"lambda r: {'+'.join(map(_source, trees)) or 0.0}", {"__builtins__": {}})
    return function


def _source(tree: Tree) -> str:
    """A tree of numbers as an expression."""
    if len(tree) == 1:
        return f"({tree[0]!r})"
    return f"({_source(tree[3])} if r[{tree[1]}] <= {tree[2]!r} else {_source(tree[4])})"


def read_trees(path: Path, name: str, columns: Sequence[str]) -> Trees:
    """The trees that a file holds under a name.

    Args:
        path: The JSON file.
        name: The profile.
        columns: Names of the numbers in a row.
    """
    return Trees(json.loads(path.read_text(encoding="utf8"))[name], columns)
