"""The Markdown pages: their blocks, what each of these needs, their links. ``tests/place.py`` runs the blocks."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

HERE = Path(__file__).resolve().parents[1]
PAGES = [*(HERE / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")), *sorted((HERE / "docs").rglob("*.md"))]

_NOTE = re.compile(r"<!-- (needs|output of|run by|drawing)(?:: (.+))? -->")


class Block(NamedTuple):
    """One block of a page.

    Attributes:
        page: The page.
        line: Number of the line in it where the block's text begins.
        kind: The first word behind the fence, ``""`` for an indented block.
        name: The second one: name of the file that the block is.
        text: What stands in it.
        notes: What the comments above it say.
        answers: Kind of the block right above it, nothing between the two.
        wants: Modules and programs that it needs: those that its comment names, those that its Python imports and that are missing here,
            those of the files that its commands name.
        called: Whether a command of the page names the file that the block is.
    """

    page: Path
    line: int
    kind: str
    name: str
    text: str
    notes: dict[str, str]
    answers: str
    wants: frozenset[str] = frozenset()
    called: bool = False

    @property
    def place(self) -> str:
        return f"{self.page.name}:{self.line}"

    @property
    def commands(self) -> str:
        """What the block has a shell do."""
        if self.kind == "console":
            return "\n".join(re.findall(r"^\$ .*", self.text, re.MULTILINE))
        return self.text if self.kind == "sh" else self.notes.get("output of", "")


def markdown(text: str) -> list:
    """The parts of a page."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in order."""
    found: list[Block] = []
    notes: dict[str, str] = {}
    above = ""
    for token in markdown(page.read_text(encoding="utf8")):
        if token.type in ("fence", "code_block"):
            kind, _, name = token.info.partition(" ")
            found.append(Block(page, token.map[0] + 1 + (token.type == "fence"), kind, name, token.content, notes, above))
            notes, above = {}, kind
        elif token.type == "html_block":
            notes |= {key: value or "" for key, value in _NOTE.findall(token.content)}
        else:
            assert not notes, f"{page.name}: a comment stands above no block: {notes}"
            above = ""
    return _knowing_each_other(found)


def _knowing_each_other(found: list[Block]) -> list[Block]:
    """The blocks with what they need, and whether they are called."""
    own = [frozenset(filter(None, b.notes.get("needs", "").split(", "))) | _missing(b) for b in found]
    files = {b.name: wants for b, wants in zip(found, own, strict=True) if b.name}
    commands = "\n".join(b.commands for b in found)
    return [
        b._replace(
            wants=wants.union(*(more for name, more in files.items() if name in b.commands)),
            called=bool(b.name) and b.name in commands,
        )
        for b, wants in zip(found, own, strict=True)
    ]


def _missing(block: Block) -> frozenset[str]:
    """Modules that the Python of a block imports and that are not installed."""
    if block.kind != "python":
        return frozenset()
    try:
        nodes = list(ast.walk(ast.parse(block.text)))
    except SyntaxError:
        return frozenset()
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return frozenset(name for name in (name.partition(".")[0] for name in names) if not is_there(name))


def is_there(name: str) -> bool:
    """Whether a module or a program can be used."""
    return find_spec(name) is not None or shutil.which(name) is not None


def links(page: Path) -> Iterator[str]:
    """Where the links of a page lead."""
    for token in markdown(page.read_text(encoding="utf8")):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name."""
    tokens = markdown(page.read_text(encoding="utf8"))
    heads = [inline for head, inline in pairwise(tokens) if head.type == "heading_open"]
    shown = ["".join(c.content for c in inline.children or () if c.type in ("text", "code_inline")) for inline in heads]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in shown}
