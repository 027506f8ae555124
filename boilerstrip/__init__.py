"""Take the boilerplate out of article text.

>>> import boilerstrip
>>> boilerstrip.clean("The bridge opened on Monday after two years of work, the town said.\\nShare this article")
'The bridge opened on Monday after two years of work, the town said.'
"""

from boilerstrip._version import __version__
from boilerstrip.cleaner import Cleaner, clean, clean_many, explain
from boilerstrip.config import load_settings
from boilerstrip.errors import BoilerstripError, InputError, MissingError, RuleError, SettingsError
from boilerstrip.html import clean_html, explain_html
from boilerstrip.marks import Mark, Removal, Result, Verdict
from boilerstrip.settings import Settings

__all__ = [
    "BoilerstripError",
    "Cleaner",
    "InputError",
    "Mark",
    "MissingError",
    "Removal",
    "Result",
    "RuleError",
    "Settings",
    "SettingsError",
    "Verdict",
    "__version__",
    "clean",
    "clean_html",
    "clean_many",
    "explain",
    "explain_html",
    "load_settings",
]
