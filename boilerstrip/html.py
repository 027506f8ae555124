"""HTML in, through trafilatura."""

from __future__ import annotations

from typing import Any

from boilerstrip.cleaner import clean


def clean_html(html: str | bytes, url: str | None = None, **options: Any) -> str:
    """The article of an HTML page without its boilerplate.

    Args:
        html: The page, as text or as bytes in any encoding the page declares.
        url: Where the page came from; helps the extractor.
        **options: Fields of ``Settings``, see ``explain``.

    Returns:
        Plain text; empty if the page holds no main text.

    Raises:
        TypeError: ``html`` is neither ``str`` nor ``bytes``.
        SettingsError: An unknown option, profile, category, rule or language.

    >>> clean_html("<html><body></body></html>")
    ''
    """
    if not isinstance(html, str | bytes):
        raise TypeError(f"a page is str or bytes, not {type(html).__name__}")
    from trafilatura import extract

    text = extract(html, url=url, include_comments=False) if html.strip() else None
    return clean(text or "", **options)
