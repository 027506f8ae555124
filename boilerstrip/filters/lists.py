"""Lists: more lines worth a look in one place than the fitted trees have seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.measure import Core

LISTED = 100
"""Lines worth a look that stand together: three in thirteen thousand texts that the trees were fitted with had more in one place."""
APART = 10
"""Lines worth a look that a line of the core makes up for: a list that prose seldom interrupts is one list."""


def lists(chosen: Sequence[int], core: Core) -> Iterator[list[int]]:
    """The lists of a body.

    Args:
        chosen: The lines worth a look, in order.
        core: The core of the body.

    Yields:
        The lines worth a look of each list. Every one of them makes a list longer by one, every line of the core that is not worth a look
        shorter by ``APART``; where nothing is left of it, it ends. It is one if it was longer than ``LISTED`` anywhere.
    """
    if len(chosen) <= LISTED:
        return
    worth, together = set(chosen), list[int]()
    length = longest = 0
    for index in sorted(worth.union(core.lines)):
        if index in worth:
            together.append(index)
            length += 1
            longest = max(longest, length)
        elif length > APART:
            length -= APART
        else:
            if longest > LISTED:
                yield together
            together, length, longest = [], 0, 0
    if longest > LISTED:
        yield together
