"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from boilerstrip import clean

HERE = Path(__file__).resolve().parents[1]
README = (HERE / "README.md").read_text(encoding="utf8")


@pytest.mark.parametrize("snippet", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_python_snippets_run(snippet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    exec(compile(snippet, "README.md", "exec"), {})


def test_commands_on_the_examples_run(tmp_path: Path) -> None:
    shutil.copytree(HERE / "examples", tmp_path / "examples")
    commands = [row for row in re.findall(r"^(?:    )?(boilerstrip .*)", README, re.MULTILINE) if "examples/" in row]
    assert len(commands) == 3
    for row in commands:
        command = ["sh", "-c", row.replace("boilerstrip", f"{sys.executable} -m boilerstrip", 1)]
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr


def test_what_goes_in_and_what_comes_out() -> None:
    goes_in, comes_out = re.findall(r"```text\n(.*?)```", README, re.DOTALL)[:2]
    assert clean(goes_in) == comes_out


def test_the_options_named_are_those_there_are() -> None:
    from dataclasses import fields

    from boilerstrip import Settings

    options = README.partition("\nCategories:")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", options, re.MULTILINE)) == {field.name for field in fields(Settings)}


def test_the_rule_shown_in_the_docs_is_a_good_rule(tmp_path: Path) -> None:
    from boilerstrip.rules.loader import read_rules

    text = (HERE / "docs" / "writing-rules.md").read_text(encoding="utf8")
    path = tmp_path / "en" / "newsletter.toml"
    path.parent.mkdir()
    path.write_text(re.findall(r"```toml\n(.*?)```", text, re.DOTALL)[0], encoding="utf8")
    assert len(list(read_rules(path, foreign=True))) == 1


def test_the_settings_file_shown_holds_names_there_are(tmp_path: Path) -> None:
    from boilerstrip.config import read_config
    from tests.test_loader import pack

    (tmp_path / "rules").mkdir()
    pack(tmp_path / "rules")
    shown = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[0]
    (tmp_path / "boilerstrip.toml").write_text(shown, encoding="utf8")
    assert read_config(tmp_path / "boilerstrip.toml")["baseline"] == str(tmp_path / "accepted.json")


def test_the_verbs_named_are_those_there_are() -> None:
    from boilerstrip.cli import VERBS

    assert set(re.findall(r"^    boilerstrip (\w+)", README, re.MULTILINE)) <= set(VERBS)
    assert {"check", "score", "rules", "config"} <= set(re.findall(r"^    boilerstrip (\w+)", README, re.MULTILINE))
