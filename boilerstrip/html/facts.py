"""What a page tells of its article: title, author, lead, and where every line stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import regex

from boilerstrip.fold import fold
from boilerstrip.hints import Hints, Place, key_of
from boilerstrip.html.blocks import Block
from boilerstrip.measure import PROSE, ends, width

CONTAINER = 0.7
"""Share of the article's running text that its container holds."""
SHORT = 100
"""Width up to which a block can be a byline, a credit or a label."""
NEAR = 2
"""Elements around a block whose class may say what it is, for names that are given to large boxes too."""
CLASSES = {
    "caption": frozenset(("caption", "figcaption")),
    "byline": frozenset(("byline", "author", "authors", "autor")),
    "related": frozenset(("related", "teaser", "promo", "recommended", "recirc", "readmore")),
}
"""Words in the class of an element, by the sign they are."""
TITLES = ("og:title", "twitter:title")
LEADS = ("description", "og:description", "twitter:description")
"""Names of meta elements."""
_WORDS = regex.compile(r"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")


class Facts(NamedTuple):
    """What the head of a page tells.

    Attributes:
        titles: Folded titles, as short as the page gives them.
        authors: Folded names.
        leads: How the page describes itself.
    """

    titles: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()


def facts_of(tree: Any, url: str | None) -> Facts:
    """What meta elements, JSON-LD and headings tell of a page's article.

    Args:
        tree: The root of the page.
        url: Its address.
    """
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, default_url=url, extensive=False)
    heads = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    told = {name: [] for name in (*TITLES, *LEADS)}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        if name in told:
            told[name].append(element.get("content") or "")
    titles = [found.title or "", *(heads if len(heads) == 1 else ()), *(text for name in TITLES for text in told[name])]
    names = (found.author or "").split(";")
    leads = [found.description or "", *(text for name in LEADS for text in told[name])]
    return Facts(_keys(titles), _keys([*names, " ".join(names)]), _keys(leads))


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (key_of(fold(text)) for text in texts)))


def hints_of(blocks: Sequence[Block], text: str, facts: Facts) -> Hints:
    """Where the lines of a text stand in their page.

    Args:
        blocks: The blocks of the page.
        text: What an extractor took for the article.
        facts: What the page tells of it.
    """
    lines = {key_of(fold(line)) for line in text.split("\n")}
    inside = [block for block in blocks if block.key in lines]
    shell = _shell(inside)
    places: dict[str, Place] = {}
    for block in inside:
        place = Place(block.linked, frozenset(_signs(block, shell, facts)))
        other = places.get(block.key, place)
        places[block.key] = Place(min(place.linked, other.linked), place.signs & other.signs)
    return Hints(places)


def _shell(blocks: Sequence[Block]) -> frozenset[Any]:
    """The elements that hold most of the running text: their classes say nothing of a line."""
    sizes = Counter[Any]()
    total = 0
    for block in blocks:
        if width(block.text) >= PROSE and ends(block.text) in ("sentence", "question"):
            total += len(block.text)
            sizes.update(dict.fromkeys(block.path, len(block.text)))
    return frozenset(element for element, size in sizes.items() if size >= CONTAINER * total)


def _signs(block: Block, shell: frozenset[Any], facts: Facts) -> Iterable[str]:
    """What the place of a block says of it."""
    around = [element for element in block.path if element not in shell]
    tags = {element.tag for element in around}
    words = [set(_words(element)) for element in around]
    short = width(block.text) <= SHORT
    if block.key in facts.titles or "h1" in tags:
        yield "title"
    if short and block.key in facts.authors:
        yield "byline"
    if short and any(not near.isdisjoint(CLASSES["byline"]) for near in words[-NEAR:]):
        yield "byline-class"
    if "figcaption" in tags or any(not near.isdisjoint(CLASSES["caption"]) for near in words):
        yield "caption"
    if any(not near.isdisjoint(CLASSES["related"]) for near in words) or tags & {"aside", "nav", "footer"}:
        yield "aside"
    if "li" in tags:
        yield "item"
    if block.timed > 0.9:
        yield "date"


def _words(element: Any) -> list[str]:
    """The words of an element's class, in lower case."""
    return [word.lower() for word in _WORDS.findall(element.get("class") or "")]
