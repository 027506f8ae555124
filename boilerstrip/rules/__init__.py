"""The knowledge: rule packs as data, one folder a language, one file a category.

``rule`` is one rule, ``loader`` reads the files, ``examples`` holds a rule against its own, ``matcher`` finds the rules that speak about
the lines of a body, ``cues`` the words that speak for none of them alone, ``words`` the function words of a language and whom a line
speaks of by them. ``files`` knows where the shipped packs lie.
"""

from boilerstrip.rules.cues import CUES, Cues, cues_for, load_cues
from boilerstrip.rules.loader import load_rules
from boilerstrip.rules.matcher import Hit, Matcher, matcher_for
from boilerstrip.rules.memory import Memory
from boilerstrip.rules.rule import STRONG, Rule
from boilerstrip.rules.words import Words, load_words

__all__ = [
    "CUES",
    "STRONG",
    "Cues",
    "Hit",
    "Matcher",
    "Memory",
    "Rule",
    "Words",
    "cues_for",
    "load_cues",
    "load_rules",
    "load_words",
    "matcher_for",
]
