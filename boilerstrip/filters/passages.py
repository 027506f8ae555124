"""Passages that only together tell that they are a publisher's: an appeal with a story of its own, a list of what else there is to read.

Where a row gives itself away, or may, a passage grows around it row by row, as far as fitted trees still take the whole of it for a
publisher's: two bounds, a high one that some stage of the growth must reach and a low one that all must (hysteresis, as in Canny 1986,
"A computational approach to edge detection"). ``passage`` counts what the trees look at, ``passages.json`` holds them, fitted by
``scripts/fit_passages.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import NamedTuple

from boilerstrip.body import Body, Line
from boilerstrip.filters.aspects import aspects
from boilerstrip.filters.cued import cues_of
from boilerstrip.filters.density import category
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.lists import lists
from boilerstrip.filters.passage import NAMES, SPOKEN, TELLING, Passages
from boilerstrip.filters.rows import ENDS, LABEL, page_of, rows_of
from boilerstrip.filters.sheets import sheets
from boilerstrip.filters.vetoes import fenced, is_structured, looks_like_code
from boilerstrip.filters.wording import NOBODY, Heard, tone, wording
from boilerstrip.marks import META, Mark, Told
from boilerstrip.measure import MARKED, Core, is_prose
from boilerstrip.settings import Settings

HOME = Path(__file__).with_name("passages.json")
HINT, SPEAKS = 0.3, -0.5
"""Evidence of the line filters, and wording, from which a passage may begin to grow at a row."""
RIM = -3.0
"""The same for the wording of a short row at the top or the bottom of the page."""
GROWTH = 12
"""Rows a passage may grow by, up and down. Where a list goes on, the next passage begins."""
QUIET, MIDST = 1.75, 1.75
"""Log-odds beyond the bound that a passage needs if none of its rows gives it away or if it is a single one, and what is added to
them if it then stands between prose above and below."""
SOUNDS = 0.0
"""Tone from which a passage with two rows of prose needs nothing beyond the bound: a single sentence may stand in any article."""
ARTICLE = 5
"""Rows of prose from which a text tells what it is about: so many stand above a passage at the end that nothing gives away."""
FALL, BRIEF = 4.0, 3.0
"""Log-odds that a passage may lose from its best by a row, and by a sentence where fewer rows of prose than that stand around it."""
SENTENCE = 0.5
"""Log-odds beyond the lower bound that a passage needs to take a sentence of which no rule says anything."""
STRAYS, LOUD = 4, 1.0
"""Labels at the top of a passage that may be of the story above it, and the wording up to which they may."""
COMMAS = frozenset(",，、،")
SPEECH = frozenset('"“”„«»‘‚「『–—―')
MOST, SLOPE, ENOUGH = 0.75, 0.05, 0.65
"""Largest weight, weight for each unit of log-odds above the bound, and weight at the bound: a little more than a line needs to go, so that
the least that density can say against it is no veto."""
HOPELESS = 3.0
"""Log-odds below the lower bound, after the first trees, that the others do not make up for."""

Odds = Callable[[int, int], float]


class Bounds(NamedTuple):
    """Log-odds that some stage of the growth must reach, and that every stage must."""

    high: float
    low: float


class Passage(NamedTuple):
    """Rows that stand together: the first, the one behind the last, and the highest log-odds of its growth."""

    first: int
    end: int
    odds: float


@lru_cache(maxsize=1)
def model() -> tuple[Forest, Bounds]:
    """The fitted trees and their bounds."""
    forest, numbers = Forest.read(HOME, NAMES, named_in=[HOME.with_name("passage.py")])
    return forest, Bounds(numbers["high"], numbers["low"])


def passages(body: Body, core: Core, settings: Settings) -> Iterator[Mark]:
    """Mark the lines of passages that as a whole are a publisher's.

    Args:
        body: The article.
        core: Its core, with the marks of the line filters.
        settings: Not looked at.

    Yields:
        One mark for each line that no rule is sure of, in the category that most of the passage speaks for.
    """
    if not core.lines or body.one_line:
        return
    heard = wording()
    begins = seeds(body, core, heard)
    if not begins:
        return
    forest, bounds = model()
    known = Passages(page_of(body, core), heard, tone())
    numbers = rows_of(body)
    closed = barred(body) | listed(core, numbers) | {numbers[index] for index in sheets(body, core)}
    told: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in core.marks:
        told[mark.line].append(mark)
    for found in grown(known, begins, closed, bounds, lambda a, b: forest.odds(known.measures(a, b), low=bounds.low - HOPELESS)):
        lines = range(bisect_left(numbers, found.first), bisect_left(numbers, found.end))
        untold = [index for index in lines if core.evidence[index] < MARKED]
        if not untold:
            continue
        weight = round(min(MOST, ENOUGH + SLOPE * (found.odds - bounds.high)), 3)
        kind = _kind(
            [mark for index in lines for mark in told[index] if not mark.by.startswith("sections:")],
            [cues_of(body)[index] for index in lines],
        )
        says = Told(_reason, (tuple(known.measures(found.first, found.end)),))
        yield from (Mark(index, "passages", kind, weight, says) for index in untold)


def seeds(body: Body, core: Core, heard: Heard) -> list[int]:
    """The rows at which a passage may begin to grow: those that are near to one of which a rule says something, or to the end of the text.

    Args:
        body: The article.
        core: Its core.
        heard: Tells the wording of its lines.
    """
    found: list[int] = []
    loud: list[int] = []
    numbers = rows_of(body)
    last = len(body.lines) - 1
    for index, (line, folded) in enumerate(zip(body.lines, body.folded, strict=True)):
        evidence = core.evidence[index]
        said = NOBODY if line.part else heard.of(folded)
        if evidence >= HINT or said >= SPEAKS or (said >= RIM and index in (0, last) and len(line.text) <= LABEL):
            found.append(numbers[index])
            if evidence >= HINT or said >= SPOKEN:
                loud.append(numbers[index])
    loud.append(numbers[-1])
    return [row for row in dict.fromkeys(found) if loud[bisect_left(loud, row - GROWTH)] <= row + GROWTH]


def barred(body: Body) -> frozenset[int]:
    """The rows that no passage holds: code and what stands beside it, tables, headings, numbered steps, speech, long paragraphs."""
    code, last = fenced(body), len(body.lines) - 1
    shut = {i for i, line in enumerate(body.lines) if line.part or is_structured(line.text, i in code) or is_speech(line)}
    near = {j for i, line in enumerate(body.lines) if looks_like_code(line.text) for j in (i - 1, i, i + 1) if 0 <= j <= last}
    numbers = rows_of(body)
    return frozenset(numbers[index] for index in shut | near)


def listed(core: Core, numbers: Sequence[int]) -> frozenset[int]:
    """The rows of long lists that no rule is sure of: passages would wear them away, a few rows a look.

    Args:
        core: The core of a body.
        numbers: The row of each of its lines.
    """
    inner = frozenset(core.lines)
    chosen = [index for index, evidence in enumerate(core.evidence) if evidence < MARKED and index not in inner]
    return frozenset(numbers[index] for together in lists(chosen, core) for index in together)


def is_speech(line: Line) -> bool:
    """Whether a line of prose begins with a quotation mark, or with a dash as speech does in many languages.

    >>> from boilerstrip.body import split
    >>> [is_speech(line) for line in split("– We will not sell the boat, whatever the harbour master may say about it.\\n– 5 euros").lines]
    [True, False]
    """
    return line.text[0] in SPEECH and is_prose(line)


def grown(known: Passages, begins: Sequence[int], closed: frozenset[int], bounds: Bounds, odds: Odds) -> Iterator[Passage]:
    """Passages around some rows, each as far as it grows, none over another.

    Args:
        known: The passages of the page.
        begins: The rows they begin at, in order.
        closed: Rows that none may hold.
        bounds: What the log-odds must reach.
        odds: The log-odds that the rows from one up to another are all a publisher's.
    """
    field = _Field(known, closed, bounds.low, odds)
    done = 0
    for seed in begins:
        if seed >= done and seed not in closed:
            whole = field.grow(seed, done)
            found = _trimmed(known, whole)
            if found.odds >= bounds.high + _doubt(known, found):
                done = whole.end
                yield found


class _Field(NamedTuple):
    """What passages grow in."""

    known: Passages
    closed: frozenset[int]
    low: float
    odds: Odds

    def grow(self, seed: int, top: int) -> Passage:
        """The passage around a row, none of its rows above ``top``: at each stage it takes the row with which it is the more likely."""
        room = range(max(top, seed - GROWTH), min(len(self.known.rows), seed + 1 + GROWTH))
        first, end = self._with_told(seed, seed + 1, room)
        found = Passage(first, end, self.odds(first, end))
        while found.odds >= self.low:  # of the first stage; later ones are held against ``_least``
            first, end, best = found
            borders = ((first - 1, end, first - 1), (first, end + 1, end))
            steps = [(self.odds(a, b), a, b, row) for a, b, row in borders if row in room and row not in self.closed]
            odds, above, below, row = max(steps, default=(-inf, first, end, first))
            if odds < self._least(row, found):
                break
            found = Passage(*self._with_told(above, below, room), max(best, odds))
        return found

    def _with_told(self, first: int, end: int, room: range) -> tuple[int, int]:
        """Some rows with those next to them that a rule is sure of: nothing has to be weighed there."""
        evidence, closed = self.known.page.evidence, self.closed
        while end in room and evidence[end] >= TELLING and end not in closed:
            end += 1
        while first - 1 in room and evidence[first - 1] >= TELLING and first - 1 not in closed:
            first -= 1
        return first, end

    def _least(self, row: int, found: Passage) -> float:
        """The log-odds that a passage needs with a row more: never enough with one that no rule speaks of and that is of the story."""
        silent = self.known.page.evidence[row] < HINT
        if silent and self.known.is_on_topic(row):
            return inf
        if not silent or self.known.rows[row].ends != ENDS["sentence"]:
            return max(self.low, found.odds - FALL)
        around = sum(self.known.prose_beside(found.first, found.end))
        return max(self.low, found.odds - (BRIEF if around < ARTICLE else FALL)) + SENTENCE


def _doubt(known: Passages, found: Passage) -> float:
    """Log-odds that a passage needs beyond the bound: none if it is given away, infinitely many if it is a single row that nothing does."""
    told, alone = any(known.telling[found.first : found.end]), found.end - found.first == 1
    if told and not alone:
        return 0.0
    above, below = known.prose_beside(found.first, found.end)
    if (alone and not told) or (not told and not below and above < ARTICLE):
        return inf
    if sum(known.page.prose[found.first : found.end]) > 1 and known.tone(found.first, found.end) >= SOUNDS:
        return 0.0
    return QUIET + MIDST * (above > 0 and below > 0)


def _trimmed(known: Passages, found: Passage) -> Passage:
    """A passage without the labels at its rims that may be of the story beside it, if no rule says anything of them.

    Such are a title, a result, what a recipe serves, a subhead, the items of a list. More of them at the top than a story ends with are a
    list that the passage is about.
    """
    first, end = found.first, found.end
    while end - first > 1 and known.prose_beside(first, end)[1] and _is_label(known, end - 1):
        end -= 1
    above = first
    while above and _ends_story(known, above - 1):
        above -= 1
    if not above or known.page.prose[above - 1]:
        while end - first > 1 and _ends_story(known, first):
            first += 1
    return found._replace(first=first if first - above <= STRAYS else found.first, end=end)


def _ends_story(known: Passages, index: int) -> bool:
    """Whether a label may be the last line above a passage; one that ends with a comma or a colon belongs to what stands below."""
    row = known.rows[index]
    return _is_label(known, index, LOUD) and row.ends < ENDS["colon"] and row.text[-1] not in COMMAS


def _is_label(known: Passages, index: int, loudest: float = SPEAKS) -> bool:
    row = known.rows[index]
    silent = known.page.evidence[index] < HINT and (known.wording[index] < loudest or row.date)
    return silent and row.width <= LABEL and not row.prose


def _kind(marks: Sequence[Mark], cues: Sequence[frozenset[str]]) -> str:
    """The category of a passage: what the marks of its lines say most strongly, else what their cues tell of.

    Marks of a section of comments are not among them: they speak for all of its lines alike, and an appeal may stand above it.
    """
    said: dict[str, float] = {}
    for mark in marks:
        if mark.weight > 0 and mark.category not in ("other", *META):
            said[mark.category] = said.get(mark.category, 0.0) + mark.weight
    if said and max(said.values()) >= TELLING / 2:
        return min(said, key=lambda name: (-round(said[name], 6), name))
    return category(frozenset().union(*cues))


def _reason(row: tuple[float, ...]) -> str:
    """What about a passage adds most."""
    return "stands in a passage that looks like it: " + aspects(model()[0].steps(row), 1)
