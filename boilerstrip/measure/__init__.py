"""Numbers of a line, what counts as prose, its language, and the zones that prose draws."""

from boilerstrip.measure.core import DOUBT, MARKED, RUN, Core, draw_core
from boilerstrip.measure.language import language_of, language_of_line, words_of
from boilerstrip.measure.numbers import SHAPES, Numbers, numbers
from boilerstrip.measure.prose import PROSE, ends, is_prose, prose_of
from boilerstrip.measure.words import WIDE, may_be_wide, tokens, tokens_of_folded, width, words_in

__all__ = [
    "DOUBT",
    "MARKED",
    "PROSE",
    "RUN",
    "SHAPES",
    "WIDE",
    "Core",
    "Numbers",
    "draw_core",
    "ends",
    "is_prose",
    "language_of",
    "language_of_line",
    "may_be_wide",
    "numbers",
    "prose_of",
    "tokens",
    "tokens_of_folded",
    "width",
    "words_in",
    "words_of",
]
