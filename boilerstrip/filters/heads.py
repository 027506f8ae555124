"""Title and deck: the lines above the article's first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.body import Body
from boilerstrip.marks import Mark
from boilerstrip.measure import Core, numbers
from boilerstrip.settings import Settings

TITLE = 20
"""Width from which a line above a Markdown heading is a title itself, so that the heading is a subhead."""
LONGEST = 130
"""Width up to which a line of the head can be a title or a deck."""
MOST = 3
"""Lines of a head that can be titles and decks; where there are more, they are a list, verses or paragraphs without an end mark. Of those
none is marked: the first one alone would go, and on the next look the next one."""
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
    found = [index for index in _head(body, core) if _is_title(body, index)]
    if len(found) <= MOST:
        yield from (Mark(index, "heads", "title", 0.7, "stands above the first paragraph") for index in found)


def _head(body: Body, core: Core) -> Iterator[int]:
    """The lines of the head within ``DEPTH``."""
    for index, line in enumerate(body.lines[:DEPTH]):
        if core.zones[index] != "head" or line.part:
            return
        yield index


def _is_title(body: Body, index: int) -> bool:
    """Whether a line of the head can be a title or deck: no item, table row, salutation, short sentence or paragraph that is a link."""
    text = body.lines[index].text
    n = numbers(text)
    if "heading" in n.shapes:
        return not any(numbers(line.text).width > TITLE for line in body.lines[:index])
    return not (
        n.width > LONGEST
        or n.shapes & {"bullet", "link"}
        or n.ends in ("colon", "sentence")
        or text.endswith((",", "，", "、"))
        or text.startswith("|")
    )
