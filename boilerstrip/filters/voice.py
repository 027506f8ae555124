"""Who speaks in a line: the publisher to its readers, a reporter, or the article itself."""

from __future__ import annotations

from boilerstrip.body import Line
from boilerstrip.measure import Numbers, is_prose, numbers
from boilerstrip.rules import Words

INTIMATE = 0.2
"""Share of an article's prose that may speak as we or to you before such lines count as the article's own."""


def addresses(n: Numbers, words: Words) -> bool:
    """Whether a line speaks as we or to you."""
    return bool(n.tokens & words.we or n.tokens & words.you)


def reports(line: Line, words: Words) -> bool:
    """Whether a line is a paragraph of a story: it names a speaker, and it begins with what he says or does not speak as we."""
    if not is_prose(line):
        return False
    n = numbers(line.text)
    return bool(n.tokens & words.said) and ("quoted" in n.shapes or not n.tokens & words.we)
