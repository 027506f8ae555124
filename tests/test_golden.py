"""The golden files: articles whose every line is labelled beside the text.

A file holds a header, a line ``---`` and the article. Each line of the article has a gutter of two characters:

    ``  ``  body, stays in every profile           ``- ``  boilerplate, goes in every profile
    ``~ ``  metadata, stays in profile article and goes in profile body           ``? ``  either is right

Header: ``says:`` what the file pins, ``join: one-line`` if the lines are sentences of one line, ``lines: wrapped`` if its paragraphs were
broken at a column, ``flags:`` the flags expected, ``profile: page`` if the text is that of a whole page, which is then looked at in this
profile only.
A line that is wrongly removed fails. A line that wrongly stays must stand in ``golden/missed.txt``, which may neither hold a line that
is found by now nor more than ``MOST`` of all lines that should go.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pytest

from boilerstrip import explain

HOME = Path(__file__).parent.parent / "golden"
FILES = sorted(HOME.glob("*/*.strip"))
MOST = 0.02
SIGNS = {"  ", "- ", "~ ", "? "}


@dataclass(frozen=True)
class Golden:
    """One golden file: header values, and (sign, text, line number in the file) of every line that is not blank."""

    name: str
    header: dict[str, str]
    rows: tuple[tuple[str, str, int], ...]

    def text(self, newline: str = "\n") -> str:
        """The article; blank lines of the file are kept where lines end in one newline."""
        lines = [text for sign, text, _ in self.rows if newline != "\n\n" or sign]
        if self.header.get("join") == "one-line":
            return " ".join(lines)
        return newline.join(lines) + newline[: len(newline) // (2 if newline == "\n\n" else 1)]


@cache
def read(path: Path) -> Golden:
    head, _, article = path.read_text(encoding="utf8").partition("\n---\n")
    header = dict(line.split(": ", 1) for line in head.split("\n"))
    rows = []
    for number, line in enumerate(article.rstrip("\n").split("\n"), head.count("\n") + 3):
        assert not line or line[:2] in SIGNS, f"{path.name}:{number}: a gutter is one of {sorted(SIGNS)}"
        rows.append(("", "", number) if not line.strip() else (line[0], line[2:], number))
    return Golden(f"{path.parent.name}/{path.name}", header, tuple(rows))


@lru_cache(maxsize=1)
def missed() -> frozenset[str]:
    path = HOME / "missed.txt"
    return frozenset(line for line in path.read_text(encoding="utf8").split("\n") if line and not line.startswith("#"))


CASES = [(path, profile) for path in FILES for profile in read(path).header.get("profile", "article body").split()]


def wanted(sign: str, profile: str) -> bool:
    """Whether a line should stay."""
    return sign == " " or (sign == "~" and profile == "article")


def left(golden: Golden, newline: str, profile: str) -> list[tuple[str, str, int, bool]]:
    """Every labelled line with whether it is still there."""
    result = explain(golden.text(newline), profile=profile)
    rows = []
    at = 0
    text = golden.text(newline)
    for sign, line, number in golden.rows:
        if not sign:
            continue
        at = text.index(line, at)
        gone = any(r.start <= at and at + len(line) <= r.end for r in result.removed)
        touched = any(r.start < at + len(line) and at < r.end for r in result.removed)
        rows.append((sign, line, number, not (gone if sign in "-~" and not wanted(sign, profile) else touched)))
        at += len(line)
    return rows


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"], ids=["lf", "crlf", "blank"])
@pytest.mark.parametrize(("path", "profile"), CASES, ids=[f"{path.parent.name}/{path.stem}-{profile}" for path, profile in CASES])
def test_golden(path: Path, newline: str, profile: str) -> None:
    golden = read(path)
    if golden.header.get("join") == "one-line" and newline != "\n":
        pytest.skip("a single line has no line ends")
    if golden.header.get("lines") == "wrapped" and newline == "\n\n":
        pytest.skip("blank lines end a paragraph")
    wrong = []
    for sign, line, number, stays in left(golden, newline, profile):
        name = f"{golden.name}:{number} [{profile}]"
        if sign == "?":
            continue
        if wanted(sign, profile) and not stays:
            wrong.append(f"{name} should stay: {line[:100]}")
        if not wanted(sign, profile) and stays and name not in missed():
            wrong.append(f"{name} should go: {line[:100]}")
        if not wanted(sign, profile) and not stays and name in missed():
            wrong.append(f"{name} goes by now: take it out of golden/missed.txt")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", [p for p in FILES if "flags" in read(p).header], ids=lambda p: p.stem)
def test_golden_flags(path: Path) -> None:
    golden = read(path)
    assert " ".join(explain(golden.text(), profile=golden.header.get("profile", "article")).flags) == golden.header["flags"].replace(
        "none", ""
    )


def test_the_golden_files_are_what_they_should_be() -> None:
    goldens = [read(path) for path in FILES]
    untouched = [g for g in goldens if not any(sign in "-~" for sign, _, _ in g.rows if sign)]
    assert len(goldens) >= 60
    assert len(untouched) >= 20
    lines = {
        f"{g.name}:{number} [{profile}]"
        for path, profile in CASES
        for g in [read(path)]
        for sign, _, number in g.rows
        if sign in {"-", "~"} and not wanted(sign, profile)
    }
    assert missed() <= lines, f"golden/missed.txt names lines that are not labelled to go: {sorted(missed() - lines)}"
    assert len(missed()) <= MOST * len(lines)
