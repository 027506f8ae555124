"""What the pages name is what there is: options, verbs, settings."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from boilerstrip import Settings
from boilerstrip.cli import VERBS

HERE = Path(__file__).resolve().parents[1]
README = (HERE / "README.md").read_text(encoding="utf8")


def test_the_options_named_are_those_there_are() -> None:
    options = README.partition("\nCategories:")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", options, re.MULTILINE)) == {field.name for field in fields(Settings)}


def test_the_verbs_named_are_those_there_are() -> None:
    assert set(re.findall(r"^\| `boilerstrip (\w+)", README, re.MULTILINE)) == set(VERBS)


def test_every_option_of_clean_is_told() -> None:
    from boilerstrip.cli.clean import clean

    text = (HERE / "docs" / "corpora.md").read_text(encoding="utf8")
    shared = {f"--{field.name.replace('_', '-')}" for field in fields(Settings)} | {"--language", "--pack"}
    own = {name for parameter in clean.params for name in parameter.opts if name.startswith("--")} - shared - {"--config", "--no-config"}
    assert own == set(re.findall(r"--[a-z-]+", text)) & own
