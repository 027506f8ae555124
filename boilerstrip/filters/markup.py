"""What the page says of its lines: titles, bylines, captions, lines that are links and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from boilerstrip.body import Body
from boilerstrip.hints import Place
from boilerstrip.marks import Mark
from boilerstrip.measure import numbers
from boilerstrip.settings import Settings

EVEN = (1.0, 1.0, 1.0)
ABOVE = (1.0, 0.6, 0.6)
BELOW = (0.5, 1.0, 1.5)
SIGNS = {
    "title": ("title", 0.7, ABOVE, "is the title that the page gives itself"),
    "lead": ("title", -0.4, EVEN, "is how the page describes its article"),
    "byline": ("byline", 0.7, EVEN, "is the author that the page names"),
    "byline-class": ("byline", 0.4, EVEN, "stands where the page names its author"),
    "caption": ("caption", 0.7, EVEN, "is the caption of a picture"),
    "date": ("byline", 0.6, EVEN, "is the date of the page"),
    "aside": ("related", 0.3, EVEN, "stands in a box beside the article"),
    "alone": ("other", 0.6, BELOW, "is no part of the article for trafilatura"),
}
"""Category and weight of a sign, its prior in the zones, and what it says."""
IDS = {f"markup-{sign}": category for sign, (category, *_) in SIGNS.items()} | {"markup-link": "related"}
"""Ids of the marks, with their categories."""
LINKED = 0.95
"""Share of links from which a line is a link and nothing else."""
HEADLINE = 50
"""Width from which such a line is the headline of another article rather than a name."""
TEASER = 0.65
LABEL = 0.3
"""Weight against such a line, as a headline and as a name."""


def markup(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark lines by where they stand in their page.

    Args:
        body: The article, with hints if it came from a page.
        settings: Not used.

    Yields:
        A mark for each sign of a line.

    >>> from boilerstrip.body import split
    >>> from boilerstrip.hints import Hints
    >>> [mark.by for mark in markup(split("Rain\\nIt fell.", Hints({"rain": Place(0.0, frozenset(["title"]))})), Settings())]
    ['markup-title']
    """
    for index, place in _places(body):
        for sign in sorted(place.signs):
            category, weight, prior, says = SIGNS[sign]
            yield Mark(index, f"markup-{sign}", category, weight, says, prior)
        if place.linked >= LINKED:
            n = numbers(body.lines[index].text)
            if n.ends != "sentence" and "url" not in n.shapes:
                yield Mark(index, "markup-link", "related", TEASER if n.width >= HEADLINE else LABEL, "is a link and nothing else")


def _places(body: Body) -> Iterator[tuple[int, Place]]:
    """The lines that the page knows, with their places; the sentences of a long line have the place of the line."""
    if body.hints is None:
        return
    for _, row in groupby(range(len(body.lines)), key=lambda index: body.lines[index].number):
        indices = list(row)
        place = body.hints.at(body.folded[index] for index in indices)
        if place:
            yield from ((index, place) for index in indices)
