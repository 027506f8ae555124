"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

import click

from boilerstrip.cli import complete
from boilerstrip.cli.idle import tell_first, tell_idle, tell_unused
from boilerstrip.html import EXTRACTORS
from boilerstrip.settings import NO_ARTICLE, PROFILES, Settings
from boilerstrip.streams.records import Source

F = TypeVar("F", bound=Callable[..., Any])

_PACKS = click.option(
    "--pack",
    "--packs",
    "packs",
    multiple=True,
    metavar="DIR",
    type=click.Path(),
    help="Folder with rule packs of your own; may be repeated.",
)
_OPTIONS = (
    click.option(
        "--profile",
        default="article",
        show_default=True,
        metavar="|".join(PROFILES),
        shell_complete=complete.profiles,
        help="What goes: boilerplate; metadata too; all of a page but the body of its article.",
    ),
    click.option(
        "--language",
        "--languages",
        "languages",
        multiple=True,
        metavar="LANG",
        shell_complete=complete.languages,
        help="Use the rule packs of this language only; may be repeated.",
    ),
    click.option(
        "--select",
        multiple=True,
        metavar="NAME",
        shell_complete=complete.targets,
        help="Remove only this category, or by this rule or filter; may be repeated.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="NAME",
        shell_complete=complete.targets,
        help="Never remove this category, or by this rule or filter; may be repeated.",
    ),
    click.option("--keep", multiple=True, metavar="LINE", help="Never remove this line, or lines that match /regex/; may be repeated."),
    _PACKS,
    click.option(
        "--budget", type=float, default=0.5, show_default=True, help="Largest share of the text that may go on doubtful evidence."
    ),
    click.option(
        "--no-article",
        default="unchanged",
        show_default=True,
        metavar="|".join(NO_ARTICLE),
        help="How a page without an article comes back in profile page.",
    ),
    click.option(
        "--decisions",
        multiple=True,
        metavar="FILE",
        type=click.Path(),
        help="Judge lines as this file says that a page of `boilerstrip report` exported; may be repeated, the last wins.",
    ),
)


_READS = (
    click.option("--from", "from_", metavar="FORMAT", help="Format of the files, whatever their suffix: text, jsonl, csv.gz, …"),
    click.option("--field", default="text", show_default=True, metavar="NAME", help="Field that holds the text; a.b for b inside a."),
)


_PAGES = (
    click.option(
        "--extractor",
        type=click.Choice(EXTRACTORS),
        default=EXTRACTORS[0],
        show_default=True,
        help="What finds the article in an HTML page.",
    ),
    click.option("--markdown", is_flag=True, help="Give the article of an HTML page as Markdown."),
)


def reads(command: F) -> F:
    """Give a command the options that say how files are read."""
    for option in reversed(_READS):
        command = option(command)
    return command


def pages(command: F) -> F:
    """Give a command the options that say how HTML pages are read."""
    for option in reversed(_PAGES):
        command = option(command)
    return command


def as_pages(sources: Iterable[Source], options: dict[str, Any]) -> list[Source]:
    """Sources that are read as the options of ``pages`` say; these are taken out of the options."""
    extractor, markdown = options.pop("extractor"), options.pop("markdown")
    found = list(sources)
    if not any(source.format == "html" for source in found):
        tell_unused(("extractor", "markdown"), "none of these files is an HTML page")
    return [replace(source, extractor=extractor, markdown=markdown) for source in found]


def own_packs(command: F) -> F:
    """Give a command the option that names packs of the user's."""
    return _PACKS(command)


def choices(command: F) -> F:
    """Give a command the options that make up the settings."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings that a command's options make up; of those that change nothing the user is told.

    Raises:
        SettingsError: An option does not fit.
    """
    settings = Settings.of({**options, "languages": options["languages"] or None, "select": options["select"] or None})
    tell_idle(settings)
    tell_first()
    return settings
