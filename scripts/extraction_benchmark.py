#!/usr/bin/env python3
"""The table of the public article-extraction benchmark, with and without boilerstrip, from the path of a clone.

    python scripts/extraction_benchmark.py ../article-extraction-benchmark              # every output of the clone, as it is and cleaned
    python scripts/extraction_benchmark.py CLONE --only trafilatura --bootstrap 200     # these outputs only, quicker

A clone holds ``ground-truth.json`` and ``output/NAME.json`` (both ``{id: {"articleBody": text}}``) and ``html/ID.html.gz``. The measure is
the published one: shingles of four words, counted; precision and recall of each page, their means over pages, F1 of the means; accuracy is
the share of pages whose words are exactly right; the spread behind ± is that of a bootstrap over pages. The rows ``boilerstrip, …`` are
made here from the HTML, the rows ``… + clean`` from the outputs of the clone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean, pstdev
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from boilerstrip import clean, clean_html
from boilerstrip.errors import MissingError
from boilerstrip.html import EXTRACTORS

WORD = re.compile(r"\w+")
SHINGLE = 4
SEED = 42


class Score(NamedTuple):
    """One page: precision and recall, None where there is nothing to divide by, and whether all words are right."""

    precision: float | None
    recall: float | None
    exact: bool


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """All runs of four words, the whole text where it is shorter."""
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def score(truth: str, found: str) -> Score:
    """One page against its truth."""
    right, ours = WORD.findall(truth), WORD.findall(found)
    want, have = shingles(right), shingles(ours)
    hits = (want & have).total()
    return Score(hits / have.total() if have else None, hits / want.total() if want else None, right == ours)


def total(scores: Sequence[Score]) -> tuple[float, float, float, float]:
    """F1, precision, recall and accuracy over pages."""
    precision = fmean([s.precision for s in scores if s.precision is not None] or [0.0])
    recall = fmean([s.recall for s in scores if s.recall is not None] or [0.0])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f1, precision, recall, fmean(s.exact for s in scores)


def row(name: str, scores: Sequence[Score], bootstrap: int) -> str:
    """A row of the table."""
    dice = random.Random(SEED)
    spread = [total(dice.choices(scores, k=len(scores))) for _ in range(bootstrap)]
    cells = [
        f"{value:.3f} ± {pstdev(column) if spread else 0:.3f}"
        for value, column in zip(total(scores), zip(*spread, strict=True) if spread else [()] * 4, strict=True)
    ]
    return f"| {name} | {' | '.join(cells)} |"


def systems(clone: Path, only: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Names with the texts by page: the outputs of a clone, the same cleaned, and what comes of its HTML."""
    for path in sorted(clone.glob("output/*.json")):
        if not only or path.stem in only:
            texts = {key: item.get("articleBody") or "" for key, item in json.loads(path.read_text(encoding="utf8")).items()}
            yield path.stem, texts
            yield f"{path.stem} + clean", {key: clean(text, profile="body") for key, text in texts.items()}
    pages = {path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes()) for path in sorted(clone.glob("html/*.html.gz"))}
    for extractor in EXTRACTORS:
        try:
            yield f"boilerstrip, {extractor}", {key: clean_html(html, profile="body", extractor=extractor) for key, html in pages.items()}
        except MissingError as error:
            print(f"{extractor} is left out: {error}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clone", type=Path, help="folder with ground-truth.json, html/ and output/")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="outputs to look at; all if not given")
    parser.add_argument("--bootstrap", type=int, default=1000, help="samples for the spread (default: %(default)s)")
    args = parser.parse_args()
    truths = args.clone / "ground-truth.json"
    if not truths.is_file():
        parser.error(f"{truths} is not there: name the folder of a clone of the benchmark")
    truth = {key: item["articleBody"] for key, item in json.loads(truths.read_text(encoding="utf8")).items()}
    print("| | F1 | precision | recall | accuracy |\n|---|--:|--:|--:|--:|")
    for name, texts in systems(args.clone, args.only):
        print(row(name, [score(truth[key], texts.get(key, "")) for key in truth], args.bootstrap), flush=True)


if __name__ == "__main__":
    main()
