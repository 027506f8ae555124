"""The knowledge: rule packs as data, one folder a language, one file a category.

``loader`` reads and checks the files, ``matcher`` finds the rules that speak about the lines of a body.
"""

from boilerstrip.rules.loader import Rule, Words, load_rules, load_words
from boilerstrip.rules.matcher import Hit, Matcher, matcher_for

__all__ = ["Hit", "Matcher", "Rule", "Words", "load_rules", "load_words", "matcher_for"]
