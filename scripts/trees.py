"""Fitted trees in the form of the data files that ``boilerstrip/filters/forest.py`` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm


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
