"""Title and deck: the lines above the article's first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.marks import Mark
from boilerstrip.measure import Core, numbers
from boilerstrip.settings import Settings

TITLE = 20
"""Width from which a line above a Markdown heading is a title itself, so that the heading is a subhead."""
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
        if _is_title(body, index):
            yield Mark(index, "heads", "title", 0.7, "stands above the first paragraph")


def _is_title(body: Body, index: int) -> bool:
    """Whether a line of the head can be a title or deck: no item, table row, salutation, short sentence or paragraph that is a link."""
    text = body.lines[index].text
    n = numbers(text)
    if "heading" in n.shapes:
        return not any(numbers(line.text).width > TITLE for line in body.lines[:index])
    return not (
        n.shapes & {"bullet", "link"} or n.ends in ("colon", "sentence") or text.endswith((",", "，", "、")) or text.startswith("|")
    )
