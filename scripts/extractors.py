"""Extractors with less than ``clean_html`` around them: what the rows of docs/html.md compare.

Each is a callable for the scoreboard: ``score.py html --cleaner scripts.extractors:NAME --part read|check``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from trafilatura import extract

from boilerstrip import clean, clean_html

Row = Callable[..., str]


def _trafilatura(**options: Any) -> Row:
    return lambda html, url: extract(html, url=url, **{"include_comments": False, **options}) or ""


def _resiliparse(**options: Any) -> Row:
    return lambda html, url: extract_plain_text(html, **{"alt_texts": False, "list_bullets": False, **options})


def _then(row: Row, **settings: Any) -> Row:
    return lambda html, url: clean(row(html, url), **settings)


trafilatura_comments = _trafilatura(include_comments=True)
trafilatura = _trafilatura()
trafilatura_precision = _trafilatura(favor_precision=True)
trafilatura_recall = _trafilatura(favor_recall=True)
trafilatura_fast = _trafilatura(fast=True)
trafilatura_clean = _then(trafilatura, profile="body")
resiliparse_page = _resiliparse()
resiliparse_page_clean = _then(resiliparse_page, profile="page", no_article="empty")
resiliparse = _resiliparse(main_content=True)
resiliparse_alt = _resiliparse(main_content=True, alt_texts=True)
resiliparse_clean = _then(resiliparse, profile="body")


def without_markup(html: str, url: str) -> str:
    """``clean_html`` without what the page tells of its lines."""
    return clean_html(html, url, profile="body", ignore=["markup"])


def resiliparse_without_markup(html: str, url: str) -> str:
    """The same over resiliparse."""
    return clean_html(html, url, profile="body", ignore=["markup"], extractor="resiliparse")
