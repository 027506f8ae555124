"""What was found in lines, remembered: what stays after a cut is looked at again, and publishers repeat themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from boilerstrip.body import LONG

Found = TypeVar("Found")


class Memory(Generic[Found]):
    """Looks at lines, but only at those it does not remember, and at all of these at once.

    Args:
        look: Says what is found in each of some lines, whatever the other lines are.
        most: Lines that are remembered; none longer than ``LONG``.

    >>> memory = Memory(lambda lines: [len(line) for line in lines], 1000)
    >>> memory.of(["Rain", "fell on us", "Rain"])
    [4, 10, 4]
    """

    def __init__(self, look: Callable[[Sequence[str]], Sequence[Found]], most: int) -> None:
        self._look = look
        self._most = most
        self._known: dict[str, Found] = {}

    def of(self, lines: Sequence[str]) -> list[Found]:
        """What is found in each of some lines."""
        known = self._known
        new = [line for line in dict.fromkeys(lines) if line not in known]
        if not new:
            return [known[line] for line in lines]
        fresh = dict(zip(new, self._look(new), strict=True))
        found = [fresh[line] if line in fresh else known[line] for line in lines]
        if len(known) + len(fresh) > self._most:
            known.clear()
        if len(fresh) <= self._most:
            known.update((line, what) for line, what in fresh.items() if len(line) <= LONG)
        return found
