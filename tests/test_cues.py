"""Cue words: where an entry is found, and which files are refused."""

import tomllib
from pathlib import Path

import pytest

from boilerstrip.body import split
from boilerstrip.errors import RuleError
from boilerstrip.filters.density import candidates, category, counted, density, model
from boilerstrip.filters.lists import LISTED, lists
from boilerstrip.filters.wording import NOBODY, wording
from boilerstrip.fold import fold
from boilerstrip.judge import ENOUGH
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


def test_every_row_has_every_measure() -> None:
    body = split("\n".join([*STORY, "Subscribe to our newsletter"]))
    columns = counted(body, draw_core(body, ()), wording(), [0, 1, 2])
    assert {len(column) for column in columns.values()} == {3}
    assert counted(body, draw_core(body, ()), wording(), [2]) == {name: [column[2]] for name, column in columns.items()}
    assert all(isinstance(number, int | float) for column in columns.values() for number in column)
    last = {name: column[2] for name, column in columns.items()}
    assert last["cues"] >= 2
    assert last["wording"] > 0
    assert last["wording-below"] == NOBODY
    assert (last["since-prose"], last["until-prose"]) == (0, 0)
    assert last["width"] == len("Subscribe to our newsletter")
    assert set(columns) >= {*model("article")[0].measures, *model("body")[0].measures}


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
    core = draw_core(body, ())
    looked = candidates(body, core, wording())
    assert set(looked).isdisjoint({0, 4, 5})
    assert {mark.line for mark in density(body, core, Settings()) if mark.weight >= ENOUGH} == {7}
    assert 7 in looked


def test_a_list_is_longer_than_any_that_the_trees_know() -> None:
    def found(*rows: str) -> list[list[int]]:
        core = draw_core(split("\n".join(rows)), ())
        return list(lists([index for index, row in enumerate(rows) if row == "x"], core))

    assert found(STORY[0], *["x"] * LISTED, STORY[1]) == []
    assert found(STORY[0], *["x"] * 101, STORY[1], "x") == [[*range(1, 102), 103]]
    assert found(*["x"] * 101, *[STORY[0]] * 11, *["x"] * 101) == [[*range(101)], [*range(112, 213)]]
    assert found(*[*["x"] * 11, STORY[0]] * 101) == [[index for index in range(101 * 12) if index % 12 < 11]]
    assert found(*[*["x"] * 10, STORY[0]] * 101) == []


def test_a_line_of_a_list_says_so() -> None:
    body = split("\n".join([*STORY, *(f"Subscribe to the {i}th newsletter" for i in range(LISTED + 1))]))
    marks = [mark for mark in density(body, draw_core(body, ()), Settings()) if mark.weight > 0]
    assert len(marks) == LISTED + 1
    assert len({mark.weight for mark in marks}) == 1
    assert str(marks[0].says) == "one of 101 lines together, the middle one of which looks like it"


@pytest.mark.parametrize(("cues", "name"), [({"rights"}, "legal"), ({"subscribe", "price"}, "paywall"), ({"story"}, "other")])
def test_the_category_comes_from_the_cues(cues: set[str], name: str) -> None:
    assert category(frozenset(cues)) == name
