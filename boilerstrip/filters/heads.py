"""Title and deck: the lines above the article's first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.fold import fold
from boilerstrip.marks import Mark
from boilerstrip.measure import Core, numbers
from boilerstrip.settings import Settings

DEPTH = 12
"""Lines from the top within which a title is looked for."""


def heads(body: Body, core: Core, settings: Settings) -> Iterator[Mark]:
    """Mark the lines above the first prose as title, in the profile that removes titles.

    Args:
        body: The article.
        core: Its core and zones.
        settings: The profile.

    Yields:
        A mark for each line of the head that stands alone and is no list or table.
    """
    if settings.profile == "article":
        return
    for index, line in enumerate(body.lines[:DEPTH]):
        if core.zones[index] != "head" or line.part:
            break
        n = numbers(line.text)
        if "bullet" in n.shapes or n.ends == "colon" or fold(line.text).startswith("|"):
            continue
        yield Mark(index, "heads", "title", 0.7, "stands above the first paragraph")
