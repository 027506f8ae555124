"""The chart of removed characters: a bar for each category, with a part for each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

LANGUAGES = 6
"""Languages that have a part of their own; the others share one."""
WIDTH = 480
"""Width of the longest bar."""
HIGH = 26
LABEL = 24
"""Height of a row; width from which on a part bears the name of its language."""


class Part(NamedTuple):
    """One part of a bar: where it begins, how wide it is, its language, its colour by number, and what it stands for."""

    x: float
    width: float
    name: str
    colour: int
    characters: int

    @property
    def named(self) -> bool:
        """Whether there is room for its name."""
        return self.width >= LABEL


class Bar(NamedTuple):
    """One bar: its category, where it stands from above, its sum, its end and its parts."""

    name: str
    y: int
    characters: int
    end: float
    parts: tuple[Part, ...]


class Chart(NamedTuple):
    """All bars, the height of the picture, and the languages in the order of their colours."""

    bars: tuple[Bar, ...]
    height: int
    languages: tuple[str, ...]


def chart(characters: Mapping[tuple[str, str], int]) -> Chart:
    """Lay the bars out.

    Args:
        characters: Removed characters by category and language.

    >>> [(bar.name, bar.end) for bar in chart({("share", "en"): 20, ("legal", "en"): 10}).bars]
    [('share', 480.0), ('legal', 240.0)]
    """
    rows, columns = Counter[str](), Counter[str]()
    for (category, language), count in characters.items():
        rows[category] += count
        columns[language] += count
    names = sorted(columns, key=lambda name: (-columns[name], name))
    own = names[:LANGUAGES] if len(names) > LANGUAGES + 1 else names
    most = max(rows.values(), default=1)
    bars = []
    for index, category in enumerate(sorted(rows, key=lambda name: (-rows[name], name))):
        counts = [(name, characters.get((category, name), 0)) for name in own]
        counts.append(("others", rows[category] - sum(count for _, count in counts)))
        bars.append(Bar(category, index * HIGH, rows[category], round(WIDTH * rows[category] / most, 1), _parts(counts, most)))
    return Chart(tuple(bars), len(bars) * HIGH, tuple(own) + (("others",) if len(own) < len(names) else ()))


def _parts(counts: list[tuple[str, int]], most: int) -> tuple[Part, ...]:
    parts = []
    x = 0.0
    for colour, (name, count) in enumerate(counts):
        if count:
            wide = WIDTH * count / most
            parts.append(Part(round(x, 1), round(wide, 1), name, colour, count))
            x += wide
    return tuple(parts)
