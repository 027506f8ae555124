"""Profile page: the article of a whole page, and pages without one."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from boilerstrip import Settings, clean, explain
from boilerstrip.cleaner import Cleaner
from boilerstrip.cli import main
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.page import CLEAR, forest
from boilerstrip.filters.places import Stretch, beside, between, outside, since, spans, stretch, totals, until, windows, within
from boilerstrip.rules import store
from tests.corpus import run, wet
from tests.test_golden import FILES, read

PAGES = [read(path) for path in FILES if read(path).header.get("profile") == "page"]
STORY = next(g for g in PAGES if g.name == "page/questions-and-answers.strip")
INDEX = next(g for g in PAGES if g.name == "page/index.strip")


def test_every_line_says_what_counted() -> None:
    result = explain(STORY.text(), profile="page")
    for verdict in result.verdicts:
        assert any(mark.by == "page" and "the article: " in mark.why for mark in verdict.marks), verdict.line.text


def test_lines_go_in_the_category_of_the_rules_that_speak() -> None:
    result = explain(STORY.text(), profile="page")
    gone = {result.original[r.start : r.end].strip(): r.category for r in result.removed}
    assert gone["Share this article"] == "share"
    assert gone["Books"] == "navigation"


def test_a_page_may_lose_nearly_everything() -> None:
    menu = "".join(f"Section {chr(65 + i % 26)}{i}\n" for i in range(600))
    text = menu + STORY.text() + menu
    result = explain(text, profile="page", budget=0)
    assert len(result.text) < len(text) / 3
    assert "over-budget" not in result.flags
    assert "People think that one stares at the sea" in result.text


def test_a_page_without_an_article_comes_back_as_the_caller_wants() -> None:
    text = INDEX.text()
    assert explain(text, profile="page").flags == ("no-article",)
    assert clean(text, profile="page") == text
    empty = explain(text, profile="page", no_article="empty")
    assert empty.flags == ("no-article",)
    assert empty.text == ""
    assert all(r.reason and r.score >= 0.6 for r in empty.removed)
    assert "Menu" in clean(text, profile="page", no_article="empty", keep=["Menu"])


@pytest.mark.parametrize("profile", ["article", "body"])
def test_other_profiles_know_no_pages(profile: str) -> None:
    result = explain(INDEX.text(), profile=profile, no_article="empty")
    assert "no-article" not in result.flags
    assert not any(mark.by == "page" for verdict in result.verdicts for mark in verdict.marks)


def test_the_filter_can_be_ignored() -> None:
    assert "The man who tunes the bells of Harwick" in clean(INDEX.text() + STORY.text(), profile="page", ignore=["page", "related"])
    assert "Books" in clean(STORY.text(), profile="page", ignore=["navigation"])


@pytest.mark.parametrize("golden", PAGES, ids=lambda g: g.name)
def test_an_article_taken_out_of_a_page_stays_as_it_is(golden: object) -> None:
    once = clean(golden.text(), profile="page")  # type: ignore[attr-defined]
    assert clean(once, profile="page") == once


def test_a_cleaner_for_pages_keeps_no_state() -> None:
    cleaner = Cleaner(Settings(profile="page"))
    first = [cleaner.clean(g.text()) for g in PAGES]
    assert [cleaner.clean(g.text()) for g in reversed(PAGES)] == first[::-1]


def test_command_line(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(INDEX.text(), encoding="utf8")
    kept = CliRunner().invoke(main, ["clean", "--profile", "page", str(file)])
    assert (kept.exit_code, kept.stdout) == (0, INDEX.text())
    assert "no-article" in kept.stderr
    empty = CliRunner().invoke(main, ["clean", "--profile", "page", "--no-article", "empty", str(file)])
    assert (empty.exit_code, empty.stdout) == (0, "")


def test_the_stored_trees_are_whole() -> None:
    trees = forest()
    assert 0 < len(trees.trees) <= 450

    def depth(tree: object) -> int:
        return 1 + max(depth(tree[3]), depth(tree[4])) if isinstance(tree, tuple) else 0

    assert max(map(depth, trees.trees)) <= 15
    assert len(trees.measures) <= 120


@pytest.mark.parametrize("cached", [False, True])
def test_trees_that_were_kept_are_those_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cached: bool) -> None:
    monkeypatch.setattr(store, "_folder", lambda: tmp_path / "cache")
    path = tmp_path / "small.json"
    table = {"enough": 1.5, "bias": 0.5, "trees": [["b", 1.0, 0.0, -1.0, 2.0]]}
    path.write_text(json.dumps(table), encoding="utf8")
    for _ in range(1 + cached):
        small, numbers = Forest.read(path, ("a", "b"))
    assert (small.measures, small.bias, numbers) == (("a", "b"), 0.5, {"enough": 1.5})
    assert [small.odds([9.0, value]) for value in (1.0, 1.1)] == [-0.5, 2.5]
    path.write_text(json.dumps(table | {"bias": 0.75}), encoding="utf8")
    assert Forest.read(path, ("a", "b"))[0].bias == 0.75


def test_trees_add_up_and_tell_their_steps() -> None:
    small = Forest.of({"bias": 0.5, "trees": [["a", 1.0, 0.0, -1.0, ["b", 2.0, 1.0, 0.5, 1.5]], 0.25]})
    assert small.odds([1.0, 9.0]) == 0.5 - 1.0 + 0.25
    assert small.odds([2.0, 9.0]) == 0.5 + 1.5 + 0.25
    assert small.steps([2.0, 9.0]) == [("a", 2.0, 1.0), ("b", 9.0, 0.5)]
    assert CLEAR > 0


def test_places() -> None:
    assert stretch([-1.0, -2.0]) == Stretch(0, -1, 0)
    assert windows(totals([3.0, 0.0, 0.0]), spans(range(3), 1, 3)) == [1.5, 1.0, 0.0]
    assert within(spans([0, 5, 6], 1, 8)) == [0, 1, 4, 5, 6, 7]
    assert since([False, True, False], range(3)) == [999, 0, 1]
    assert until([False, True, False], range(3)) == [1, 0, 999]
    assert (since([True] + [False] * 1200, [998, 1200]), until([False] * 1200 + [True], [0, 300])) == ([998, 999], [999, 900])
    assert outside(Stretch(1, 1, 5.0), range(3)) == [1, 0, -1]
    assert between(totals([1.0, 1.0, 1.0, 1.0]), Stretch(1, 1, 5.0), range(4)) == [0.0, -1.0, 0.0, 1.0]
    assert between(totals([1.0, 1.0]), Stretch(0, -1, 0), range(2)) == [0.0, 1.0]
    for step in (-3, -2, -1, 1, 2, 3):
        assert beside([7.0, 8.0], step, range(2)) == [([7.0, 8.0][i + step] if 0 <= i + step < 2 else -1.0) for i in range(2)]


def test_a_wet_file_is_piped_through() -> None:
    texts = [STORY.text(), INDEX.text()]
    for kind, data in (("warc", wet(texts)), ("warc.gz", gzip.compress(wet(texts)))):
        done = run("clean", "--profile", "page", "--from", kind, "-", stdin=data)
        assert done.exit_code == 0, done.stderr
        out = done.stdout_bytes if kind == "warc" else gzip.decompress(done.stdout_bytes)
        records = [r.content_stream().read().decode() for r in ArchiveIterator(io.BytesIO(out)) if r.rec_type == "conversion"]
        assert records == [clean(text, profile="page") for text in texts]
        assert len(records[0]) < len(texts[0]) and records[1] == texts[1]
