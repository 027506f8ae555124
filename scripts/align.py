"""Which lines of a page are lines of an article, told by the article's text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import NamedTuple

GRAM = 4
"""Tokens that two texts must share in a row to count as the same."""
PLACES = 4
"""Places of the article that one line is tried at."""
SOME = 0.3
HALF = 0.5
"""Shares of a line that the article must hold."""


class Place(NamedTuple):
    """A line of the page and where in the article it may stand, in tokens, with the weight of this guess."""

    line: int
    start: int
    end: int
    weight: float


def aligned(lines: list[str], article: str, tokens: Callable[[str], list[str]]) -> list[float]:
    """For every line of a page the share of it that is article.

    A line that the article holds once and the page twice counts where the lines around it are of the article too.

    Args:
        lines: The lines of the page.
        article: The article's text.
        tokens: What breaks a text into tokens.
    """
    words = tokens(article)
    rows = [tokens(line) for line in lines]
    held, places = _held(rows, words, article, tokens)
    chain = _chain(places, len(words))
    shares = [0.0] * len(lines)
    covered = bytearray(len(words) + 1)
    for place in chain:
        shares[place.line] = held[place.line] if len(rows[place.line]) >= GRAM else 1.0
        covered[place.start : place.end] = b"\1" * (min(place.end, len(words)) - place.start)
    for place in places:  # lines the page holds in another order
        if not shares[place.line] and held[place.line] >= HALF:
            end = min(place.end, len(words))
            if covered[place.start : end].count(0) >= 0.6 * len(rows[place.line]):
                shares[place.line] = held[place.line]
                covered[place.start : end] = b"\1" * (end - place.start)
    return shares


def _held(rows: list[list[str]], words: list[str], article: str, tokens: Callable[[str], list[str]]) -> tuple[list[float], list[Place]]:
    """The share of each line that the article holds somewhere, and where that may be."""
    grams = defaultdict(list)
    for i in range(len(words) - GRAM + 1):
        grams[tuple(words[i : i + GRAM])].append(i)
    short = defaultdict(list)
    at = 0
    for line in map(tokens, article.split("\n")):
        short[tuple(line)].append(at)
        at += len(line)
    held, places = [0.0] * len(rows), []
    for number, row in enumerate(rows):
        if len(row) < GRAM:
            places += [Place(number, p, p + len(row), len(row)) for p in short.get(tuple(row), [])[:PLACES] if row]
            continue
        inside = bytearray(len(row))
        starts: Counter[int] = Counter()
        for i in range(len(row) - GRAM + 1):
            found = grams.get(tuple(row[i : i + GRAM]), ())
            if found:
                inside[i : i + GRAM] = b"\1" * GRAM
            starts.update(max(0, p - i) for p in found[:6])
        held[number] = sum(inside) / len(row)
        if held[number] >= SOME:
            places += [Place(number, p, p + len(row), count + GRAM - 1) for p, count in starts.most_common(PLACES)]
    return held, places


def _chain(places: list[Place], size: int) -> list[Place]:
    """The heaviest choice of places in which the lines stand in the article's order."""
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 2)  # best chain that ends at or before a token, as a Fenwick tree
    back = [-1] * len(places)
    best = (0.0, -1)
    order = sorted(range(len(places)), key=lambda k: places[k].line)
    at = 0
    while at < len(order):
        same = _same(places, order, at)
        found = []
        for k in same:
            value, back[k] = _ask(tree, places[k].start)
            found.append((value + places[k].weight, k))
        for value, k in found:
            _tell(tree, min(places[k].end, size), (value, k))
            best = max(best, (value, k))
        at += len(same)
    chain = []
    k = best[1]
    while k >= 0:
        chain.append(places[k])
        k = back[k]
    return chain


def _same(places: list[Place], order: list[int], at: int) -> list[int]:
    """The places of one line."""
    end = at
    while end < len(order) and places[order[end]].line == places[order[at]].line:
        end += 1
    return order[at:end]


def _ask(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    best = (0.0, -1)
    at += 1
    while at > 0:
        best = max(best, tree[at])
        at -= at & -at
    return best


def _tell(tree: list[tuple[float, int]], at: int, value: tuple[float, int]) -> None:
    at += 1
    while at < len(tree):
        tree[at] = max(tree[at], value)
        at += at & -at
