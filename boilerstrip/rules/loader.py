"""From TOML files to rules, and the door where a bad rule is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from boilerstrip.errors import RuleError, near
from boilerstrip.marks import CATEGORIES, ZONES
from boilerstrip.rules import store
from boilerstrip.rules.examples import check, flaws
from boilerstrip.rules.files import HOME, read_toml
from boilerstrip.rules.needles import needles
from boilerstrip.rules.rule import STRONG, Rule
from boilerstrip.rules.scan import Index, indexed
from boilerstrip.rules.words import load_words
from boilerstrip.settings import LANGUAGES

WORDS = ("words", "cues")
"""Files of the shipped packs that hold no rules."""
PLACES = ("line", "start", "end", "anywhere")
STATUSES = ("preview", "stable", "retired")
BLOCKS = ("appeal", "list", "section", "address", "label")
VOICES = ("ours",)
_FOLDER = re.compile("any|[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def load_rules(languages: tuple[str, ...] | None = None, packs: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Read the rules of the shipped packs and of the user's.

    Args:
        languages: Folders to read beside ``any``; None for all.
        packs: Folders with packs of the user's, read after the shipped ones.

    Returns:
        The stable rules, ordered by id.

    Raises:
        RuleError: A file or rule is not as it should be; the message names it.

    >>> any(rule.category == "newsletter" for rule in load_rules(("en",)))
    True
    """
    rules = {rule.id: rule for rule in load_shipped()[0] if languages is None or rule.language in (*languages, "any")}
    for pack in packs:
        files = sorted(Path(pack).glob("*/*.toml"))
        _add(rules, [path for path in files if languages is None or path.parent.name in (*languages, "any")], foreign=True)
    return tuple(rules[name] for name in sorted(rules) if rules[name].status == "stable")


@lru_cache(maxsize=1)
def load_shipped() -> tuple[tuple[Rule, ...], Index]:
    """The rules of the shipped packs by id, those that are not stable too, and what the scan looks for, by their places among them."""
    names = (*(field.name for field in fields(Rule)), "literals", "widest", "firsts", "lasts", "others")

    def tables() -> tuple[tuple[tuple[Any, ...], ...], Index]:
        rules: dict[str, Rule] = {}
        _add(rules, _files(HOME), foreign=False)
        rows, literals = [], []
        for number, name in enumerate(sorted(rules)):  # all that is read off a pattern at once
            rows.append(tuple(getattr(rules[name], field) for field in names))
            if rules[name].status == "stable":
                literals.append((number, needles(rules[name])))
        return tuple(rows), indexed(literals)

    rows, index = store.kept("rules", _files(HOME), tables)
    return tuple(_filled(dict(zip(names, row, strict=True))) for row in rows), index


def is_read() -> bool:
    """Whether the shipped packs were read by an earlier process: else that takes some seconds."""
    return store.is_kept("rules", _files(HOME))


def _filled(values: dict[str, Any]) -> Rule:
    """A rule that was checked before it was kept."""
    rule = object.__new__(Rule)
    rule.__dict__.update(values)
    return rule


def _add(rules: dict[str, Rule], files: Iterable[Path], foreign: bool) -> None:
    """Add the rules of some files to those that are there."""
    for path in files:
        for rule in read_rules(path, foreign):
            if rule.id in rules:
                raise RuleError(f"{path}: rule {rule.id}: this id is taken; give every rule an id of its own")
            rules[rule.id] = rule


def _files(home: Path) -> list[Path]:
    """The files of rules in a folder of packs."""
    return [path for path in sorted(home.glob("*/*.toml")) if path.stem not in WORDS]


def read_rules(path: Path, foreign: bool = False) -> Iterator[Rule]:
    """Read one file of rules.

    Args:
        path: ``<language>/<category>.toml``.
        foreign: Whether the file came from a user: its examples are then checked and its patterns timed.

    Yields:
        Its rules in order.

    Raises:
        RuleError: The file or a rule is not as it should be.
    """
    for row in _rows(path):
        rule = _rule(path, row, foreign)
        if foreign:
            check(path, rule)
        yield rule


def examine(path: Path) -> Iterator[tuple[str, Rule | None, tuple[str, ...]]]:
    """Hold every rule of a file against its own examples, and go on behind a bad one.

    Args:
        path: ``<language>/<category>.toml``.

    Yields:
        The id of each rule, the rule if it can be read, and what is wrong with it; nothing if it is good.

    Raises:
        RuleError: The file as a whole cannot be read.
    """
    for row in _rows(path):
        name = str(row.get("id", "?"))
        try:
            rule = _rule(path, row, foreign=True)
        except RuleError as error:
            yield name, None, (str(error).removeprefix(f"{path}: rule {name}: "),)
        else:
            yield name, rule, tuple(flaws(rule))


def _rows(path: Path) -> list[dict[str, Any]]:
    """The tables of a file of rules."""
    rows = read_toml(path).get("rule")
    if not _FOLDER.fullmatch(path.parent.name):
        code = near(path.parent.name, ("any", *LANGUAGES))
        raise RuleError(
            f"{path}: the folder is named by the code of a language (en, de, …) or any, and {path.parent.name!r} is no code: {code}"
        )
    if path.stem in WORDS:
        raise RuleError(f"{path}: words and cues are read from boilerstrip's own packs only; take this file out")
    if path.stem not in CATEGORIES:
        raise RuleError(f"{path}: the file is named after its category, and {path.stem!r} is none: {near(path.stem, CATEGORIES)}")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise RuleError(f"{path}: holds no [[rule]]")
    return rows


def _rule(path: Path, row: dict[str, Any], foreign: bool) -> Rule:
    """One table of a file as a rule, types and names checked."""
    where = f"{path}: rule {row.get('id', '?')}"
    known = {field.name: field for field in fields(Rule) if field.name not in ("language", "category", "foreign")}
    values: dict[str, Any] = {"language": path.parent.name, "category": path.stem, "foreign": str(path) if foreign else ""}
    for key, value in row.items():
        if key not in known:
            raise RuleError(f"{where}: unknown key {key!r}: {near(key, known)}")
        values[key] = _value(where, key, value)
    if missing := [key for key in ("id", "says", "at", "weight") if key not in values]:
        raise RuleError(f"{where}: {missing[0]} is missing")
    if not values["id"].startswith(f"{path.parent.name}-{path.stem}-"):
        raise RuleError(f"{where}: an id here starts with {path.parent.name}-{path.stem}-")
    if bool(values.get("pattern")) == bool(values.get("phrases")):
        raise RuleError(f"{where}: needs a pattern or phrases, and not both")
    if values.get("pattern") and not values.get("anchors"):
        raise RuleError(f"{where}: a pattern needs anchors, literals of which one always occurs in a matching line")
    rule = Rule(**values)
    if not all(rule.literals):
        raise RuleError(f"{where}: an anchor or phrase is nothing but ornaments, which no folded line holds")
    if rule.opens and rule.weight < STRONG:
        raise RuleError(f"{where}: opens a block with weight {rule.weight}: give it {STRONG} at least, or take out opens")
    if rule.voice and rule.language not in load_words():
        raise RuleError(f"{where}: voice is told by the words of a language, and {rule.language!r} has none; take it out")
    return rule


def _value(where: str, key: str, value: Any) -> Any:
    """One value of a rule, in the type of its field."""
    choices = {"at": PLACES, "status": STATUSES, "opens": BLOCKS, "closes": BLOCKS, "cuts": ("sentence",), "voice": VOICES}
    if key in choices and value not in choices[key]:
        raise RuleError(f"{where}: {key} = {value!r}: {near(str(value), choices[key])}")
    if key in ("anchors", "phrases", "drops", "spares"):
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise RuleError(f"{where}: {key} is a list of texts that are not empty")
        return tuple(value)
    if key == "prior":
        if not isinstance(value, dict) or set(value) - set(ZONES) or not all(0 <= v <= 1.5 for v in value.values()):
            raise RuleError(f"{where}: prior holds factors from 0 to 1.5 for head, body and tail")
        return tuple(float(value.get(zone, 1.0)) for zone in ZONES)
    if key == "weight" and (isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1):
        raise RuleError(f"{where}: weight is a number above 0 and up to 1, not {value!r}")
    if key == "longest" and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        raise RuleError(f"{where}: longest is a number of characters, not {value!r}")
    if key in ("id", "says", "pattern") and (not isinstance(value, str) or not value.strip()):
        raise RuleError(f"{where}: {key} is a text that is not empty")
    return value
