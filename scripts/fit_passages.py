#!/usr/bin/env python3
"""Fit the trees that tell whether a passage as a whole is a publisher's.

    python scripts/fit_passages.py ../shared/eval            # folds by site, then passages.json from the part `read`
    python scripts/fit_passages.py ../shared/eval --dry      # folds only

The folder is the one of ``fit_density.py``; folds, struck rules and the blind wording and tone are as there: run ``fit_wording.py`` and
``fit_tone.py`` first.

- Learnt from are passages around the rows at which the filter would begin to grow one: of random size, and those that end where the
  publisher's rows do or a row or two beyond. A passage is wanted if nothing of it is the article's or metadata.
- Tested is what grows: for each text of the labelled tracks the passages that the filter finds with the trees of the other folds.

Needs LightGBM (``pip install boilerstrip[fit]``). The same data give the same file.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import fit_tone
from fit_density import struck, unwritten
from fit_wording import Blind, fits
from labels import load_with_sites
from texts import FOLDS, Text, fold_of, texts_of
from trees import fit, trees

from boilerstrip.body import split
from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.passage import NAMES, Passages
from boilerstrip.filters.passages import HOME, Bounds, barred, grown, seeds
from boilerstrip.filters.rows import page_of, rows_of
from boilerstrip.filters.wording import Heard, Wording
from boilerstrip.measure import draw_core
from boilerstrip.settings import Settings

LOOKS = 2
"""Times each text is shown, with other rules struck out."""
ONCE = ("pages", "examples")
"""Tracks whose texts are shown once."""
BEGINS, DRAWS, BEYOND = 4, 6, 2
"""Rows of a text at which passages begin that are learnt from, passages drawn around each, rows by which some go too far."""
REACH = 18
"""Rows on each side that those that end where the publisher's do may hold."""
STAYS = (3, 5)
"""Rows of the article that short texts have, at least and at most."""
SIZE = 0.25
"""Chance that a drawn passage goes no further on a side."""
WEIGHTS = {"residue": 1.5, "scraped": 1.5, "aligned": 1.0, "pages": 0.4, "written": 0.4, "examples": 0.2}
HEAVY = 40
"""Tokens of the article that make a passage weigh twice as much."""
META = 0.5
"""Weight of a passage that holds metadata and nothing of the article."""
TESTED = ("residue", "scraped")
ALLOWED = 0.00042
"""Share of the body tokens that passages may take, over all folds."""
GAP = 1.75
"""Log-odds between the bounds."""
OPTIONS = {
    "objective": "binary",
    "num_leaves": 63,
    "learning_rate": 0.08,
    "path_smooth": 10.0,
    "min_data_in_leaf": 60,
    "feature_fraction_bynode": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
}
TREES = 240


class Shown(NamedTuple):
    """A text as the filter sees it, with what is known of its rows.

    Attributes:
        text: The text.
        known: Its passages.
        begins: The rows at which one may begin.
        closed: The rows that none may hold.
        tokens: For every row how many tokens of each group it holds.
    """

    text: Text
    known: Passages
    begins: list[int]
    closed: frozenset[int]
    tokens: list[Counter[str]]


def shown(text: Text, number: int, score: Any, heard: Heard, tone: Heard) -> Shown | None:
    """A text with half of the rules struck out, or None if no passage can begin in it."""
    settings = Settings()
    marks = [mark for line_filter in LINE_FILTERS for mark in line_filter(text.body, settings)]
    core = draw_core(text.body, unwritten(marks) if text.track == "examples" else struck(marks, f"{number} {text.name}"))
    begins = seeds(text.body, core, heard) if core.lines and not text.body.one_line else []
    if not begins:
        return None
    page = page_of(text.body, core)
    tokens: list[Counter[str]] = [Counter() for _ in page.rows]
    for row, line, group in zip(rows_of(text.body), text.body.lines, text.groups, strict=True):
        tokens[row][group] += max(1, len(score.tokens(line.text)))
    return Shown(text, Passages(page, heard, tone), begins, barred(text.body), tokens)


def short(text: Text) -> Text | None:
    """The end of an own-written text, a text of few rows; its first row that goes stands a row or two higher up, as adverts do."""
    chance = random.Random(text.name)
    goes = [i for i, group in enumerate(text.groups) if group == "drop"]
    above = goes[0] - chance.randint(*STAYS) if goes else -1
    if above < 0 or "drop" not in text.groups[-1:] or any(line.part for line in text.body.lines[above:]):
        return None
    order = list(range(above, len(text.groups)))
    order.remove(goes[0])
    order.insert(goes[0] - above - chance.randint(1, 2), goes[0])
    body = split("\n".join(text.body.lines[i].text for i in order))
    return text._replace(name=f"{text.name}-short", body=body, groups=[text.groups[i] for i in order])


def drawn(one: Shown, seed: str) -> Iterator[tuple[int, int]]:
    """Passages of a text to learn from."""
    chance = random.Random(seed)
    size = len(one.tokens)
    found: dict[tuple[int, int], None] = {}
    for begin in chance.sample(one.begins, min(BEGINS, len(one.begins))):
        first, end = _run(one.tokens, begin)
        for up, down in ((0, 0), (1, 0), (0, 1), (BEYOND, 0), (0, BEYOND)):
            found[max(0, first - up), min(size, end + down)] = None
        for _ in range(DRAWS):
            found[max(0, begin - _length(chance)), min(size, begin + 1 + _length(chance))] = None
    yield from (passage for passage in found if one.closed.isdisjoint(range(*passage)))


def _run(tokens: list[Counter[str]], at: int) -> tuple[int, int]:
    """The rows around one that are alike: the article's, or not."""
    kept = tokens[at]["keep"] > 0
    first, end = at, at + 1
    while first and at - first < REACH and (tokens[first - 1]["keep"] > 0) == kept:
        first -= 1
    while end < len(tokens) and end - at < REACH and (tokens[end]["keep"] > 0) == kept:
        end += 1
    return first, end


def _length(chance: random.Random) -> int:
    length = 0
    while length < 10 and chance.random() > SIZE:
        length += 1
    return length


class Table:
    """All passages that are learnt from."""

    def __init__(self, texts: list[Text], score: Any, wordings: Sequence[Wording], tones: Sequence[Wording]) -> None:
        rows: list[list[float]] = []
        wanted: list[bool] = []
        weights: list[float] = []
        folds: list[int] = []
        self.tested: list[tuple[int, Shown]] = []
        for text in (*texts, *filter(None, map(short, [text for text in texts if text.track in ("written", "examples")]))):
            for number in range(1 if text.track in ONCE else LOOKS):
                one = shown(text, number, score, Blind(wordings, text), Blind(tones, text))
                if one is None:
                    continue
                if number == 0 and text.track in TESTED:
                    self.tested.append((fold_of(text.site), one))
                for first, end in drawn(one, f"{number} {text.name}"):
                    total = sum(one.tokens[first:end], Counter())
                    good = not total["keep"] and not total["meta"]
                    if good and (not total["drop"] or text.track == "pages"):
                        continue
                    rows.append(one.known.measures(first, end))
                    wanted.append(good)
                    heavy = 1.0 if good else META if not total["keep"] else min(3.0, 1 + total["keep"] / HEAVY)
                    weights.append(WEIGHTS[text.track] * heavy)
                    folds.append(fold_of(text.site))
        self.x = np.array(rows, dtype=np.float32)
        self.wanted, self.weight, self.fold = np.array(wanted), np.array(weights), np.array(folds)


def forest_of(boosters: list[lightgbm.Booster]) -> Forest:
    """Some fits as the filter reads their mean."""
    return Forest.of({"bias": 0.0, "trees": trees(boosters, NAMES)}, NAMES)


def folds(table: Table, total: int) -> float:
    """Fit and test by folds, print what grows, return the higher bound for ``ALLOWED``."""
    fitted = [forest_of(fit(table, table.fold != k, OPTIONS, TREES)) for k in range(FOLDS)]
    chosen, allowed = 9.0, True
    cache: dict[tuple[int, int, int], float] = {}

    def odds(number: int, first: int, end: int) -> float:
        if (number, first, end) not in cache:
            k, one = table.tested[number]
            cache[number, first, end] = fitted[k].odds(one.known.measures(first, end))
        return cache[number, first, end]

    for high in np.arange(5.0, 0.9, -0.25):
        gone: Counter[str] = Counter()
        damaged = set()
        bounds = Bounds(float(high), float(high) - GAP)
        for number, (_, one) in enumerate(table.tested):
            for found in grown(one.known, one.begins, one.closed, bounds, partial(odds, number)):
                inside = sum(one.tokens[found.first : found.end], Counter())
                gone += inside
                if inside["keep"]:
                    damaged.add(one.text.name)
        allowed = allowed and gone["keep"] <= ALLOWED * total
        if allowed:
            chosen = float(high)
        told = f"{gone['keep']} of articles ({gone['keep'] / total:.3%}) in {len(damaged)} texts"
        print(f"  bound {high:5.2f}: {gone['drop']} tokens go, {told}", flush=True)
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    score = load_with_sites(args.folder)
    texts = texts_of(score, args.folder / "dev")
    wordings, _ = fits(texts)
    table = Table(texts, score, wordings, fit_tone.fits(score, args.folder / "dev")[0])
    total = sum(
        len(score.tokens(line.text))
        for text in texts
        if text.track in TESTED
        for group, line in zip(text.groups, text.body.lines, strict=True)
        if group == "keep"
    )
    print(
        f"{len(table.x)} passages, {int(table.wanted.sum())} of them a publisher's; {len(table.tested)} texts tested, {total} body tokens"
    )
    high = folds(table, total)
    if not args.dry:
        rows = ",\n".join(str(one).replace("'", '"') for one in trees(fit(table, np.ones(len(table.x), bool), OPTIONS, TREES), NAMES))
        HOME.write_text(f'{{"high": {high:.2f}, "low": {high - GAP:.2f}, "bias": 0.0, "trees": [\n{rows}\n]}}\n', encoding="utf8")
        print(f"wrote {HOME}")


if __name__ == "__main__":
    main()
