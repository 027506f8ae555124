"""Lines that are dense with publishers' words: fitted trees over what can be counted about a line and what stands around it.

``layout`` counts, ``density-article.json`` and ``density-body.json`` hold the trees, fitted from labelled lines by
``scripts/fit_density.py``. The sum of their leaves is the logarithm of the odds that the line is boilerplate; what the counts that
add most to it are about is the reason given. Of most lines the wording tells at once that they are not worth a look: theirs and that of
the lines beside them, unless a weak rule marks them. Above the article and in it a line is not looked at if it holds no cue and no rule
marks it, or if the story just goes on with it: in its midst, without a marked line near by, a label or a sentence with few cues.

A list longer than the trees have seen is judged as one: its lines get the weight of the middle one, in the order of their weights, but for
those that look like the article. The trees find the lines at the ends of a list more suspicious than those in its midst: each look would
take a few and leave new ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from statistics import median_low

from boilerstrip.body import LONG, Body
from boilerstrip.filters.aspects import aspects
from boilerstrip.filters.cued import REPORT, cues_of
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.layout import Columns, measures
from boilerstrip.filters.likeness import likeness
from boilerstrip.filters.lists import lists
from boilerstrip.filters.rows import page_of, rows_of
from boilerstrip.filters.sheets import sheets
from boilerstrip.filters.vetoes import fenced, is_structured, looks_like_code
from boilerstrip.filters.wording import Heard, wording, wordings
from boilerstrip.marks import Mark, Told
from boilerstrip.measure import MARKED, Core, numbers
from boilerstrip.settings import Settings

MOST = 0.8
LEAST = -0.05
"""Bounds of the weight: it stays below what is sure, and it does not outvote a rule that is."""
HOPELESS = 5.0
"""Log-odds below what is enough, after the first trees, that the others do not make up for."""
LOUD = 0.15
"""Weight from which the reason says what looks so."""
SURE = 2.0
"""Evidence of the line filters that needs no more: about two certain rules."""
LABEL = 3
"""Words up to which a line that no rule marks near by may be a subhead or a last word like any other."""
CUED = 2
"""Cues that a sentence in the midst of the story, or a line beside it, holds if it is worth a look."""
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
    forest, numbers = Forest.read(home(profile))
    return forest, numbers["enough"]


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
    heard = wording()
    chosen = candidates(body, core, heard)
    if not chosen:
        return
    fitted, enough = model(settings.profile)
    columns = counted(body, core, heard, chosen)
    measured = dict(zip(chosen, zip(*[columns[name] for name in fitted.measures], strict=True), strict=True))
    weights = {index: scale(fitted.odds(row, low=enough - HOPELESS), enough) for index, row in measured.items()}
    sizes: dict[int, int] = {}
    for together in lists(chosen, core):
        middle = median_low([weights[index] for index in together])
        suspect = [index for index in together if weights[index] > 0]
        weights |= dict.fromkeys(suspect, middle)
        sizes |= dict.fromkeys(suspect, len(together))
    for index, weight in weights.items():
        if weight > 0 or (weight and core.evidence[index]):
            says = _says(settings.profile, measured[index], weight, sizes.get(index))
            yield Mark(index, "density", category(cues_of(body)[index]), weight, says)


def counted(body: Body, core: Core, heard: Heard, chosen: Sequence[int]) -> Columns:
    """What is counted about some lines of a body.

    Args:
        body: The article.
        core: Its core.
        heard: Tells the wording of its lines.
        chosen: Whole lines, in order.

    Returns:
        For every measure its value for each of the lines.
    """
    index = rows_of(body)
    page = page_of(body, core)._replace(asked=[index[line] for line in chosen])
    return measures(page) | wordings([row.folded for row in page.rows], heard, page.asked) | likeness(page)


def candidates(body: Body, core: Core, heard: Heard) -> list[int]:
    """The lines worth a look, by what they and the lines beside them say: whole lines that no rules are sure of.

    Args:
        body: The article.
        core: Its core.
        heard: Tells the wording of its lines.
    """
    worth = [index for index, hope in enumerate(_hopes(body, core, heard)) if hope >= WORTH]
    code = fenced(body) if worth else frozenset()
    sheet = sheets(body, core) if worth else frozenset()
    return [index for index in worth if index not in sheet and _may_go(body, core, index, index in code)]


def _may_go(body: Body, core: Core, index: int, in_code: bool) -> bool:
    """Whether a line may go: a whole one, nobody's words, no table, not near code, not of the story, cued or marked outside the tail."""
    line, evidence = body.lines[index], core.evidence[index]
    if line.part or evidence >= SURE or len(line.text) > LONG or line.text[0] in QUOTES:
        return False
    if not evidence and core.zones[index] != "tail" and cues_of(body)[index] <= REPORT:
        return False
    return not (is_structured(line.text, in_code) or _is_near_code(body, index) or _goes_on(body, core, index))


def _goes_on(body: Body, core: Core, index: int) -> bool:
    """Whether the story just goes on with a line: no rule marks a line near by, and it is a label or a sentence.

    A label of a few words may well be a subhead, or the last word of a speech. A sentence in the midst of the story is a publisher's
    only if it or a line beside it holds several cues.
    """
    n, inside = numbers(body.lines[index].text), core.zones[index] == "body"
    label = n.words <= LABEL
    reach = 1 if label else 2
    others = (*core.evidence[max(0, index - reach) : index], *core.evidence[index + 1 : index + 1 + reach])
    if max(others, default=0.0) >= MARKED:
        return False
    if label:
        return inside or n.ends == "sentence"
    cues = cues_of(body)[max(0, index - 1) : index + 2]
    return inside and n.ends == "sentence" and core.evidence[index] < MARKED and max(len(found - REPORT) for found in cues) < CUED


def _hopes(body: Body, core: Core, heard: Heard) -> Iterator[float]:
    """For every line rough log-odds that it goes, by its wording, the rules, the same of the lines beside it, and its zone."""
    said = [QUIET, *(QUIET if line.part else heard.of(folded) for line, folded in zip(body.lines, body.folded, strict=True)), QUIET]
    spoken = [0.0, *core.evidence, 0.0]
    for index, zone in enumerate(core.zones):
        beside = max(QUIET, min(LOUDEST, max(said[index], said[index + 2])))
        told = min(1.0, spoken[index + 1] + max(spoken[index], spoken[index + 2]) / 2)
        yield said[index + 1] + BESIDE * beside + SPOKEN * told + AROUND * (zone != "body")


def _is_near_code(body: Body, index: int) -> bool:
    return any(looks_like_code(line.text) for line in body.lines[max(0, index - 1) : index + 2])


def category(cues: frozenset[str]) -> str:
    """The category that the cues of a line tell of.

    >>> category(frozenset({"subscribe", "newsletter", "you"}))
    'newsletter'
    """
    return next((name for name, telling in _CATEGORY.items() if not cues.isdisjoint(telling)), "other")


def _says(profile: str, row: tuple[float, ...], weight: float, size: int | None) -> str | Told:
    """Why a line of so many measures, in a list of so many lines, has its weight."""
    looks = "looks like it" if weight > 0 else "looks like the article"
    if size:
        return f"one of {size} lines together, the middle one of which {looks}"
    if abs(weight) >= LOUD:
        return Told(_reason, (profile, row, weight))
    return looks.replace("like", "a little like") if weight < 0 else looks + " a little"


def _reason(profile: str, row: tuple[float, ...], weight: float) -> str:
    """What about a line adds most in the direction of the weight."""
    return ("looks like it: " if weight > 0 else "looks like the article: ") + aspects(model(profile)[0].steps(row), weight)


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
