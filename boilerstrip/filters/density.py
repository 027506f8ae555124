"""Lines that are dense with publishers' words: fitted trees over what can be counted about a line and its neighbours.

``traits`` counts, ``density-article.json`` and ``density-body.json`` hold the trees, fitted from labelled lines by
``scripts/fit_density.py``. The sum of their leaves is the logarithm of the odds that the line is boilerplate; the counts that add most to
it are the reason given. Of most lines the wording tells at once that they are not worth a look: theirs and that of the lines beside them,
unless a weak rule marks them.
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
from boilerstrip.measure import Core
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
WORTH = -2.0
"""Log-odds by the wording, the rules and the zone from which a line is worth a look: one in five lines of an article is."""
BESIDE = 0.5
QUIET, LOUDEST = -4.0, 2.0
"""Part of the wording of a line beside it that counts for a line, and the bounds within which it does."""
SPOKEN = 4.0
"""Log-odds for each unit of evidence; that of a line beside it counts half."""
AROUND = 2.0
"""Log-odds for a line above or below the article."""
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
    """The lines worth a look: whole lines that no rules are sure of, by what they and the lines beside them say."""
    evidence, lines = sheet.core.evidence, sheet.body.lines
    worth = [index for index, hope in enumerate(_hopes(sheet)) if hope >= WORTH]
    if not worth:
        return
    code = fenced(sheet.body)
    for index in worth:
        line = lines[index]
        if line.part or evidence[index] >= SURE or len(line.text) > LONG:
            continue
        if line.text[0] not in QUOTES and not is_structured(line.text, index in code):
            yield index


def _hopes(sheet: Sheet) -> Iterator[float]:
    """For every line rough log-odds that it goes, by its wording, the rules, the same of the lines beside it, and its zone."""
    core, wording = sheet.core, [QUIET, *sheet.wording, QUIET]
    spoken = [0.0, *core.evidence, 0.0]
    for index, zone in enumerate(core.zones):
        beside = max(QUIET, min(LOUDEST, max(wording[index], wording[index + 2])))
        told = min(1.0, spoken[index + 1] + max(spoken[index], spoken[index + 2]) / 2)
        yield wording[index + 1] + BESIDE * beside + SPOKEN * told + AROUND * (zone != "body")


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
