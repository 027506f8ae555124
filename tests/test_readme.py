"""What the pages name is what there is: options, verbs, settings."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

from boilerstrip import Settings
from boilerstrip.cli import VERBS
from boilerstrip.settings import FILTERS

HERE = Path(__file__).resolve().parents[1]
README = (HERE / "README.md").read_text(encoding="utf8")


def test_the_options_named_are_those_there_are() -> None:
    options = README.partition("\n[Categories](")[0]
    assert set(re.findall(r"^\| \[?`(\w+)`(?:\]\(\S+\))? \|", options, re.MULTILINE)) == {field.name for field in fields(Settings)}


def test_the_verbs_named_are_those_there_are() -> None:
    assert set(re.findall(r"^\| `boilerstrip (\w+)", README, re.MULTILINE)) == set(VERBS)


def test_every_option_of_clean_is_told() -> None:
    from boilerstrip.cli.clean import clean

    text = (HERE / "docs" / "corpora.md").read_text(encoding="utf8")
    shared = {f"--{field.name.replace('_', '-')}" for field in fields(Settings)} | {"--language", "--pack"}
    own = {name for parameter in clean.params for name in parameter.opts if name.startswith("--")} - shared - {"--config", "--no-config"}
    assert own == set(re.findall(r"--[a-z-]+", text)) & own


METHOD = (HERE / "docs" / "how-it-decides.md").read_text(encoding="utf8")


def test_the_numbers_of_the_method_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `([\w.]+)\.([A-Z]+)` \| (\S+) \|", METHOD, re.MULTILINE)
    assert len(rows) > 30
    for module, name, value in rows:
        assert getattr(import_module(f"boilerstrip.{module}"), name) == float(value), f"{module}.{name}"


def test_the_filters_named_are_those_there_are() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", METHOD.partition("\n## Phrases")[0], re.MULTILINE)
    assert sorted(rows) == sorted(FILTERS)


def test_the_sizes_named_are_those_of_the_fitted_trees() -> None:
    from boilerstrip.filters.blocks import REACH
    from boilerstrip.filters.density import model
    from boilerstrip.filters.page import forest
    from boilerstrip.filters.vetoes import VETOES
    from boilerstrip.rules import CUES

    text = " ".join(METHOD.split())
    assert (
        f"same {len(CUES)} lists" in text
        and f"{len(model('article')[0].measures)} numbers" in text
        and f"of {len(model('article')[0].trees)} trees" in text
    )
    assert f"takes {len(forest().measures)} measures" in text and f" {len(forest().trees)} trees" in text
    assert len(VETOES) == 5 and "Five **vetoes**" in text
    for kind, lines in REACH.items():
        assert re.search(rf"^\| {kind} \|.*\| {lines} lines? \|$", METHOD, re.MULTILINE)
