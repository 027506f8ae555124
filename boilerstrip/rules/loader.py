"""From TOML files to rules, and the door where a bad rule is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from math import inf
from pathlib import Path
from typing import Any

import regex

from boilerstrip.errors import RuleError, near
from boilerstrip.fold import bare, fold
from boilerstrip.marks import CATEGORIES, ZONES
from boilerstrip.rules import literals, store
from boilerstrip.rules.needles import packed

HOME = Path(__file__).parent
PLACES = ("line", "start", "end", "anywhere")
STATUSES = ("preview", "stable", "retired")
BLOCKS = ("appeal", "list", "section", "address", "label")
LONGEST = 240
"""Characters up to which a line is looked at by a rule that names no other limit; prose paragraphs are longer."""
TIME_LIMIT = 0.05
"""Seconds a pattern of a foreign pack may work on one line."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_LETTER = regex.compile(r"\w")


@dataclass(frozen=True, eq=False)
class Rule:
    """One piece of knowledge about how publishers write.

    Attributes:
        id: ``<language>-<category>-…``, never used for anything else again.
        language: Name of the folder the rule stands in.
        category: Name of the file the rule stands in.
        says: What a matching line does, in words; becomes the reason of a removal.
        at: Where in the line: the whole ``line``, its ``start``, its ``end`` or ``anywhere``.
        weight: Strength of the evidence; from 0.6 on it is enough alone.
        anchors: Literals of which one must occur in the folded line.
        pattern: Regular expression for the folded line, or ``""``.
        phrases: Literals instead of a pattern.
        drops: Lines the rule matches.
        spares: Near misses it must not match.
        status: ``preview`` (not used), ``stable`` or ``retired`` (not used).
        prior: Factors for head, body and tail.
        longest: Characters up to which a line is looked at.
        opens: Kind of block the line opens, or ``""``.
        closes: Kind of block the line closes, or ``""``.
        cuts: ``"sentence"`` if the rule may also take one sentence out of a long line.
        foreign: The file, if the rule came with a pack of the user's, else ``""``.
    """

    id: str
    language: str
    category: str
    says: str
    at: str
    weight: float
    anchors: tuple[str, ...] = ()
    pattern: str = ""
    phrases: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    status: str = "stable"
    prior: tuple[float, float, float] = (1.0, 1.0, 1.0)
    longest: int = LONGEST
    opens: str = ""
    closes: str = ""
    cuts: str = ""
    foreign: str = ""

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """What the literal scan looks for: the folded anchors, or the phrases where there are none."""
        words = [fold("x" + word)[1:].strip() for word in self.anchors] or [fold(phrase) for phrase in self.phrases]
        return tuple(dict.fromkeys(words))

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern of the rule."""
        return regex.compile(self.source) if self.foreign else store.compiled(self.source)

    @property
    def source(self) -> str:
        """The pattern with what its place adds to it."""
        return rf"(?:{self.pattern})\W*$" if self.at == "end" else self.pattern

    @cached_property
    def widest(self) -> float:
        """Characters that a line without its end marks holds at most if the rule matches it."""
        return literals.read(self.source).widest if self.pattern and self.at == "line" else inf

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The phrases of the rule as folded lines hold them, long ones first."""
        return tuple(sorted({fold(phrase) for phrase in self.phrases}, key=lambda phrase: (-len(phrase), phrase)))

    def find(self, folded: str) -> tuple[int, int] | None:
        """Where the rule speaks about a folded line.

        Args:
            folded: A line as ``fold`` gives it.

        Returns:
            Start and end of what matched, in the folded line, or None.

        Raises:
            RuleError: The pattern of a foreign pack ran longer than ``TIME_LIMIT``.
        """
        if len(folded) > self.longest:
            return None
        if self.phrases:
            return self._find_phrase(folded)
        try:
            return self._find_pattern(folded, TIME_LIMIT if self.foreign else None)
        except TimeoutError as error:
            raise RuleError(
                f"{self.foreign}: rule {self.id}: the pattern ran longer than {TIME_LIMIT} s on a line of {len(folded)} characters; "
                "remove nested or overlapping repetitions, or leave the pack out"
            ) from error

    def _find_pattern(self, folded: str, limit: float | None) -> tuple[int, int] | None:
        pattern = self.compiled
        if self.at == "line":
            stem = bare(folded)
            match = pattern.fullmatch(stem, timeout=limit)
            if match is None and stem != folded:
                match = pattern.fullmatch(folded, timeout=limit)
        elif self.at == "start":
            match = pattern.match(folded, timeout=limit)
        else:
            match = pattern.search(folded, timeout=limit)
        return match.span() if match else None

    def _find_phrase(self, folded: str) -> tuple[int, int] | None:
        if self.at == "line":
            stem = bare(folded)
            return (0, len(stem)) if stem in self.folded or folded in self.folded else None
        if self.at == "start":
            return next(((0, len(p)) for p in self.folded if folded.startswith(p) and _is_word(folded, 0, len(p))), None)
        for phrase in self.folded:
            at = folded.find(phrase) if self.at == "anywhere" else folded.rfind(phrase)
            end = at + len(phrase)
            if at >= 0 and _is_word(folded, at, end) and (self.at == "anywhere" or not _LETTER.search(folded, end)):
                return at, end
        return None


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends where words do; in scripts without blanks between words every place is one."""
    before = start == 0 or not _LETTER.match(text[start - 1]) or _UNSPACED.match(text[start])
    return bool(before and (end == len(text) or not _LETTER.match(text[end]) or _UNSPACED.match(text[end - 1])))


@dataclass(frozen=True)
class Words:
    """Function words of one language, folded.

    Attributes:
        stop: The most frequent words; they tell the language and what is a sentence.
        we: First person plural: what a publisher calls itself.
        you: Second person: what it calls the reader.
        said: Reporting verbs; a line that has one reports, it does not appeal.
    """

    stop: frozenset[str]
    we: frozenset[str]
    you: frozenset[str]
    said: frozenset[str]


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
    rules = {rule.id: rule for rule in _shipped() if languages is None or rule.language in (*languages, "any")}
    for pack in packs:
        _add(rules, [path for path in _files(Path(pack)) if languages is None or path.parent.name in (*languages, "any")], foreign=True)
    return tuple(rules[name] for name in sorted(rules) if rules[name].status == "stable")


def load_needles() -> dict[str, tuple[bytes, ...]]:
    """What the literal scan looks for, by the ids of the shipped rules."""
    table: dict[str, tuple[bytes, ...]] = store.kept(
        "needles", _files(HOME), lambda: {rule.id: packed(rule) for rule in _shipped() if rule.status == "stable"}
    )
    return table


@lru_cache(maxsize=1)
def _shipped() -> tuple[Rule, ...]:
    """The rules of the shipped packs."""
    names = (*(field.name for field in fields(Rule)), "literals", "widest")

    def rows() -> tuple[tuple[Any, ...], ...]:
        rules: dict[str, Rule] = {}
        _add(rules, _files(HOME), foreign=False)
        return tuple(tuple(getattr(rule, name) for name in names) for rule in rules.values())

    return tuple(_filled(dict(zip(names, row, strict=True))) for row in store.kept("rules", _files(HOME), rows))


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
    return [path for path in sorted(home.glob("*/*.toml")) if path.stem not in ("words", "cues")]


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


def examine(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Hold every rule of a file against its own examples, and go on behind a bad one.

    Args:
        path: ``<language>/<category>.toml``.

    Yields:
        The id of each rule and what is wrong with it; nothing if it is good.

    Raises:
        RuleError: The file as a whole cannot be read.
    """
    for row in _rows(path):
        name = str(row.get("id", "?"))
        found: list[str] = []
        try:
            found.extend(flaws(_rule(path, row, foreign=True)))
        except RuleError as error:
            found.append(str(error).removeprefix(f"{path}: rule {name}: "))
        yield name, tuple(found)


def _rows(path: Path) -> list[dict[str, Any]]:
    """The tables of a file of rules."""
    rows = read_toml(path).get("rule")
    if path.stem not in CATEGORIES:
        raise RuleError(f"{path}: the file is named after its category, and {path.stem!r} is none: {near(path.stem, CATEGORIES)}")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise RuleError(f"{path}: holds no [[rule]]")
    return rows


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file.

    Raises:
        RuleError: It is no TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: no valid TOML: {error}") from error


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
    return rule


def _value(where: str, key: str, value: Any) -> Any:
    """One value of a rule, in the type of its field."""
    choices = {"at": PLACES, "status": STATUSES, "opens": BLOCKS, "closes": BLOCKS, "cuts": ("sentence",)}
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


def check(path: Path, rule: Rule) -> None:
    """Hold a rule against its own examples.

    Args:
        path: The file, for the message.
        rule: The rule.

    Raises:
        RuleError: Fewer than two ``drops`` or ``spares``, a drop it misses, a spare it matches, a spare that is no near miss,
            or a pattern that no folded line can match.
    """
    for flaw in flaws(rule):
        raise RuleError(f"{path}: rule {rule.id}: {flaw}")


def flaws(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule by its own examples, one message each."""
    if len(rule.drops) < 2 or len(rule.spares) < 2:
        yield "needs two drops and two spares at least"
    if rule.pattern and (flaw := _pattern_flaw(rule)):
        yield flaw
        return
    for text in rule.drops:
        if not anchored(rule, text):
            yield f"the drop {text!r} holds none of its anchors"
        elif rule.find(fold(text)) is None:
            yield f"does not match its drop {text!r}, folded {fold(text)!r}"
    for text in rule.spares:
        if not anchored(rule, text):
            yield f"the spare {text!r} is no near miss: it holds none of its anchors {rule.literals}"
        elif rule.find(fold(text)) is not None:
            yield f"matches its spare {text!r}"


def _pattern_flaw(rule: Rule) -> str:
    """Why a pattern is none, matches nothing at all, or holds characters no folded line holds."""
    try:
        pattern = rule.compiled
    except regex.error as error:
        return f"the pattern is no regular expression: {error}"
    if pattern.fullmatch(""):
        return "the pattern matches an empty line"
    bad = [c for c in regex.sub(r"\\.", "", rule.pattern) if not c.isascii() and fold("x" + c) != "x" + c]
    if bad or regex.search(r"(?<!\\)(?<!\\[pP]\{)(?<!\\[pP]\{\w)(?<!\(\?)[A-Z](?![a-z]*\})", rule.pattern):
        return f"the pattern is matched against folded lines; write {fold(' '.join(bad)) or 'small letters'}"
    return ""


def anchored(rule: Rule, text: str) -> bool:
    """Whether a line holds one of the rule's literals."""
    folded = fold(text)
    return any(literal in folded for literal in rule.literals)


@lru_cache(maxsize=1)
def load_words() -> dict[str, Words]:
    """The function words of every language that has a ``words.toml``.

    Raises:
        RuleError: A file that holds other keys than those of ``Words``.
    """
    files = sorted(HOME.glob("*/words.toml"))
    return {name: Words(*map(frozenset, lists)) for name, lists in store.kept("words", files, lambda: _words(files)).items()}


def _words(files: Iterable[Path]) -> dict[str, tuple[frozenset[str], ...]]:
    """The folded lists of some files by language, in the order of ``Words``."""
    words = {}
    for path in files:
        table = read_toml(path)
        if set(table) != {"stop", "we", "you", "said"}:
            raise RuleError(f"{path}: holds the lists stop, we, you and said, nothing else")
        words[path.parent.name] = tuple(frozenset(map(fold, table[field.name])) for field in fields(Words))
    return words
