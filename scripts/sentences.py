"""Sentences that the tone is fitted from: own-written ones of publishers and articles, and the prose of labelled articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from texts import site_of
from written import articles, blocks

from boilerstrip.filters.rows import row_of
from boilerstrip.fold import fold
from boilerstrip.marks import DROP

SPEAKING = frozenset(DROP) - {"related", "navigation", "comments"}
"""Categories whose sentences a publisher speaks; those of other articles and of readers sound like any article."""
HOST = 40
"""Sentences of a labelled article that are taken."""
NEAR, OWN, LABELLED = 3.0, 1.5, 0.5
"""Weight of a sentence that comes near to an appeal, of an own-written article and of a labelled one; one of a publisher weighs 1."""


class Row(NamedTuple):
    """One sentence or paragraph to learn from: its site, or the block that it was written in, and what it weighs."""

    folded: str
    site: str
    goes: bool
    weight: float


def sentences(score: Any, data: Path) -> Iterator[Row]:
    """All prose of own-written blocks and articles, and of the articles of the part ``read``; not yet folded."""
    for block in blocks():
        site = f"written-{block.name}"
        for text, group in block.rows:
            if group == "keep":
                yield Row(text, site, False, NEAR)
            elif group == "drop" and block.category in SPEAKING:
                yield Row(text, site, True, 1.0)
    for number, (language, lines) in enumerate(articles()):
        yield from (Row(text, f"article-{language}-{number}", False, OWN) for text in lines)
    for name in ("bodies", "pages_more"):
        for row in score.read(data / f"{name}.jsonl", "read"):
            prose = [line.strip() for line in row["body"].split("\n") if _is_prose(line.strip())]
            yield from (Row(text, site_of(score, row), False, LABELLED) for text in prose[:HOST])


def _is_prose(text: str) -> bool:
    return bool(text) and row_of(text, fold(text)).prose


def learnt(score: Any, data: Path) -> list[Row]:
    """The rows to learn from, folded, each once."""
    return list(dict.fromkeys(row._replace(folded=fold(row.folded)) for row in sentences(score, data) if _is_prose(row.folded)))
