"""Where the lines of a page stand: near its prose, inside its longest stretch, below a sign of comments.

The functions take one value for each line, and ``at``: the lines that are asked for, in order. They give one value for each of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress, pairwise
from typing import NamedTuple

FAR = 999
"""Distance to something that is not there."""


class Stretch(NamedTuple):
    """A run of lines: index of the first, of the last, and the sum of their values."""

    first: int
    last: int
    value: float


Span = tuple[int, int]
"""Index of a first line, and of the line behind the last."""


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


def spans(at: Sequence[int], reach: int, n: int) -> list[Span]:
    """The lines up to ``reach`` above and below each line.

    Args:
        at: The lines.
        reach: Lines on each side.
        n: Lines of the page.

    >>> spans([0, 2], 1, 3)
    [(0, 2), (1, 3)]
    """
    return [(i - reach if i > reach else 0, i + reach + 1 if i + reach < n else n) for i in at]


def within(near: Sequence[Span]) -> list[int]:
    """The lines within some spans, each once, in order.

    Args:
        near: Spans, in order.

    >>> within([(0, 2), (1, 3)])
    [0, 1, 2]
    """
    found: list[int] = []
    for first, behind in near:
        found += range(max(first, found[-1] + 1) if found else first, behind)
    return found


def windows(sums: Sequence[float], near: Sequence[Span]) -> list[float]:
    """Mean over the lines of each span.

    Args:
        sums: Running totals as ``totals`` gives them.
        near: The spans.

    >>> windows(totals([0, 3, 3]), spans(range(3), 1, 3))
    [1.5, 2.0, 3.0]
    """
    return [(sums[behind] - sums[first]) / (behind - first) for first, behind in near]


def shares(sums: Sequence[float], of: Sequence[float], near: Sequence[Span]) -> list[float]:
    """The sum over each span as a share of another sum over it, or as it is where that is less than 1.

    Args:
        sums: Running totals of what is counted.
        of: Running totals of what it is a share of.
        near: The spans.
    """
    return [(sums[behind] - sums[first]) / max(1.0, of[behind] - of[first]) for first, behind in near]


def since(flags: Sequence[bool], at: Sequence[int]) -> list[int]:
    """Lines since the last flagged one, 0 at it, ``FAR`` before the first and that far behind it.

    >>> since([False, True, False], range(3))
    [999, 0, 1]
    """
    flagged = [*compress(range(len(flags)), flags), len(flags)]
    steps = [FAR] * flagged[0]
    for one, other in pairwise(flagged):
        steps += range(other - one)
    return [steps[i] if steps[i] < FAR else FAR for i in at]


def until(flags: Sequence[bool], at: Sequence[int]) -> list[int]:
    """Lines to the next flagged one, 0 at it, ``FAR`` behind the last."""
    return since(flags[::-1], [len(flags) - 1 - i for i in at])


def outside(found: Stretch, at: Sequence[int]) -> list[int]:
    """How many lines above a stretch (positive) or below it (negative) each line stands, 0 inside.

    >>> outside(Stretch(1, 1, 5.0), range(3))
    [1, 0, -1]
    """
    return [max(0, found.first - i) - max(0, i - found.last) for i in at]


def between(sums: Sequence[float], found: Stretch, at: Sequence[int]) -> list[float]:
    """What stands between each line and a stretch, -1 inside.

    Args:
        sums: Running totals of what is counted.
        found: The stretch.
        at: The lines.
    """
    first, behind = found.first, found.last + 1
    return [sums[first] - sums[i + 1] if i < first else -1.0 if i < behind else sums[i] - sums[behind] for i in at]


def beside(values: Sequence[float], step: int, at: Sequence[int], edge: float = -1.0) -> list[float]:
    """The value of the line ``step`` lines further down (further up if negative), ``edge`` where there is none.

    >>> beside([1.0, 2.0], 1, range(2)), beside([1.0, 2.0], -1, range(2))
    ([2.0, -1.0], [-1.0, 1.0])
    """
    return [values[i + step] if 0 <= i + step < len(values) else edge for i in at]
