"""Lines that are dense with publishers' words: fitted trees over what can be counted about a line and its neighbours.

``traits`` counts, ``density-article.json`` and ``density-body.json`` hold the trees, fitted from labelled lines by
``scripts/fit_density.py``. The sum of their leaves is the logarithm of the odds that the line is boilerplate; the counts that add most to
it are the reason given. A line without a cue word, without a weak rule and without either beside it is not looked at: shape alone says
nothing. Nor is a line that the story just goes on with: in its midst, without a marked line near by, a label or a sentence with few cues.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from boilerstrip.body import LONG, Body
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.traits import Sheet, names_of_row
from boilerstrip.filters.vetoes import fenced, is_structured, looks_like_code
from boilerstrip.marks import Mark, Told
from boilerstrip.measure import MARKED, Core
from boilerstrip.settings import Settings

MOST = 0.8
LEAST = -0.05
"""Bounds of the weight: it stays below what is sure, and it does not outvote a rule that is."""
HOPELESS = 5.0
"""Log-odds below what is enough, after the first trees, that the others do not make up for."""
LOUD = 0.15
"""Weight from which the reason names the counts."""
SURE = 2.0
"""Evidence of the line filters that needs no more: about two certain rules."""
LABEL = 2
"""Words up to which a line in the midst of the story that no rule marks near by is a subhead like any other."""
CUED = 2
"""Cues that a sentence in the midst of the story, or a line beside it, holds if it is worth a look."""
HOPE = 0.2
"""Evidence of the line filters that makes a line worth looking at even without a cue."""
SLOPE = 0.2
"""Weight that a unit of log-odds is worth: a rule of weight 0.4 makes up for two units."""
QUOTES = '"“„«‘「'
"""A line that begins with one of these is somebody's words."""
_CATEGORY = {
    "donation": ("support",),
    "newsletter": ("newsletter",),
    "privacy": ("privacy", "agree"),
    "paywall": ("subscribe", "paywall", "login", "account", "price"),
    "app": ("app",),
    "share": ("share", "platform", "follow"),
    "comments": ("comment",),
    "related": ("related", "read", "tags"),
    "legal": ("rights", "disclaimer", "imprint", "correction"),
    "contact": ("contact", "enter"),
    "affiliate": ("affiliate",),
    "advert": ("advert", "buy"),
    "jobs": ("jobs",),
    "player": ("audio", "technical"),
    "navigation": ("navigation", "section"),
}


def home(profile: str) -> Path:
    """The file that holds the trees of a profile."""
    return Path(__file__).with_name(f"density-{profile}.json")


@lru_cache(maxsize=4)
def model(profile: str) -> tuple[Forest, float]:
    """The fitted trees of a profile, and the log-odds that are enough alone."""
    table = json.loads(home(profile).read_text(encoding="utf8"))
    return Forest(table, names_of_row()), table["enough"]


def density(body: Body, core: Core, settings: Settings) -> Iterator[Mark]:
    """Mark lines by what can be counted about them, for removal or against it.

    Args:
        body: The article.
        core: Its core, zones and the evidence of the line filters.
        settings: The profile.

    Yields:
        At most one mark a line; none against removal where nothing speaks for it.
    """
    if not core.lines or body.one_line:
        return
    sheet = Sheet(body, core)
    fitted, enough = model(settings.profile)
    for index in candidates(sheet):
        if _is_near_code(body, index):
            continue
        row = sheet.row(index)
        weight = scale(fitted.odds(row, low=enough - HOPELESS), enough)
        if weight > 0 or (weight and core.evidence[index]):
            quiet = "looks like it a little" if weight > 0 else "looks a little like the article"
            says = Told(_reason, (settings.profile, tuple(row), weight)) if abs(weight) >= LOUD else quiet
            yield Mark(index, "density", category(sheet.cues[index]), weight, says)


def candidates(sheet: Sheet) -> Iterator[int]:
    """The lines worth a look: whole lines with a cue or a weak rule, or next to one, but none that the story just goes on with."""
    evidence, lines = sheet.core.evidence, sheet.body.lines
    worth = {index for index, spoken in enumerate(evidence) if spoken >= HOPE}
    worth.update(index + step for loud in (sheet.cued, sheet.marked) for index in loud for step in (-1, 0, 1))
    if not worth:
        return
    code = fenced(sheet.body)
    for index in sorted(worth & set(range(len(lines)))):
        line = lines[index]
        if line.part or evidence[index] >= SURE or len(line.text) > LONG:
            continue
        if line.text[0] not in QUOTES and not is_structured(line.text, index in code) and not _goes_on(sheet, index):
            yield index


def _goes_on(sheet: Sheet, index: int) -> bool:
    """Whether the story just goes on with a line in its midst: no rule marks a line near by, and it is a label or a sentence.

    A label of a word or two may well be a subhead, whatever its cues. A sentence is a publisher's only if it or a line beside it holds
    several cues.
    """
    core = sheet.core
    others = (*core.evidence[max(0, index - 2) : index], *core.evidence[index + 1 : index + 3])
    if core.zones[index] != "body" or max(others, default=0.0) >= MARKED:
        return False
    n = sheet.numbers(index)
    if n.ends == "sentence":
        return core.evidence[index] < MARKED and max(sheet.counts[max(0, index - 1) : index + 2]) < CUED
    return n.words <= LABEL


def _is_near_code(body: Body, index: int) -> bool:
    return any(looks_like_code(line.text) for line in body.lines[max(0, index - 1) : index + 2])


def category(cues: frozenset[str]) -> str:
    """The category that the cues of a line tell of.

    >>> category(frozenset({"subscribe", "newsletter", "you"}))
    'newsletter'
    """
    return next((name for name, telling in _CATEGORY.items() if not cues.isdisjoint(telling)), "other")


def _reason(profile: str, row: tuple[float, ...], weight: float) -> str:
    """The measures that add most in the direction of the weight, with what each adds."""
    steps = [(name, value) for name, _, value in model(profile)[0].steps(row) if value * weight > 0][:5]
    return ("looks like it: " if weight > 0 else "looks like the article: ") + ", ".join(f"{name} {value:+.1f}" for name, value in steps)


def scale(odds: float, enough: float) -> float:
    """Log-odds as the weight of a mark.

    Args:
        odds: Log-odds of a line.
        enough: Log-odds that are enough alone.

    Returns:
        ``SLOPE`` for each unit, such that 0.6 is reached at ``enough``; from ``LEAST`` to ``MOST``.

    >>> scale(4.0, 4.0), scale(3.0, 4.0), scale(-3.0, 4.0)
    (0.6, 0.4, -0.05)
    """
    return round(max(LEAST, min(MOST, 0.6 + SLOPE * (odds - enough))), 3)
