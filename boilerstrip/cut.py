"""The cutter: takes whole lines out of a text and remembers where they stood in the original."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from boilerstrip.body import Body, Line
from boilerstrip.marks import Verdict

_BREAK = re.compile("\n")


Cut = tuple[int, int, Verdict]
"""Where a span begins and ends, and the verdict that takes it out."""


def spans(body: Body, verdicts: Sequence[Verdict]) -> list[Cut]:
    """What the verdicts take out of a body.

    Args:
        body: The article.
        verdicts: One decision for each line.

    Returns:
        ``(start, end, verdict)`` of every dropped line in order. A line goes with its ending. Where the last sentences of a line go, the
        ending of the line stays, and the blanks before them go; where everything behind the last kept line goes, the text ends as before.
    """
    behind = _behind(verdicts)
    rows = [row for _, group in groupby(verdicts[:behind], key=lambda v: v.line.number) for row in _of_row(body, list(group))]
    last = [(v.line.start, v.line.end, v) for v in verdicts[behind:]]
    if not behind or not last:
        return rows + last
    kept = verdicts[behind - 1].line
    start = _stop(body, kept)
    if body.text.endswith("\n"):
        own = body.text.find("\n", start, kept.end) + 1
        if own:
            start = own
        else:
            last[-1] = (last[-1][0], len(body.text) - (2 if body.text.endswith("\r\n") else 1), last[-1][2])
    last[0] = (start, last[0][1], last[0][2])
    return rows + last


def _of_row(body: Body, verdicts: Sequence[Verdict]) -> list[Cut]:
    """What goes of the sentences of one line, or of a whole line."""
    behind = _behind(verdicts)
    rows = [(v.line.start, v.line.end, v) for v in verdicts if v.drop]
    if behind and behind < len(verdicts):
        foot = behind - len(verdicts)
        rows[foot] = (_stop(body, verdicts[behind - 1].line), *rows[foot][1:])
        start, end, verdict = rows[-1]
        stop = body.text.find("\n", _stop(body, verdict.line), end)
        rows[-1] = (start, stop - (body.text[stop - 1] == "\r"), verdict)
    return rows


def _behind(verdicts: Sequence[Verdict]) -> int:
    """Number of the first verdict behind the last line that stays."""
    return next((i for i in range(len(verdicts), 0, -1) if not verdicts[i - 1].drop), 0)


def _stop(body: Body, line: Line) -> int:
    """Where the text of a line ends, without the blanks behind it."""
    return line.start + len(body.text[line.start : line.end].rstrip())


class Pieces:
    """The parts of an original text that are still there, as one shorter text."""

    def __init__(self, text: str) -> None:
        self.original = text
        self._kept = [(0, len(text))]
        self._lengths = [0]

    @property
    def text(self) -> str:
        """What is left."""
        return "".join(self.original[s:e] for s, e in self._kept)

    @property
    def whole(self) -> bool:
        """Whether nothing was taken out yet."""
        return len(self._kept) == 1 and self._kept[0] == (0, len(self.original))

    def at(self, offset: int) -> int:
        """Offset in the original of a character of what is left."""
        piece = bisect_right(self._lengths, offset) - 1
        return self._kept[piece][0] + offset - self._lengths[piece]

    def cut(self, rows: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """Take spans of what is left out.

        Args:
            rows: Spans in order, none touching another, in offsets of what is left.

        Returns:
            For every span the pieces of the original it took.
        """
        taken: list[list[tuple[int, int]]] = []
        kept: list[tuple[int, int]] = []
        queue = list(reversed(self._kept))
        at = 0
        for start, end in rows:
            taken.append([])
            while queue and at < end:
                s, e = queue.pop()
                if at + e - s <= start:
                    kept.append((s, e))
                    at += e - s
                    continue
                if at < start:
                    kept.append((s, s + start - at))
                    s += start - at
                    at = start
                stop = min(e, s + end - at)
                taken[-1].append((s, stop))
                at += stop - s
                if stop < e:
                    queue.append((stop, e))
        kept += reversed(queue)
        self._kept = kept or [(0, 0)]
        self._lengths = [0]
        for s, e in self._kept[:-1]:
            self._lengths.append(self._lengths[-1] + e - s)
        return taken

    def place(self, line: Line) -> Line:
        """A line of what is left, with its offsets and number in the original."""
        if self.whole:
            return line
        start, end = self.at(line.start), self.at(line.end - 1) + 1
        text = self.original[start:end]
        first = start + len(text) - len(text.lstrip())
        return line._replace(start=start, end=end, number=bisect_left(self._breaks, first) + 1)

    @cached_property
    def _breaks(self) -> list[int]:
        """Where the lines of the original end."""
        return [match.start() for match in _BREAK.finditer(self.original)]
