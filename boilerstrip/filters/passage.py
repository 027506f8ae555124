"""The measures of a passage: a few rows of a page that stand together, and how they differ from what stands around them.

A publisher's appeal may tell stories of its own, line by line like an article. As a whole it is another text: it shares no subject with
the story, it speaks as we and to you where the story does not, and mostly a line in it gives it away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from boilerstrip.filters.counts import Counts, counts_of
from boilerstrip.filters.places import totals
from boilerstrip.filters.rows import Page, stems_of
from boilerstrip.filters.wording import NOBODY, Heard
from boilerstrip.measure import words_in

TELLING, SPOKEN = 0.6, 2.5
"""Evidence of the line filters, and wording, from which a row gives the passage away."""
AROUND = 8
"""Rows above and below a passage whose subject and voice it is compared with."""
NAMED, SHARED = 3, 0.67
"""Words that a row has at least, and share of them that other prose holds, if it is about what the page is about."""
SILENT = -1.0
"""Stands for a share of nothing."""
UNKNOWN = 9.0
"""Stands for the wording of rows that are not there."""
LABEL = 80
"""Width up to which a row may be a label."""
QUOTES = frozenset('"“”„«»‘「」')

NAMES = (
    *("rows", "share-rows", "width", "share-width", "prose", "prose-width", "prose-above", "prose-below", "rows-above", "rows-below"),
    *("wording", "wording-most", "wording-least", "wording-first", "wording-last", "wording-wide", "wording-above", "wording-below"),
    *("evidence", "evidence-most", "evidence-first", "evidence-last", "evidence-above", "evidence-below", "marked"),
    *("silent", "silent-prose", "silent-width", "silent-wording", "silent-wording-least", "silent-topic", "silent-topic-least"),
    *("lead", "lead-width", "lead-wording", "lead-wording-least", "lead-topic", "lead-we", "lead-you", "lead-says", "lead-quoted"),
    *("trail", "trail-width", "trail-wording", "trail-wording-least", "trail-topic", "trail-we", "trail-you", "trail-says", "trail-quoted"),
    *("cues", "cues-most", "cues-rows", "cues-first", "prompt", "topic", "topic-first", "topic-last", "topic-around", "goes-on"),
    *("you", "we", "says", "quoted", "you-around", "stop-words", "stop-words-around", "stop-words-first"),
    *("ends-above", "ends-first", "ends-last", "width-first", "width-last", "width-above", "width-below", "width-most", "gap", "gap-below"),
    *("capitals", "digits", "dates", "labels", "comments", "related", "meta"),
    *("tone", "tone-mean", "tone-least", "tone-most", "tone-silent", "tone-first", "tone-last", "tone-above", "tone-below", "tone-around"),
)
"""The measures, in the order in which ``Passages.measures`` gives them."""


class Passages:
    """All passages of a page.

    Args:
        page: The page.
        heard: Tells the wording of its rows.
        tone: Tells the tone of its prose.
    """

    def __init__(self, page: Page, heard: Heard, tone: Heard) -> None:
        self.page = page
        self.rows = page.rows
        self.wording = [heard.of(row.folded) for row in page.rows]
        self._tone = tone
        self.telling = [e >= TELLING or w >= SPOKEN for e, w in zip(page.evidence, self.wording, strict=True)]
        self._stems = [stems_of(row.folded, page.words.stop) for row in page.rows]
        self._known = Counter(stem for stems, prose in zip(self._stems, page.prose, strict=True) if prose for stem in stems)
        self._widths = totals([row.width for row in page.rows])
        self._held = totals([row.width if prose else 0 for row, prose in zip(page.rows, page.prose, strict=True)])
        self._prose = totals(page.prose)
        self._counted: dict[int, Counts] = {}
        self._voices: dict[int, tuple[bool, bool]] = {}
        self._shared: dict[int, float] = {}

    def measures(self, first: int, end: int) -> list[float]:
        """The measures of the rows from one up to another, in the order of ``NAMES``.

        Args:
            first: The first row of the passage.
            end: The row behind its last one.
        """
        inside = range(first, end)
        own = Counter(stem for i in inside if self.page.prose[i] for stem in self._stems[i])
        topics = {i: self._topic(i, own) for i in inside if self._stems[i]}
        telling = [i for i in inside if self.telling[i]]
        lead = range(first, telling[0] if telling else end)
        trail = range(telling[-1] + 1 if telling else first, end)
        return [
            *self._size(first, end),
            *self._wordings(inside),
            *self._marks(inside),
            *self._silence(inside, topics),
            *self._side(lead, topics),
            *self._side(trail, topics),
            *self._cues(inside),
            *self._subject(first, end, topics, own),
            *self._voice(first, end),
            *self._edges(first, end),
            *self._shape(inside),
            *self._tones(first, end),
        ]

    def tone(self, first: int, end: int) -> float:
        """The tone of the prose of some rows, in all."""
        return sum([self._sounds(i) for i in range(first, end) if self.page.prose[i]])

    def prose_beside(self, first: int, end: int) -> tuple[float, float]:
        """Rows of prose above a passage, and below it."""
        return self._prose[first], self._prose[-1] - self._prose[end]

    def is_on_topic(self, index: int) -> bool:
        """Whether the other prose of the page holds more than two thirds of the words of a row, and so many that this is no accident."""
        return len(self._stems[index]) >= NAMED and self._shares(index) >= SHARED

    def _shares(self, index: int) -> float:
        """Share of the stems of a row that other prose holds."""
        if index not in self._shared:
            own, stems = int(self.page.prose[index]), self._stems[index]
            self._shared[index] = sum([1 for stem in stems if self._known[stem] > own]) / max(1, len(stems))
        return self._shared[index]

    def _counts(self, index: int) -> Counts:
        """What is counted in a row."""
        if index not in self._counted:
            row = self.rows[index]
            self._counted[index] = counts_of(row.text, row.folded, self.page.words)
        return self._counted[index]

    def _topic(self, index: int, own: Counter[str]) -> float:
        """Share of the stems of a row that prose outside the passage holds."""
        stems = self._stems[index]
        return sum([1 for stem in stems if self._known[stem] > own[stem]]) / len(stems)

    def _size(self, first: int, end: int) -> Iterable[float]:
        n, widths, held = len(self.rows), self._widths, self._held
        width = widths[end] - widths[first]
        yield from (end - first, (end - first) / n, width, width / max(1.0, widths[-1]))
        yield from (self._prose[end] - self._prose[first], held[end] - held[first], held[first], held[-1] - held[end], first, n - end)

    def _wordings(self, inside: range) -> Iterable[float]:
        said = self.wording[inside.start : inside.stop]
        width = self._widths[inside.stop] - self._widths[inside.start]
        wide = sum([w * self.rows[i].width for i, w in zip(inside, said, strict=True)]) / max(1.0, width)
        yield from (sum(said) / len(said), max(said), min(said), said[0], said[-1], wide)
        yield from self._beside(self.wording, inside, NOBODY)

    def _marks(self, inside: range) -> Iterable[float]:
        evidence = self.page.evidence[inside.start : inside.stop]
        yield from (sum(evidence), max(evidence), evidence[0], evidence[-1])
        yield from self._beside(self.page.evidence, inside, SILENT)
        yield sum([e >= TELLING for e in evidence]) / len(evidence)

    def _silence(self, inside: range, topics: dict[int, float]) -> Iterable[float]:
        """The rows that no rule is sure of."""
        silent = [i for i in inside if self.page.evidence[i] < TELLING]
        prose = [i for i in silent if self.page.prose[i]]
        near = [topics[i] for i in prose if i in topics]
        yield from (len(silent), len(prose), sum([self.rows[i].width for i in prose]))
        yield from (_mean([self.wording[i] for i in silent], UNKNOWN), min([self.wording[i] for i in silent], default=UNKNOWN))
        yield from (max(near, default=SILENT), min(near, default=SILENT))

    def _side(self, rows: range, topics: dict[int, float]) -> Iterable[float]:
        """The rows above the first that gives the passage away, or below the last."""
        said = [self.wording[i] for i in rows]
        yield from (len(rows), self._widths[rows.stop] - self._widths[rows.start] if rows else 0.0)
        yield from (_mean(said, UNKNOWN), min(said, default=UNKNOWN), max([topics[i] for i in rows if i in topics], default=SILENT))
        yield _mean([self._speaks(i)[0] for i in rows])
        yield _mean([self._counts(i).you for i in rows])
        yield _mean([self._counts(i).says for i in rows])
        yield _mean([self._speaks(i)[1] for i in rows])

    def _cues(self, inside: range) -> Iterable[float]:
        cues = self.page.cues[inside.start : inside.stop]
        yield from (sum(cues), max(cues), sum([count > 0 for count in cues]) / len(cues), cues[0])
        yield max(self.page.prompts[inside.start : inside.stop])

    def _subject(self, first: int, end: int, topics: dict[int, float], own: Counter[str]) -> Iterable[float]:
        """What the passage shares with the prose outside, what that shares with itself, and whether the story goes on behind it."""
        stems = frozenset[str]().union(*self._stems[first:end])
        yield sum([1 for stem in stems if self._known[stem] > own[stem]]) / max(1, len(stems))
        yield from (topics.get(first, SILENT), topics.get(end - 1, SILENT))
        yield _mean([self._shares(i) for i in self._around(first, end) if self._stems[i]])
        below = [i for i in range(end, min(len(self.rows), end + AROUND)) if self.page.prose[i]]
        above = frozenset[str]().union(*[self._stems[i] for i in range(max(0, first - AROUND), first) if self.page.prose[i]])
        held = frozenset[str]().union(*[self._stems[i] for i in below])
        yield len(held & above) / len(held) if held and above else SILENT

    def _voice(self, first: int, end: int) -> Iterable[float]:
        """Who speaks, and how much of it is function words, in the passage and in the prose around it."""
        counts = [self._counts(i) for i in range(first, end)]
        yield _mean([row.you for row in counts])
        yield _mean([self._speaks(i)[0] for i in range(first, end)])
        yield _mean([row.says for row in counts])
        yield _mean([self._speaks(i)[1] for i in range(first, end)])
        around = [self._counts(i) for i in self._around(first, end)]
        yield _mean([row.you for row in around])
        yield _stop_words([self._counts(i) for i in range(first, end) if self.page.prose[i]])
        yield _stop_words(around)
        yield _stop_words(counts[:1])

    def _edges(self, first: int, end: int) -> Iterable[float]:
        rows, n = self.rows, len(self.rows)
        yield from (rows[first - 1].ends if first else SILENT, rows[first].ends, rows[end - 1].ends)
        yield from (rows[first].width, rows[end - 1].width)
        yield from (rows[first - 1].width if first else SILENT, rows[end].width if end < n else SILENT)
        yield max([row.width for row in rows[first:end]])
        yield from (self.page.gaps[first], self.page.gaps[end] if end < n else SILENT)

    def _shape(self, inside: range) -> Iterable[float]:
        rows, counts = self.rows[inside.start : inside.stop], [self._counts(i) for i in inside]
        yield from (_mean([row.capitals for row in counts]), _mean([row.digits for row in counts]), sum([row.date for row in rows]))
        yield _mean([row.width <= LABEL and row.ends < 3 for row in rows])
        yield from (sum(self.page.signs[kind][inside.start : inside.stop]) for kind in ("comments", "related", "meta"))

    def _tones(self, first: int, end: int) -> Iterable[float]:
        """How much the prose sounds like a publisher: in all, of its rows, of those of which no rule is sure, beside and around it."""
        prose = self.page.prose
        inside = [i for i in range(first, end) if prose[i]]
        said = [self._sounds(i) for i in inside]
        yield from (sum(said), _mean(said, UNKNOWN), min(said, default=UNKNOWN), max(said, default=UNKNOWN))
        yield sum([value for i, value in zip(inside, said, strict=True) if self.page.evidence[i] < TELLING])
        yield from (said[0] if prose[first] else UNKNOWN, said[-1] if prose[end - 1] else UNKNOWN)
        yield self._sounds(first - 1) if first and prose[first - 1] else UNKNOWN
        yield self._sounds(end) if end < len(prose) and prose[end] else UNKNOWN
        yield _mean([self._sounds(i) for i in self._around(first, end)], UNKNOWN)

    def _sounds(self, index: int) -> float:
        """The tone of a row."""
        return self._tone.of(self.rows[index].folded)

    def _speaks(self, index: int) -> tuple[bool, bool]:
        """Whether a row speaks as we, and whether it holds quotation marks."""
        if index not in self._voices:
            folded = self.rows[index].folded
            self._voices[index] = (not self.page.words.we.isdisjoint(words_in(folded)), not QUOTES.isdisjoint(folded))
        return self._voices[index]

    def _beside(self, values: Sequence[float], inside: range, edge: float) -> tuple[float, float]:
        """The values of the rows above and below."""
        return (values[inside.start - 1] if inside.start else edge, values[inside.stop] if inside.stop < len(values) else edge)

    def _around(self, first: int, end: int) -> list[int]:
        """The rows of prose near a passage."""
        near = (*range(max(0, first - AROUND), first), *range(end, min(len(self.rows), end + AROUND)))
        return [i for i in near if self.page.prose[i]]


def _stop_words(counts: Sequence[Counts]) -> float:
    """Share of function words in some rows."""
    words = sum([row.words for row in counts])
    return sum([row.stops for row in counts]) / words if words else SILENT


def _mean(values: Sequence[float], nothing: float = SILENT) -> float:
    return sum(values) / len(values) if values else nothing
