"""The extractors: from a page to the text of its article, with more or less around it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from boilerstrip.errors import MissingError
from boilerstrip.hints import Hints


def read_page(html: str | bytes, url: str | None, extractor: str, markdown: bool) -> tuple[str, Hints]:
    """The text that an extractor finds in a page, and what the page tells of its lines.

    Trafilatura always looks first: what it leaves behind is moved to where an extractor finds it, and for another extractor its
    text is a second opinion.

    Args:
        html: The page.
        url: Where it came from.
        extractor: ``trafilatura`` or ``resiliparse``.
        markdown: Whether Markdown is wanted; trafilatura only.

    Raises:
        MissingError: The extractor is not installed.
    """
    from boilerstrip.html.blocks import blocks_of
    from boilerstrip.html.decode import decode, tree_of
    from boilerstrip.html.facts import facts_of, hints_of
    from boilerstrip.html.mend import mend

    if extractor == "resiliparse":
        _resiliparse()
    tree = tree_of(decode(html))
    if tree is None:
        return "", Hints()
    facts, blocks, found = facts_of(tree, url), blocks_of(tree), by_trafilatura(tree, url, markdown)
    if mend(blocks, found, facts.leads):
        blocks, found = blocks_of(tree), by_trafilatura(tree, url, markdown)
    text = by_resiliparse(tree) if extractor == "resiliparse" else found
    return text, hints_of(blocks, text, facts, found)


def by_trafilatura(tree: Any, url: str | None, markdown: bool) -> str:
    """What trafilatura takes for the main text, without readers' comments.

    Args:
        tree: The root of the page; it stays as it is.
        url: Its address.
        markdown: Whether headings, emphasis, links, quotes and tables are written as Markdown.
    """
    from trafilatura import extract

    form = "markdown" if markdown else "txt"
    return extract(tree, url, include_comments=False, output_format=form, include_formatting=markdown, include_links=markdown) or ""


def by_resiliparse(tree: Any) -> str:
    """What resiliparse takes for the main text, without bullets and the texts that stand for pictures.

    Args:
        tree: The root of the page.

    Raises:
        MissingError: resiliparse is not installed.
    """
    from lxml.etree import tostring

    page = tostring(tree, encoding="unicode", method="html")
    text: str = _resiliparse().extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False)
    return text


def _resiliparse() -> Any:
    try:
        return import_module("resiliparse.extract.html2text")
    except ImportError as error:
        raise MissingError("resiliparse is not installed: pip install resiliparse  (the extra [resiliparse] has it)") from error
