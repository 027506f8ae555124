"""What a page tells about the lines of its article, beyond their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where a line stands in its page.

    Attributes:
        linked: Share of its letters and digits that stand in links, 0 to 1.
        signs: What its place says of it, in words of ``filters.markup.SIGNS``: ``title``, ``caption``, …
    """

    linked: float = 0.0
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Hints:
    """What a page tells about lines, found by their letters so that cuts and Markdown change nothing.

    Attributes:
        places: The places of the lines, by ``key_of`` their folded text.
    """

    places: Mapping[str, Place] = field(default_factory=dict)

    def at(self, folded: Iterable[str]) -> Place | None:
        """The place of a line.

        Args:
            folded: The line as rules see it, or its sentences.

        Returns:
            The place, or None if the page has no such line.

        >>> Hints({"rainfell": Place(1.0)}).at(["rain ", "fell."])
        Place(linked=1.0, signs=frozenset())
        """
        return self.places.get("".join(map(key_of, folded)))


def key_of(folded: str) -> str:
    """The letters and digits of a folded line.

    >>> key_of("- rain, 3 mm")
    'rain3mm'
    """
    return "".join(filter(str.isalnum, folded))
