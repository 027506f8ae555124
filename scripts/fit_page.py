#!/usr/bin/env python3
"""Fit the trees of the page filter from whole pages and the articles they hold.

    python scripts/fit_page.py ../shared/eval                                   # folds by site, then page.json from the part `read`
    python scripts/fit_page.py ../shared/eval --dry --without evidence prompt   # folds only, some measures left out
    python scripts/fit_page.py ../shared/eval --fast                            # page.json only

The folder holds ``score.py`` (which knows the part of every site) and in ``dev/`` the files pages.jsonl, pages_more.jsonl and bodies.jsonl.
Each page is learnt from five times: as it is, its article alone (all of it stays), what stands around the article (all of it goes), and
as two small pages with the beginning of its article. Each article weighs the same, and what stands around it no more.
Needs LightGBM (``pip install boilerstrip[fit]``). The same data give the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from align import aligned
from labels import load, load_with_sites
from texts import FOLDS, fold_of, site_of
from trees import trees

from boilerstrip.body import split
from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.layout import measures
from boilerstrip.filters.likeness import likeness
from boilerstrip.filters.page import HOME, seen_together
from boilerstrip.filters.rows import page_of
from boilerstrip.measure import draw_core
from boilerstrip.settings import Settings

SEED = 7
OPTIONS = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 16,
    "min_data_in_leaf": 60,
    "lambda_l2": 10.0,
    "feature_fraction_bynode": 0.35,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
TREES = 150
FITS = 3
"""Fits on other rows with other seeds, of which the mean is taken."""
LARGEST = 400
"""Tokens above which a line weighs no more."""
RARE = 0.12
"""Share of the lightest lines that is learnt from; they weigh the more for it."""
SHARES = {"alone": 0.3, "around": 0.03, "short": 0.4, "brief": 0.4, "html_text": 0.7, "resiliparse": 0.7}
"""Weight of a text by its kind, 1 for other pages: those with two kinds of text come twice."""
SMALL = {"short": (3, 12), "brief": (8, 6)}
"""Rows of the article, and on either side of it, that small pages have at least; twice as many at most."""


class Sample(NamedTuple):
    """One text: its rows' measures, which of them go, their tokens and texts; of which kind it is."""

    kind: str
    site: str
    gold: str
    names: tuple[str, ...]
    values: np.ndarray
    goes: np.ndarray
    tokens: np.ndarray
    texts: list[str]


def table(text: str) -> tuple[tuple[str, ...], np.ndarray]:
    """The measures of a text's rows."""
    body = split(text)
    settings = Settings(profile="page")
    marks = [mark for line_filter in LINE_FILTERS for mark in line_filter(body, settings)]
    page = page_of(body, draw_core(body, marks))
    columns = measures(page) | likeness(page)
    return tuple(columns), np.array(list(columns.values()), dtype=float).T


def samples(job: tuple[str, str, str, str, str]) -> list[Sample]:
    """A page as it is, its article alone, what stands around it, and a small page made of it."""
    folder, kind, site, text, gold = job
    score = load(Path(folder))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    shares = aligned(lines, gold, score.tokens)
    found = []
    inside = [i for i, share in enumerate(shares) if share >= 0.5]
    around = [i for i, share in enumerate(shares) if share < 0.5]
    chosen = {kind: list(range(len(lines))), "alone": inside, "around": around}
    chosen |= {name: small(inside, len(lines), *sizes) for name, sizes in SMALL.items()}
    for name, picked in chosen.items():
        rows, goes = [lines[i] for i in picked], [shares[i] < 0.5 for i in picked]
        if len(rows) > 1:
            names, values = table(text if name == kind else "\n".join(rows))
            assert len(values) == len(rows)
            tokens = np.array([len(score.tokens(row)) for row in rows], dtype=float)
            found.append(Sample(name, site, gold, names, values, np.array(goes), tokens, rows if name == kind else []))
    return found


def small(inside: list[int], n: int, least: int, reach: int) -> list[int]:
    """The rows of a small page: the title, some rows above the article, the beginning of the article, some rows below it.

    Args:
        inside: The rows of the article.
        n: Rows of the page.
        least: Rows of the article that are taken at least; twice as many at most.
        reach: Rows on either side of it that are taken at least; twice as many at most.
    """
    if not inside:
        return []
    first, last, end = inside[0], inside[min(len(inside) - 1, least + n % least)], inside[-1] + 1
    beside = reach + n % reach
    return sorted({0, *range(max(0, first - beside), last + 1), *range(end, min(n, end + beside))})


def jobs(folder: Path, part: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Every page of a part with its article."""
    score = load_with_sites(folder)
    bodies = {row["id"]: row for row in score.read(folder / "dev" / "bodies.jsonl")}
    for name in ("pages", "pages_more"):
        for row in score.read(folder / "dev" / f"{name}.jsonl", part):
            yield str(folder), row["extractor"], site_of(score, row), row["text"], row.get("body") or bodies[row["id"]]["body"]


def weights(sample: Sample) -> np.ndarray:
    """What each row weighs: its share of the article; all rows that go together no more than the article."""
    sizes = np.minimum(sample.tokens + 1.5, LARGEST)
    stays = sizes[~sample.goes].sum()
    found = np.where(sample.goes, sizes / max(sizes[sample.goes].sum(), stays, 1.0), sizes / max(stays, 20.0))
    return found * SHARES.get(sample.kind, 1.0)


def fit(chosen: list[Sample], columns: list[int]) -> list[lightgbm.Booster]:
    """The trees of some samples, fitted several times."""
    weight = np.concatenate([weights(s) for s in chosen])
    x = np.concatenate([s.values for s in chosen])[:, columns]
    goes = np.concatenate([s.goes for s in chosen])
    share = np.clip(weight / np.quantile(weight, 0.85), RARE, 1.0)
    fits = []
    for seed in range(SEED, SEED + FITS):
        pick = np.random.RandomState(seed).rand(len(weight)) < share
        w = (weight / share)[pick]
        data = lightgbm.Dataset(x[pick], goes[pick], weight=w / w.mean())
        fits.append(lightgbm.train(OPTIONS | {"seed": seed}, data, num_boost_round=TREES))
    return fits


def together(sample: Sample, odds: np.ndarray) -> np.ndarray:
    """The log-odds of a sample's rows when it is seen as a whole."""
    return np.array(seen_together(dict(zip(sample.names, sample.values.T, strict=True)), odds))


def report(chosen: list[Sample], odds: list[np.ndarray], score: Any) -> None:
    """Print F1 by kind of page, and what becomes of articles alone and of what stands around them."""
    pairs = defaultdict(list)
    lost, stayed = [], []
    for sample, o in zip(chosen, odds, strict=True):
        stays = o <= 0
        if sample.texts:
            left = "\n".join(t for t, flag in zip(sample.texts, stays, strict=True) if flag)
            pairs[sample.kind].append(score.overlap(sample.gold, left))
        elif sample.kind == "alone":
            lost.append(sample.tokens[~stays].sum() / sample.tokens.sum())
        elif sample.kind == "around":
            stayed.append(sample.tokens[stays].sum())
    table = ", ".join(f"{kind} {score.f1(found):.4f}" for kind, found in pairs.items())
    print(f"  F1 by folds: {table}; of articles alone {np.mean(lost):.2%} goes; around them {np.mean(stayed):.0f} tokens stay")


def write(fits: list[lightgbm.Booster], names: list[str]) -> None:
    """The trees as a file, one a line."""
    rows = [json.dumps(one, separators=(",", ":")) for one in trees(fits, names)]
    head = {
        "about": "Written by scripts/fit_page.py. Log-odds that a row is no part of the article: bias, and what each tree adds. "
        "A tree is [measure, bound, mean, tree up to the bound, tree above it].",
        "bias": 0.0,
    }
    HOME.write_text(json.dumps(head)[:-1] + ', "trees": [\n' + ",\n".join(rows) + "\n]}\n", encoding="utf8")
    print(f"wrote {HOME}: {len(rows)} trees, {HOME.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--without", nargs="*", default=[], help="measures to leave out, or beginnings of their names")
    parser.add_argument("--rows", dest="whole", action="store_false", help="judge each row of the folds by itself")
    parser.add_argument("--fast", action="store_true", help="no folds")
    args = parser.parse_args()
    with Pool() as pool:
        chosen = [s for found in pool.imap(samples, jobs(args.folder, "read"), chunksize=8) for s in found]
    names = list(chosen[0].names)
    columns = [i for i, name in enumerate(names) if not any(name.startswith(out) for out in args.without)]
    kept = [names[i] for i in columns]
    sites = len({s.site for s in chosen})
    print(f"{len(chosen)} texts, {sum(len(s.goes) for s in chosen)} rows, {sites} sites, {len(columns)} measures", flush=True)
    if not args.fast:
        fold = [fold_of(s.site) for s in chosen]
        odds: list[Any] = [None] * len(chosen)
        for k in range(FOLDS):
            fits = fit([s for s, f in zip(chosen, fold, strict=True) if f != k], columns)
            for i, s in enumerate(chosen):
                if fold[i] == k:
                    found = np.mean([one.predict(s.values[:, columns], raw_score=True) for one in fits], axis=0)
                    odds[i] = together(s, found) if args.whole else found
        report(chosen, odds, load(args.folder))
    if not args.dry:
        write(fit(chosen, columns), kept)


if __name__ == "__main__":
    main()
