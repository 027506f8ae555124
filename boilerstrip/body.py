"""Text in, body out: where the lines of an article stand.

A line is the unit of every decision. Lines end at ``\\n`` or ``\\r\\n`` and nowhere else; a paragraph that was wrapped at a column is one
line. Two kinds of line are broken into their sentences, each of which is then a line of its own: a line longer than ``LONG`` characters,
and the only line of a text that has no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from boilerstrip.fold import fold_lines
from boilerstrip.hints import Hints
from boilerstrip.wrapped import Row, unbroken, unwrapped

LONG = 280
"""Characters from which on a line is judged sentence by sentence. A paragraph of this size holds two sentences and more in
every language of the packs, so that one of them can be foreign to the others."""

_BOUNDARY = regex.compile(
    r"""(?: (?<![.!?…؟۔।])[.!?…؟۔।]++ ["'”’»)\]*_]*+ \s++ (?=[^\p{Ll}\s]) | (?<![。！？])[。！？]++ ["'”’」』）)]*+ \s*+ (?=\S) )""",
    regex.VERBOSE,
)
_NO_END = regex.compile(
    r"""(?: (?<!\w)(?: \p{L} | \p{Nd}{1,2} | mr | mrs | ms | dr | prof | st | sen | rep | gov | gen | lt | col | vs | jr | sr
        | inc | corp | co | approx | bzw | z\.b | u\.a | d\.h | nr | abs | sog | ca | mme | sra | dott | tel | p\.m | a\.m
        | \p{L}\.\p{L} ) \. )\s*+$""",
    regex.VERBOSE | regex.IGNORECASE,
)


class Line(NamedTuple):
    """One line, or one sentence of a long line.

    Attributes:
        number: Number of the line in the text, counted from 1, blank lines included.
        start: Offset of the first character in the text.
        end: Offset behind the line, its line ending and the blank lines that follow it.
        text: The line without the white space around it; of a wrapped paragraph with blanks in place of its line breaks.
        part: 0 for a whole line, 1, 2, … for the sentences of a line that was broken up.
        height: How many lines of the text a wrapped paragraph takes, and each of its sentences with it; else 1.
    """

    number: int
    start: int
    end: int
    text: str
    part: int = 0
    height: int = 1


@dataclass(frozen=True, eq=False)
class Body:
    """An article as it came, with its lines.

    ``"".join(text[line.start : line.end] for line in lines)`` is the text again, unless all of it is white space.

    Attributes:
        text: The text, never changed.
        lines: Its lines that are not blank, in order.
        hints: What the page it came from tells about its lines; None if it came as text.
    """

    text: str
    lines: tuple[Line, ...]
    hints: Hints | None = None

    @cached_property
    def one_line(self) -> bool:
        """Whether the whole article stands in one line."""
        return not self.lines or self.lines[0].number == self.lines[-1].number

    @cached_property
    def folded(self) -> list[str]:
        """The lines as rules see them."""
        return fold_lines([line.text for line in self.lines])


def split(text: str, hints: Hints | None = None) -> Body:
    """Find the lines of a text.

    Args:
        text: Any string.
        hints: What a page tells about its lines.

    Returns:
        The body. Blank lines belong to the line before them (at the very top to the line after them).

    >>> [line.text for line in split("Rain fell. \\n\\nThe river rose.").lines]
    ['Rain fell.', 'The river rose.']
    """
    rows = unwrapped(_rows(text))
    lines: list[Line] = []
    for row in rows:
        if len(row.text) > LONG or len(rows) == 1:
            lines += _sentences(text, row)
        else:
            lines.append(Line(row.number, row.start, row.end, row.text, height=row.height))
    return Body(text, tuple(lines), hints)


def _rows(text: str) -> list[Row]:
    """The lines that are not blank."""
    rows: list[Row] = []
    at = start = 0
    last = 0
    piece = ""
    for count, row in enumerate(text.split("\n"), 1):
        if stripped := row.strip():
            if last:
                rows.append(Row(last, start, at, piece))
                start = at
            last, piece = count, stripped
        at += len(row) + 1
    if last:
        rows.append(Row(last, start, len(text), piece))
    return rows


def _sentences(text: str, row: Row) -> list[Line]:
    """The sentences of one line as lines; a line that is a single sentence stays whole."""
    starts, end = [row.start], row.end
    for match in _BOUNDARY.finditer(text, row.start, end):
        if match.end() < end and not _NO_END.search(text, max(starts[-1], match.start() - 12), match.start() + 1):
            starts.append(match.end())
    if len(starts) == 1:
        return [Line(row.number, row.start, end, row.text, height=row.height)]
    spans = zip(starts, [*starts[1:], end], strict=True)
    return [Line(row.number, s, e, unbroken(text[s:e]), part, row.height) for part, (s, e) in enumerate(spans, 1)]
