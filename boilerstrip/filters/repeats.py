"""Lines that stand in the text more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.marks import Mark
from boilerstrip.measure import ends, width
from boilerstrip.settings import Settings

SHORT = 100
"""Width up to which a repeated line may be a label or a teaser; repeated paragraphs are a matter for the editor."""


def repeats(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark short lines without an end mark that come again.

    The evidence is weak on purpose: refrains, scores and answers come again too.

    Args:
        body: The article.
        settings: Not used.

    Yields:
        A mark for each of the lines.
    """
    if len(set(body.folded)) == len(body.lines):
        return
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(body.lines):
        if line.part == 0 and len(line.text) <= SHORT:
            places[body.folded[index]].append(index)
    for folded, indices in places.items():
        if len(indices) > 1 and len(folded) > 2 and _is_label(body.lines[indices[0]].text):
            for index in indices:
                yield Mark(index, "repeats", "other", 0.15, f"stands in the text {len(indices)} times")


def _is_label(text: str) -> bool:
    """Whether a line is short and does not end like a sentence."""
    return width(text) <= SHORT and ends(text) == "none"
