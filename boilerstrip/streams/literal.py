"""Texts and the quoted literals that stand for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boilerstrip.streams.records import Cut


def in_literal(literal: str, escape: re.Pattern[str], cuts: Sequence[Cut]) -> list[Cut]:
    """Spans of a text as spans of the literal that stands for it.

    Args:
        literal: The literal without its quotation marks.
        escape: Matches what stands for one character of the text and is not that character.
        cuts: Spans of the text, in order.

    >>> in_literal('say ""no"" now', re.compile('""'), [(4, 8)])
    [(4, 10)]
    """
    wanted = sorted({offset for cut in cuts for offset in cut})
    places: dict[int, int] = {}
    at = shift = 0
    for match in escape.finditer(literal):
        while at < len(wanted) and wanted[at] + shift <= match.start():
            places[wanted[at]] = wanted[at] + shift
            at += 1
        if at == len(wanted):
            break
        shift += len(match[0]) - 1
    places.update({offset: offset + shift for offset in wanted[at:]})
    return [(places[start], places[end]) for start, end in cuts]
