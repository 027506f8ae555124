"""The literal scan: what it looks for stands in every line that a rule matches, and many lines at once are as good as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.body import split
from boilerstrip.fold import fold, fold_lines
from boilerstrip.rules import Matcher, Rule, load_rules, store
from boilerstrip.rules.literals import ANYTHING, read, zeros
from boilerstrip.rules.matcher import needles

PATTERNS = [
    r"(?:please )?(?:sign|log) ?(?:up|in)\b.{0,9}newsletters?",
    r"\d{1,2}[.:]\d{2} (?:uhr|h)|(?:19|20)\d\d[-/]\d\d",
    r"(?!x)(?:a|bc){1,3}d*e+|[^a]{2}fg",
    r"\W*(?:(?:one|two) )*three(?: four)?",
    r"[(\[]?(?:photo|bild)[:/ ]+[\w.]{2,9}[)\]]?",
    r"^(?P<word>ab|cd)-(?P=word)$",
    r"x{2}y{0}z{,2}[a-c][-_][0-3]",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_match_holds_what_was_read_off_its_pattern(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    piece = read(pattern)
    assert piece is not ANYTHING
    assert len(text) <= piece.widest
    seen = zeros(text)
    assert any(seen.startswith(start) for start in piece.starts)
    assert piece.exact is None or seen in piece.exact
    assert piece.cover is None or any(seen.startswith(word) if start else word in seen for start, word in piece.cover)


@pytest.mark.parametrize("pattern", ["(?i)abc", "(?:ab", "ab)", "a(?(1)b|c)", "a{e<=1}", "(?#note)a"])
def test_what_is_not_understood_tells_nothing(pattern: str) -> None:
    assert read(pattern) is ANYTHING


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_the_scan_finds_the_drops_of_every_rule(rule: Rule) -> None:
    for drop in rule.drops:
        seen = zeros(fold(drop))
        assert any(seen.startswith(word) if start else word in seen for start, word in needles(rule))


@given(st.lists(st.text(alphabet=st.characters(codec=None, exclude_characters="\n"), max_size=30), max_size=8))
def test_folding_many_lines_is_folding_each(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


@given(st.lists(st.text(alphabet="aB ´`*_[](x)…“ﬁ\u00ad\u0301\u0307\u00a0\t\x85İß＊１²", max_size=12), max_size=5))
def test_folding_odd_lines_is_folding_each(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


def test_lines_are_remembered_and_forgotten_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boilerstrip.rules.matcher.REMEMBERED", 3)
    rules = load_rules(("en",))
    drops = [drop for rule in rules[::40] for drop in rule.drops]
    matcher = Matcher(rules)
    for drop in [*drops, *drops]:
        body = split(f"{drop}\n{drops[0]}\nRain fell on the town.")
        assert list(matcher.hits(body)) == list(Matcher(rules).hits(body))


def test_patterns_are_kept_and_never_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "folder" / "patterns.pickle"
    monkeypatch.setattr(store, "_file", lambda: path)
    source = r"sign (?:up|in)\b"
    for broken in (None, b"", b"no pickle"):
        if broken is not None:
            path.write_bytes(broken)
        store._known.cache_clear()
        store.prepare([source])
        store._known.cache_clear()
        assert store._known()[source].packed
        assert store.compiled(source).match("sign up") and not store.compiled(source).match("sign upon")
    store._known.cache_clear()


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf8")
    monkeypatch.setattr(store, "_file", lambda: tmp_path / "file" / "patterns.pickle")
    store._known.cache_clear()
    store.prepare(["a+"])
    assert store.compiled("a+").match("a")
    assert store.ready("a+").cover
    store._known.cache_clear()
