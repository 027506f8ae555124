"""HTML in: the article of a page, by an extractor, cleaned with what the page tells of its lines.

An extractor gives the text, and everything else here only helps: ``blocks`` and ``facts`` read the page, ``mend`` puts what an extractor
passes over where it finds it, and ``Hints`` carry what the page knows of a line to the filter ``markup``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from boilerstrip.cleaner import Cleaner
from boilerstrip.errors import MissingError, SettingsError, near
from boilerstrip.hints import Hints
from boilerstrip.marks import Result
from boilerstrip.settings import Settings

EXTRACTORS = ("trafilatura", "resiliparse")
OUTPUTS = ("text", "markdown")


class Extract(NamedTuple):
    """What an extractor found in a page.

    Attributes:
        text: The text, ``""`` if it found nothing.
        hints: What the page tells of its lines.
        flags: ``unreadable`` if a parser failed on the page.
    """

    text: str = ""
    hints: Hints = Hints()
    flags: tuple[str, ...] = ()


def clean_html(html: str | bytes, url: str | None = None, *, extractor: str = "trafilatura", output: str = "text", **settings: Any) -> str:
    """The article of an HTML page without its boilerplate; the same as ``explain_html(…).text``.

    Args:
        html: The page, as text or as bytes in any encoding.
        url: Where the page came from; helps the extractor.
        extractor: ``trafilatura``, or ``resiliparse`` (``pip install '.[resiliparse]'``).
        output: ``text`` or ``markdown``; resiliparse gives text only.
        **settings: Fields of ``Settings``, see ``explain``.

    Returns:
        What is left of the extractor's text; empty if the page holds no main text.

    Raises:
        TypeError: ``html`` is neither ``str`` nor ``bytes``.
        SettingsError: An unknown extractor, output, option, profile, category, rule or language.
        MissingError: The extractor is not installed.

    >>> rain = "<p>Rain fell on the town of Harwick for nine days in a row before the river rose, officials said.</p>"
    >>> clean_html(f"<html><body><article><h1>Rain</h1>{rain}<p>Share this article</p></article></body></html>", profile="body")
    'Rain fell on the town of Harwick for nine days in a row before the river rose, officials said.'
    """
    return explain_html(html, url, extractor=extractor, output=output, **settings).text


def explain_html(
    html: str | bytes, url: str | None = None, *, extractor: str = "trafilatura", output: str = "text", **settings: Any
) -> Result:
    """What is left of the article of an HTML page, and why the rest went.

    Args:
        html: The page, as text or as bytes in any encoding.
        url: Where the page came from; helps the extractor.
        extractor: ``trafilatura`` or ``resiliparse``.
        output: ``text`` or ``markdown``.
        **settings: Fields of ``Settings``, see ``explain``.

    Returns:
        The result; ``.original`` is the extractor's text. A page without main text, or that is no HTML, gives an empty result with the
        flag ``no-article``; one on which a parser fails, with ``unreadable`` too.

    Raises:
        TypeError: ``html`` is neither ``str`` nor ``bytes``.
        SettingsError: An unknown extractor, output, option, profile, category, rule or language.
        MissingError: The extractor is not installed.

    >>> explain_html("<html><body></body></html>").flags
    ('no-article',)
    """
    if not isinstance(html, str | bytes):
        raise TypeError(f"a page is str or bytes, not {type(html).__name__}")
    cleaner = Cleaner(Settings.of(settings))
    found = extract(html, url, extractor, output)
    result = cleaner.explain(found.text, found.hints)
    return Result(result.text, result.original, result.removed, result.verdicts, tuple(sorted({*result.flags, *found.flags})))


def extract(html: str | bytes, url: str | None = None, extractor: str = "trafilatura", output: str = "text") -> Extract:
    """What an extractor finds in a page, before anything is removed.

    Args:
        html: The page.
        url: Where it came from.
        extractor: One of ``EXTRACTORS``.
        output: One of ``OUTPUTS``.

    Raises:
        SettingsError: An unknown extractor or output, or two that do not go together.
        MissingError: The extractor is not installed.
    """
    for name, value, known in (("extractor", extractor, EXTRACTORS), ("output", output, OUTPUTS)):
        if value not in known:
            raise SettingsError(f"unknown {name} {value!r}: {near(str(value), known)}")
    if extractor == "resiliparse" and output == "markdown":
        raise SettingsError("resiliparse gives plain text: write output='text', or extractor='trafilatura' for Markdown")
    from boilerstrip.html.extractors import read_page

    try:
        text, hints = read_page(html, url, extractor, output == "markdown")
    except MissingError:
        raise
    except Exception:  # of a parser, on a page made to break it: one page must not end a run over millions
        return Extract(flags=("unreadable",))
    return Extract(text, hints)
