#!/usr/bin/env python3
"""Fit the weights of words that ``boilerstrip/filters/wording.py`` reads, by logistic regression.

    python scripts/fit_wording.py ../shared/eval          # folds by site, then wording.json from the part `read`
    python scripts/fit_wording.py ../shared/eval --dry    # folds only

The folder is the one ``fit_density.py`` asks for. Terms are those of own-written lines and those that many labelled sites use; their
weights are fitted from the lines of both. The trees that read the sum are fitted after this, with sums of weights that were fitted on other
sites (``Blind``): else they would believe them more than they may.
Needs scikit-learn (``pip install boilerstrip[fit]``). The same data give the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from labels import load_with_sites
from texts import FOLDS, LABELLED, Text, fold_of, is_telling, texts_of

from boilerstrip.body import LONG
from boilerstrip.filters.wording import HOME, READ, UNIT, Wording, terms
from boilerstrip.measure import is_prose, words_in

LEAST = 3
"""Own-written lines that a term stands in at least,"""
SITES = 10
"""or labelled sites: so no term belongs to one of them."""
SMALL = 0.1
"""Weights that are left out."""
STRENGTH = 1.0
"""Inverse of the strength that weights are held small with."""
OWN = {"pages": 0.15, "examples": 0.15, "written": 0.4}
"""Weight of a line of a whole page, of a rule's example and of an own-written block beside a labelled one."""
GROUP = {"keep": 3.0, "drop": 1.0, "meta": 0.5}
"""Weight of a line of each group."""
LABEL = 25
"""Characters up to which an own-written line without a cue teaches the wording: a longer one may be a headline like any other."""


class Row(NamedTuple):
    """One line to learn from."""

    folded: str
    fold: int
    goes: bool


class Blind:
    """The wording of the lines of one text, for each by weights that were fitted without its site.

    Args:
        fits: For each fold the weights that were fitted without it.
        text: The text.
    """

    def __init__(self, fits: Sequence[Wording], text: Text) -> None:
        self._own = fits[fold_of(text.site)]
        self._hosts = {
            folded: fits[fold_of(text.hosts[line.text])]
            for folded, line in zip(text.body.folded, text.body.lines, strict=True)
            if line.text in text.hosts
        }

    def of(self, folded: str) -> float:
        """The wording of a folded line."""
        return self._hosts.get(folded, self._own).of(folded)


def lines_of(texts: Iterable[Text]) -> dict[Row, float]:
    """The lines to learn from with their weights; lines of the articles that own-written ones are set into count once for their site."""
    times: Counter[Row] = Counter()
    weights: dict[Row, float] = defaultdict(float)
    lent: dict[Row, float] = {}
    for text in texts:
        own = fold_of(text.site)
        for index, (line, folded, group) in enumerate(zip(text.body.lines, text.body.folded, text.groups, strict=True)):
            if line.part or len(line.text) > LONG or group == "free":
                continue
            if group == "drop" and _is_vague(text, index):
                continue
            size = GROUP[group] * min(3.0, max(0.5, len(words_in(folded)) / 8))
            if line.text in text.hosts:
                lent[Row(folded, fold_of(text.hosts[line.text]), False)] = size * OWN["pages"]
                continue
            row = Row(folded, own, group == "drop")
            times[row] += text.track in LABELLED
            weights[row] += size * OWN.get(text.track, 1.5 * (times[row] ** 0.5 - (times[row] - 1) ** 0.5))
    return lent | weights


def _is_vague(text: Text, index: int) -> bool:
    """Whether a line that goes may sound like any article: own-written sentences and headlines, and lines around articles without a cue."""
    line = text.body.lines[index]
    if text.track == "written":
        return is_prose(line) or (len(line.text) > LABEL and not is_telling(text.body, index))
    return text.track == "pages" and not is_telling(text.body, index)


def vocabulary(texts: Iterable[Text]) -> dict[str, bool]:
    """The terms of own-written lines and those that many sites use, in order: whether a term is own-written."""
    own: set[str] = set()
    sites: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for folded, line in zip(text.body.folded, text.body.lines, strict=True):
            if len(line.text) <= LONG:
                if line.text in text.hosts or text.track not in ("examples", "written"):
                    sites[folded].add(text.hosts.get(line.text, text.site))
                else:
                    own.add(folded)
    held: dict[str, set[str]] = defaultdict(set)
    for folded, names in sites.items():
        for term in terms(folded):
            held[term] |= names
    found = Counter(term for folded in own for term in terms(folded))
    mine = {term for term, times in found.items() if times >= LEAST}
    usual = {term for term, names in held.items() if len(names) >= SITES}
    return {term: term in mine for term in sorted(mine | usual)}


def table(lines: Sequence[str], known: Iterable[str]) -> csr_matrix:
    """Which terms stand in which lines."""
    columns = {term: column for column, term in enumerate(known)}
    held = [[columns[term] for term in terms(line) if term in columns] for line in lines]
    ends = np.cumsum([0, *map(len, held)])
    return csr_matrix((np.ones(ends[-1]), np.array([c for row in held for c in row], dtype=np.int32), ends), (len(lines), len(columns)))


def fit(x: csr_matrix, goes: np.ndarray, weight: np.ndarray, known: Mapping[str, bool]) -> Wording:
    """The weights of some lines; terms that are not own-written speak for articles only, names in the news among them."""
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200).fit(x, goes, sample_weight=weight)
    found = zip(known.items(), model.coef_[0], strict=True)
    kept = {term: round(float(value) * UNIT) for (term, own), value in found if abs(value) >= SMALL and (own or value < 0)}
    return Wording(kept, round(float(model.intercept_[0]) * UNIT))


def fits(texts: Sequence[Text]) -> tuple[list[Wording], Wording]:
    """For each fold the weights fitted without it, and those fitted with all.

    Args:
        texts: The texts to learn from.
    """
    known, learnt = vocabulary(texts), lines_of(texts)
    rows = list(learnt)
    x, weight = table([row.folded for row in rows], known), np.array(list(learnt.values()))
    goes, fold = np.array([row.goes for row in rows]), np.array([row.fold for row in rows])
    print(f"wording: {len(rows)} lines, {len(known)} terms", flush=True)
    others = [fit(x[fold != k], goes[fold != k], weight[fold != k], known) for k in range(FOLDS)]
    for track in (*LABELLED[:1], *OWN):
        lines = [line for text in texts if text.track == track for line in _judged(text, others)]
        told, said = [goes for goes, _ in lines], [value for _, value in lines]
        areas = roc_auc_score(told, said), average_precision_score(told, said)
        print("  {}: area under curve {:.4f}, precision {:.4f}".format(track, *areas), flush=True)
    return others, fit(x, goes, weight, known)


def _judged(text: Text, others: Sequence[Wording]) -> list[tuple[bool, float]]:
    """Whether each own line of a text goes, and its wording."""
    blind = Blind(others, text)
    lines = zip(text.groups, text.body.folded, text.body.lines, strict=True)
    return [(group == "drop", blind.of(folded)) for group, folded, line in lines if group != "free" and line.text not in text.hosts]


def write(fitted: Wording, path: Path, about: str) -> None:
    """The weights as a file, a term a line.

    Args:
        fitted: The weights.
        path: The file.
        about: What they are.
    """
    head = {"about": f"Written by scripts/fit_{path.stem}.py. {about}, in parts of {UNIT}.", "bias": fitted.bias}
    rows = ",\n".join(f"{json.dumps(term, ensure_ascii=False)}:{value}" for term, value in sorted(fitted.weights.items()))
    path.write_text(json.dumps(head)[:-1] + ', "weights": {\n' + rows + "\n}}\n", encoding="utf8")
    print(f"wrote {path}: {len(fitted.weights)} weights, {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    _, fitted = fits(texts_of(load_with_sites(args.folder), args.folder / "dev"))
    if not args.dry:
        write(fitted, HOME, f"What each term of a line (first {READ} characters) adds to the log-odds that it is boilerplate")


if __name__ == "__main__":
    main()
