"""The catalogue of the rules is that of the packs."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tests.pages import markdown
from tests.test_rules import RULES

HERE = Path(__file__).resolve().parents[1]
DOCS = HERE / "docs"
RENEW = "out of date: python scripts/catalogue.py writes it anew"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = spec_from_file_location("catalogue", HERE / "scripts" / "catalogue.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_is_current(script: ModuleType) -> None:
    wanted = script.catalogue()
    there = {"rules.md", *(f"rules/{path.name}" for path in (DOCS / "rules").glob("*.md"))}
    assert there == set(wanted), RENEW
    old = [path for path, text in wanted.items() if (DOCS / path).read_text(encoding="utf8") != text]
    assert not old, f"docs/{', docs/'.join(old)}: {RENEW}"


def test_every_rule_is_shown_letter_for_letter() -> None:
    found: dict[str, list[str]] = {}
    for path in (DOCS / "rules").glob("*.md"):
        cells = [token for token in markdown(path.read_text(encoding="utf8")) if token.type == "inline" and token.level == 4]
        for first, says, _, goes, stays in zip(*(cells[start::5] for start in range(5)), strict=True):
            shown = ["".join(child.content for child in cell.children or ()) for cell in (first, says, goes, stays)]
            found[re.sub(r"<br>\w+$", "", shown[0])] = shown[1:]
    for rule in RULES:
        assert found[rule.id] == [rule.says, rule.drops[0], rule.spares[0]], rule.id
    assert set(found) - {"rule"} == {rule.id for rule in RULES}
