"""Where a wall cut the text off: a flag, not a removal."""

from __future__ import annotations

from boilerstrip.body import Body
from boilerstrip.marks import Verdict
from boilerstrip.measure import numbers


def paywalled(body: Body, verdicts: tuple[Verdict, ...]) -> bool:
    """Whether the text was cut off by a wall.

    Args:
        body: The article.
        verdicts: The decisions on its lines.

    Returns:
        True if a line of category ``paywall`` goes and the last line kept above it breaks off: it ends in dots or in no mark,
        or nothing is kept below the wall.
    """
    walls = [i for i, verdict in enumerate(verdicts) if verdict.drop and verdict.category == "paywall"]
    kept = [i for i, verdict in enumerate(verdicts) if not verdict.drop]
    if not walls or not kept:
        return False
    above = [i for i in kept if i < walls[0]]
    if not above:
        return False
    return kept[-1] < walls[0] and numbers(body.lines[above[-1]].text).ends in ("dots", "none", "sentence")
