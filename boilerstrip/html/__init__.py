"""HTML in: the article of a page, by an extractor, with what the page tells of it."""

from __future__ import annotations

from typing import Any

from boilerstrip.cleaner import Cleaner
from boilerstrip.errors import SettingsError, near
from boilerstrip.marks import Result
from boilerstrip.settings import Settings

OUTPUTS = ("text", "markdown")
NAMES = ("trafilatura", "resiliparse")


def clean_html(html: str | bytes, url: str | None = None, *, extractor: str = "trafilatura", output: str = "text", **settings: Any) -> str:
    """x."""
    return explain_html(html, url, extractor=extractor, output=output, **settings).text


def explain_html(
    html: str | bytes, url: str | None = None, *, extractor: str = "trafilatura", output: str = "text", **settings: Any
) -> Result:
    """x."""
    from boilerstrip.html.decode import decode, tree_of
    from boilerstrip.html.blocks import blocks_of
    from boilerstrip.html.extractors import EXTRACTORS
    from boilerstrip.html.facts import facts_of, hints_of
    from boilerstrip.html.mend import mend

    import os
    from copy import deepcopy
    extract = EXTRACTORS[extractor]
    md = output == "markdown"
    tree = tree_of(decode(html))
    cleaner = Cleaner(Settings.of(settings))
    if tree is None:
        return Result("", "", (), (), ("no-article",))
    blocks = blocks_of(tree)
    facts = facts_of(deepcopy(tree), url)
    text = extract(tree, url, md)
    NO = os.environ.get("NO", "")
    if "mend" not in NO:
        if mend(blocks, text, facts.leads if "lead" not in NO else frozenset()):
            new = extract(tree, url, md)
            if len(new) >= len(text):
                text = new
                blocks = blocks_of(tree)
    hints = hints_of(blocks, text, facts) if "hints" not in NO else None
    return cleaner.explain(text, hints)
