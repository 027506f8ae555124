"""From what a server sent to a tree of elements."""

from __future__ import annotations

from typing import Any


def decode(html: str | bytes) -> str:
    """A page as text.

    A byte order mark counts before all; then UTF-8, if the bytes are valid and more than ASCII; then what the page declares;
    then a guess. Bytes that do not fit become U+FFFD.

    Args:
        html: The page; bytes may be packed with gzip, Zstandard or Brotli as far as trafilatura can unpack them.

    >>> decode(b'<meta charset="iso-8859-2">' + "Łódź".encode("iso-8859-2"))[-4:]
    'Łódź'
    """
    if isinstance(html, str):
        return html
    from trafilatura.utils import decode_file
    from w3lib.encoding import html_body_declared_encoding, read_bom, to_unicode

    name, mark = read_bom(html)
    if name and mark:
        return to_unicode(html[len(mark) :], name)
    if not html.isascii():
        try:
            return html.decode("utf8")
        except UnicodeDecodeError:
            pass
    declared = html_body_declared_encoding(html)
    return to_unicode(html, declared) if declared else decode_file(html)


def tree_of(html: str) -> Any:
    """The elements of a page.

    Args:
        html: The page.

    Returns:
        The root; None if this is no HTML: no element with text, or no tag where a page begins.
    """
    from trafilatura import load_html

    return load_html(html) if "<" in html else None
