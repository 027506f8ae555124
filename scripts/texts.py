"""The texts to fit with: labelled articles, whole pages, and own-written lines set into articles, each with what is known of its lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import regex
from written import articles, blocks, examples, set_in

from boilerstrip.body import Body, split
from boilerstrip.filters.cued import REPORT, cues_of
from boilerstrip.measure import language_of

FOLDS = 5
ABOVE, BELOW = 4, 12
"""Lines before and behind the article that are taken of a whole page."""
LABELLED = ("residue", "scraped", "aligned")
"""Tracks whose lines were read by someone."""
SHORTEST = 5
"""Lines of an article that own-written lines are set into."""
_WORD = regex.compile(r"\w+")


class Text(NamedTuple):
    """One text with what is known of its lines.

    Attributes:
        name: Its name.
        site: Where it is from.
        track: Which kind of text it is.
        body: The text.
        groups: For every line ``keep``, ``drop``, ``meta`` or ``free``.
        hosts: The site of each line that is from another site than the text.
    """

    name: str
    site: str
    track: str
    body: Body
    groups: list[str]
    hosts: Mapping[str, str] = MappingProxyType({})


def texts_of(score: Any, data: Path) -> list[Text]:
    """All texts of the part ``read``, and the own-written ones.

    Args:
        score: The module ``score.py``, which knows the part and the site of every text.
        data: The folder with the labelled texts.
    """
    return [text for source in (labelled, pages, written) for text in source(score, data)]


def fold_of(site: str) -> int:
    """The fold of a site, from 0 on."""
    return int(hashlib.sha256(("fold:" + site).encode()).hexdigest(), 16) % FOLDS


def labelled(score: Any, data: Path, part: str = "read") -> Iterator[Text]:
    """The texts whose lines were read by someone."""
    for track in LABELLED:
        for row in score.read(data / f"{track}.jsonl", part):
            body = split("\n".join(text for text, _, _ in row["lines"]))
            groups = [row["lines"][line.number - 1][1] for line in body.lines]
            if track == "aligned":
                groups = [group if group == "keep" else "free" for group in groups]
            yield Text(row["id"] + row["extractor"], site_of(score, row), track, body, groups)


def pages(score: Any, data: Path) -> Iterator[Text]:
    """The articles of whole pages with the lines next to them."""
    bodies = {row["id"]: row["body"] for row in score.read(data / "bodies.jsonl")}
    for name in ("pages", "pages_more"):
        for row in score.read(data / f"{name}.jsonl", "read"):
            whole = split(row["text"])
            gold = _words(row.get("body") or bodies[row["id"]])
            kept = [len(_words(line.text)) > 2 and _words(line.text) in gold for line in whole.lines]
            story = [i for i, line in enumerate(whole.lines) if kept[i] and len(line.text) > 60]
            if len(story) < 3:
                continue
            first, last = max(0, story[0] - ABOVE), min(len(kept), story[-1] + 1 + BELOW)
            body = split(whole.text[whole.lines[first].start : whole.lines[last - 1].end])
            if len(body.lines) == last - first:
                yield Text(row["id"] + row["extractor"], site_of(score, row), "pages", body, _groups(body, kept[first:last]))


def written(score: Any, data: Path) -> Iterator[Text]:
    """Own-written lines set into articles of the part ``read`` and into own-written ones."""
    hosts = defaultdict(list)
    sites: dict[str, str] = {}
    for name in ("bodies", "pages_more"):
        for row in score.read(data / f"{name}.jsonl", "read"):
            lines = [line.strip() for line in row["body"].split("\n") if line.strip()]
            if len(lines) >= SHORTEST:
                hosts[language_of(split(row["body"]))].append(lines)
                sites |= dict.fromkeys(lines, site_of(score, row))
    for language, lines in articles():
        hosts[language].append(lines)
    for track, chosen in (("examples", examples()), ("written", blocks())):
        for name, rows in set_in(list(chosen), hosts):
            body = split("\n".join(text for text, _ in rows))
            found = [rows[line.number - 1] for line in body.lines]
            lent = {line.text: sites[text] for line, (text, _) in zip(body.lines, found, strict=True) if text in sites}
            yield Text(name, f"{track}-{name}", track, body, [group for _, group in found], lent)


def is_telling(body: Body, index: int) -> bool:
    """Whether a line holds a cue that seldom stands in articles."""
    return not cues_of(body)[index] <= REPORT


def site_of(score: Any, row: dict[str, Any]) -> str:
    """The site of a labelled text."""
    return str(score.SITES.get(row["id"]) or (row["id"].split("_")[1] if row["id"].startswith("daniel-") else row["id"]))


def _groups(body: Body, kept: list[bool]) -> list[str]:
    """Groups of lines of a page: short lines are the article's only if their neighbours are."""
    inner = [a and b and c for a, b, c in zip([False, *kept], kept, [*kept[1:], False], strict=False)]
    return [
        "keep" if flag and (len(line.text) > 25 or within) else "drop" for line, flag, within in zip(body.lines, kept, inner, strict=True)
    ]


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "
