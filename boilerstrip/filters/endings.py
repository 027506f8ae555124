"""Where a wall cut the text off: a flag, not a removal."""

from __future__ import annotations

from boilerstrip.body import Body
from boilerstrip.filters.phrases import phrase_hits
from boilerstrip.marks import Verdict
from boilerstrip.measure import numbers
from boilerstrip.settings import Settings

BROKEN = 4
"""Words that make a last line without an end mark a broken sentence rather than a label."""


def paywalled(body: Body, verdicts: tuple[Verdict, ...], settings: Settings) -> bool:
    """Whether the text was cut off by a wall.

    Args:
        body: The article.
        verdicts: The decisions on its lines.
        settings: Say which packs are on.

    Returns:
        True if a line of category ``paywall`` goes, nothing below it is kept, and either the last line kept breaks off, in dots or
        in the midst of a sentence, or the line opens or closes a wall, as its rule says, rather than being an offer.
    """
    walls = {i for i, verdict in enumerate(verdicts) if verdict.drop and verdict.category == "paywall"}
    kept = [i for i, verdict in enumerate(verdicts) if not verdict.drop]
    if not walls or not kept or kept[-1] > min(walls):
        return False
    last = numbers(body.lines[kept[-1]].text)
    if last.ends == "dots" or (last.ends == "none" and last.words >= BROKEN):
        return True
    heads = (hit for hit in phrase_hits(body, settings) if hit.rule.category == "paywall" and (hit.rule.opens or hit.rule.closes))
    return any(hit.line in walls for hit in heads)
