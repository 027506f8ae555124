"""Numbers of a line, what counts as prose, its language, and the zones that prose draws."""

from boilerstrip.measure.core import DOUBT, MARKED, RUN, Core, draw_core
from boilerstrip.measure.language import language_of, language_of_line, words_of
from boilerstrip.measure.numbers import Numbers, numbers
from boilerstrip.measure.prose import PROSE, ends, is_prose, prose_of
from boilerstrip.measure.words import WIDE, tokens, width, words_in

__all__ = [
    "DOUBT",
    "MARKED",
    "PROSE",
    "RUN",
    "WIDE",
    "Core",
    "Numbers",
    "draw_core",
    "ends",
    "is_prose",
    "language_of",
    "language_of_line",
    "numbers",
    "prose_of",
    "tokens",
    "width",
    "words_in",
    "words_of",
]
