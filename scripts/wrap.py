#!/usr/bin/env python3
"""Measure what is removed from labelled texts when their paragraphs are wrapped at a column.

    python scripts/wrap.py ../shared/eval              # residue as it is, and wrapped at 62, 78 and 96
    python scripts/wrap.py ../shared/eval --part check --apart 1

The folder holds ``score.py`` and ``dev/residue.jsonl``. Texts in Chinese and Japanese, which have no blanks to be wrapped at, are left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from textwrap import wrap
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from labels import load_with_sites

from boilerstrip import clean

COLUMNS = (0, 62, 78, 96)
"""Columns that are tried; 0 for a text as it is."""
UNSPACED = ("ja", "zh")


def measured(score: Any, rows: list[Any], column: int, apart: str) -> Counter[str]:
    """Tokens of each group, those that are gone, texts, and texts that lost a word of their article.

    Args:
        score: The module ``score.py``.
        rows: Labelled texts.
        column: Where to wrap, or 0.
        apart: What stands between paragraphs.
    """
    found: Counter[str] = Counter()
    for row in rows:
        paragraphs = [(_wrapped(line, column), group) for line, group, _ in row["lines"]]
        lines = [(line, group) for own, group in paragraphs for line in own]
        kept = score.kept_tokens([line for line, _ in lines], clean(apart.join("\n".join(own) for own, _ in paragraphs)))
        lost = 0
        for (line, group), left in zip(lines, kept, strict=True):
            size = len(score.tokens(line))
            found[group] += size
            found[f"{group} gone"] += size - left
            lost += size - left if group == "keep" else 0
        found["texts"] += 1
        found["damaged"] += lost > 0
    return found


def _wrapped(line: str, column: int) -> list[str]:
    return (wrap(line, column, break_long_words=False, break_on_hyphens=False) if column else []) or [line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("read", "check"), default="read")
    parser.add_argument("--apart", type=int, choices=(1, 2), default=2, help="line breaks between paragraphs")
    args = parser.parse_args()
    score = load_with_sites(args.folder)
    rows = [row for row in score.read(args.folder / "dev" / "residue.jsonl", args.part) if row.get("lang") not in UNSPACED]
    for column in COLUMNS:
        found = measured(score, rows, column, "\n" * args.apart)
        print(
            f"{f'wrapped at {column}' if column else 'as it is':14} recall {found['drop gone'] / found['drop']:.1%}  "
            f"damage {found['keep gone'] / found['keep']:.3%}  texts damaged {found['damaged'] / found['texts']:.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main()
