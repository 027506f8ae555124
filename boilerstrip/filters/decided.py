"""What a reader decided about lines of this document.

Its marks are made beside all others and seen by no filter: a decision is about its line alone, not about the lines around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.decisions import load_decisions
from boilerstrip.marks import DECISION, Mark
from boilerstrip.settings import Settings


def decided(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark the lines that a reader judged, for or against them.

    Args:
        body: The article.
        settings: Names the files of decisions.

    Raises:
        InputError: A file of decisions cannot be used.
    """
    if not settings.decisions:
        return
    for index, decision in load_decisions(settings.decisions).about(body).lines.items():
        yield Mark(index, DECISION, decision.label or "other", 1.0 if decision.label else -1.0, "decided by a reader")
