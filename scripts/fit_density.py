#!/usr/bin/env python3
"""Fit the weights of the density filter from labelled lines.

    python scripts/fit_density.py ../shared/eval            # folds by site, then density.toml from the part `read`
    python scripts/fit_density.py ../shared/eval --dry      # folds only

The folder holds ``score.py`` (which knows the part of every site) and ``dev/*.jsonl`` with rows
``{"id", "lines": [[text, group, category]]}``.
Folds are by site: no site is in the training and the test lines of one fold. Needs scikit-learn (``pip install boilerstrip[fit]``).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from boilerstrip.body import split
from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.density import HOME, traits
from boilerstrip.judge import ENOUGH
from boilerstrip.measure import draw_core
from boilerstrip.settings import Settings

FOLDS = 5
RARE = 12
"""Lines a trait must be seen in to get a weight."""
ALLOWED = {"article": 0.0002, "body": 0.0006}
"""Share of the body tokens that lines over the bound may take, over all folds."""


class Sample(NamedTuple):
    """One labelled line."""

    site: str
    names: list[str]
    group: str
    tokens: int
    weight: float
    evidence: float


def load(folder: Path) -> Any:
    """The module ``score.py`` of the folder."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(folder: Path, profile: str) -> tuple[list[Sample], int]:
    """Every labelled short line of the part ``read``, and the number of body tokens there."""
    score = load(folder)
    data = folder / "dev"
    for name in ("bodies", "scraped_bodies"):
        for row in score.read(data / f"{name}.jsonl"):
            score.part_of(row)
    found: list[Sample] = []
    total = 0
    settings = Settings(profile=profile)
    for track in ("residue", "scraped", "aligned"):
        for row in score.read(data / f"{track}.jsonl", "read"):
            labels = [(g, t) for t, g, _ in row["lines"] if t.strip()]
            body = split("\n".join(t for t, _, _ in row["lines"]))
            marks = [mark for line_filter in LINE_FILTERS for mark in line_filter(body, settings)]
            core = draw_core(body, marks)
            by_number = dict(enumerate(((g, t) for t, g, _ in row["lines"]), 1))
            total += sum(len(score.tokens(t)) for g, t in labels if g == "keep")
            site = score.SITES.get(row["id"]) or row["id"].split("_")[1 if row["id"].startswith("daniel-") else 0]
            for index, names in traits(body, core, range(len(body.lines))):
                group, text = by_number[body.lines[index].number]
                if group == "free" or (track == "aligned" and group != "keep"):
                    continue
                weight = 0.5 if group == "meta" and profile == "article" else 1.0
                found.append(Sample(site, names, group, len(score.tokens(text)), weight, core.evidence[index]))
    return found, total


def matrix(rows: list[Sample], columns: dict[str, int]) -> csr_matrix:
    """The traits of the rows as a sparse matrix."""
    pairs = [(i, columns[name]) for i, row in enumerate(rows) for name in set(row.names) if name in columns]
    i, j = zip(*pairs, strict=True)
    return csr_matrix((np.ones(len(pairs)), (i, j)), shape=(len(rows), len(columns)))


def wanted(row: Sample, profile: str) -> bool:
    """Whether a line should go."""
    return row.group == "drop" or (row.group == "meta" and profile == "body")


def fit(rows: list[Sample], profile: str, strength: float) -> tuple[dict[str, int], LogisticRegression]:
    """The model of some rows."""
    seen = Counter(name for row in rows for name in set(row.names))
    columns = {name: i for i, name in enumerate(sorted(name for name, n in seen.items() if n >= RARE))}
    y = np.array([wanted(row, profile) for row in rows])
    w = np.array([row.weight * (3.0 if row.group == "keep" else 1.0) for row in rows])
    return columns, LogisticRegression(C=strength, max_iter=2000).fit(matrix(rows, columns), y, sample_weight=w)


def bound(rows: list[Sample], odds: np.ndarray, total: int, allowed: float) -> float:
    """The lowest log-odds over which no more than a share of the body tokens lies that no line filter takes already."""
    loss = sorted(((o, r.tokens) for o, r in zip(odds, rows, strict=True) if r.group == "keep" and r.evidence < ENOUGH), reverse=True)
    spent = 0
    for value, tokens in loss:
        spent += tokens
        if spent > allowed * total:
            return float(value) + 1e-6
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--strength", type=float, default=0.1, help="inverse of the L2 penalty")
    args = parser.parse_args()
    blocks = [
        "# Written by scripts/fit_density.py: log-odds of a line without traits, log-odds that are enough alone, what each trait adds.\n"
    ]
    for profile in ("article", "body"):
        rows, total = samples(args.folder, profile)
        fold = np.array([int(hashlib.sha256(("fold:" + r.site).encode()).hexdigest(), 16) % FOLDS for r in rows])
        odds = np.zeros(len(rows))
        for k in range(FOLDS):
            columns, fitted = fit([r for r, f in zip(rows, fold, strict=True) if f != k], profile, args.strength)
            test = [i for i, f in enumerate(fold) if f == k]
            odds[test] = fitted.decision_function(matrix([rows[i] for i in test], columns))
        all_tokens = sum(r.tokens for r in rows if wanted(r, profile))
        print(f"{profile}: {len(rows)} lines, {len({r.site for r in rows})} sites, {all_tokens} tokens to remove, {total} body tokens")
        for share in (0.0001, 0.0002, 0.0005, 0.001, 0.005):
            at = bound(rows, odds, total, share)
            gone = sum(r.tokens for r, o in zip(rows, odds, strict=True) if o >= at and wanted(r, profile))
            more = sum(r.tokens for r, o in zip(rows, odds, strict=True) if o >= at and wanted(r, profile) and r.evidence < ENOUGH)
            print(
                f"  damage {share:.2%}: bound {at:5.2f}, recall {gone / all_tokens:.1%} ({more / all_tokens:.1%} that no line filter finds)"
            )
        enough = bound(rows, odds, total, ALLOWED[profile])
        columns, fitted = fit(rows, profile, args.strength)
        lines = [f"[{profile}]", f"bias = {fitted.intercept_[0]:.3f}", f"enough = {enough:.3f}", f"[{profile}.weights]"]
        lines += [f'"{name}" = {fitted.coef_[0][i]:.3f}' for name, i in columns.items() if abs(fitted.coef_[0][i]) >= 0.02]
        blocks.append("\n".join(lines) + "\n")
    if not args.dry:
        HOME.write_text("\n".join(blocks), encoding="utf8")
        print(f"wrote {HOME}")


if __name__ == "__main__":
    main()
