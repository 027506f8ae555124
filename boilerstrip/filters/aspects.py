"""What the measures of fitted trees are about, in words: so that a reason can be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

SHOWN = 3
"""Aspects that are told."""

_PASSAGE = re.compile(r"^(?:lead|trail)-")
_PLACE = re.compile(r"^prose-(?:above|below)|-stretch-start$")
_NEAR = re.compile(r"-(?:\d+|above|below|around|near|far|between|usual)$|^(?:since|until|gap)\b")
_ASPECTS = {
    "its words": "wording words cues prompt dense",
    "its voice": "tone you we says quoted stop",
    "what rules say of it": "evidence marked silent meta comments related",
    "its form": "width ends digits capitals item commas prose rows labels dates lead trail",
    "its subject": "topic topics title goes repeats",
    "its place": "place row left outside in stretch strict",
    "the text it stands in": "page share",
}
_BASES = {base: aspect for aspect, bases in _ASPECTS.items() for base in bases.split()}


def aspect(name: str) -> str:
    """What a measure is about.

    Args:
        name: Its name, as the files of the trees have it.

    Raises:
        KeyError: There is no measure of such a name.

    >>> aspect("wording"), aspect("wording-above"), aspect("since-stretch-start")
    ('its words', 'what stands near it', 'its place')
    """
    name = _PASSAGE.sub("", name)
    if _PLACE.search(name):
        return "its place"
    return "what stands near it" if _NEAR.search(name) else _BASES[name.partition("-")[0]]


def aspects(steps: Iterable[tuple[str, float, float]], sign: float) -> str:
    """The aspects that count most in one direction, the strongest first; ``all in all`` if none does.

    Args:
        steps: Measure, value and worth, as ``Forest.steps`` gives them.
        sign: The direction: above or below nothing.

    >>> aspects([("wording", 1.0, 0.4), ("place", 2.0, -0.1), ("cues", 1.0, 0.2), ("topic", 0.1, 0.3)], 1)
    'its words, its subject'
    """
    worth: defaultdict[str, float] = defaultdict(float)
    for name, _, value in steps:
        worth[aspect(name)] += value * sign
    found = sorted((name for name in worth if worth[name] > 0), key=lambda name: (-round(worth[name], 6), name))
    return ", ".join(found[:SHOWN]) or "all in all"
