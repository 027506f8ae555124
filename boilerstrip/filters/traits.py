"""What can be counted about a line and its surroundings, as a row of numbers: what the fitted trees read.

A row has one number for each name in ``COLUMNS``: the line itself, the cue words in it, where it stands between the prose, and the same
about its neighbours. Nothing here judges; the same rows are what ``scripts/fit_density.py`` fits the trees with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

import regex

from boilerstrip.body import Body
from boilerstrip.fold import fold
from boilerstrip.measure import MARKED, SHAPES, Core, Numbers, language_of_line, numbers, tokens_of_folded, width
from boilerstrip.rules import CUES, cues_for

FAR = 50
"""Lines beyond which a distance counts as far."""
HEADER = 60
"""Width up to which a line can be the header of lines below it."""
SEEN = 120
"""Characters in which a line of the body's language holds a function word of it."""
READ = 600
"""Characters of a line that are looked at."""
REPORT = frozenset({"story", "section", "date", "more", "credit", "byline", "bio", "event", "said", "we", "you"})
"""Cues that stand in articles as often as around them."""
HEADERS = ("comment", "related", "newsletter", "share", "privacy", "paywall", "contact", "tags")
"""Cues that the header of a section holds."""
STEPS = (-3, -2, -1, 1, 2, 3)
ENDS = {"sentence": 0, "question": 1, "colon": 2, "dots": 3, "none": 4}
ZONES = {"head": 0, "body": 1, "tail": 2}
NAMES = (*CUES, "we", "you", "said")

_LINE = ("width", "words", "ends", "capitals", "digits", "stop", "shouts", "prose", "part", "repeats", "indented", "cues", "dense")
_PLACE = ("through", "behind", "before", "run", "run-cues", "run-at", "alike", "told", "zone", "run-marked", "since-marked", "seen")
_NEAR = ("width", "ends", "prose", "cues", "dense", "marked")
COLUMNS = (
    *_LINE,
    *_PLACE,
    *(f"since-{name}" for name in HEADERS),
    *(f"shape-{name}" for name in SHAPES),
    *(f"has-{name}" for name in NAMES),
    *(f"{name}{step:+d}" for step in STEPS for name in _NEAR),
    *(f"near-{name}" for name in NAMES),
)
"""The names of the numbers in a row."""

_NOBODY = [-1.0] * len(_NEAR)
_PIECE = regex.compile(r"\p{L}+|\p{N}+|[^\p{L}\p{N}\s]")


class Sheet:
    """A body with all that is counted about its lines.

    Args:
        body: The article.
        core: Its core; one without lines has no surroundings to count.
    """

    def __init__(self, body: Body, core: Core) -> None:
        self.body = body
        self.core = core
        self.cues = list(self._all_cues())
        self.counts = [len(found - REPORT) if found else 0 for found in self.cues]
        self._words = core.words
        self._voices: dict[int, frozenset[str]] = {}
        self._beside: dict[int, list[float]] = {}

    def _all_cues(self) -> Iterator[frozenset[str]]:
        """For every line its cues: those of the body's language, and of its own where that is plainly another one.

        A line without a function word of either is taken to go on in the language of the line above it as well.
        """
        own = cues_for(self.core.language).find
        stop, other = self.core.words.stop, ""
        for folded in self.body.folded:
            text = folded if len(folded) <= READ else folded[:READ]
            found = own(text)
            if stop.isdisjoint(text[:SEEN].split()):
                other = language_of_line(text) or other
            else:
                other = ""
            yield found | cues_for(other).find(text) if other and other != self.core.language else found

    def numbers(self, index: int) -> Numbers:
        """What can be counted in one line alone."""
        text = self.body.lines[index].text
        return numbers(text if len(text) <= READ else text[:READ])

    def spoken(self, index: int) -> frozenset[str]:
        """The cues of a line and who speaks in it."""
        if (known := self._voices.get(index)) is not None:
            return known
        words, tokens = self._words, self.numbers(index).tokens
        voices = {name for name, group in (("we", words.we), ("you", words.you), ("said", words.said)) if not group.isdisjoint(tokens)}
        found = self._voices[index] = self.cues[index] | voices
        return found

    def _dense(self, index: int) -> float:
        count = self.counts[index]
        return count / max(1.0, self.numbers(index).words) if count else 0.0

    def row(self, index: int) -> list[float]:
        """The numbers of one line, in the order of ``COLUMNS``."""
        n, cues, core = self.numbers(index), self.spoken(index), self.core
        near = self._near(index)
        row = [n.width, n.words, ENDS[n.ends], n.capitals, n.digits]
        row += [len(n.tokens & self._words.stop) / max(1, len(n.tokens)), n.shouts, core.prose[index], min(1, self.body.lines[index].part)]
        row += [core.repeats[index], self._is_indented(index), self.counts[index], self._dense(index)]
        row += self._place(index)
        row += [self.since[name][index] for name in HEADERS]
        row += [name in n.shapes for name in SHAPES]
        row += [name in cues for name in NAMES]
        for step in STEPS:
            row += self._neighbour(index + step)
        row += [name in near for name in NAMES]
        return row

    def _is_indented(self, index: int) -> bool:
        start = self.body.lines[index].start
        return self.body.text[start : start + 2].isspace()

    def _place(self, index: int) -> list[float]:
        """Where a line stands: between the prose, in its run, among lines like it."""
        first, last = self._runs[index]
        cued, marked = self._cued, self._marked
        return [
            self._passed[index] / max(1.0, self._passed[-1]),
            self._behind[index],
            self._before[index],
            last - first + 1,
            (cued[last + 1] - cued[first]) / (last - first + 1),
            index - first,
            0 if self.core.prose[index] else self._alike[self._shapes[index]],
            self._told(index),
            ZONES[self.core.zones[index]],
            marked[last + 1] - marked[first] - (self.core.evidence[index] >= MARKED),
            self._since_marked[index],
            self._seen[index] / max(1, len(self.core.lines)),
        ]

    def _neighbour(self, index: int) -> list[float]:
        if not 0 <= index < len(self.cues):
            return _NOBODY
        if index not in self._beside:
            n = self.numbers(index)
            marked = min(1.0, self.core.evidence[index])
            self._beside[index] = [n.width, ENDS[n.ends], self.core.prose[index], self.counts[index], self._dense(index), marked]
        return self._beside[index]

    def _near(self, index: int) -> set[str]:
        """The cues of the two lines above and the two below."""
        return set().union(*(self.spoken(i) for i in range(max(0, index - 2), min(len(self.cues), index + 3)) if i != index))

    def _told(self, index: int) -> float:
        """Share of a line's long words that the core holds too; -1 if it has no long word."""
        words = [w for w in self.numbers(index).tokens - self._words.stop if len(w) > 3 or not w.isascii()]
        return sum(word in self._core_words for word in words) / len(words) if words else -1.0

    @cached_property
    def _core_words(self) -> frozenset[str]:
        lines, folded = self.body.lines, self.body.folded
        texts = (folded[i] if len(lines[i].text) <= READ else fold(lines[i].text[:READ]) for i in self.core.lines)
        return frozenset().union(*map(tokens_of_folded, texts))

    @cached_property
    def _passed(self) -> list[float]:
        return list(accumulate((width(line.text[:READ]) for line in self.body.lines), initial=0.0))

    @cached_property
    def _cued(self) -> list[int]:
        return list(accumulate((count > 0 for count in self.counts), initial=0))

    @cached_property
    def _marked(self) -> list[int]:
        return list(accumulate((evidence >= MARKED for evidence in self.core.evidence), initial=0))

    @cached_property
    def _seen(self) -> list[int]:
        core = set(self.core.lines)
        return list(accumulate((i in core for i in range(len(self.cues))), initial=0))

    @cached_property
    def _behind(self) -> list[int]:
        return _since(set(self.core.lines), len(self.cues))

    @cached_property
    def _before(self) -> list[int]:
        size = len(self.cues)
        return _since({size - 1 - i for i in self.core.lines}, size)[::-1]

    @cached_property
    def _since_marked(self) -> list[int]:
        return _ago({i for i, e in enumerate(self.core.evidence) if e >= MARKED}, len(self.cues))

    @cached_property
    def since(self) -> dict[str, list[int]]:
        """For each cue of ``HEADERS`` how many lines ago a short line held it."""
        places: dict[str, set[int]] = {name: set() for name in HEADERS}
        for index, found in enumerate(self.cues):
            if not found.isdisjoint(HEADERS) and width(self.body.lines[index].text[:READ]) <= HEADER:
                for name in found & places.keys():
                    places[name].add(index)
        return {name: _ago(places[name], len(self.cues)) for name in HEADERS}

    @cached_property
    def _runs(self) -> list[tuple[int, int]]:
        """For every line the first and last line of its run of lines that are no prose."""
        runs: list[tuple[int, int]] = []
        start = 0
        for index, flag in enumerate([*self.core.prose, True]):
            if flag:
                runs += [(start, index - 1)] * (index - start)
                if index < len(self.core.prose):
                    runs.append((index, index))
                start = index + 1
        return runs

    @cached_property
    def _shapes(self) -> list[str]:
        return ["" if prose else _outline(line.text) for prose, line in zip(self.core.prose, self.body.lines, strict=True)]

    @cached_property
    def _alike(self) -> Counter[str]:
        return Counter(self._shapes)


def _since(places: set[int], size: int) -> list[int]:
    """For every line how many lines ago one of some places was, itself included; at most ``FAR``."""
    if not places:
        return [FAR] * size
    ago: list[int] = []
    last = FAR
    for index in range(size):
        last = 0 if index in places else min(FAR, last + 1)
        ago.append(last)
    return ago


def _ago(places: set[int], size: int) -> list[int]:
    """The same, the line itself left out."""
    return [FAR, *(min(FAR, n + 1) for n in _since(places, size)[:-1])]


def _outline(text: str) -> str:
    """A line as a short string of words, numbers and punctuation: lines of one list have the same.

    >>> _outline("July 26 – Saratoga, NY") == _outline("May 3 – New Haven, CT")
    True
    """
    outline = ""
    for piece in _PIECE.findall(text[:HEADER]):
        sign = "a" if piece[0].isalpha() else "0" if piece[0].isnumeric() else piece
        if sign != "a" or outline[-1:] != "a":
            outline += sign
    return outline[:8]
