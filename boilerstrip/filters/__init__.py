"""The filters: each looks at a body and hands back marks. None of them removes anything.

A line filter sees a line and its neighbours, a zone filter also the core. The order within a tuple changes nothing. In profile ``page``
one filter, ``filters/page.py``, stands in the place of the zone filters: it sees the core and all marks of the line filters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from boilerstrip.body import Body
from boilerstrip.filters.blocks import blocks
from boilerstrip.filters.density import density
from boilerstrip.filters.heads import heads
from boilerstrip.filters.markup import markup
from boilerstrip.filters.passages import passages
from boilerstrip.filters.phrases import phrases
from boilerstrip.filters.repeats import repeats
from boilerstrip.filters.sections import sections
from boilerstrip.filters.shape import shape
from boilerstrip.filters.siblings import siblings
from boilerstrip.filters.topics import topics
from boilerstrip.marks import Mark
from boilerstrip.measure import Core
from boilerstrip.settings import Settings

LineFilter = Callable[[Body, Settings], Iterable[Mark]]
ZoneFilter = Callable[[Body, Core, Settings], Iterable[Mark]]

LINE_FILTERS: tuple[LineFilter, ...] = (phrases, repeats, shape, blocks, siblings, sections, markup)
ZONE_FILTERS: tuple[ZoneFilter, ...] = (density, passages, heads, topics)

__all__ = ["LINE_FILTERS", "ZONE_FILTERS", "LineFilter", "ZoneFilter"]
