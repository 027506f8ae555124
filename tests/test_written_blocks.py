"""The blocks that the density trees learn from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from boilerstrip.marks import CATEGORIES
from boilerstrip.settings import LANGUAGES

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
HOME = SCRIPTS / "written"
LONGEST = 602
"""Characters of a line with its sign; of lines longer than 280 only the tone learns, the rest looks at their sentences."""
FILES = sorted(path for path in HOME.glob("*/*.txt") if path.name != "articles.txt")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_holds_blocks_of_signed_lines(path: Path) -> None:
    for text in path.read_text(encoding="utf8").strip().split("\n\n"):
        head, *lines = text.split("\n")
        sign, category, place = head.split()
        assert sign == "#" and category in (*CATEGORIES, "meta", "keep") and place in ("head", "body", "tail"), head
        assert lines and all(line[:2] in ("- ", "? ", "= ") and 2 < len(line) <= LONGEST for line in lines), text
        assert category != "keep" or any(line[0] == "=" for line in lines), text


def test_there_is_a_file_for_every_language() -> None:
    assert {path.parent.name for path in FILES} == set(LANGUAGES)


@pytest.mark.parametrize("path", sorted(HOME.glob("*/articles.txt")), ids=lambda path: path.parent.name)
def test_articles_are_lines_without_signs(path: Path) -> None:
    for text in path.read_text(encoding="utf8").strip().split("\n\n"):
        lines = text.split("\n")
        assert len(lines) >= 5 and all(line.strip() and line[:2] not in ("- ", "? ", "= ", "# ") for line in lines), lines[0]


def test_blocks_are_set_into_articles_of_their_language() -> None:
    sys.path.insert(0, str(SCRIPTS))
    try:
        from written import Block, blocks, examples, set_in
    finally:
        sys.path.remove(str(SCRIPTS))
    block = Block("x", "de", "newsletter", "tail", [("Jetzt abonnieren", "drop")], ("Die Brücke ist neu.",))
    hosts = {"en": [["One.", "Two."]], "de": [["Eins.", "Zwei.", "Drei."]]}
    ((name, rows),) = set_in([block], hosts)
    assert name == "x" and rows[-1] == ("Jetzt abonnieren", "drop") and rows[0] == ("Eins.", "keep")
    assert ("Die Brücke ist neu.", "keep") in rows and len(rows) == 5
    ((_, rows),) = set_in([block._replace(language="fi", place="head", strays=())], hosts)
    assert [text for text, _ in rows] == ["Jetzt abonnieren", "One.", "Two."]
    assert len(list(blocks())) > 2000
    assert {group for block in examples() for _, group in block.rows} == {"drop", "meta"}
