"""What the page says of its lines: titles, bylines, captions, lines that are links and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.hints import Place
from boilerstrip.marks import Mark
from boilerstrip.measure import numbers
from boilerstrip.settings import Settings

SIGNS = {
    "title": ("title", 0.7, "is the title that the page gives itself"),
    "byline": ("byline", 0.7, "is the author that the page names"),
    "byline-class": ("byline", 0.4, "stands where the page names its author"),
    "caption": ("caption", 0.7, "is the caption of a picture"),
    "date": ("byline", 0.6, "is the date of the page"),
    "aside": ("related", 0.3, "stands in a box beside the article"),
}
"""Category and weight of a sign, and what it says."""
ABOVE = (1.0, 0.6, 0.6)
EVEN = (1.0, 1.0, 1.0)
LINKED = 0.95
"""Share of links from which a line is nothing else."""
HEADLINE = 50
"""Width from which such a line is rather a headline of another article than a name."""
TEASER = 0.6
LABEL = 0.3
"""Weight against such a line, as a headline and as a name."""


def markup(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark lines by where they stand in their page.

    Args:
        body: The article, with hints if it came from a page.
        settings: Not used.

    Yields:
        A mark for each sign of a line.
    """
    if body.hints is None:
        return
    for index, place in _places(body):
        for sign in sorted(place.signs & SIGNS.keys()):
            category, weight, says = SIGNS[sign]
            yield Mark(index, f"markup-{sign}", category, weight, says, ABOVE if category == "title" else EVEN)
        if place.linked >= LINKED:
            n = numbers(body.lines[index].text)
            if n.ends != "sentence" and "url" not in n.shapes:
                yield Mark(index, "markup-link", "related", TEASER if n.width >= HEADLINE else LABEL, "is a link and nothing else")


def _places(body: Body) -> Iterator[tuple[int, Place]]:
    """The lines that the page knows, with their places; the sentences of a long line have the place of the line."""
    assert body.hints is not None
    rows: dict[int, list[int]] = {}
    for index, line in enumerate(body.lines):
        rows.setdefault(line.number, []).append(index)
    for row in rows.values():
        place = body.hints.at(body.folded[index] for index in row)
        if place:
            yield from ((index, place) for index in row)
