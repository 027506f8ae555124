"""What the command line tells: which evidence counted, options that change nothing, names of files as they are."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from boilerstrip import explain
from boilerstrip.cli.idle import tell_first
from boilerstrip.filters.aspects import aspect
from boilerstrip.filters.density import model as density_model
from boilerstrip.filters.forest import Forest
from boilerstrip.filters.page import forest as page_forest
from boilerstrip.filters.passages import model as passages_model
from boilerstrip.rules import loader, store
from tests.calls import call
from tests.hosts import host
from tests.test_golden import CASES, read

ARTICLE = "\n".join(host("en"))
SHARE = "Share this article"
BYLINE = "By Nora Whitcombe"
KNOWN = {
    "its words",
    "its voice",
    "what rules say of it",
    "its form",
    "its subject",
    "its place",
    "the text it stands in",
    "what stands near it",
    "all in all",
}
TEXT = f"{ARTICLE}\n{BYLINE}\n{SHARE}\n"


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


# Evidence that counted


def test_a_small_weight_is_said_in_its_direction() -> None:
    for path, _ in CASES:
        for mark in (mark for verdict in explain(read(path).text()).verdicts for mark in verdict.marks if mark.by == "density"):
            assert mark.why.startswith("looks like it") is (mark.weight > 0), mark


@pytest.mark.parametrize("profile", ["article", "body", "page"])
def test_the_score_is_the_sum_of_what_every_mark_added(profile: str) -> None:
    for path, chosen in CASES:
        if chosen != profile:
            continue
        for verdict in explain(read(path).text(), profile=profile, select=["share", "legal", "related", "density", "page"]).verdicts:
            assert len(verdict.added) == len(verdict.marks)
            assert sum(verdict.added) == pytest.approx(verdict.score, abs=1e-5), verdict.line.text


def test_a_reason_names_aspects_and_no_measures() -> None:
    guesses = [mark.why for path, profile in CASES for v in explain(read(path).text(), profile=profile).verdicts for mark in v.marks]
    for why in guesses:
        if ": " in why and why.startswith(("looks like", "stands in a passage", "stands in the", "stands outside")):
            told = why.partition(": ")[2].split(", ")
            assert 0 < len(told) <= 3 and set(told) <= KNOWN, why


@pytest.mark.parametrize("forest", [density_model("article")[0], density_model("body")[0], passages_model()[0], page_forest()])
def test_every_measure_has_an_aspect(forest: Forest) -> None:
    assert {aspect(name) for name in forest.measures} <= KNOWN


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Sign up for our newsletter, Marion Teague said.", "somebody is named who says it"),
        ('On the door stood "As an Amazon Associate, the shop earns from qualifying purchases."', "it stands between quotation marks"),
        ("| Sign up for our newsletter |", "the line is code, a heading, a step or a row of a table"),
    ],
)
def test_a_silenced_rule_is_told_without_weight(line: str, why: str) -> None:
    verdict = explain(f"{ARTICLE}\n{line}").verdicts[-1]
    told = [
        (mark.weight, added)
        for mark, added in zip(verdict.marks, verdict.added, strict=True)
        if mark.why.endswith(f"does not count: {why}")
    ]
    assert told and set(told) == {(0.0, 0.0)} and not verdict.drop


def test_shipped_rules_of_other_languages_are_not_told_as_silenced() -> None:
    assert "does not count" not in " ".join(mark.why for v in explain(f"{ARTICLE}\nAdvertisement").verdicts for mark in v.marks)


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
    assert "(+0.90) share: is a button of a share bar [id-share-labels]" in told[SHARE]
    assert any(row[0] in "(-" and "byline: names the author of the article [en-byline-by-name]" in row for row in told[BYLINE])
    ignored = rows("--ignore", "share", article)[SHARE]
    assert ignored and all(row.startswith("(") for row in ignored if "share:" in row)


def test_explain_tells_how_strongly_metadata_speaks_for_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{ARTICLE}\nTags: sports, local, harbour\n", encoding="utf8")
    for verdict in explain(path.read_text()).verdicts:
        for mark, added in zip(verdict.marks, verdict.added, strict=True):
            assert added in (0.0, mark.weigh(verdict.zone)) or (mark.category == "tags" and added < 0)


# Names of files


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no names that are no text")
@pytest.mark.parametrize("style", ["text", "github"])
def test_a_name_that_is_no_utf8_is_printed_as_it_is(tmp_path: Path, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = b"caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(TEXT.encode())
    assert name in call("check", "--output-format", style, os.fsdecode(name)).stdout
    assert call("check", "--diff", os.fsdecode(name)).stdout.startswith(b"--- " + name + b":1\n+++ " + name + b":1\n")
    assert call("explain", "--from", "jsonl", os.fsdecode(name)).stderr.startswith(b"boilerstrip: " + name + b":1: ")
    told = json.loads(call("check", "--output-format", "jsonl", os.fsdecode(name)).stdout)
    assert os.fsencode(told["file"]) == name
    assert b"no\xe9.txt: there is no such file" in call("check", os.fsdecode(b"no\xe9.txt")).stderr


def test_a_name_with_a_line_break_takes_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a\nb.txt").write_bytes(TEXT.encode())
    assert call("check", "a\nb.txt").stdout.startswith(rb"a\nb.txt:1:")
    assert call("check", "--diff", "a\nb.txt").stdout.startswith(rb"--- a\nb.txt:1")


def test_a_lone_surrogate_in_a_text_is_no_byte_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": f"{ARTICLE}\n\udce9 stays.\n{SHARE}"}) + "\n")
    assert "\udce9 stays.".encode("utf8", "surrogatepass") in call("check", "--diff", str(path)).stdout


# Names of settings


@pytest.mark.parametrize("name", ["no-article", "no_article"])
def test_a_hyphen_and_an_underscore_are_the_same_in_a_settings_file(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from boilerstrip import load_settings

    monkeypatch.chdir(tmp_path)
    Path("menu.txt").write_text("Menu\nHome\nSports\n", encoding="utf8")
    Path("boilerstrip.toml").write_text(f'profile = "page"\n{name} = "empty"\n', encoding="utf8")
    assert load_settings(".").no_article == "empty"
    assert call("clean", "menu.txt").stdout == b""
    assert b'no-article = "empty"  # ' in call("config").stdout
    Path("boilerstrip.toml").write_text('on_error = "sometimes"\n', encoding="utf8")
    assert b"on-error: 'sometimes' is not one of" in call("clean", "menu.txt").stderr


def test_a_name_in_both_spellings_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("boilerstrip.toml").write_text('no-article = "empty"\nno_article = "unchanged"\n', encoding="utf8")
    done = call("config")
    assert (done.returncode, b"no-article is named twice" in done.stderr) == (2, True)


# Options that change nothing


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--select", "byline"], "select: 'byline' changes nothing: in profile article metadata stays"),
        (["--select", "en-byline-by-name"], "select: 'en-byline-by-name' changes nothing: in profile article metadata stays"),
        (["--ignore", "caption"], "ignore: 'caption' changes nothing: in profile article metadata stays"),
        (["--select", "share", "--ignore", "share"], "select: 'share' changes nothing: ignore names it too"),
        (["--select", "heads"], "select: 'heads' changes nothing: profile article goes without this filter"),
        (["--profile", "page", "--ignore", "density"], "ignore: 'density' changes nothing: profile page goes without this filter"),
        (["--select", "topics"], "select: 'topics' changes nothing: this filter only speaks for lines"),
        (["--language", "de", "--select", "en-share-this-thing"], "changes nothing: the packs of en are not used"),
        (["--no-article", "empty"], "--no-article changes nothing: it is for profile page"),
        (["--field", "body"], "--field changes nothing: none of these files has fields"),
    ],
)
def test_an_option_that_changes_nothing_is_told(args: list[str], says: str, article: str) -> None:
    for verb in ("clean", "explain", "check"):
        done = call(verb, *args, article)
        assert done.stderr.decode().count("changes nothing") == 1
        assert says in done.stderr.decode()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["check", "--fix", "--output-format", "jsonl"], "--output-format changes nothing: with --fix no finds are written"),
        (["check", "--baseline", "b.json", "--write-baseline", "b.json"], "--baseline changes nothing: --write-baseline accepts all"),
        (["rules", "list", "--keep", "x"], "--keep changes nothing"),
    ],
)
def test_options_of_a_verb_that_change_nothing(args: list[str], says: str, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(article).parent)
    assert says in call(*args, *([article] if args[0] == "check" else [])).stderr.decode()


@pytest.mark.parametrize(
    "args",
    [
        ["--profile", "body", "--select", "byline"],
        ["--profile", "page", "--no-article", "empty"],
        ["--select", "share", "--ignore", "en-share-this-thing"],
        ["--language", "en", "--select", "en-share-this-thing", "--select", "shape-copyright", "--select", "any-share-labels"],
        ["--from", "jsonl", "--field", "text"],
    ],
)
def test_an_option_that_changes_something_is_not(args: list[str], article: str) -> None:
    assert b"changes nothing" not in call("clean", *args, article).stderr


def test_a_settings_file_may_hold_what_is_for_another_profile(article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(article).parent)
    Path("boilerstrip.toml").write_text('ignore = ["byline"]\nno-article = "empty"\nfield = "body"\noutput-format = "jsonl"\n')
    assert b"changes nothing" not in call("check", "--diff", article).stderr
    Path("boilerstrip.toml").write_text('select = ["byline"]\n')
    assert b"select: 'byline' changes nothing" in call("check", article).stderr


# The first start


@pytest.mark.parametrize(("terminal", "read"), [(True, False), (True, True), (False, False)])
def test_the_first_start_is_told_at_a_terminal(
    terminal: bool, read: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loader, "is_read", lambda: read)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    tell_first()
    assert ("for the first time" in capsys.readouterr().err) is (terminal and not read)


def test_what_was_read_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_folder", lambda: tmp_path)
    source = tmp_path / "a.toml"
    source.write_text("x = 1\n")
    assert not store.is_kept("small", [source])
    assert store.kept("small", [source], lambda: (1, 2)) == (1, 2)
    assert store.is_kept("small", [source])
    assert store.kept("small", [source], list) == (1, 2)


def test_what_check_prints_may_be_ignored(article: str) -> None:
    assert b"neither a category" not in call("check", "--ignore", "sections:en-comments-count", article).stderr
    assert b"neither a category" in call("check", "--ignore", "sections:en-comments-cuont", article).stderr


def test_an_appeal_above_comments_is_not_called_comments() -> None:
    appeal = [
        "We have no owner and no shareholders, and our reporting is paid for by the people who read it.",
        "Support our journalism from £3 a month.",
    ]
    below = ["Comments (3)", "Tom", "2 hours ago", "At last somebody with sense!", "Reply", "Ada", "3 hours ago", "I disagree.", "Reply"]
    gone = [(v.category, v.line.text) for v in explain("\n".join([ARTICLE, *appeal, *below])).verdicts if v.drop]
    assert {category for category, text in gone if text in appeal} == {"donation"}
