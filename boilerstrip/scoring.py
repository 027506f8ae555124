"""How well a cleaner does on labelled lines: what it finds, what it takes wrongly, by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from boilerstrip.body import split
from boilerstrip.cleaner import Cleaner
from boilerstrip.decisions import Decisions
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
        source: The text the lines stand in, if it is not the lines one below the other.
    """

    lines: tuple[str, ...]
    labels: tuple[str, ...]
    source: str | None = None

    @property
    def text(self) -> str:
        """The article."""
        return "\n".join(self.lines) if self.source is None else self.source

    @classmethod
    def decided(cls, text: str, decisions: Decisions) -> Labelled | None:
        """An article with the decisions of a reader as labels; the other lines are not counted.

        Args:
            text: The article.
            decisions: Decisions about lines of any articles.

        Returns:
            The labelled article, None if no decision is about a line of it.

        >>> Labelled.decided("Rain fell.", Decisions([])) is None
        True
        """
        body = split(text)
        found = decisions.about(body).lines
        labels = tuple(found[i].label if i in found else UNSURE for i in range(len(body.lines)))
        return cls(tuple(line.text for line in body.lines), labels, text) if found else None

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
        staying: Lines that are to stay.
        characters: Characters of lines that are to stay.
        lost: Those of them that were removed.
    """

    articles: int = 0
    total: Count = field(default_factory=Count)
    categories: dict[str, Count] = field(default_factory=dict)
    staying: int = 0
    characters: int = 0
    lost: int = 0

    @property
    def agreed(self) -> int:
        """Lines that went or stayed as their label says."""
        return self.total.found + self.staying - (self.total.removed - self.total.right)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data, ready for JSON."""
        return {
            "articles": self.articles,
            **self.total.to_dict(),
            "staying": self.staying,
            "agreed": self.agreed,
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
    going = targets(cleaner.settings)
    total = Score()
    for article in articles:
        total.articles += 1
        _add(total, article, cleaner.explain(article.text), going)
    return total


def targets(settings: Settings) -> frozenset[str]:
    """The categories that some settings remove.

    Args:
        settings: The settings.

    >>> "share" in targets(Settings()), "byline" in targets(Settings())
    (True, False)
    """
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
            score.staying += 1
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
        start = result.original.index(line, start)
        end = start + len(line)
        while first < len(removed) and removed[first].end <= start:
            first += 1
        shares: Counter[str] = Counter()
        for removal in removed[first:]:
            if removal.start >= end:
                break
            shares[removal.category] += min(end, removal.end) - max(start, removal.start)
        losses.append((shares.total(), shares.most_common(1)[0][0] if shares else ""))
        start = end
    return losses


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
