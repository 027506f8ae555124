"""Finds that are accepted: only what is not among them is new."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from boilerstrip.cleaner import Cleaner
from boilerstrip.cut import Pieces
from boilerstrip.errors import InputError
from boilerstrip.fingerprint import fingerprint
from boilerstrip.marks import Removal

VERSION = 1


class Baseline:
    """How often each removable text stands in each file, as somebody accepted it.

    Line and record numbers play no part, so that a find stays accepted when it moves within its file. Of a text accepted three times the
    fourth is new. Only fingerprints are stored, no text.

    Args:
        home: Folder the names of files are relative to.
    """

    def __init__(self, home: str | os.PathLike[str] = ".") -> None:
        self.home = Path(home).absolute()
        self.files: dict[str, Counter[str]] = {}

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Baseline:
        """A baseline from its file.

        Args:
            path: A file that ``to_json`` was written to.

        Raises:
            InputError: The file is not there, or no baseline.
        """
        try:
            data = json.loads(Path(path).read_text(encoding="utf8"))
        except FileNotFoundError:
            raise InputError(f"{path}: there is no such baseline; write it with --write-baseline {path}") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: no baseline: {error}; write it anew with --write-baseline") from error
        files = data.get("files") if isinstance(data, dict) and data.get("version") == VERSION else None
        if not isinstance(files, dict) or not all(_is_counts(counts) for counts in files.values()):
            raise InputError(f"{path}: no baseline of version {VERSION}; write it anew with --write-baseline")
        baseline = cls(Path(path).absolute().parent)
        baseline.files = {name: Counter(counts) for name, counts in files.items()}
        return baseline

    def name(self, file: str) -> str:
        """The name a file has in the baseline: relative to its home, with slashes; ``-`` stays."""
        return file if file == "-" else Path(os.path.relpath(Path(file).absolute(), self.home)).as_posix()

    def add(self, file: str, text: str) -> None:
        """Accept a find.

        Args:
            file: Path of the file it stands in.
            text: What would be removed.
        """
        self.files.setdefault(self.name(file), Counter())[fingerprint(text)] += 1

    def look_at(self, file: str) -> None:
        """Note that a file is looked at, whether or not there is a find in it."""
        self.files.setdefault(self.name(file), Counter())

    def adopt(self, older: Baseline) -> None:
        """Take over what an older baseline of the same home says of files that were not looked at, as far as they are still there."""
        for name, counts in older.files.items():
            if name not in self.files and (self.home / name).exists():
                self.files[name] = counts

    def accepted(self, file: str) -> Counter[str]:
        """A fresh count of what is accepted in a file, to be used up by ``fresh``."""
        return Counter(self.files.get(self.name(file)))

    def to_json(self) -> str:
        """The baseline as text, in an order that changes little when finds come and go.

        >>> Baseline().to_json()
        '{\\n "version": 1,\\n "files": {}\\n}\\n'
        """
        files = {name: dict(sorted(self.files[name].items())) for name in sorted(self.files) if self.files[name]}
        return json.dumps({"version": VERSION, "files": files}, indent=1) + "\n"


def fresh(text: str, removals: Iterable[Removal], left: Counter[str]) -> list[Removal]:
    """The removals of a text that nobody accepted.

    Args:
        text: An article.
        removals: What ``Cleaner.explain`` would remove from it.
        left: Accepted finds of its file that were not met yet; those met here are counted off.

    Returns:
        The new removals, in order.
    """
    new = []
    for removal in removals:
        key = fingerprint(text[removal.start : removal.end])
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(removal)
    return new


def fresh_cuts(cleaner: Cleaner, text: str, left: Counter[str]) -> list[tuple[int, int]]:
    """What is to be cut so that only accepted finds stay.

    Looks again after each cut until nothing new is found, so that a second run changes nothing.

    Args:
        cleaner: Decides what may go.
        text: An article.
        left: Accepted finds of its file that were not met yet; those that stay are counted off.

    Returns:
        Spans of the text, in order.
    """
    pieces = Pieces(text)
    cuts: list[tuple[int, int]] = []
    while True:
        rest, unmet = pieces.text, left.copy()
        new = fresh(rest, cleaner.explain(rest).removed, unmet)
        if not new:
            left.clear()
            left.update(unmet)
            return sorted(cuts)
        for taken in pieces.cut(fitting(rest, new)):
            cuts += taken


def fitting(text: str, removals: Iterable[Removal]) -> list[tuple[int, int]]:
    """Spans that take some of the removals out of a text and leave its lines and its end in good order.

    Args:
        text: An article.
        removals: Some of what ``Cleaner.explain`` would remove from it, in order.

    >>> fitting("ab", [Removal(0, 1, "share", "en-share", 1.0, "")])
    [(0, 1)]
    """
    spans: list[tuple[int, int]] = []
    for removal in removals:
        start, end = removal.start, removal.end
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return [(_fitting_start(text, start, end), end) for start, end in spans]


def _fitting_start(text: str, start: int, end: int) -> int:
    """Where to cut: the line ending before a span goes only if nothing stays behind it and the text did not end with one."""
    if end < len(text):
        if start == 0 or text[start - 1] == "\n":
            return start
        lead = end - len(text[start:end].lstrip())
        return text.rfind("\n", start, lead) + 1 or start
    return start if text.endswith("\n") else len(text[:start].rstrip())


def _is_counts(counts: object) -> bool:
    return isinstance(counts, dict) and all(type(count) is int and count > 0 for count in counts.values())
