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
    """A form that a whole line can have, and what that says about it.

    Attributes:
        begins: Characters of which one begins every line of this form that has a blank in it, ``0`` for all digits.
    """

    id: str
    category: str
    weight: float
    prior: tuple[float, float, float]
    says: str
    begins: str
    pattern: regex.Pattern[str]


SHAPES = (
    Shape(
        "shape-image-file",
        "player",
        0.9,
        EVEN,
        "is the name of a picture file",
        "",
        regex.compile(r"(?:https?://\S+|/\S+|[\w\-]+)\.(?:jpe?g|png|gif|webp|svg)(?:\?\S*)?", regex.I),
    ),
    Shape("shape-url", "related", 0.4, LAST, "is a bare address of a page", "", regex.compile(r"<?(?:https?://|www\.)[^\s<>]+>?")),
    Shape(
        "shape-copyright",
        "legal",
        0.9,
        EVEN,
        "is a copyright line",
        "cC©(&",
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
        "cC©",
        regex.compile(r"(?:copyright |©)[^.?!]{2,60}(?:19|20)\d\d[.\s]*", regex.I),
    ),
    Shape("shape-handle", "share", 0.6, LAST, "is a handle of a social network", "fF", regex.compile(r"(?:follow )?@\w{3,30}", regex.I)),
    Shape("shape-counter", "share", 0.4, LAST, "is a bare counter", "0", regex.compile(r"\d+(?:[.,]\d+)?\s?[kKM]?\+?")),
    Shape(
        "shape-setting",
        "player",
        0.9,
        EVEN,
        "is a setting of the page's program",
        "",
        regex.compile(r"(?:[-•] ?)?\w+(?:Paywall|Subscriber|Paid)\w*:(?: ?(?:true|false|null|undefined))?"),
    ),
    Shape(
        "shape-template",
        "player",
        0.9,
        EVEN,
        "is a leftover of a template",
        "{$<[",
        regex.compile(r"\{\{.*\}\}|\$\{.*\}|<%.*%>|\[?%%?\w+%%?\]?|undefined|null|NaN|\[object Object\]"),
    ),
)


_BY_FIRST = {char: tuple(form for form in SHAPES if char in form.begins) for char in {char for form in SHAPES for char in form.begins}}
_SETTINGS = ("Paywall", "Subscriber", "Paid")
"""Words of which one stands in every setting of a page's program, the only form that may have a blank and begin with anything."""


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
    forms: tuple[Shape, ...]
    settings_told = any(word in body.text for word in _SETTINGS)
    for index, line in enumerate(body.lines):
        text = line.text
        if settings_told or " " not in text:
            forms = SHAPES
        else:
            forms = _BY_FIRST.get("0" if text[0].isdecimal() else text[0], ())
        if forms and len(text) <= 200:
            for form in forms:
                if form.pattern.fullmatch(text):
                    yield Mark(index, form.id, form.category, form.weight, form.says, form.prior)
