"""What the command line tells: which evidence counted, options that change nothing, names of files as they are."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from boilerstrip import explain
from tests.calls import call
from tests.hosts import host
from tests.test_golden import CASES, read

ARTICLE = "\n".join(host("en"))
SHARE = "Share this article"
BYLINE = "By Nora Whitcombe"
TEXT = f"{ARTICLE}\n{BYLINE}\n{SHARE}\n"


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


# Evidence that counted


@pytest.mark.parametrize("profile", ["article", "body", "page"])
def test_the_score_is_the_sum_of_what_every_mark_added(profile: str) -> None:
    for path, chosen in CASES:
        if chosen != profile:
            continue
        for verdict in explain(read(path).text(), profile=profile, select=["share", "legal", "related", "density", "page"]).verdicts:
            assert len(verdict.added) == len(verdict.marks)
            assert sum(verdict.added) == pytest.approx(verdict.score, abs=1e-5), verdict.line.text


def rows(*args: str) -> dict[str, list[str]]:
    """The evidence that explain prints, by the line it stands below."""
    found: dict[str, list[str]] = {}
    for row in call("explain", *args).stdout.decode().split("\n"):
        if " | " in row and row[0] in "-? ":
            line = row.partition(" | ")[2]
            found[line] = []
        elif row:
            found[line].append(row.strip())
    return found


def test_explain_tells_which_evidence_counted(article: str) -> None:
    told = rows(article)
    assert "+0.90 share: asks to share, print, save or send this article [en-share-this-thing]" in told[SHARE]
    assert "(+0.90) share: is a button of a share bar [hi-share-labels]" in told[SHARE]
    assert "(+0.60) byline: names the author of the article [en-byline-by-name]" in told[BYLINE]
    ignored = rows("--ignore", "share", article)[SHARE]
    assert ignored and all(row.startswith("(") for row in ignored if "share:" in row)


def test_explain_tells_how_strongly_metadata_speaks_for_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{ARTICLE}\nTags: sports, local, harbour\n", encoding="utf8")
    for verdict in explain(path.read_text()).verdicts:
        for mark, added in zip(verdict.marks, verdict.added, strict=True):
            assert added in (0.0, mark.weigh(verdict.zone)) or (mark.category == "tags" and added < 0)
