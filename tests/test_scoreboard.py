"""Quality floors on labelled articles, where a folder with them lies beside the checkout.

The folder holds ``eval/score.py`` with its data and ``seeds/check.py``; its texts belong to their publishers and are not part of this
project, so the tests are skipped without it. A floor is raised when a change earns it, and never lowered without a word in CHANGELOG.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
SHARED = HERE.parent / "shared"

pytestmark = pytest.mark.skipif(not (SHARED / "eval" / "score.py").exists(), reason="no labelled articles beside the checkout")

FLOORS = [
    ("clean", None, {"words_lost": (0, 0.0005), "docs_emptied": (0, 0)}),
    ("traps", None, {"traps_touched": (0, 0.02), "host_damage": (0, 0.0005), "injected_recall": (0.75, 1)}),
    ("residue", "check", {"recall_core": (0.7, 1), "recall_macro": (0.7, 1), "recall": (0.45, 1), "damage": (0, 0.0006)}),
    ("residue", "read", {"recall_core": (0.85, 1), "recall_macro": (0.75, 1), "damage": (0, 0.0003), "docs_damaged": (0, 0.02)}),
]


def score(track: str, part: str | None, tmp_path: Path, *options: str) -> dict[str, float]:
    out = tmp_path / "out.json"
    extra = ["--part", part] if part else []
    command = [sys.executable, str(SHARED / "eval" / "score.py"), track, "--json", str(out), *extra, *options]
    subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=600)
    return json.loads(out.read_text())[track]


@pytest.mark.parametrize(("track", "part", "floors"), FLOORS, ids=["clean", "traps", "residue-check", "residue-read"])
def test_floors(track: str, part: str | None, floors: dict[str, tuple[float, float]], tmp_path: Path) -> None:
    result = score(track, part, tmp_path)
    outside = {name: result[name] for name, (low, high) in floors.items() if not low <= result[name] <= high}
    assert not outside
    for extractor, (raw, cleaned) in result.get("f1", {}).items():
        assert cleaned > raw, f"{extractor}: F1 {raw} before, {cleaned} after"


PAGES = {"html_text": 0.905, "resiliparse": 0.92, "wcxb": 0.915, "daniel": 0.87}


def test_the_articles_of_whole_pages(tmp_path: Path) -> None:
    found = {kind: cleaned for kind, (_, cleaned) in score("pages", "check", tmp_path)["f1"].items()}  # type: ignore[attr-defined]
    assert not {kind: value for kind, value in found.items() if value < PAGES[kind]}


HTML = {"trafilatura": (0.955, 0.96), "resiliparse": (0.955, 0.955)}
"""F1 on pages of news and of the public benchmark, by extractor."""


@pytest.mark.parametrize("extractor", HTML)
def test_the_articles_of_html(extractor: str, tmp_path: Path) -> None:
    options = ["--cleaner", "boilerstrip:clean_html", "--option", "profile=body", "--option", f"extractor={extractor}"]
    result = score("html", "check", tmp_path, *options)
    news, benchmark = HTML[extractor]
    assert result["f1"]["fundus"] >= news and result["f1"]["sh"] >= benchmark  # type: ignore[index]
    assert result["exact"] >= 0.38


def test_the_seed_articles() -> None:
    done = subprocess.run([sys.executable, str(SHARED / "seeds" / "check.py")], cwd=HERE, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "all seed lines right"
