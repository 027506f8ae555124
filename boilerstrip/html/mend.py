"""What an extractor left behind is put where it finds it: the other columns of an article, and its lead.

Extractors take the one element that holds most of the text, and pass over an article that stands in several elements alike, with
adverts between them. They also take the lead for an ornament of the headline. Nothing is added to a page, only moved in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from boilerstrip.fold import fold
from boilerstrip.hints import key_of
from boilerstrip.html.blocks import Block
from boilerstrip.measure import PROSE, ends, width

LINKED = 0.3
"""Share of links from which a sentence is no part of the running text."""
ALIKE = 0.2
"""Share of the text found that a kind of element must hold to be that of the article."""
LEAD = 40
"""Blocks above the text found within which the lead stands."""


def mend(blocks: Sequence[Block], text: str, leads: frozenset[str]) -> bool:
    """Move into the text of the article what belongs to it.

    Args:
        blocks: The blocks of a page; its elements are changed.
        text: What an extractor took for the article.
        leads: How the page describes itself, by its letters.

    Returns:
        Whether anything was moved.
    """
    lines = {key_of(fold(line)) for line in text.split("\n")}
    found = [i for i, block in enumerate(blocks) if _runs(block) and block.key in lines]
    if not found:
        return False
    places = {index: blocks[index].path[-1] for index in found}
    for index in [*_lead(blocks, found, leads, lines), *_alike(blocks, found, lines)]:
        below = min((i for i in places if i > index), default=None)
        target = places[max(places) if below is None else below]
        if (new := _moved(blocks[index], target, below is None)) is not None:
            places[index] = new
    return len(places) > len(found)


def _runs(block: Block) -> bool:
    """Whether a block is running text."""
    return block.linked < LINKED and width(block.text) >= PROSE and ends(block.text) in ("sentence", "question")


def _lead(blocks: Sequence[Block], found: list[int], leads: frozenset[str], lines: set[str]) -> Iterator[int]:
    """The block above the text that says what the page says of itself, if it runs and is missing."""
    wanted = leads - lines
    for index in range(max(0, found[0] - LEAD), found[0]):
        if blocks[index].key in wanted and blocks[index].linked < LINKED and width(blocks[index].text) >= PROSE:
            yield index
            return


def _alike(blocks: Sequence[Block], found: list[int], lines: set[str]) -> Iterator[int]:
    """Missing running text in elements like those of the text found, as long as no other headline stands between them."""
    sizes = Counter[Any]()
    for index in found:
        sizes[_kind(blocks[index])] += len(blocks[index].text)
    kinds = {kind for kind, size in sizes.items() if kind and size >= ALIKE * sizes.total()}
    seen = "".join(lines)
    inner = [i for i in range(found[0], len(blocks)) if blocks[i].path[-1].tag == "h1" and i > found[0]]
    stop = next((i for i in inner if i > found[-1]), len(blocks))
    for index in range(found[0], stop):
        block = blocks[index]
        if _runs(block) and _kind(block) in kinds and block.key not in seen:
            yield index


def _kind(block: Block) -> tuple[str, ...]:
    """By what elements are alike: tag, and tag and class of the two elements around; empty without a class."""
    around = block.path[-3:-1]
    classes = [element.get("class") or "" for element in around]
    return (block.path[-1].tag, *(element.tag for element in around), *classes) if any(classes) else ()


def _moved(block: Block, target: Any, behind: bool) -> Any:
    """A block's element moved before another element, or behind it, as a paragraph; None if it holds more than the block."""
    element = block.path[-1]
    if None in (element.getparent(), target.getparent()) or key_of(fold(" ".join(element.text_content().split()))) != block.key:
        return None
    new = deepcopy(element)
    new.tag, new.tail = "p", None
    new.attrib.clear()
    if behind:
        new.tail, target.tail = target.tail, None
        target.addnext(new)
    else:
        target.addprevious(new)
    element.clear(keep_tail=True)
    return new
