#!/usr/bin/env python3
"""Fit the trees of the page filter from whole pages and the articles they hold.

    python scripts/fit_page.py ../shared/eval                                   # folds by site, then page.json from the part `read`
    python scripts/fit_page.py ../shared/eval --dry --without evidence prompt   # folds only, some measures left out
    python scripts/fit_page.py ../shared/eval --fast                            # page.json only

The folder holds ``score.py`` (which knows the part of every site) and in ``dev/`` the files pages.jsonl, pages_more.jsonl and bodies.jsonl.
Each page is learnt from four times: as it is, its article alone (all of it stays), what stands around the article (all of it goes), and
as a small page with the beginning of its article. Each article weighs the same, and what stands around it no more.
Needs scikit-learn (``pip install boilerstrip[fit]``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from align import aligned
from labels import load

from boilerstrip.body import split
from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.layout import measures
from boilerstrip.filters.page import HOME, coherent
from boilerstrip.measure import draw_core
from boilerstrip.settings import Settings

FOLDS = 5
SEED = 7
FIT = {
    "max_iter": 150,
    "learning_rate": 0.1,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 60,
    "l2_regularization": 10.0,
    "max_features": 0.35,
    "max_bins": 63,
    "early_stopping": False,
    "random_state": SEED,
}
LARGEST = 400
"""Tokens above which a line weighs no more."""
RARE = 0.12
"""Share of the lightest lines that is learnt from; they weigh the more for it."""
SHARES = {"alone": 0.3, "around": 0.03, "short": 0.4, "html_text": 0.7, "resiliparse": 0.7}
"""Weight of a text by its kind, 1 for other pages: those with two kinds of text come twice."""
SMALLEST = 3
"""Rows of the article that a small page has at least; it has twice as many at most."""
ABOVE = 12
"""Rows around the article that a small page has at least; it has twice as many at most."""
BOUNDS = (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4)


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
    columns = measures(body, draw_core(body, marks), marks)
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
    chosen = {kind: list(range(len(lines))), "alone": inside, "around": around, "short": short(inside, len(lines))}
    for name, picked in chosen.items():
        rows, goes = [lines[i] for i in picked], [shares[i] < 0.5 for i in picked]
        if len(rows) > 1:
            names, values = table(text if name == kind else "\n".join(rows))
            assert len(values) == len(rows)
            tokens = np.array([len(score.tokens(row)) for row in rows], dtype=float)
            found.append(Sample(name, site, gold, names, values, np.array(goes), tokens, rows if name == kind else []))
    return found


def short(inside: list[int], n: int) -> list[int]:
    """The rows of a small page: the title, some rows above the article, the beginning of the article, some rows below it."""
    if not inside:
        return []
    first, last, end = inside[0], inside[min(len(inside) - 1, SMALLEST + n % SMALLEST)], inside[-1] + 1
    reach = ABOVE + n % ABOVE
    return sorted({0, *range(max(0, first - reach), last + 1), *range(end, min(n, end + reach))})


def jobs(folder: Path, part: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Every page of a part with its article."""
    score = load(folder)
    bodies = {row["id"]: row for row in score.read(folder / "dev" / "bodies.jsonl")}
    for row in bodies.values():
        score.part_of(row)
    for name in ("pages", "pages_more"):
        for row in score.read(folder / "dev" / f"{name}.jsonl", part):
            site = score.SITES.get(row["id"]) or row["id"].split("_")[1 if row["id"].startswith("daniel-") else 0]
            yield str(folder), row["extractor"], site, row["text"], row.get("body") or bodies[row["id"]]["body"]


def weights(sample: Sample) -> np.ndarray:
    """What each row weighs: its share of the article; all rows that go together no more than the article."""
    sizes = np.minimum(sample.tokens + 1.5, LARGEST)
    stays = sizes[~sample.goes].sum()
    found = np.where(sample.goes, sizes / max(sizes[sample.goes].sum(), stays, 1.0), sizes / max(stays, 20.0))
    return found * SHARES.get(sample.kind, 1.0)


def fit(chosen: list[Sample], columns: list[int]) -> HistGradientBoostingClassifier:
    """The trees of some samples."""
    w = np.concatenate([weights(s) for s in chosen])
    share = np.clip(w / np.quantile(w, 0.85), RARE, 1.0)
    pick = np.random.RandomState(SEED).rand(len(w)) < share
    x = np.concatenate([s.values for s in chosen])[pick][:, columns]
    y = np.concatenate([s.goes for s in chosen])[pick]
    w = (w / share)[pick]
    with threadpool_limits(1):  # sums in another order would give another file
        return HistGradientBoostingClassifier(**FIT).fit(x, y, sample_weight=w / w.mean())


def report(chosen: list[Sample], odds: list[np.ndarray], score: Any) -> None:
    """Print F1 by kind of page for some bounds, and what becomes of articles alone and of what stands around them."""
    for bound in BOUNDS:
        pairs = defaultdict(list)
        for sample, o in zip(chosen, odds, strict=True):
            if sample.texts:
                left = "\n".join(t for t, x in zip(sample.texts, o, strict=True) if x < bound)
                pairs[sample.kind].append(score.overlap(sample.gold, left))
        f1 = {kind: score.f1(p) for kind, p in pairs.items()}
        alone = np.mean([s.tokens[o >= bound].sum() / s.tokens.sum() for s, o in zip(chosen, odds, strict=True) if s.kind == "alone"])
        around = np.mean([s.tokens[o < bound].sum() for s, o in zip(chosen, odds, strict=True) if s.kind == "around"])
        table = ", ".join(f"{kind} {value:.4f}" for kind, value in f1.items())
        print(f"  bound {bound:+.1f}: {table}; of articles {alone:.2%} goes; around them {around:.0f} tokens stay")


def tree(nodes: np.ndarray, names: list[str], at: int = 0) -> Any:
    """A tree as nested lists ``[measure, bound, mean below, branch up to the bound, branch above]``; a leaf is a number."""
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    left, right = (tree(nodes, names, int(node[side])) for side in ("left", "right"))
    counts = [int(nodes[int(node[side])]["count"]) for side in ("left", "right")]
    means = [branch[2] if isinstance(branch, list) else branch for branch in (left, right)]
    mean = round(sum(n * m for n, m in zip(counts, means, strict=True)) / sum(counts), 4)
    return [names[node["feature_idx"]], float(f"{node['num_threshold']:.6g}"), mean, left, right]


def write(model: HistGradientBoostingClassifier, names: list[str]) -> None:
    """The trees as a file, one a line."""
    rows = [json.dumps(tree(predictors[0].nodes, names)) for predictors in model._predictors]
    head = {
        "about": "Written by scripts/fit_page.py. Log-odds that a row is no part of the article: bias, and what each tree adds. "
        "A tree is [measure, bound, mean, tree up to the bound, tree above it].",
        "bias": round(float(model._baseline_prediction[0, 0]), 4),
    }
    HOME.write_text(json.dumps(head)[:-1] + ', "trees": [\n' + ",\n".join(rows) + "\n]}\n", encoding="utf8")
    print(f"wrote {HOME}: {len(rows)} trees, {HOME.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--without", nargs="*", default=[], help="measures to leave out, or beginnings of their names")
    parser.add_argument("--rows", dest="coherent", action="store_false", help="judge each row of the folds by itself")
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
        fold = [int(hashlib.sha256(("fold:" + s.site).encode()).hexdigest(), 16) % FOLDS for s in chosen]
        odds: list[Any] = [None] * len(chosen)
        for k in range(FOLDS):
            model = fit([s for s, f in zip(chosen, fold, strict=True) if f != k], columns)
            for i, s in enumerate(chosen):
                if fold[i] == k:
                    found = model.decision_function(s.values[:, columns])
                    odds[i] = np.array(coherent({name: s.values[:, j] for j, name in enumerate(names)}, found)) if args.coherent else found
        report(chosen, odds, load(args.folder))
    if not args.dry:
        write(fit(chosen, columns), kept)


if __name__ == "__main__":
    main()
