"""What can go wrong, in four kinds. Every message says what to do about it."""

from __future__ import annotations

from collections.abc import Iterable


class BoilerstripError(Exception):
    """Base of all errors this package raises on purpose."""


class SettingsError(BoilerstripError, ValueError):
    """An option, category, profile, language or filter that does not exist, or a value that does not fit."""


class RuleError(BoilerstripError, ValueError):
    """A rule pack that cannot be used; the message names the file and the rule."""


class InputError(BoilerstripError, ValueError):
    """Input that cannot be read as text; the message names the file or the argument."""


class MissingError(BoilerstripError, ImportError):
    """A library that is not installed; the message says how to install it."""


def near(word: str, known: Iterable[str], told: Iterable[str] | None = None) -> str:
    """Say which known words are near to an unknown one.

    Args:
        word: What somebody wrote.
        known: The words that would have been right.
        told: Those of them that are told if none is near; all of them if None.

    Returns:
        A clause to end an error message with.

    >>> near("newsleter", ["newsletter", "legal"])
    'did you mean newsletter?'
    >>> near("x", ["newsletter", "legal"])
    'known are legal, newsletter'
    >>> near("x", ["legal", "en-legal-terms"], ["legal"])
    'known are legal'
    >>> near("legal,share", ["legal", "share"])
    'name each by itself, without a comma'
    """
    from difflib import get_close_matches

    if "," in word:
        return "name each by itself, without a comma"
    names = sorted(known)
    close = get_close_matches(word, names, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else f"known are {', '.join(names if told is None else sorted(told))}"
