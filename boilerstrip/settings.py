"""Everything a user may choose, checked once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from boilerstrip.errors import SettingsError, near
from boilerstrip.marks import CATEGORIES, DROP

PROFILES = ("article", "body", "page")
NO_ARTICLE = ("unchanged", "empty")
LANGUAGES = tuple("en de fr es it pt nl sv da no fi pl cs ru uk tr ar he hi id vi zh ja ko".split())  # noqa: SIM905
FILTERS = (
    "phrases",
    "repeats",
    "shape",
    "blocks",
    "siblings",
    "sections",
    "markup",
    "density",
    "passages",
    "heads",
    "topics",
    "page",
    "decision",
)


@dataclass(frozen=True)
class Settings:
    """What to remove and what to spare.

    Attributes:
        profile: ``article`` (boilerplate goes, metadata stays), ``body`` (titles, bylines, captions … go too) or ``page`` (the text of a
            whole page, menus and all: only the body of the article stays).
        languages: Languages whose rule packs are used, those of ``packs`` among them; None for all. The packs of ``any`` are always used.
        select: Categories, rule ids or filters that may remove something; None for all.
        ignore: Categories, rule ids or filters that may not. Wins over ``select``.
        packs: Folders with own rule packs, ``<language>/<category>.toml`` below each.
        keep: Lines that are never removed: exact text, or a regular expression between slashes (``/^Note:/``).
        budget: Largest share (0 to 1) of the text that may go on evidence that is not certain.
        no_article: What becomes of a page without an article in profile ``page``: it comes back ``unchanged`` or ``empty``.
        decisions: Files of decisions about single lines, as the review page exports them; a later one wins over an earlier.

    Raises:
        SettingsError: An unknown name, or a value out of range.

    >>> Settings(profile="body").profile
    'body'
    """

    profile: str = "article"
    languages: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    budget: float = 0.5
    no_article: str = "unchanged"
    decisions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            raise SettingsError(f"unknown profile {self.profile!r}: {near(str(self.profile), PROFILES)}")
        if self.no_article not in NO_ARTICLE:
            raise SettingsError(f"unknown no_article {self.no_article!r}: {near(str(self.no_article), NO_ARTICLE)}")
        for name in ("languages", "select", "ignore", "packs", "keep", "decisions"):
            object.__setattr__(self, name, _names(name, getattr(self, name), optional=name in ("languages", "select")))
        for pack in self.packs:
            _check_pack(pack)
        known = {*LANGUAGES, *(path.parent.name for pack in self.packs for path in Path(pack).glob("*/*.toml"))} - {"any"}
        for language in self.languages or ():
            if language not in known:
                raise SettingsError(f"unknown language {language!r}: {near(language, known)}")
        for pattern in self.keep:
            _check_keep(pattern)
        for path in self.decisions:
            _check_decisions(path)
        if isinstance(self.budget, bool) or not isinstance(self.budget, int | float) or not 0 <= self.budget <= 1:
            raise SettingsError(f"budget is a share between 0 and 1, not {self.budget!r}")

    @classmethod
    def of(cls, options: dict[str, Any]) -> Settings:
        """Settings from keyword options.

        Args:
            options: Names of fields with their values; lists are as good as tuples.

        Raises:
            SettingsError: A name that is no field, a category, language or profile that does not exist.

        >>> Settings.of({"ignore": ["share"]}).ignore
        ('share',)
        """
        known = [field.name for field in fields(cls)]
        for name in options:
            if name not in known:
                raise SettingsError(f"unknown option {name!r}: {near(name, known)}")
        return cls(**options)

    @property
    def targets(self) -> tuple[str, ...]:
        """The categories that this profile removes, before ``select`` and ``ignore``."""
        return DROP if self.profile == "article" else CATEGORIES


def _names(name: str, value: Any, optional: bool) -> tuple[str, ...] | None:
    """One option that is a list of words, as a tuple."""
    if value is None and optional:
        return None
    if isinstance(value, str) or not isinstance(value, Iterable):
        parts = [word.strip() for word in value.split(",")] if isinstance(value, str) else [value]
        raise SettingsError(f"{name} is a list of words, not {value!r}: write {name}={parts!r}")
    words = tuple(os.fspath(word) if isinstance(word, os.PathLike) else word for word in value)
    if wrong := [word for word in words if not isinstance(word, str)]:
        raise SettingsError(f"{name} holds words only, not {wrong[0]!r}")
    return words


def _check_pack(pack: str) -> None:
    if not Path(pack).is_dir():
        raise SettingsError(f"packs: {pack!r} is no folder; name one that holds <language>/<category>.toml")
    if any(Path(pack).glob("*/*.toml")):
        return
    if any(Path(pack).glob("*.toml")):
        raise SettingsError(f"packs: {pack!r} is the folder of a language; name the one above it")
    raise SettingsError(f"packs: {pack!r} holds no <language>/<category>.toml, as in {pack}/en/newsletter.toml")


def _check_decisions(path: str) -> None:
    if not Path(path).is_file():
        raise SettingsError(f"decisions: {path!r} is no file; name one that was exported from a page of `boilerstrip report`")


def _check_keep(pattern: str) -> None:
    import regex

    if not pattern.strip() or pattern == "//":
        raise SettingsError(f"keep: {pattern!r} is empty; write a line, or a regular expression between slashes")
    if len(pattern) > 1 and pattern[0] == pattern[-1] == "/":
        try:
            regex.compile(pattern[1:-1])
        except regex.error as error:
            raise SettingsError(f"keep: {pattern} is no regular expression: {error}") from error
    elif len(pattern) > 3 and pattern[0] == "/" and pattern.endswith("/i"):
        raise SettingsError(f"keep: {pattern!r} ends with a flag; write it inside: /(?i){pattern[1:-2]}/")
