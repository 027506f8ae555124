"""Own-written lines to fit with: the examples of the rules, and the blocks in ``scripts/written``, set into articles.

The files of ``scripts/written/<language>/`` hold blocks, a blank line between two. A block begins with ``# <category> <place>`` (head,
body or tail of the article it is set into); its lines begin with a sign: ``-`` goes, ``?`` is metadata, ``=`` is the article's.
``articles.txt`` there holds whole articles to set blocks into, a blank line between two, a line for each of their lines.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from boilerstrip.body import LONG
from boilerstrip.marks import META
from boilerstrip.rules import load_rules

HOME = Path(__file__).with_name("written")
ARTICLES = "articles.txt"
GROUPS = {"-": "drop", "?": "meta", "=": "keep"}
PLACES = ("head", "body", "tail", "tail", "tail")
"""Where the examples of rules are set in: more than half of what publishers add stands behind the article."""
SIZES = (1, 1, 2, 2, 3, 4)
"""Examples of rules that are set in together."""
STRAYS = 2
"""Examples of what stays that are set in with them."""
HOST = 40
"""Lines of an article that are taken."""
SEED = 5

Rows = list[tuple[str, str]]
"""Lines with their groups."""


class Block(NamedTuple):
    """Lines that stand together.

    Attributes:
        name: Where they were written.
        language: Their language.
        category: What they are.
        place: Where they stand: ``head``, ``body`` or ``tail``.
        rows: The lines with their groups.
        strays: Lines of the article that stand anywhere in it.
    """

    name: str
    language: str
    category: str
    place: str
    rows: Rows
    strays: Sequence[str] = ()


def blocks() -> Iterator[Block]:
    """The blocks of ``scripts/written``, by language."""
    for path in sorted(HOME.glob("*/*.txt")):
        language = path.parent.name
        for number, text in enumerate(_parts(path) if path.name != ARTICLES else ()):
            head, *lines = text.split("\n")
            sign, category, place = head.split()
            assert sign == "#" and place in PLACES, f"{path}: {head}"
            yield Block(
                f"{language}-{path.stem}-{number}", language, category, place, [(line[2:].strip(), GROUPS[line[0]]) for line in lines]
            )


def articles() -> Iterator[tuple[str, list[str]]]:
    """The articles of ``scripts/written``: language and lines."""
    for path in sorted(HOME.glob(f"*/{ARTICLES}")):
        for text in _parts(path):
            yield path.parent.name, text.split("\n")


def _parts(path: Path) -> list[str]:
    return path.read_text(encoding="utf8").strip().split("\n\n")


def examples() -> Iterator[Block]:
    """The examples of the rules: what goes in small groups of one category, what stays as strays."""
    chance = random.Random(SEED)
    goes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    stays: defaultdict[str, list[str]] = defaultdict(list)
    for rule in load_rules(None):
        goes[rule.language, rule.category] += filter(_is_line, rule.drops)
        stays[rule.language] += filter(_is_line, rule.spares)
    for (language, category), texts in sorted(goes.items()):
        lines = list(dict.fromkeys(texts))
        chance.shuffle(lines)
        group = "meta" if category in META else "drop"
        at = 0
        while at < len(lines):
            chosen = lines[at : at + chance.choice(SIZES)]
            strays = chance.sample(stays[language], STRAYS)
            yield Block(
                f"{language}-{category}-{at}", language, category, chance.choice(PLACES), [(text, group) for text in chosen], strays
            )
            at += len(chosen)


def _is_line(text: str) -> bool:
    return "\n" not in text and bool(text.strip()) and len(text) <= LONG


def set_in(chosen: Sequence[Block], hosts: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[tuple[str, Rows]]:
    """Blocks set into articles of their language, of English where there is none.

    Args:
        chosen: The blocks.
        hosts: Articles by language, each as its lines.

    Yields:
        The name of the block, and the lines with their groups.
    """
    chance = random.Random(SEED)
    for block in chosen:
        host = list(chance.choice(hosts.get(block.language) or hosts["en"]))[:HOST]
        for stray in block.strays:
            host.insert(chance.randrange(1, len(host)), stray)
        at = {"head": 0, "body": chance.randrange(1, len(host)), "tail": len(host)}[block.place]
        keep = [(line, "keep") for line in host]
        yield block.name, keep[:at] + block.rows + keep[at:]
