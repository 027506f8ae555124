"""Hard-wrapped texts: paragraphs that were broken at a column, as in mails, old wires and what ``html2text`` prints, become one line again.

The last words of a paragraph, alone in their line, look like labels ("comments.", "read more"), and half a sentence like a whole one. Only
the body sees paragraphs as lines; the line breaks stay in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import regex

NARROWEST, WIDEST = 45, 100
"""Columns at which texts are wrapped; narrower lists and menus are not."""
WITHIN = 0.9
"""Share of the rows that stay within the column; a word or a table may be wider."""
LONG = 0.7
"""Share of the column from which a row is long."""
SMALL = 0.15
"""Share of the long rows that are full, with a small letter at the start of the row below, as the midst of a sentence has. In German every
other one has none, and many a text holds code and items too."""
FULL = 0.9
"""Share of the long rows that are full where letters are neither small nor large,"""
GOING_ON = 0.6
"""and share of these that end without a mark."""
LEAST = 3
"""Rows that are full and below which a sentence goes on, at least."""
WORD = 30
"""Characters of a word; a row of a script without blanks is none."""

APART = 0.2
"""Sentences that end in a short row with another below it, for each block of rows between blank lines, up to which these stand between
paragraphs."""

_OWN = regex.compile(r"[-*•▪·–—+>|#=~`]|\d{1,3}[.)]\s|\[\d|https?:|www\.")
"""How a row begins that goes on with nothing: items, quotes, tables, headings, fences, notes, addresses."""
TAIL = 12
"""Characters at the end of a row in which its end mark stands."""
_END = regex.compile(r"[.!?…؟۔।:]\W*$")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


class Row(NamedTuple):
    """A line of the text as it came, or several that are one paragraph.

    Attributes:
        number: Number of the first line in the text, counted from 1.
        start: Offset of its first character.
        end: Offset behind it and the blank lines below it.
        text: Its text without white space around it; blanks in place of line breaks.
        height: How many lines of the text it takes, without the blank ones below it.
    """

    number: int
    start: int
    end: int
    text: str
    height: int = 1


class _Seam(NamedTuple):
    """A long row and the one right below it.

    Attributes:
        above: The long row.
        below: The other.
        full: Whether the first word of the other would not have fitted into the long one.
        prose: Whether the other is long too, as in the midst of a paragraph, or ends like a sentence.
    """

    above: Row
    below: Row
    full: bool
    prose: bool

    def goes_on(self, apart: bool) -> bool:
        """Whether the row below goes on with the paragraph of the long one.

        Args:
            apart: Whether blank lines stand between paragraphs; else one may end at the column by chance.
        """
        return self.full and (apart or self.below.text[0].islower() or not _ends(self.above))


def unwrapped(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a text; those of paragraphs that were broken at a column as one.

    Args:
        rows: All lines of the text that are not blank.

    >>> from textwrap import wrap
    >>> text = "After the storm the town took its boats out of the harbour and counted what was left of the pier. Some of it lay "
    >>> text += "on the beach of the next village, where children had begun to build a house from it."
    >>> rows = [Row(number, 0, 0, row) for number, row in enumerate([*wrap(text, 48), "Rain is on its way."], 1)]
    >>> [(row.number, row.height) for row in unwrapped(rows)]
    [(1, 5), (6, 1)]
    """
    column = _column(rows)
    blocks = _blocks(rows) if column else []
    seams = [seam for block in blocks for seam in _seams(block, column)]
    if not _is_wrapped(seams):
        return rows
    apart = _are_apart(blocks, column)
    going_on = {seam.below.number for seam in seams if seam.goes_on(apart)}
    paragraphs: list[list[Row]] = []
    for row in rows:
        if row.number in going_on:
            paragraphs[-1].append(row)
        else:
            paragraphs.append([row])
    return [_joined(own) for own in paragraphs]


def unbroken(text: str) -> str:
    """A part of a text without white space around it, in one line.

    >>> unbroken(" the pier of\\n  the old town ")
    'the pier of the old town'
    """
    text = text.strip()
    return text if "\n" not in text else " ".join(map(str.strip, text.split("\n")))


def _joined(rows: Sequence[Row]) -> Row:
    first, last = rows[0], rows[-1]
    return Row(first.number, first.start, last.end, " ".join([row.text for row in rows]), len(rows))


def _ends(row: Row) -> bool:
    """Whether a row ends like a sentence."""
    return _END.search(row.text[-TAIL:]) is not None


def _column(rows: Sequence[Row]) -> int:
    """The column at which a text may be wrapped, or 0."""
    if len(rows) <= LEAST or sum([len(row.text) > WIDEST for row in rows]) > (1 - WITHIN) * len(rows):
        return 0
    column = sorted([len(row.text) for row in rows])[int(WITHIN * (len(rows) - 1))]
    return column if column >= NARROWEST else 0


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows between blank lines."""
    return [[row for _, row in block] for _, block in groupby(enumerate(rows), key=lambda place: place[1].number - place[0])]


def _seams(block: Sequence[Row], column: int) -> Iterator[_Seam]:
    """The seams of a block. Its widest row tells the column, if that is narrower than the column of the text."""
    long, widest = LONG * column, min(column, max([len(row.text) for row in block]))
    for above, below in pairwise(block):
        if len(above.text) >= long and above.text[0] not in "|#" and not _OWN.match(below.text):
            word = below.text.partition(" ")[0]
            full = len(word) <= WORD and len(above.text) + 1 + len(word) > widest
            yield _Seam(above, below, full, len(below.text) >= long or _ends(below))


def _are_apart(blocks: Sequence[Sequence[Row]], column: int) -> bool:
    """Whether blank lines stand between paragraphs: else sentences end in short rows above others."""
    ends = sum([len(row.text) < LONG * column and _ends(row) for block in blocks for row in block[:-1]])
    return ends <= APART * len(blocks)


def _is_wrapped(seams: Sequence[_Seam]) -> bool:
    """Whether sentences go on below the rows that are full; a headline with a name below it is no such sentence."""
    prose = [seam for seam in seams if seam.prose]
    full = [seam for seam in prose if seam.full]
    firsts = [seam.below.text[0] for seam in full]
    small = sum(map(str.islower, firsts))
    if small + sum(map(str.isupper, firsts)) >= len(full) / 2:
        return small >= max(LEAST, SMALL * len(prose))
    going_on = sum([not _ends(seam.above) for seam in full])
    return len(full) >= FULL * len(prose) and going_on >= max(LEAST, GOING_ON * len(full)) and not any(map(_UNSPACED.match, firsts))
