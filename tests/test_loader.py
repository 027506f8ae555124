"""The door where a bad rule is refused: each way to be bad, with the message."""

from __future__ import annotations

from pathlib import Path

import pytest

from boilerstrip import RuleError, SettingsError, explain
from boilerstrip.fold import fold
from boilerstrip.rules.loader import load_rules, read_rules
from boilerstrip.rules.words import load_words, names_others
from boilerstrip.settings import LANGUAGES
from tests.hosts import host

GOOD = {
    "id": '"en-share-wave"',
    "says": '"asks to wave"',
    "at": '"start"',
    "weight": "0.9",
    "phrases": '["wave this page"]',
    "drops": '["Wave this page!", "Wave this page to friends"]',
    "spares": '["They wave this page about.", "“Wave this page,” he said."]',
}


def pack(folder: Path, name: str = "share.toml", **changes: str | None) -> Path:
    values = {**GOOD, **changes}
    path = folder / "en" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("[[rule]]\n" + "".join(f"{k} = {v}\n" for k, v in values.items() if v is not None), encoding="utf8")
    return path


def test_a_good_rule(tmp_path: Path) -> None:
    (rule,) = read_rules(pack(tmp_path), foreign=True)
    assert (rule.language, rule.category, rule.prior) == ("en", "share", (1.0, 1.0, 1.0))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"weigth": "0.9"}, "unknown key 'weigth': did you mean weight"),
        ({"id": '"share-wave"'}, "starts with en-share-"),
        ({"says": None}, "says is missing"),
        ({"at": '"begin"'}, "at = 'begin'"),
        ({"weight": "1.5"}, "weight is a number"),
        ({"weight": "true"}, "weight is a number"),
        ({"weight": '"much"'}, "weight is a number"),
        ({"phrases": None}, "needs a pattern or phrases"),
        ({"pattern": '"wave"'}, "and not both"),
        ({"phrases": None, "pattern": '"wave this page"'}, "a pattern needs anchors"),
        ({"phrases": None, "anchors": '["wave"]', "pattern": '"wave ("'}, "no regular expression"),
        ({"phrases": None, "anchors": '["wave"]', "pattern": '"(?:wave)?"'}, "matches an empty line"),
        ({"phrases": None, "anchors": '["wave"]', "pattern": '"Wave this"'}, "folded"),
        ({"phrases": '["wave this page", ""]'}, "texts that are not empty"),
        ({"drops": '["Wave this page!"]'}, "two drops and two spares"),
        ({"spares": None}, "two drops and two spares"),
        ({"drops": '["Wave this page!", "Wave it"]'}, "holds none of its anchors"),
        ({"drops": '["Wave this page!", "They wave this page"]'}, "does not match its drop"),
        ({"spares": '["They wave this page.", "Nothing near."]'}, "no near miss"),
        ({"spares": '["They wave this page.", "Wave this page now."]'}, "matches its spare"),
        ({"prior": "{ middle = 1.0 }"}, "prior holds factors"),
        ({"longest": "0"}, "longest is a number"),
        ({"opens": '"door"'}, "opens = 'door'"),
        ({"opens": '"list"', "weight": "0.6"}, "opens a block with weight 0.6: give it 0.7 at least"),
        ({"status": '"old"'}, "status = 'old'"),
        ({"voice": '"theirs"'}, "voice = 'theirs'"),
    ],
)
def test_bad_rules_are_refused_with_file_and_rule(tmp_path: Path, changes: dict[str, str | None], says: str) -> None:
    path = pack(tmp_path, **changes)
    with pytest.raises(RuleError) as caught:
        list(read_rules(path, foreign=True))
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_bad_files_are_refused(tmp_path: Path) -> None:
    path = pack(tmp_path, name="sharing.toml")
    with pytest.raises(RuleError, match="did you mean share"):
        list(read_rules(path))
    path = pack(tmp_path)
    path.write_text("[[rule]\n", encoding="utf8")
    with pytest.raises(RuleError, match="no valid TOML"):
        list(read_rules(path))
    path.write_text("", encoding="utf8")
    with pytest.raises(RuleError, match=r"holds no \[\[rule\]\]"):
        list(read_rules(path))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(RuleError, match="no valid TOML"):
        list(read_rules(path))


@pytest.mark.parametrize("name", ["words.toml", "cues.toml"])
def test_words_in_a_pack_of_the_users_are_not_passed_over(tmp_path: Path, name: str) -> None:
    pack(tmp_path)
    (tmp_path / "en" / name).write_text('stop = ["a"]\n', encoding="utf8")
    with pytest.raises(RuleError, match="read from boilerstrip's own packs only"):
        load_rules(None, (str(tmp_path),))


def test_a_pack_may_bring_a_language(tmp_path: Path) -> None:
    path = pack(tmp_path, id='"xx-share-wave"')
    path.parent.rename(tmp_path / "xx")
    text = "\n".join([*host("en"), "Wave this page", "Share this article"])
    with pytest.raises(SettingsError, match="unknown language 'xx'"):
        explain(text, languages=["xx"])
    found = {removal.rule for removal in explain(text, packs=[str(tmp_path)], languages=["xx"]).removed}
    assert "xx-share-wave" in found and "en-share-this-thing" not in found


@pytest.mark.parametrize(
    ("line", "found"),
    [("Wave this page to your friends", True), ("Wave this page, a teacher asked", False), ("Wave this page at the police", False)],
)
def test_a_rule_with_the_voice_of_the_publisher_keeps_away_from_others(tmp_path: Path, line: str, found: bool) -> None:
    (rule,) = read_rules(pack(tmp_path, voice='"ours"'), foreign=True)
    assert bool(rule.find(fold(line))) is found


def test_a_carried_line_is_no_surer_than_its_opener_would_be_there(tmp_path: Path) -> None:
    pack(tmp_path, weight="0.8", opens='"appeal"', prior="{ body = 0.5 }")
    lines = host("en")
    text = "\n".join([*lines[:3], "Wave this page", "We thank you for it.", *lines[3:]])
    (carried,) = [v for v in explain(text, packs=[str(tmp_path)]).verdicts if v.line.text == "We thank you for it."]
    (mark,) = [m for m in carried.marks if m.by == "blocks:en-share-wave"]
    assert mark.weigh("body") == mark.weigh("tail") / 2


def test_a_voice_needs_the_words_of_a_language(tmp_path: Path) -> None:
    path = pack(tmp_path, id='"xx-share-wave"', voice='"ours"')
    path.parent.rename(tmp_path / "xx")
    with pytest.raises(RuleError, match="voice is told by the words of a language, and 'xx' has none"):
        load_rules(None, (str(tmp_path),))


@pytest.mark.parametrize(
    ("language", "line", "others"),
    [
        ("en", "Sign up for the school's newsletter", True),
        ("en", "Sign up for our policy newsletter", False),
        ("pl", "Zapisz się, podkreśla burmistrzyni", True),
        ("pl", "Zapisz się na nasz newsletter", False),
        ("he", "הירשמו לניוזלטר של המשטרה", True),
        ("ar", "سجل في نشرة الوزارة", True),
        ("ja", "警察のアプリをダウンロード", True),
        ("ja", "アプリをダウンロード", False),
        ("vi", "Tải ứng dụng của công an", True),
    ],
)
def test_words_for_others_are_found_in_every_script(language: str, line: str, others: bool) -> None:
    assert names_others(language, fold(line)) is others


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_for_others_is_listed_twice(language: str) -> None:
    words = load_words()[language]
    begun = {word[:-1] for word in words.others if word.endswith("*")}
    assert words.others and words.others.isdisjoint(words.said)
    for word in words.others:
        own = word.removesuffix("*")
        assert not any(own.startswith(other) for other in begun if other != own or word == own), word


def test_the_folder_of_a_language_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is the folder of a language; name the one above it"):
        explain("", packs=[str(pack(tmp_path).parent)])


@pytest.mark.parametrize(("folder", "told"), [("english", "is no code"), ("EN", "is no code"), ("any ", "did you mean any")])
def test_a_folder_that_is_no_code_of_a_language_is_refused(tmp_path: Path, folder: str, told: str) -> None:
    pack(tmp_path).parent.rename(tmp_path / folder)
    with pytest.raises(RuleError, match=told):
        load_rules(None, (str(tmp_path),))


@pytest.mark.parametrize("folder", ["sw", "zh-TW"])
def test_a_pack_may_be_of_another_language(tmp_path: Path, folder: str) -> None:
    file = pack(tmp_path, id=f'"{folder}-share-wave"')
    file.parent.rename(tmp_path / folder)
    assert f"{folder}-share-wave" in {rule.id for rule in load_rules(None, (str(tmp_path),))}


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    pack(tmp_path)
    (tmp_path / "two").mkdir()
    pack(tmp_path / "two")
    with pytest.raises(RuleError, match="this id is taken"):
        load_rules(None, (str(tmp_path), str(tmp_path / "two")))


@pytest.mark.parametrize("status", ["preview", "retired"])
def test_only_stable_rules_are_used(tmp_path: Path, status: str) -> None:
    pack(tmp_path, status=f'"{status}"')
    assert "en-share-wave" not in {rule.id for rule in load_rules(None, (str(tmp_path),))}
