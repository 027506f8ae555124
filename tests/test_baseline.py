"""What is accepted stays accepted when it moves; what is new is found."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import Cleaner, InputError, Removal, explain
from boilerstrip.baseline import Baseline, fitting, fresh, fresh_cuts
from tests.hosts import host

ARTICLE = host("en")
LEFT = ["Share this article", "Sign up for our morning newsletter and never miss a story.", "© 2031 Harbour Post. All rights reserved."]
CLEANER = Cleaner()


def cut(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def new_in(text: str, left: Counter[str]) -> list[Removal]:
    return fresh(text, explain(text).removed, left)


def strip_fresh(text: str, left: Counter[str]) -> tuple[str, int]:
    new = len(new_in(text, left.copy()))
    return cut(text, fresh_cuts(CLEANER, text, left)), new


def found(text: str) -> list[str]:
    return [text[r.start : r.end].strip() for r in explain(text).removed]


def accept(*texts: str, file: str = "a.txt", home: Path | str = ".") -> Baseline:
    baseline = Baseline(home)
    for text in texts:
        for line in found(text):
            baseline.add(file, line)
    return baseline


def test_what_is_accepted_is_not_new_wherever_it_stands() -> None:
    baseline = accept("\n".join([*ARTICLE, LEFT[0], LEFT[2]]))
    moved = "\n".join([LEFT[2], "", *ARTICLE, LEFT[0], ""])
    assert sorted(found(moved)) == sorted([LEFT[0], LEFT[2]])
    assert new_in(moved, baseline.accepted("a.txt")) == []
    assert len(new_in(moved, baseline.accepted("b.txt"))) == 2


def test_one_more_of_the_same_is_new() -> None:
    text = "\n".join([*ARTICLE, LEFT[0]])
    left = accept(text, text).accepted("a.txt")
    assert [len(new_in(text, left)) for _ in range(3)] == [0, 0, 1]


def test_a_baseline_comes_back_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([*ARTICLE, *LEFT])
    baseline = accept(text, text, file=str(tmp_path / "data" / "a.jsonl"), home=tmp_path)
    path = tmp_path / "accepted.json"
    path.write_text(baseline.to_json(), encoding="utf8")
    assert "Share" not in path.read_text(encoding="utf8")
    monkeypatch.chdir("/")
    again = Baseline.read(path)
    assert list(again.files) == ["data/a.jsonl"]
    assert again.accepted(str(tmp_path / "data" / "a.jsonl")).total() == 6
    assert again.to_json() == baseline.to_json()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": {"b": 0}}}', '{"version": 1, "files": {"a": []}}'],
)
def test_a_file_that_is_no_baseline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "accepted.json"
    path.write_text(text, encoding="utf8")
    with pytest.raises(InputError, match=r"accepted.json: no baseline.* --write-baseline"):
        Baseline.read(path)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such baseline"):
        Baseline.read(tmp_path / "none.json")


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
@pytest.mark.parametrize("accepted", [[0], [1], [2], [0, 1], [0, 2], [1, 2], []])
def test_only_what_is_new_goes_and_lines_stay_whole(accepted: list[int], end: str) -> None:
    br = "\r\n" if end == "\r\n" else "\n"
    text = br.join([*ARTICLE, *LEFT]) + end
    baseline = accept(br.join([*ARTICLE, *(LEFT[i] for i in accepted)]))
    cleaned, new = strip_fresh(text, baseline.accepted("a.txt"))
    assert cleaned.rstrip().split(br) == [*ARTICLE, *(LEFT[i] for i in accepted)]
    assert cleaned.endswith("\n") == text.endswith("\n")
    assert new == 3 - len(accepted)


LINES = st.lists(st.sampled_from([*ARTICLE, *LEFT, "", "  ", "Follow us on Facebook", "Advertisement"]), max_size=14)


@settings(max_examples=60, deadline=None)
@given(LINES, LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_a_second_run_finds_nothing_new_and_changes_nothing(lines: list[str], known: list[str], br: str) -> None:
    text = br.join(lines)
    baseline = accept(br.join(known))
    once, _ = strip_fresh(text, baseline.accepted("a.txt"))
    assert strip_fresh(once, baseline.accepted("a.txt")) == (once, 0)
    letters = iter(text)
    assert all(letter in letters for letter in once)
    assert set(filter(None, (line.strip() for line in once.split("\n")))) <= {line.strip() for line in text.split("\n")}


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_without_a_baseline_it_is_clean(lines: list[str], br: str) -> None:
    text = br.join(lines)
    assert cut(text, fitting(text, explain(text).removed)) == explain(text).text
