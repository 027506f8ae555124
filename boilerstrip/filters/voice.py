"""Who speaks in a line: the publisher to its readers, a reporter, or the article itself."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.body import Body, Line
from boilerstrip.measure import Numbers, is_prose, numbers
from boilerstrip.rules import Words

STRONG = 0.7
"""Weight from which a rule may speak for lines beside its own."""
INTIMATE = 0.2
"""Share of an article's prose that may speak as we or to you before such lines count as the article's own."""
ENOUGH_PROSE = 3
"""Lines of prose that are enough to tell how an article speaks."""


def addresses(n: Numbers, words: Words) -> bool:
    """Whether a line speaks as we or to you."""
    return bool(n.tokens & words.we or n.tokens & words.you)


def reports(line: Line, words: Words) -> bool:
    """Whether a line is a paragraph of a story: it names a speaker and does not speak as we."""
    if not is_prose(line):
        return False
    n = numbers(line.text)
    return bool(n.tokens & words.said) and not n.tokens & words.we


def is_intimate(body: Body, words: Words, lines: Iterable[int]) -> bool:
    """Whether an article speaks as we or to you itself, or holds too little prose to tell."""
    prose = [numbers(body.lines[i].text) for i in lines if is_prose(body.lines[i])]
    return len(prose) < ENOUGH_PROSE or sum(addresses(n, words) for n in prose) > INTIMATE * len(prose)
