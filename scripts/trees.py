"""Trees of some lines or passages, and fitted trees in the form of the data files that ``boilerstrip/filters/forest.py`` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import lightgbm
import numpy as np

FITS = 3
"""Sets of trees of which the mean is taken: it wavers less than any of them."""


class Table(Protocol):
    """Rows to learn from: their measures, whether they go, and what they weigh."""

    x: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray


def fit(table: Table, chosen: np.ndarray, options: dict[str, Any], rounds: int) -> list[lightgbm.Booster]:
    """``FITS`` sets of trees of some rows of a table, each from other samples of them.

    Args:
        table: The rows.
        chosen: For every row whether it is learnt from.
        options: What LightGBM is told, but for the seed.
        rounds: Trees in a set.
    """
    sets = []
    for number in range(FITS):
        data = lightgbm.Dataset(table.x[chosen], table.wanted[chosen], weight=table.weight[chosen])
        sets.append(lightgbm.train(options | {"seed": number + 1}, data, num_boost_round=rounds))
    return sets


def trees(fits: Sequence[lightgbm.Booster], names: Sequence[str]) -> list[list[Any] | float]:
    """All trees of some fits, of which the mean is taken; those that were fitted first in front.

    Args:
        fits: The fits.
        names: Names of the measures, in the order they were fitted in.
    """
    dumps = [[one["tree_structure"] for one in fitted.dump_model()["tree_info"]] for fitted in fits]
    return [_tree(one, names, len(fits)) for row in zip(*dumps, strict=True) for one in row]


def _tree(node: dict[str, Any], names: Sequence[str], fits: int) -> list[Any] | float:
    """One tree; its values are its share in the mean."""
    if "leaf_value" in node:
        return float(round(node["leaf_value"] / fits, 4))
    low, high = (_tree(node[side], names, fits) for side in ("left_child", "right_child"))
    return [names[node["split_feature"]], round(node["threshold"], 5), round(node["internal_value"] / fits, 4), low, high]
