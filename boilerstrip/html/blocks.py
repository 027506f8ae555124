"""The blocks of a page: its text as a browser would break it into lines, each with the elements it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from boilerstrip.fold import fold
from boilerstrip.hints import key_of

BREAKS = frozenset(
    """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select summary table tbody td tfoot th thead
    tr ul""".split()  # noqa: SIM905
)
"""Elements before and behind which a line ends."""
SILENT = frozenset("script style noscript template svg math head iframe object audio video canvas".split())  # noqa: SIM905
"""Elements whose text is not read."""
DEEP = 200
"""Elements in each other beyond which the inner ones are not told apart."""


class Block(NamedTuple):
    """One line of a page.

    Attributes:
        text: Its text, blanks made single ones.
        linked: Share of its letters and digits that stand in links, 0 to 1.
        timed: The same for ``time`` elements.
        path: The elements it stands in, from the outermost to the innermost that breaks lines.
    """

    text: str
    linked: float
    timed: float
    path: tuple[Any, ...]

    @property
    def key(self) -> str:
        """What it is found by, see ``boilerstrip.hints``."""
        return key_of(fold(self.text))


class _Reader:
    """Collects text until a line ends."""

    def __init__(self) -> None:
        self.path: list[Any] = []
        self.parts: list[str] = []
        self.sizes = {"a": 0, "time": 0}
        self.inside = {"a": 0, "time": 0}
        self.silent = 0

    def read(self, text: str | None) -> None:
        if text and not self.silent:
            self.parts.append(text)
            size = sum(map(str.isalnum, text))
            for tag, depth in self.inside.items():
                self.sizes[tag] += size if depth else 0

    def flush(self) -> Iterator[Block]:
        text = " ".join("".join(self.parts).split())
        size = sum(map(str.isalnum, text)) if text else 0
        if size:
            yield Block(text, min(1.0, self.sizes["a"] / size), min(1.0, self.sizes["time"] / size), tuple(self.path[:DEEP]))
        self.parts.clear()
        self.sizes = dict.fromkeys(self.sizes, 0)


def blocks_of(tree: Any) -> list[Block]:
    """The blocks of a page, in order.

    Args:
        tree: The page, an element of lxml.

    Returns:
        Every stretch of text that has a letter or digit.

    >>> from lxml.html import document_fromstring
    >>> [block.text for block in blocks_of(document_fromstring("<h1>Rain</h1><p>It <b>fell</b>.<br>Snow, too."))]
    ['Rain', 'It fell.', 'Snow, too.']
    """
    from lxml.etree import iterwalk

    reader = _Reader()
    found: list[Block] = []
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in BREAKS:
                found += reader.flush()
                reader.path.append(element)
            reader.silent += tag in SILENT
            if tag in reader.inside:
                reader.inside[tag] += 1
            reader.read(element.text)
            continue
        if event == "end":
            if tag in BREAKS:
                found += reader.flush()
                reader.path.pop()
            reader.silent -= tag in SILENT
            if tag in reader.inside:
                reader.inside[tag] -= 1
        reader.read(element.tail)
    return [*found, *reader.flush()]
