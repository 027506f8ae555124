"""The extractors: from a page to the text of its article, with more or less around it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from boilerstrip.errors import MissingError

Extractor = Callable[[Any, str | None, bool], str]
"""From the root of a page, its address, and whether Markdown is wanted, to a text."""


def trafilatura(tree: Any, url: str | None, markdown: bool) -> str:
    """What trafilatura takes for the main text, without readers' comments.

    Args:
        tree: The root of the page; it stays as it is.
        url: Its address.
        markdown: Whether headings, emphasis, links, quotes and tables are written as Markdown.
    """
    from trafilatura import extract

    style = {"output_format": "markdown", "include_formatting": True, "include_links": True} if markdown else {}
    return extract(tree, url=url, include_comments=False, **style) or ""


def resiliparse(tree: Any, url: str | None, markdown: bool) -> str:
    """What resiliparse takes for the main text.

    Args:
        tree: The root of the page.
        url: Not used.
        markdown: Not used: resiliparse gives plain text.

    Raises:
        MissingError: resiliparse is not installed.
    """
    from lxml.etree import tostring

    try:
        module = import_module("resiliparse.extract.html2text")
    except ImportError as error:
        raise MissingError("resiliparse is not installed: pip install 'boilerstrip[resiliparse]'") from error
    text: str = module.extract_plain_text(
        tostring(tree, encoding="unicode", method="html"), main_content=True, alt_texts=False, list_bullets=False
    )
    return text


EXTRACTORS: dict[str, Extractor] = {"trafilatura": trafilatura, "resiliparse": resiliparse}
