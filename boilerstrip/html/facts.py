"""What a page tells of its article: title, author, lead, and where every line stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
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
        titles: Its titles, all by ``key_of``.
        authors: The names of its authors, one by one and together.
        leads: How it describes itself.
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

    found = extract_metadata(deepcopy(tree), default_url=url, extensive=False)
    heads = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    told: dict[str, list[str]] = {name: [] for name in (*TITLES, *LEADS)}
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


def hints_of(blocks: Sequence[Block], text: str, facts: Facts, second: str) -> Hints:
    """Where the lines of a text stand in their page. A line that stands there twice has the signs that both places share.

    Args:
        blocks: The blocks of the page.
        text: What an extractor took for the article.
        facts: What the page tells of it.
        second: What another extractor took for it.
    """
    lines = {key_of(fold(line)) for line in text.split("\n")} - {""}
    seen = "".join(key_of(fold(line)) for line in second.split("\n"))
    alone = {line for line in lines if seen and line not in seen}
    inside = [(block.key, block) for block in blocks]
    inside = [(key, block) for key, block in inside if key in lines]
    shell = _shell([block for _, block in inside])
    places: dict[str, Place] = {}
    for key, block in inside:
        place = Place(block.linked, frozenset(_signs(block, key, shell, facts)))
        other = places.get(key, place)
        places[key] = Place(min(place.linked, other.linked), place.signs & other.signs)
    for key in alone:
        place = places.get(key, Place())
        places[key] = Place(place.linked, place.signs | {"alone"})
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


def _signs(block: Block, key: str, shell: frozenset[Any], facts: Facts) -> Iterable[str]:
    """What the place of a block says of it."""
    around = [element for element in block.path if element not in shell]
    tags = {element.tag for element in around}
    words = [set(_words(element)) for element in around]
    short = width(block.text) <= SHORT
    if key in facts.titles or "h1" in tags:
        yield "title"
    if key in facts.leads:
        yield "lead"
    if short and key in facts.authors:
        yield "byline"
    if short and any(not near.isdisjoint(CLASSES["byline"]) for near in words[-NEAR:]):
        yield "byline-class"
    if "figcaption" in tags or any(not near.isdisjoint(CLASSES["caption"]) for near in words):
        yield "caption"
    if any(not near.isdisjoint(CLASSES["related"]) for near in words) or tags & {"aside", "nav", "footer"}:
        yield "aside"
    if block.timed > 0.9:
        yield "date"


def _words(element: Any) -> list[str]:
    """The words of an element's class, in lower case."""
    return [word.lower() for word in _WORDS.findall(element.get("class") or "")]
