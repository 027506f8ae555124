"""Lines whose form alone says that nobody wrote them to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from boilerstrip.body import Body
from boilerstrip.marks import Mark
from boilerstrip.settings import Settings

LAST = (0.5, 0.5, 1.0)
EVEN = (1.0, 1.0, 1.0)


class Shape(NamedTuple):
    """A form that a whole line can have, and what that says about it."""

    id: str
    category: str
    weight: float
    prior: tuple[float, float, float]
    says: str
    pattern: regex.Pattern[str]


SHAPES = (
    Shape(
        "shape-image-file",
        "player",
        0.9,
        EVEN,
        "is the name of a picture file",
        regex.compile(r"(?:https?://\S+|/\S+|[\w\-]+)\.(?:jpe?g|png|gif|webp|svg)(?:\?\S*)?", regex.I),
    ),
    Shape("shape-url", "related", 0.4, LAST, "is a bare address of a page", regex.compile(r"<?(?:https?://|www\.)[^\s<>]+>?")),
    Shape(
        "shape-copyright",
        "legal",
        0.9,
        EVEN,
        "is a copyright line",
        regex.compile(
            r"(?:copyright )?(?:©|\(c\)|&copy;) ?(?:copyright )?(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)?\d\d)?\b[^?!]{0,120}", regex.I
        ),
    ),
    Shape(
        "shape-copyright-name",
        "legal",
        0.7,
        LAST,
        "is a copyright line",
        regex.compile(r"(?:copyright |©)[^.?!]{2,60}(?:19|20)\d\d[.\s]*", regex.I),
    ),
    Shape("shape-handle", "share", 0.6, LAST, "is a handle of a social network", regex.compile(r"(?:follow )?@\w{3,30}", regex.I)),
    Shape("shape-counter", "share", 0.4, LAST, "is a bare counter", regex.compile(r"\d+(?:[.,]\d+)?\s?[kKM]?\+?")),
    Shape(
        "shape-setting",
        "player",
        0.9,
        EVEN,
        "is a setting of the page's program",
        regex.compile(r"(?:[-•] ?)?\w+(?:Paywall|Subscriber|Paid)\w*:(?: ?(?:true|false|null|undefined))?"),
    ),
    Shape(
        "shape-template",
        "player",
        0.9,
        EVEN,
        "is a leftover of a template",
        regex.compile(r"\{\{.*\}\}|\$\{.*\}|<%.*%>|\[?%%?\w+%%?\]?|undefined|null|NaN|\[object Object\]"),
    ),
)


_FIRST = frozenset("cC©(&fF@-•{$<[%unN")
"""Characters, beside digits, with which a line may start that has a shape and blanks in it; see ``SHAPES``."""
_SETTINGS = ("Paywall", "Subscriber", "Paid")


def _may_have_shape(text: str) -> bool:
    """A quick look that spares most lines the patterns."""
    return " " not in text or text[0] in _FIRST or text[0].isdecimal() or any(word in text for word in _SETTINGS)


def shape(body: Body, settings: Settings) -> Iterator[Mark]:
    """Mark bare addresses, picture files, copyright lines, counters and leftovers of templates.

    Args:
        body: The article.
        settings: Not used.

    Yields:
        A mark for each shape that a whole line has.

    >>> from boilerstrip.body import split
    >>> [mark.by for mark in shape(split("Rain fell.\\n© 2031 Harbour Post"), Settings())]
    ['shape-copyright']
    """
    for index, line in enumerate(body.lines):
        if len(line.text) > 200 or not _may_have_shape(line.text):
            continue
        for form in SHAPES:
            if form.pattern.fullmatch(line.text):
                yield Mark(index, form.id, form.category, form.weight, form.says, form.prior)
