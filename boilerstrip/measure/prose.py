"""What reads like prose: wide lines that end like a sentence."""

from __future__ import annotations

from functools import lru_cache

from boilerstrip.body import Body, Line
from boilerstrip.measure.words import width

PROSE = 60
"""Width from which a line with an end mark counts as prose."""
_CLOSERS = "\"'”’»«)]」』）*_"
_MARKS = ".!?…。！？؟۔।"


def ends(text: str) -> str:
    """How a line ends: ``sentence``, ``question``, ``colon``, ``dots`` or ``none``."""
    if text.endswith(("...", "…", "[…]", "[...]")):
        return "dots"
    last = text.rstrip(_CLOSERS)[-1:]
    if last and last in _MARKS:
        return "question" if last in "?？؟" else "sentence"
    return "colon" if text.endswith((":", "：")) else "none"


def is_prose(line: Line) -> bool:
    """Whether a line reads like prose; the sentences of a long line always do when they end like one."""
    text = line.text
    return (line.part > 0 or len(text) >= PROSE or width(text) >= PROSE) and ends(text) in ("sentence", "question")


@lru_cache(maxsize=4)
def prose_of(body: Body) -> tuple[bool, ...]:
    """For every line of a body whether it reads like prose."""
    return tuple(map(is_prose, body.lines))
