"""The literal scan: what it looks for stands in every line that a rule matches, and many lines at once are as good as one."""

from __future__ import annotations

import marshal
import os
import re
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.body import split
from boilerstrip.fold import fold, fold_lines
from boilerstrip.rules import Matcher, Rule, load_rules, store
from boilerstrip.rules.covers import EDGE
from boilerstrip.rules.literals import read, zeros
from boilerstrip.rules.loader import HOME, _files, load_shipped, read_rules
from boilerstrip.rules.needles import needles, others
from boilerstrip.rules.pieces import ANYTHING, kind
from boilerstrip.rules.scan import Scan, indexed, zeroed

PATTERNS = [
    r"(?:please )?(?:sign|log) ?(?:up|in)\b.{0,9}newsletters?",
    r"\d{1,2}[.:]\d{2} (?:uhr|h)|(?:19|20)\d\d[-/]\d\d",
    r"(?!x)(?:a|bc){1,3}d*e+|[^a]{2}fg",
    r"\W*(?:(?:one|two) )*three(?: four)?",
    r"[(\[]?(?:photo|bild)[:/ ]+[\w.]{2,9}[)\]]?",
    r"^(?P<word>ab|cd)-(?P=word)$",
    r"x{2}y{0}z{,2}[a-c][-_][0-3]",
    r"\W?(?:\W*one|(?:two|3)?[,.]?four){0,2}five",
    r"\b(?:\bone|two\b)? ?\bthree\b[ ,]\b\bfour5\b",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_match_holds_what_was_read_off_its_pattern(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True, alphabet=st.characters(codec="ascii")))
    piece = read(pattern)
    assert piece is not ANYTHING
    assert len(text) <= piece.widest
    seen = zeros(text)
    assert any(seen.startswith(start.replace(EDGE, "")) for start in piece.starts)
    assert piece.exact is None or seen in {exact.replace(EDGE, "") for exact in piece.exact}
    assert piece.firsts is None or kind(text[:1]) in piece.firsts
    assert piece.lasts is None or kind(text[-1:]) in piece.lasts
    assert piece.cover is None or any(_stands(seen, start, word) for start, word in piece.cover)


def _stands(text: str, start: bool, word: str) -> bool:
    """Whether a literal stands in a text, with the edges of words that it asks for."""
    pattern = r"\b" * word.startswith(EDGE) + re.escape(word.strip(EDGE)) + r"\b" * word.endswith(EDGE)
    return bool(re.match(pattern, text) if start else re.search(pattern, text))


@pytest.mark.parametrize("pattern", ["(?i)abc", "(?:ab", "ab)", "a(?(1)b|c)", "a{e<=1}", "(?#note)a"])
def test_what_is_not_understood_tells_nothing(pattern: str) -> None:
    assert read(pattern) is ANYTHING


@pytest.mark.parametrize(
    ("pattern", "cover"),
    [
        (r"(?=.*\b(?:herring|mackerel)\b)\w+ \w+", {(False, "\bherring\b"), (False, "\bmackerel\b")}),
        (r"(?=herring)[a-z ]{5,}", {(True, "herring")}),
        (r"a?(?=herring)[a-z ]{5,}", {(False, "herring")}),
        (r"(?!herring)[a-z ]{5,}", None),
        (r"(?:(?=herring))?[a-z ]{5,}", None),
        (r"[a-z ]{5,}(?<=herring)", None),
        (r"\bapp\b.*", {(True, "app\b")}),
        (r".*(?:\bmackerel|\b£9\b|app\b)", {(False, "\bmackerel"), (False, "£0\b"), (False, "app\b")}),
    ],
)
def test_what_stands_ahead_and_at_the_edges_of_words(pattern: str, cover: set[tuple[bool, str]] | None) -> None:
    assert read(pattern).cover == cover


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_the_scan_finds_the_drops_of_every_rule(rule: Rule) -> None:
    for drop in rule.drops:
        seen = zeros(fold(drop))
        assert any(_stands(seen, start, word) for start, word in needles(rule))
        starts, words = others(rule)
        assert not (starts or words) or seen.startswith(starts) or any(word in seen for word in words)
        assert not rule.firsts or kind(seen[:1]) in rule.firsts


LITERALS = [(True, "in"), (True, "inside "), (True, "0 "), (False, "\bapp\b"), (False, "app"), (False, "é\b"), (False, "in"), (False, "ж")]
LINES = ["in", "inside the app", "1 apps", "an app", "né?", "nés in", "жапп app", "٣ app", "", "happen é"]


@given(
    st.lists(st.frozensets(st.sampled_from(LITERALS), min_size=1), max_size=6),
    st.lists(st.sampled_from(LINES), max_size=6),
    st.sets(st.integers(0, 5)),
)
def test_a_scan_finds_what_stands_in_each_line(rows: list[frozenset[tuple[bool, str]]], lines: list[str], some: set[int]) -> None:
    expected = [{number for number, row in enumerate(rows) if any(_stands(zeros(line), *literal) for literal in row)} for line in lines]
    seen, index = zeroed(lines), indexed(enumerate(rows))
    assert seen == [zeros(line) for line in lines]
    assert Scan(index).look(seen) == expected
    assert Scan(index, some).look(seen) == [found & some for found in expected]


@given(st.lists(st.text(alphabet=st.characters(codec=None, exclude_characters="\n"), max_size=30), max_size=8))
def test_folding_many_lines_is_folding_each(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


@given(st.lists(st.text(alphabet="aB ´`*_[](x)…“ﬁ\u00ad\u0301\u0307\u00a0\t\x85İß＊１²", max_size=12), max_size=5))
def test_folding_odd_lines_is_folding_each(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


@pytest.mark.parametrize("line", ["try the app", "try the app_", "try the app. ►", "try the app…", "_try the app"])
def test_a_word_may_end_where_the_line_does(line: str) -> None:
    rule = Rule("en-app-x", "en", "app", "offers an app", "line", 0.9, anchors=("app",), pattern=r".{0,9}\bapp\b")
    assert needles(rule) == {(False, "\bapp\b")}
    assert [hit.rule for hit in Matcher((rule,)).hits(split(f"{line}\nRain fell."))] == [rule]


def test_lines_are_remembered_and_forgotten_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boilerstrip.rules.matcher.REMEMBERED", 3)
    rules = load_rules(("en",))
    drops = [drop for rule in rules[::40] for drop in rule.drops]
    matcher = Matcher(rules)
    for drop in [*drops, *drops]:
        body = split(f"{drop}\n{drops[0]}\nRain fell on the town.")
        assert list(matcher.hits(body)) == list(Matcher(rules).hits(body))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder that does not exist yet, and nothing known."""
    monkeypatch.setattr(store, "_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(store, "_new", {})
    store._patterns.cache_clear()
    yield tmp_path / "cache"
    store._patterns.cache_clear()


def test_patterns_are_kept_and_never_needed(folder: Path) -> None:
    source = r"sign (?:up|in)\b"
    for broken in (None, b"", b"no table", b"x" * 99):
        if broken is not None:
            (path,) = folder.iterdir()
            path.write_bytes(broken)
        for _ in range(2):
            store._patterns.cache_clear()
            pattern = store.compiled(source)
            assert pattern.match("sign up") and not pattern.match("sign upon") and pattern.pattern == source
            store.save()
        assert list(store._patterns()) == [source]


def test_patterns_of_two_processes_are_kept(folder: Path) -> None:
    store.compiled("a+")
    store.save()
    assert not store._patterns()  # read before the other process wrote
    store.compiled("b+")
    store.save()
    store._patterns.cache_clear()
    assert set(store._patterns()) == {"a+", "b+"}


def test_a_process_that_compiles_nothing_new_writes_nothing(folder: Path) -> None:
    store.compiled("a+")
    store.save()
    (path,) = folder.iterdir()
    before = path.read_bytes(), path.stat().st_ino
    store._patterns.cache_clear()
    store.compiled("a+")
    store.save()
    assert before == (path.read_bytes(), path.stat().st_ino)


def test_a_table_is_made_again_when_a_file_changes(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "words.toml"
    made: list[str] = []

    def make() -> tuple[str, ...]:
        made.append(source.read_text(encoding="utf8"))
        return (made[-1],)

    source.write_text("one", encoding="utf8")
    stamp = source.stat()
    assert store.kept("table", [source], make) == store.kept("table", [source], make) == ("one",)
    source.write_text("two", encoding="utf8")
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert store.kept("table", [source], make) == ("two",)
    assert made == ["one", "two"]


def test_files_that_nobody_reads_go(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    old, young = folder / "old", folder / "young"
    for path, age in ((old, store.UNUSED + 9), (young, 9)):
        path.write_bytes(b"")
        os.utime(path, (time.time() - age,) * 2)
    store.kept("table", [], lambda: ())
    assert not old.exists() and young.exists()


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf8")
    monkeypatch.setattr(store, "_folder", lambda: tmp_path / "file" / "cache")
    assert store.compiled("a+").match("a")
    store.save()
    assert store.kept("table", [], lambda: (1,)) == (1,)


def test_kept_rules_are_those_of_the_files() -> None:
    read = sorted((rule for path in _files(HOME) for rule in read_rules(path)), key=lambda rule: rule.id)
    kept = load_rules()
    shipped, index = load_shipped()
    assert [rule.id for rule in kept] == [rule.id for rule in read if rule.status == "stable"]
    by_id = {rule.id: rule for rule in read}
    names = [*(field.name for field in fields(Rule)), "literals", "widest", "firsts", "lasts", "others"]
    for rule in kept:
        own = by_id[rule.id]
        assert all(getattr(rule, name) == getattr(own, name) for name in names)
    short, long, inside = indexed((number, needles(by_id[rule.id])) for number, rule in enumerate(shipped) if rule.status == "stable")
    assert index[0] == short and index[2] == inside
    assert {head: marshal.loads(words) for head, words in index[1].items()} == {head: marshal.loads(words) for head, words in long.items()}
