"""What docs/categories.md calls boilerplate goes, and what it does not stays."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from boilerstrip import explain
from boilerstrip.marks import CATEGORIES, META
from tests.pages import blocks, markdown

PAGE = Path(__file__).resolve().parents[1] / "docs" / "categories.md"
ARTICLE = next(block.text for block in blocks(PAGE) if block.name == "article.txt").rstrip("\n").split("\n")
PLACES = {"above": 0, "between": 2, "below": len(ARTICLE)}


class Example(NamedTuple):
    category: str
    kind: str
    place: str
    lines: tuple[str, ...]


def examples() -> list[Example]:
    """The rows of the tables: category, ``is`` or ``is not``, place, lines."""
    found: list[Example] = []
    tokens = markdown(PAGE.read_text(encoding="utf8"))
    category = ""
    cells: list[tuple[str, tuple[str, ...]]] = []
    for above, token in pairwise(tokens):
        if above.type == "heading_open" and above.tag == "h3":
            category = token.content
        elif above.type == "tr_open":
            cells = []
        elif above.type == "td_open":
            cells.append((token.content, tuple(child.content for child in token.children or () if child.type == "code_inline")))
            if len(cells) == 3:
                found.append(Example(category, cells[0][0], cells[1][0], cells[2][1]))
    return found


EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.category}-{e.kind}-{e.lines[0][:30]}" for e in EXAMPLES])
def test_the_engine_judges_as_the_page_says(example: Example) -> None:
    at = PLACES[example.place]
    text = "\n".join([*ARTICLE[:at], *example.lines, *ARTICLE[at:]])
    profile = "body" if example.category in META else "article"
    result = explain(text, profile=profile)
    if example.kind == "is not":
        assert result.text == text
        return
    assert example.kind == "is"
    assert result.text == "\n".join(ARTICLE)
    names = [removal.category for removal in result.removed]
    assert example.category in names and (len(example.lines) > 1 or len(set(names)) == 1)
    if example.category in META:
        assert explain(text).text == text


def test_every_category_has_examples_of_both_kinds() -> None:
    assert {(e.category, e.kind) for e in EXAMPLES} == {(name, kind) for name in CATEGORIES for kind in ("is", "is not")}
    assert list(dict.fromkeys(e.category for e in EXAMPLES)) == list(CATEGORIES)
    assert all(e.lines for e in EXAMPLES)
