"""Where the lines of a page stand: near its prose, inside its longest stretch, below a sign of comments.

All functions take one value for each line and give one value for each line, in time linear in the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

FAR = 999
"""Distance to something that is not there."""


class Stretch(NamedTuple):
    """A run of lines: index of the first, of the last, and the sum of their values."""

    first: int
    last: int
    value: float


def totals(values: Sequence[float]) -> list[float]:
    """Running totals, from 0 on, one more than there are values."""
    return list(accumulate(values, initial=0.0))


def stretch(values: Sequence[float]) -> Stretch:
    """The run of lines with the largest sum, the first of equals; an empty one at the top if none is positive.

    >>> stretch([1, -5, 2, -1, 3])
    Stretch(first=2, last=4, value=4)
    """
    best = Stretch(0, -1, 0)
    first, total = 0, 0.0
    for index, value in enumerate(values):
        if total <= 0:
            first, total = index, 0
        total += value
        if total > best.value:
            best = Stretch(first, index, total)
    return best


def windows(sums: Sequence[float], reach: int) -> list[float]:
    """Mean over the lines up to ``reach`` above and below.

    Args:
        sums: Running totals as ``totals`` gives them.
        reach: Lines on each side.

    >>> windows(totals([0, 3, 3]), 1)
    [1.5, 2.0, 3.0]
    """
    lines = list(range(len(sums)))
    return [near / size for near, size in zip(_near(sums, reach), _near(lines, reach), strict=True)]


def shares(sums: Sequence[float], of: Sequence[float], reach: int) -> list[float]:
    """The sum near each line as a share of another sum near it, 0 where that is 0.

    Args:
        sums: Running totals of what is counted.
        of: Running totals of what it is a share of.
        reach: Lines on each side.
    """
    return [near / (other if other > 1.0 else 1.0) for near, other in zip(_near(sums, reach), _near(of, reach), strict=True)]


def _near(sums: Sequence[float], reach: int) -> list[float]:
    """The sum over the lines up to ``reach`` above and below each line, from running totals."""
    n = len(sums) - 1
    above = [*[sums[0]] * min(reach, n), *sums][:n]
    below = [*sums[reach + 1 :], *[sums[-1]] * min(reach, n)][:n]
    return list(map(sub, below, above))


def since(flags: Sequence[bool]) -> list[int]:
    """Lines since the last flagged one, 0 at it, ``FAR`` before the first.

    >>> since([False, True, False])
    [999, 0, 1]
    """
    found: list[int] = []
    steps = FAR
    for flag in flags:
        if flag:
            steps = 0
        elif steps < FAR:
            steps += 1
        found.append(steps)
    return found


def until(flags: Sequence[bool]) -> list[int]:
    """Lines to the next flagged one, 0 at it, ``FAR`` behind the last."""
    return since(flags[::-1])[::-1]


def outside(found: Stretch, n: int) -> list[int]:
    """How many lines above a stretch (positive) or below it (negative) each line stands, 0 inside.

    >>> outside(Stretch(1, 1, 5.0), 3)
    [1, 0, -1]
    """
    return [max(0, found.first - i) - max(0, i - found.last) for i in range(n)]


def between(sums: Sequence[float], found: Stretch) -> list[float]:
    """What stands between each line and a stretch, -1 inside.

    Args:
        sums: Running totals of what is counted.
        found: The stretch.
    """
    above = [sums[found.first] - sums[i + 1] for i in range(found.first)]
    inside = [-1.0] * (found.last + 1 - found.first)
    below = [sums[i] - sums[found.last + 1] for i in range(found.last + 1, len(sums) - 1)]
    return above + inside + below


def beside(values: Sequence[float], step: int, edge: float = -1.0) -> list[float]:
    """The value of the line ``step`` lines further down (further up if negative), ``edge`` where there is none.

    >>> beside([1.0, 2.0], 1), beside([1.0, 2.0], -1)
    ([2.0, -1.0], [-1.0, 1.0])
    """
    n = len(values)
    rim = [edge] * min(abs(step), n)
    return [*values[step:], *rim] if step > 0 else [*rim, *values[: n + step if n + step > 0 else 0]]
