"""Settings in a file: where it is found, what is refused, where a path starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from boilerstrip import Settings, SettingsError, load_settings
from boilerstrip.config import find_config, read_config


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")
    return path


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    top = write(tmp_path / "pyproject.toml", '[tool.boilerstrip]\nprofile = "body"\n')
    near = write(tmp_path / "a" / "boilerstrip.toml", 'ignore = ["share"]\n')
    article = write(tmp_path / "a" / "b" / "article.txt", "")
    assert find_config(article) == near
    assert find_config(tmp_path / "a") == near
    assert find_config(tmp_path) == top
    assert load_settings(article) == Settings(ignore=("share",))
    assert load_settings(tmp_path / "none" / "yet.txt") == Settings(profile="body")


def test_a_pyproject_without_the_table_is_passed_by(tmp_path: Path) -> None:
    top = write(tmp_path / "boilerstrip.toml", "budget = 0.3\n")
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 1\n")
    assert find_config(tmp_path / "a") == top


def test_the_own_file_wins_in_one_folder(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.boilerstrip]\nbudget = 0.1\n")
    own = write(tmp_path / "boilerstrip.toml", "")
    assert find_config(tmp_path) == own


def test_a_link_to_a_file_is_looked_up_where_the_link_stands(tmp_path: Path) -> None:
    own = write(tmp_path / "here" / "boilerstrip.toml", "")
    write(tmp_path / "there" / "boilerstrip.toml", "")
    article = write(tmp_path / "there" / "article.txt", "")
    (tmp_path / "here" / "link.txt").symlink_to(article)
    assert find_config(tmp_path / "here" / "link.txt") == own


def test_paths_start_at_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules" / "en").mkdir(parents=True)
    write(tmp_path / "rules" / "en" / "share.toml", "")
    path = write(tmp_path / "boilerstrip.toml", 'packs = ["rules"]\nbaseline = "accepted.json"\n')
    monkeypatch.chdir("/")
    assert read_config(path) == {"packs": [str(tmp_path / "rules")], "baseline": str(tmp_path / "accepted.json")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ignroe = ['share']", "unknown key 'ignroe': did you mean ignore?"),
        ("ignore = 'share'", "ignore is a list of words"),
        ("profile = 'artikel'", "did you mean article"),
        ("profile = 1", "unknown profile 1"),
        ("profile = ['body']", "unknown profile"),
        ("languages = ['xx']", "unknown language 'xx'"),
        ("packs = ['nowhere']", "is no folder"),
        ("packs = 'nowhere'", "packs is a list of words"),
        ("packs = [1]", "packs holds words only"),
        ("keep = ['/(/']", "no regular expression"),
        ("budget = 'half'", "a share between 0 and 1"),
        ("budget = 0.5\nbudget = 0.6", "no valid TOML"),
        ('profile = "caf\xe9', "no valid TOML"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_file(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "boilerstrip.toml"
    path.write_bytes(text.encode("latin1"))
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_a_named_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        read_config(tmp_path / "no.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_config(tmp_path)


@pytest.mark.parametrize("text", ["[tool]\nboilerstrip = 3\n", "tool = 3\n"])
def test_a_table_that_is_none(tmp_path: Path, text: str) -> None:
    write(tmp_path / "pyproject.toml", text)
    with pytest.raises(SettingsError, match=r"\[tool.boilerstrip\]"):
        load_settings(tmp_path)


def test_a_table_of_pyproject_in_another_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "boilerstrip.toml"
    path.write_text('[tool.boilerstrip]\nignore = ["share"]\n', encoding="utf8")
    with pytest.raises(SettingsError, match=r"\[tool.boilerstrip\] is for pyproject.toml"):
        read_config(path)
