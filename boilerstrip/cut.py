"""The cutter: takes whole lines out of a text and remembers where they stood in the original."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from boilerstrip.body import Body, Line
from boilerstrip.marks import Verdict

_BREAK = re.compile("\n")


def spans(body: Body, verdicts: Sequence[Verdict]) -> list[tuple[int, int, Verdict]]:
    """What the verdicts take out of a body.

    Args:
        body: The article.
        verdicts: One decision for each line.

    Returns:
        ``(start, end, verdict)`` of every dropped line in order. Where everything behind the last kept line goes, the line
        ending before it goes too if the text did not end with one, so that the end of the text looks as before.
    """
    rows = [(v.line.start, v.line.end, v) for v in verdicts if v.drop]
    kept = [v.line for v in verdicts if not v.drop]
    if not rows or not kept or rows[-1][0] < kept[-1].start:
        return rows
    last = kept[-1]
    end = len(body.text[last.start : last.end].rstrip()) + last.start
    tail = body.text[end : last.end]
    if body.text.endswith("\n"):
        end += tail.find("\n") + 1 if "\n" in tail else len(tail)
    first = next(i for i, row in enumerate(rows) if row[0] >= last.end)
    rows[first] = (end, rows[first][1], rows[first][2])
    return rows


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
