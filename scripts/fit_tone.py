#!/usr/bin/env python3
"""Fit the weights of words that tell how much a sentence sounds like a publisher who speaks to its readers, by logistic regression.

    python scripts/fit_tone.py ../shared/eval          # folds, then tone.json from the part `read` and own-written sentences
    python scripts/fit_tone.py ../shared/eval --dry    # folds only

The folder is the one ``fit_density.py`` asks for. The wording of lines (``fit_wording.py``) knows labels and prompts: a single sentence of
an appeal may stand in any article, so none teaches it. A passage has several; what their words tell adds up. So here every sentence of
own-written appeals, walls, prompts and notices stands against the prose of articles. Run this before ``fit_passages.py``, which reads the
sums of weights that were fitted without the site.
Needs scikit-learn (``pip install boilerstrip[fit]``). The same data give the same file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from fit_wording import table, write
from labels import load_with_sites
from sentences import LABELLED, Row, learnt
from texts import FOLDS, fold_of

from boilerstrip.filters.wording import READ, TONE, UNIT, Wording, terms

LEAST = 3
"""Own-written rows that a term stands in at least,"""
SITES = 10
"""or labelled sites: so no term belongs to one of them."""
SMALL = 0.05
"""Weights that are left out."""
STRENGTH = 0.3
"""Inverse of the strength that weights are held small with."""


def vocabulary(rows: Sequence[Row]) -> dict[str, bool]:
    """The terms of own-written rows and those that many labelled sites use, in order: whether a term is own-written."""
    mine: Counter[str] = Counter()
    held: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.weight != LABELLED:
            mine.update(terms(row.folded))
        else:
            for term in terms(row.folded):
                held[term].add(row.site)
    own = {term for term, times in mine.items() if times >= LEAST}
    usual = {term for term, sites in held.items() if len(sites) >= SITES}
    return {term: term in own for term in sorted(own | usual)}


def fit(rows: Sequence[Row], known: Mapping[str, bool]) -> Wording:
    """The weights of some rows; terms that are not own-written speak for articles only."""
    x, goes = table([row.folded for row in rows], known), [row.goes for row in rows]
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200).fit(x, goes, sample_weight=[row.weight for row in rows])
    found = zip(known.items(), model.coef_[0], strict=True)
    kept = {term: round(float(value) * UNIT) for (term, own), value in found if abs(value) >= SMALL and (own or value < 0)}
    return Wording(kept, round(float(model.intercept_[0]) * UNIT))


def fits(score: Any, data: Path) -> tuple[list[Wording], Wording]:
    """For each fold the weights fitted without it, and those fitted with all.

    Args:
        score: The module ``score.py``.
        data: The folder with the labelled texts.
    """
    rows = learnt(score, data)
    known, fold = vocabulary(rows), [fold_of(row.site) for row in rows]
    print(f"tone: {len(rows)} rows, {sum(row.goes for row in rows)} of them a publisher's, {len(known)} terms", flush=True)
    others = [fit([row for row, own in zip(rows, fold, strict=True) if own != k], known) for k in range(FOLDS)]
    told, said = [row.goes for row in rows], [others[own].of(row.folded) for row, own in zip(rows, fold, strict=True)]
    print(f"  folds: area under curve {roc_auc_score(told, said):.4f}, precision {average_precision_score(told, said):.4f}", flush=True)
    stays = np.array([value for row, value in zip(rows, said, strict=True) if row.weight == LABELLED])
    goes = np.array([value for row, value in zip(rows, said, strict=True) if row.goes])
    for share in (0.002, 0.01, 0.03):
        print(f"  above {share:.1%} of the prose of labelled articles: {np.mean(goes > np.quantile(stays, 1 - share)):.1%}", flush=True)
    return others, fit(rows, known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    _, fitted = fits(load_with_sites(args.folder), args.folder / "dev")
    if not args.dry:
        write(fitted, TONE, f"What each term of a row (first {READ} characters) adds to the log-odds that a publisher speaks in it")


if __name__ == "__main__":
    main()
