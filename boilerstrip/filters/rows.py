"""The rows of a page: what can be told of each by itself, what the line filters say of it, and the stretches of prose.

A *row* is a whole line of the text, be it broken into sentences or not; in a text of one line each sentence is a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from boilerstrip.body import Body
from boilerstrip.filters.cued import REPORT, cues_of
from boilerstrip.filters.places import Stretch, stretch
from boilerstrip.fold import fold
from boilerstrip.marks import META
from boilerstrip.measure import PROSE, Core, ends, width, words_in
from boilerstrip.rules import Words
from boilerstrip.wrapped import unbroken

ENDS = {"none": 0, "dots": 1, "colon": 2, "question": 3, "sentence": 4}
KINDS = {
    "comments": ("comments",),
    "related": ("related", "navigation"),
    "legal": ("legal", "privacy"),
    "share": ("share", "contact", "player"),
    "meta": META,
}
"""What the rules' categories are signs of."""
PROMPTS = ("donation", "paywall", "newsletter", "advert", "affiliate", "jobs", "app")
SIGN = 0.5
"""Weight from which a rule's mark is a sign of its kind."""
LABEL = 80
"""Width up to which a row may be a label or a date."""
TITLE = 12
"""Characters a title has at least."""
MUCH = 600
"""Characters of a row whose words are looked at."""
REMEMBERED = 4096
"""Rows whose measures are remembered: what stays after a cut is looked at again."""

_LONG = regex.compile(r"\p{L}[\p{L}\p{M}'’]{3,}|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]{2,}")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_PLAIN_DIGIT = re.compile("[0-9]")
_SENTENCE = regex.compile(r"[.!?…؟۔।]['\"”’»)]*+\s|[。！？]")
_ITEM = regex.compile(r"[-*•▪·–+]\s|\p{Nd}{1,3}(?:[.)：:]|\s)|[①-⑳]")
_DATE = regex.compile(r"(?<!\d)(?:\d{1,2}[:.h]\d{2}|(?:19|20)\d{2})(?!\d)")
STEM = 6
"""Letters by which a word is known."""


class Row(NamedTuple):
    """What is told of every row by itself.

    Attributes:
        text: The text.
        folded: The folded text.
        width: Its width.
        ends: How it ends, as a number: the more like a sentence, the higher.
        prose: Whether it reads like prose: wide, and a sentence ends it or two end within.
        item: Whether it begins like an item of a list: with a bullet or a number.
        date: Whether it is short and holds a time of day or a year.
    """

    text: str
    folded: str
    width: float
    ends: int
    prose: bool
    item: bool
    date: bool


def row_of(text: str, folded: str) -> Row:
    """Tell what a row is.

    Args:
        text: Its text.
        folded: The same folded.
    """
    return _remembered(text, folded) if len(text) <= MUCH else _row(text, folded)


def _row(text: str, folded: str) -> Row:
    size = width(text)
    end = ENDS[ends(text)]
    return Row(
        text,
        folded,
        size,
        end,
        size >= PROSE and (end >= ENDS["question"] or len(_SENTENCE.findall(text)) > 1),
        _ITEM.match(text) is not None,
        size <= LABEL and end < ENDS["question"] and _DATE.search(folded) is not None,
    )


_remembered = lru_cache(maxsize=REMEMBERED)(_row)


@lru_cache(maxsize=REMEMBERED)
def stems_of(folded: str, stop: frozenset[str]) -> frozenset[str]:
    """Beginnings of the longer words of a folded row; pairs of characters of unspaced scripts.

    Args:
        folded: The row; the first ``MUCH`` characters of it are looked at.
        stop: Function words of the page's language.
    """
    if len(folded) <= MUCH and folded.isascii() and "'" not in folded and not _PLAIN_DIGIT.search(folded):
        # words of plain letters are as good as a search for longer ones
        return frozenset([word[:STEM] for word in words_in(folded) if len(word) > 3 and word not in stop])
    found: set[str] = set()
    for word in _LONG.findall(folded[:MUCH]):
        if not word.isascii() and _UNSPACED.match(word):
            found.update(word[i : i + 2] for i in range(len(word) - 1))
        elif word not in stop:
            found.add(word[:STEM])
    return frozenset(found)


@lru_cache(maxsize=2)
def rows_of(body: Body) -> tuple[int, ...]:
    """For every line of a body the row it belongs to, counted from 0."""
    if body.one_line:
        return tuple(range(len(body.lines)))
    found: list[int] = []
    for index, line in enumerate(body.lines):
        found.append(found[-1] + (line.number != body.lines[index - 1].number) if found else 0)
    return tuple(found)


class Page(NamedTuple):
    """The rows of a page with what the line filters say of them.

    Attributes:
        rows: The rows.
        gaps: Blank lines above each row, 3 at most, beyond those that stand above every row of the page.
        evidence: Sum of the evidence of its lines.
        cues: Cues that articles seldom hold.
        prompts: Strongest mark of a prompt, such as a newsletter's.
        signs: For every kind whether the row is a sign of it.
        prose: Whether the row reads like prose.
        dense: The stretch in which prose is at its longest.
        strict: The same with less patience for what is no prose.
        words: Function words of its language.
        asked: The rows whose measures are asked for, in order: all of them, unless they are replaced.
    """

    rows: list[Row]
    gaps: list[int]
    evidence: list[float]
    cues: list[int]
    prompts: list[float]
    signs: dict[str, list[bool]]
    prose: list[bool]
    dense: Stretch
    strict: Stretch
    words: Words
    asked: Sequence[int]


@lru_cache(maxsize=1)
def page_of(body: Body, core: Core) -> Page:
    """The rows of a page.

    Args:
        body: The page.
        core: Says the language, and what the line filters say.
    """
    index = rows_of(body)
    starts = [i for i, row in enumerate(index) if not i or row != index[i - 1]]
    stops = [*starts[1:], len(index)]
    rows = [_whole(body, a, b) for a, b in zip(starts, stops, strict=True)]
    steps = [body.lines[b].number - body.lines[b - 1].number - body.lines[b - 1].height + 1 for b in starts[1:]]
    usual = min(steps, default=1)
    gaps = [0, *(min(3, step - usual) for step in steps)]
    evidence = [0.0] * len(rows)
    cues: list[frozenset[str]] = [frozenset()] * len(rows)
    for row, spoken, found in zip(index, core.evidence, cues_of(body), strict=True):
        evidence[row] += spoken
        cues[row] |= found
    prompts = [0.0] * len(rows)
    signs = {kind: [False] * len(rows) for kind in KINDS}
    kind_of = {category: kind for kind, categories in KINDS.items() for category in categories}
    for mark in core.marks:
        if mark.weight > 0:
            row = index[mark.line]
            if mark.weight >= SIGN and mark.category in kind_of:
                signs[kind_of[mark.category]][row] = True
            elif mark.category in PROMPTS:
                prompts[row] = max(prompts[row], mark.weight)
    prose = [row.prose for row in rows]
    patient = [min(r.width, 400) if p else -min(60, 25 + 0.3 * r.width) for r, p in zip(rows, prose, strict=True)]
    strict = [min(r.width, 300) if p else -min(200, 60 + r.width) for r, p in zip(rows, prose, strict=True)]
    counts = [len(found - REPORT) for found in cues]
    return Page(
        rows,
        gaps,
        evidence,
        counts,
        prompts,
        signs,
        prose,
        stretch(patient),
        stretch(strict),
        core.words,
        range(len(rows)),
    )


def _whole(body: Body, first: int, behind: int) -> Row:
    """The row that some lines of a body make up."""
    line = body.lines[first]
    if behind - first == 1:
        return row_of(line.text, body.folded[first])
    text = unbroken(body.text[line.start : body.lines[behind - 1].end])
    return row_of(text, fold(text))
