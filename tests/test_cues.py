"""Cue words: where an entry is found, and which files are refused."""

import tomllib
from pathlib import Path

import pytest

from boilerstrip.body import split
from boilerstrip.errors import RuleError
from boilerstrip.filters.density import candidates, category, density
from boilerstrip.filters.traits import Sheet, names_of_row
from boilerstrip.fold import fold
from boilerstrip.measure import draw_core
from boilerstrip.rules import CUES, cues_for, load_cues
from boilerstrip.rules import cues as room
from boilerstrip.settings import LANGUAGES, Settings

STORY = [
    "The harbour of Crale was closed for three days after the storm, and the ferries stayed in the bay until Thursday morning.",
    "Nobody was hurt, the harbour master said, but two sheds and the roof of the old fish market are gone for good.",
]


def found(text: str, language: str = "en") -> frozenset[str]:
    return cues_for(language).find(fold(text))


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Newsletters", "en", "newsletter"),
        ("Jetzt Digitalabo abonnieren", "de", "subscribe"),
        ("Newsletter", "fi", "newsletter"),
        ("立即下载APP", "zh", "app"),
        ("뉴스레터를 구독하세요", "ko", "subscribe"),
        ("सदस्यता लें", "hi", "subscribe"),
        ("Подпишитесь на рассылку", "ru", "subscribe"),
    ],
)
def test_entries_are_found(text: str, language: str, cue: str) -> None:
    assert cue in found(text, language)


@pytest.mark.parametrize(("text", "cue"), [("The shareholders met", "share"), ("A happy hour", "app"), ("Unprinted", "share")])
def test_words_that_only_hold_an_entry_are_not(text: str, cue: str) -> None:
    assert cue not in found(text)


def test_function_words_of_a_language_are_no_english_cues() -> None:
    assert "date" in found("11 am")
    assert "date" not in found("Am See ist es still", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list_once(language: str) -> None:
    path = Path(room.__file__).with_name(language) / "cues.toml"
    assert tuple(tomllib.loads(path.read_text(encoding="utf8"))) == CUES
    for name, words in load_cues(language).items():
        assert len(words) == len(set(words)), name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("subscribe = ['buy']\n", "lists of every cues.toml"),
        ("\n".join(f"{name} = []" for name in CUES), "list of words"),
        ("\n".join(f"{name} = ['*']" for name in CUES), "list of words"),
        ("\n".join(f"{name} = [1]" for name in CUES), "list of words"),
        ("subscribe =", "no valid TOML"),
    ],
)
def test_bad_files_are_refused(text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "cues.toml").write_text(text, encoding="utf8")
    monkeypatch.setattr(room, "HOME", tmp_path)
    with pytest.raises(RuleError, match=says):
        load_cues("xx")


def test_a_language_without_a_file_has_no_cues_of_its_own() -> None:
    assert load_cues("xx") == {}
    assert "newsletter" in found("newsletter", "xx")


def test_a_row_has_a_number_for_every_column() -> None:
    body = split("\n".join([*STORY, "Subscribe to our newsletter"]))
    sheet = Sheet(body, draw_core(body, ()))
    for index in range(len(body.lines)):
        row = sheet.row(index)
        assert len(row) == len(names_of_row())
        assert all(isinstance(number, int | float) for number in row)
    row = dict(zip(names_of_row(), sheet.row(2), strict=True))
    assert row["page-cues"] == 3
    assert row["page-wording"] > 0
    assert row["zone"] == 2
    assert row["behind"] == 1
    assert row["prose-1"] == 1
    assert row["width+1"] == -1
    assert row["page-width"] == len("Subscribe to our newsletter")


def test_what_is_looked_at() -> None:
    lines = [
        *STORY,
        "Follow the ferry live",
        STORY[0],
        '"Subscribe to my newsletter," the sign said',
        "gauge send --newsletter daily",
        "# Newsletter",
        "Sign up for our newsletter and get the best of the harbour in your inbox",
    ]
    body = split("\n".join(lines))
    sheet = Sheet(body, draw_core(body, ()))
    looked = set(candidates(sheet))
    assert looked.isdisjoint({0, 4, 6})
    assert {mark.line for mark in density(body, sheet.core, Settings())} == {7}
    assert 7 in looked


@pytest.mark.parametrize(("cues", "name"), [({"rights"}, "legal"), ({"subscribe", "price"}, "paywall"), ({"story"}, "other")])
def test_the_category_comes_from_the_cues(cues: set[str], name: str) -> None:
    assert category(frozenset(cues)) == name
