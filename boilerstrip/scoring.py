"""How well a cleaner does on labelled lines: what it finds, what it takes wrongly, by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from boilerstrip.cleaner import Cleaner
from boilerstrip.errors import InputError, near
from boilerstrip.marks import CATEGORIES, Result
from boilerstrip.settings import Settings

UNSURE = "?"
"""Label of a line that is not counted."""


@dataclass(frozen=True)
class Labelled:
    """An article whose lines somebody labelled.

    Attributes:
        lines: Its lines, without line endings.
        labels: For each line ``""`` (article), a category, or ``"?"`` (not counted).
    """

    lines: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, row: Any) -> Labelled:
        """A labelled article from a JSON object with ``lines`` and ``labels``; other keys are not looked at.

        Raises:
            InputError: A key is missing, a value does not fit, or a label is no category.

        >>> Labelled.of({"lines": ["Rain fell.", "Share"], "labels": ["", "share"]}).labels
        ('', 'share')
        """
        if not isinstance(row, dict) or not all(_is_words(row.get(key)) for key in ("lines", "labels")):
            raise InputError('a labelled article is an object like {"lines": ["Rain fell.", "Share"], "labels": ["", "share"]}')
        lines, labels = tuple(row["lines"]), tuple(row["labels"])
        if len(lines) != len(labels):
            raise InputError(f"{len(lines)} lines, but {len(labels)} labels: every line has one, an empty one if it is article text")
        for number, (line, label) in enumerate(zip(lines, labels, strict=True), start=1):
            if "\n" in line:
                raise InputError(f"line {number} holds a line break: give each of its lines a label")
            if label not in ("", UNSURE, *CATEGORIES):
                raise InputError(
                    f'line {number}: unknown label {label!r}: {near(label, CATEGORIES)}; "" is article text, "?" is not counted'
                )
        return cls(lines, labels)


@dataclass
class Count:
    """Lines of one category.

    Attributes:
        labelled: Lines with this label.
        found: Those of them that were removed, as whatever category.
        removed: Lines removed as this category.
        right: Those of them that were boilerplate to remove, of whatever category.
    """

    labelled: int = 0
    found: int = 0
    removed: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        """Share of the labelled lines that was removed; None without such lines."""
        return self.found / self.labelled if self.labelled else None

    @property
    def precision(self) -> float | None:
        """Share of the removed lines that was right; None without such lines."""
        return self.right / self.removed if self.removed else None

    def to_dict(self) -> dict[str, Any]:
        """The counts with precision and recall, ready for JSON."""
        return {**vars(self), "precision": self.precision, "recall": self.recall}


@dataclass
class Score:
    """Counts over labelled articles.

    Attributes:
        articles: Articles looked at.
        total: All lines; ``labelled`` are those that are to go.
        categories: The same by category.
        characters: Characters of lines that are to stay.
        lost: Those of them that were removed.
    """

    articles: int = 0
    total: Count = field(default_factory=Count)
    categories: dict[str, Count] = field(default_factory=dict)
    characters: int = 0
    lost: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data, ready for JSON."""
        return {
            "articles": self.articles,
            **self.total.to_dict(),
            "characters": self.characters,
            "lost": self.lost,
            "categories": {name: self.categories[name].to_dict() for name in CATEGORIES if name in self.categories},
        }


def score(articles: Iterable[Labelled], settings: Settings | None = None) -> Score:
    """Hold a cleaner against labelled articles.

    A line counts as removed if more than half of its characters went. Labels of categories that the settings do not remove (metadata in
    profile ``article``, what ``ignore`` names) are lines that are to stay. Lines without text are not counted.

    Args:
        articles: Labelled articles, one at a time.
        settings: What to remove and spare; the default settings if None.

    >>> prose = "The bridge opened on Monday after two years of work, the town said."
    >>> score([Labelled((prose, "Share this article"), ("", "share"))]).total.recall
    1.0
    """
    cleaner = Cleaner(settings)
    targets = _targets(cleaner.settings)
    total = Score()
    for article in articles:
        total.articles += 1
        _add(total, article, cleaner.explain("\n".join(article.lines)), targets)
    return total


def _targets(settings: Settings) -> frozenset[str]:
    """The categories that are to go."""
    named = frozenset(settings.select or ()) & frozenset(CATEGORIES)
    return (frozenset(settings.targets) & named if named else frozenset(settings.targets)) - frozenset(settings.ignore)


def _add(score: Score, article: Labelled, result: Result, targets: frozenset[str]) -> None:
    """Count the lines of one article."""
    for line, label, (gone, category) in zip(article.lines, article.labels, _lost(article.lines, result), strict=True):
        if label == UNSURE or not line.strip():
            continue
        went = gone * 2 > len(line)
        if label in targets:
            for count in (score.total, score.categories.setdefault(label, Count())):
                count.labelled += 1
                count.found += went
        else:
            score.characters += len(line)
            score.lost += gone
        if went:
            for count in (score.total, score.categories.setdefault(category, Count())):
                count.removed += 1
                count.right += label in targets


def _lost(lines: Sequence[str], result: Result) -> list[tuple[int, str]]:
    """For each line how many of its characters went, and as what most of them."""
    losses: list[tuple[int, str]] = []
    start = 0
    removed, first = result.removed, 0
    for line in lines:
        end = start + len(line)
        while first < len(removed) and removed[first].end <= start:
            first += 1
        shares: Counter[str] = Counter()
        for removal in removed[first:]:
            if removal.start >= end:
                break
            shares[removal.category] += min(end, removal.end) - max(start, removal.start)
        losses.append((shares.total(), shares.most_common(1)[0][0] if shares else ""))
        start = end + 1
    return losses


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
