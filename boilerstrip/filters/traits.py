"""What can be counted about a line and its surroundings, as a row of numbers: what the fitted trees read.

A row has one number for each name of ``names_of_row``: the line itself, its shapes, where it stands between the prose, and the same
about its neighbours; the measures of ``layout`` follow as ``page-…``. Nothing here judges; the same rows are what
``scripts/fit_density.py`` fits the trees with.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from boilerstrip.body import Body
from boilerstrip.filters import layout
from boilerstrip.filters.cued import READ, REPORT, cues_of
from boilerstrip.filters.outline import HEADER, outline
from boilerstrip.filters.rows import rows_of
from boilerstrip.filters.wording import Heard, wording
from boilerstrip.fold import fold
from boilerstrip.measure import MARKED, SHAPES, Core, Numbers, may_be_wide, numbers, tokens_of_folded, width

FAR = 50
"""Lines beyond which a distance counts as far."""
STEPS = (-3, -2, -1, 1, 2, 3)
ENDS = {"sentence": 0, "question": 1, "colon": 2, "dots": 3, "none": 4}
ZONES = {"head": 0, "body": 1, "tail": 2}

_LINE = ("shouts", "indented")
_PLACE = ("through", "behind", "before", "run", "run-cues", "run-at", "alike", "told", "zone", "run-marked", "since-marked", "seen")
_NEAR = ("width", "ends", "prose", "cues", "dense", "marked")
_OWN = (
    *_LINE,
    *_PLACE,
    *(f"shape-{name}" for name in SHAPES),
    *(f"{name}{step:+d}" for step in STEPS for name in _NEAR),
)


def names_of_row() -> tuple[str, ...]:
    """The names of the numbers in a row."""
    return *_OWN, *(f"page-{name}" for name in layout.names())


_NOBODY = [-1.0] * len(_NEAR)


class Sheet:
    """A body with all that is counted about its lines.

    Args:
        body: The article.
        core: Its core; one without lines has no surroundings to count.
        heard: Tells the wording of its lines; by default by the weights that are shipped.

    Attributes:
        cues: For every line its cues.
        wording: For every line its wording.
    """

    def __init__(self, body: Body, core: Core, heard: Heard | None = None) -> None:
        self.body = body
        self.core = core
        self.cues = cues_of(body)
        self.counts = [len(found - REPORT) if found else 0 for found in self.cues]
        self.cued = [index for index, count in enumerate(self.counts) if count]
        self.marked = [index for index, evidence in enumerate(core.evidence) if evidence >= MARKED]
        self._words = core.words
        self._heard = heard or wording()
        self.wording = list(map(self._heard.of, body.folded))
        self._beside: dict[int, list[float]] = {}

    def numbers(self, index: int) -> Numbers:
        """What can be counted in one line alone."""
        text = self.body.lines[index].text
        return numbers(text if len(text) <= READ else text[:READ])

    def _tokens(self, index: int) -> frozenset[str]:
        """The folded words of a line."""
        text = self.body.lines[index].text
        return tokens_of_folded(self.body.folded[index] if len(text) <= READ else fold(text[:READ]))

    def _dense(self, index: int) -> float:
        count = self.counts[index]
        return count / max(1.0, self.numbers(index).words) if count else 0.0

    def row(self, index: int) -> list[float]:
        """The numbers of one line, in the order of ``names_of_row``."""
        n = self.numbers(index)
        shapes, start = n.shapes, self.body.lines[index].start
        row: list[float] = [n.shouts, self.body.text[start : start + 2].isspace()]
        row += self._place(index)
        row += [name in shapes for name in SHAPES]
        for step in STEPS:
            row += self._neighbour(index + step)
        at = self._rows[index]
        row += [column[at] for column in self._layout]
        return row

    def _place(self, index: int) -> list[float]:
        """Where a line stands: between the prose, in its run, among lines like it."""
        core, cued, marked = self.core, self.cued, self.marked
        first, last = self._run(index)
        at = bisect_left(core.lines, index)
        is_core = at < len(core.lines) and core.lines[at] == index
        return [
            self._passed[index] / max(1.0, self._passed[-1]),
            0 if is_core else _ago(core.lines, index),
            min(FAR, core.lines[at] - index) if at < len(core.lines) else FAR,
            last - first + 1,
            _between(cued, first, last) / (last - first + 1),
            index - first,
            0 if core.prose[index] else self._alike[self._outlines[index]],
            self._told(index),
            ZONES[core.zones[index]],
            _between(marked, first, last) - (core.evidence[index] >= MARKED),
            _ago(marked, index),
            at / max(1, len(core.lines)),
        ]

    def _run(self, index: int) -> tuple[int, int]:
        """The first and last line of a line's run of lines that are no prose; prose is a run by itself."""
        prose = self._prose
        at = bisect_left(prose, index)
        if at < len(prose) and prose[at] == index:
            return index, index
        return prose[at - 1] + 1 if at else 0, (prose[at] if at < len(prose) else len(self.cues)) - 1

    def _neighbour(self, index: int) -> list[float]:
        if not 0 <= index < len(self.cues):
            return _NOBODY
        if (known := self._beside.get(index)) is not None:
            return known
        n, marked = self.numbers(index), min(1.0, self.core.evidence[index])
        found = [n.width, ENDS[n.ends], self.core.prose[index], self.counts[index], self._dense(index), marked]
        self._beside[index] = found
        return found

    def _told(self, index: int) -> float:
        """Share of a line's long words that the core holds too; -1 if it has no long word."""
        words = [w for w in self._tokens(index) - self._words.stop if len(w) > 3 or not w.isascii()]
        return len(self._core_words.intersection(words)) / len(words) if words else -1.0

    @cached_property
    def _core_words(self) -> frozenset[str]:
        return frozenset().union(*map(self._tokens, self.core.lines))

    @cached_property
    def _passed(self) -> list[float]:
        measure = width if may_be_wide(self.body.text) else len
        return list(accumulate((measure(line.text[:READ]) for line in self.body.lines), initial=0.0))

    @cached_property
    def _layout(self) -> list[Sequence[float]]:
        return list(layout.measures(self.body, self.core, self._heard).values())

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        return rows_of(self.body)

    @cached_property
    def _prose(self) -> list[int]:
        return [index for index, flag in enumerate(self.core.prose) if flag]

    @cached_property
    def _outlines(self) -> list[str]:
        return ["" if prose else outline(line.text[:HEADER]) for prose, line in zip(self.core.prose, self.body.lines, strict=True)]

    @cached_property
    def _alike(self) -> Counter[str]:
        return Counter(self._outlines)


def _ago(places: Sequence[int], index: int) -> int:
    """How many lines above a line the next of some places in order is, the line itself left out; at most ``FAR``."""
    at = bisect_left(places, index)
    return min(FAR, index - places[at - 1]) if at else FAR


def _between(places: Sequence[int], first: int, last: int) -> int:
    """How many of some places in order stand from a line to another, both included."""
    return bisect_right(places, last) - bisect_left(places, first)
