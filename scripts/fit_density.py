#!/usr/bin/env python3
"""Fit the trees of the density filter from labelled lines.

    python scripts/fit_density.py ../shared/eval            # folds by site, then density-*.json from the part `read`
    python scripts/fit_density.py ../shared/eval --dry      # folds only
    python scripts/fit_density.py ../shared/eval --no-folds # the files only, with the bounds that are in them

The folder holds ``score.py`` (which knows the part of every site), ``dev/{residue,scraped,aligned}.jsonl`` with rows
``{"id", "lines": [[text, group, category]]}``, ``dev/pages*.jsonl`` with the text of whole pages and their article.

- Folds are by site: no site is in the training and the test lines of one fold.
- The rules were written with the part `read` in view and find far more there than elsewhere. So that the trees do not lean on them, each
  text is shown several times, each time with another half of the rules struck out; the folds are tested in the same way.
- The wording of a line is told by weights that were fitted without its site, see ``fit_wording.py``: run that first.
- Of whole pages the article and the lines next to it are used: much like what extractors leave, from many more sites.
- The labelled sites are few and most of them English. So own-written lines in 24 languages, the examples of the rules among them, are set
  into articles and learnt from as well, see ``written.py``. What is tested and where the bound lies is decided by labelled lines alone.

Needs LightGBM (``pip install boilerstrip[fit]``). The same data give the same file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from fit_wording import Blind, fits
from labels import load_with_sites
from texts import FOLDS, LABELLED, Text, fold_of, is_telling, texts_of
from trees import fit, trees

from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.density import candidates, counted, home
from boilerstrip.filters.wording import Heard, Wording
from boilerstrip.judge import ENOUGH
from boilerstrip.marks import Mark
from boilerstrip.measure import draw_core
from boilerstrip.settings import Settings

LOOKS = 2
"""Times each text is shown, with other rules struck out."""
ALLOWED = {"article": 0.0001, "body": 0.0004}
"""Share of the body tokens that lines may take, over all folds,"""
MARGIN = 0.75
"""and log-odds by which the bound lies higher than that: on sites that nobody read an article loses more at the same bound, since
own-written lines were written by people who had seen what was missed on the others."""
ONCE = ("pages", "examples")
"""Tracks whose texts are shown once."""
WEIGHTS = {"pages": 0.3, "examples": 0.3, "written": 0.4}
"""Weight of a line of a whole page, of a rule's example and of an own-written block beside a labelled one."""
OPTIONS = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.06,
    "min_data_in_leaf": 60,
    "feature_fraction_bynode": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "max_bin": 63,
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
}
TREES = 150


class Sample(NamedTuple):
    """One line."""

    site: str
    track: str
    text: str
    group: str
    tokens: int
    found: bool
    telling: bool


def look(text: Text, settings: Settings, number: int, score: Any, heard: Heard) -> tuple[list[Sample], list[dict[str, float]]]:
    """The lines of a text that the filter would look at, half of the rules struck out."""
    marks = [mark for line_filter in LINE_FILTERS for mark in line_filter(text.body, settings)]
    core = draw_core(text.body, unwritten(marks) if text.track == "examples" else struck(marks, f"{number} {text.name}"))
    if not core.lines or text.body.one_line:
        return [], []
    full = draw_core(text.body, marks)
    chosen = candidates(text.body, core, heard)
    columns = counted(text.body, core, heard, chosen)
    found, numbers = [], []
    for place, index in enumerate(chosen):
        group, line = text.groups[index], text.body.lines[index].text
        if group != "free":
            telling = text.track != "pages" or group == "keep" or is_telling(text.body, index)
            sample = Sample(text.site, text.track, line, group, len(score.tokens(line)), full.evidence[index] >= ENOUGH, telling)
            found.append(sample)
            numbers.append({name: column[place] for name, column in columns.items()})
    return found, numbers


def struck(marks: list[Mark], seed: str) -> list[Mark]:
    """The marks without those of half of the rules."""
    chance = random.Random(seed)
    names = {name: chance.random() < 0.5 for name in sorted({mark.by.rpartition(":")[2] for mark in marks})}
    return [mark for mark in marks if names[mark.by.rpartition(":")[2]]]


def unwritten(marks: list[Mark]) -> list[Mark]:
    """The marks without those of the rules: the examples were written for them."""
    return [mark for mark in marks if mark.by.startswith(("shape-", "repeats"))]


class Table:
    """All lines of one profile, ready to fit."""

    def __init__(self, texts: list[Text], wordings: list[Wording], profile: str, score: Any) -> None:
        settings = Settings(profile=profile)
        self.samples: list[Sample] = []
        rows: list[dict[str, float]] = []
        looks: list[int] = []
        for text in texts:
            heard = Blind(wordings, text)
            for number in range(1 if text.track in ONCE else LOOKS):
                found, numbers = look(text, settings, number, score, heard)
                self.samples += found
                rows += numbers
                looks += [number] * len(found)
        self.names = list(rows[0])
        self.x = np.array([list(row.values()) for row in rows], dtype=np.float32)
        self.looks = np.array(looks)
        self.wanted = np.array([s.group == "drop" or (s.group == "meta" and profile == "body") for s in self.samples])
        self.used = np.array([s.telling or profile == "body" for s in self.samples])
        self.fold = np.array([fold_of(s.site) for s in self.samples])
        self.weight = _weights(self.samples, profile)


def _weights(samples: list[Sample], profile: str) -> np.ndarray:
    """Long lines count more, a line that several extractors left counts less each time, lines of whole pages less."""
    times = Counter((s.site, s.text) for s in samples if s.track in LABELLED)
    group = {"keep": 3.0, "drop": 1.0, "meta": 1.0 if profile == "body" else 0.5}
    size = np.array([min(3.0, max(0.5, s.tokens / 8)) for s in samples])
    own = np.array([WEIGHTS.get(s.track) or 1.5 / np.sqrt(times[s.site, s.text] / LOOKS) for s in samples])
    return size * own * np.array([group[s.group] for s in samples])


def odds_of(fits: list[lightgbm.Booster], rows: np.ndarray) -> np.ndarray:
    """The mean log-odds of rows."""
    return np.mean([one.predict(rows, raw_score=True) for one in fits], axis=0)


def bound(samples: list[Sample], odds: np.ndarray, total: int, allowed: float) -> float:
    """The lowest log-odds over which no more than a share of the body tokens lies that no rule takes already."""
    loss = sorted(((o, s.tokens) for o, s in zip(odds, samples, strict=True) if s.group == "keep" and not s.found), reverse=True)
    spent = 0
    for value, tokens in loss:
        spent += tokens
        if spent > allowed * total:
            return float(value) + 1e-6
    return 0.0


def folds(table: Table, texts: list[Text], profile: str, score: Any) -> float:
    """Fit and test by folds, print what they find, return the bound for what is ``ALLOWED``."""
    tested = (table.looks == 0) & np.array([s.track == "residue" for s in table.samples])
    odds = np.zeros(len(table.samples))
    for k in range(FOLDS):
        odds[table.fold == k] = odds_of(fit(table, table.used & (table.fold != k), OPTIONS, TREES), table.x[table.fold == k])
    rows = [s for s, flag in zip(table.samples, tested, strict=True) if flag]
    odds = odds[tested]
    lines = [
        (group, len(score.tokens(line.text)))
        for text in texts
        if text.track == "residue"
        for group, line in zip(text.groups, text.body.lines, strict=True)
    ]
    total = sum(n for group, n in lines if group == "keep")
    goes = sum(n for group, n in lines if group == "drop" or (group == "meta" and profile == "body"))
    sites = len({s.site for s in rows})
    print(f"{profile}: {len(rows)} lines worth a look on {sites} sites; {goes} tokens to remove, {total} body tokens")
    for share in (0.00003, 0.0001, 0.0002, 0.0004, 0.001, 0.005):
        at = bound(rows, odds, total, share)
        gone = [s for s, o in zip(rows, odds, strict=True) if o >= at and (s.group == "drop" or (s.group == "meta" and profile == "body"))]
        more = sum(s.tokens for s in gone if not s.found)
        recall = sum(s.tokens for s in gone) / goes
        print(f"  damage {share:.3%}: bound {at:5.2f}, recall {recall:.1%} ({more / goes:.1%} that no rule finds)")
    return bound(rows, odds, total, ALLOWED[profile]) + MARGIN


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--no-folds", action="store_true", help="keep the bounds of the files")
    args = parser.parse_args()
    score = load_with_sites(args.folder)
    texts = texts_of(score, args.folder / "dev")
    wordings, _ = fits(texts)
    for profile in ("article", "body"):
        table = Table(texts, wordings, profile, score)
        enough = json.loads(home(profile).read_text(encoding="utf8"))["enough"] if args.no_folds else folds(table, texts, profile, score)
        rows = ",\n".join(json.dumps(one, separators=(",", ":")) for one in trees(fit(table, table.used, OPTIONS, TREES), table.names))
        if not args.dry:
            home(profile).write_text(f'{{"enough": {enough:.3f}, "bias": 0.0, "trees": [\n{rows}\n]}}\n', encoding="utf8")
            print(f"wrote {home(profile)}")


if __name__ == "__main__":
    main()
