"""What nobody should wait for without a word: options that change nothing, and the first start."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click
from click.core import ParameterSource

from boilerstrip.cli.words import say
from boilerstrip.marks import CATEGORIES
from boilerstrip.settings import FILTERS, Settings
from boilerstrip.streams import Source

_ABSENT = {"article": ("heads", "page"), "body": ("page",), "page": ("density", "passages", "heads", "topics")}
"""Filters that a profile goes without."""
_FIELDS = ("jsonl", "csv", "parquet")
"""Formats whose records have fields."""


def is_given(name: str) -> bool:
    """Whether an option of the verb that runs was given on the command line."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(name) == ParameterSource.COMMANDLINE


def tell_idle(settings: Settings) -> None:
    """Tell which of the options that make up the settings change nothing.

    What a settings file says may be meant for another profile; of that only ``select`` is told.
    """
    if settings.no_article != "unchanged" and settings.profile != "page" and is_given("no_article"):
        say("--no-article changes nothing: it is for profile page")
    for key, names in (("select", settings.select or ()), ("ignore", settings.ignore if is_given("ignore") else ())):
        for name, why in _idle(key, names, settings):
            say(f"{key}: {name!r} changes nothing: {why}")


def tell_first() -> None:
    """Tell somebody at a terminal why the first start takes its time."""
    if sys.stderr is not None and sys.stderr.isatty():
        from boilerstrip.rules.loader import is_read

        if not is_read():
            say("reads the rules for the first time, some seconds")


def tell_unused(options: Iterable[str], why: str) -> None:
    """Tell which of some options were given all the same.

    Args:
        options: Names of parameters that change nothing where they are given now.
        why: The reason.
    """
    for name in options:
        if is_given(name):
            say(f"--{name.replace('_', '-')} changes nothing: {why}")


def tell_field(sources: Iterable[Source]) -> None:
    """Tell that no record has fields, if one was named."""
    if is_given("field") and not any(source.format in _FIELDS for source in sources):
        say("--field changes nothing: none of these files has fields")


def _idle(key: str, names: Iterable[str], settings: Settings) -> Iterator[tuple[str, str]]:
    """Names in ``select`` or ``ignore`` that change nothing, and why."""
    for name in names:
        if key == "select" and name in settings.ignore:
            yield name, "ignore names it too"
        elif name == "topics":
            yield name, "this filter only speaks for lines"
        elif name in _ABSENT[settings.profile]:
            yield name, f"profile {settings.profile} goes without this filter"
        elif name not in FILTERS and (why := _why(name, settings)):
            yield name, why


def _why(name: str, settings: Settings) -> str:
    """Why a category or a rule removes nothing anyway; ``""`` if it does, or if there is none of that name."""
    category, language = (name, "any") if name in CATEGORIES else _origin(name, settings)
    if category and category not in settings.targets:
        return f"in profile {settings.profile} metadata stays; --profile body removes it"
    if language != "any" and settings.languages is not None and language not in settings.languages:
        return f"the packs of {language} are not used"
    return ""


def _origin(name: str, settings: Settings) -> tuple[str, str]:
    """Category and language of a rule or shape."""
    from boilerstrip.filters.markup import IDS
    from boilerstrip.filters.shape import SHAPES
    from boilerstrip.rules import load_rules

    known = {form.id: (form.category, "any") for form in SHAPES} | {name: (category, "any") for name, category in IDS.items()}
    known |= {rule.id: (rule.category, rule.language) for rule in load_rules(None, settings.packs)}
    return known.get(name, ("", "any"))
