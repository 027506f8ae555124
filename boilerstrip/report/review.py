"""Counts of a whole corpus, and the documents of which it is most doubtful what should go."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field

from boilerstrip.judge import doubtful
from boilerstrip.marks import Result, Verdict
from boilerstrip.report.views import Document, view
from boilerstrip.runs.pool import Outcome
from boilerstrip.runs.tally import Tally


@dataclass
class RuleCount:
    """What one rule or filter decided.

    Attributes:
        hits: Lines that went because of it.
        score: Sum of their scores.
        doubtful: Those of them that might as well have stayed.
    """

    hits: int = 0
    score: float = 0.0
    doubtful: int = 0

    @property
    def mean(self) -> float:
        """Mean score of its lines."""
        return self.score / self.hits


@dataclass
class Review:
    """What a page tells: counts over all documents, and some of the documents themselves.

    Attributes:
        limit: How many documents are shown.
        tally: Counts over all documents.
        characters: Removed characters, by category and language.
        rules: What each rule decided, by its id and the category.
        doubtful: Doubtful lines, of all documents.
        broken: Records that could not be read.
    """

    limit: int
    tally: Tally = field(default_factory=Tally)
    characters: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: dict[tuple[str, str], RuleCount] = field(default_factory=dict)
    doubtful: int = 0
    broken: int = 0
    _heap: list[tuple[int, int, Document]] = field(default_factory=list)

    def add(self, place: str, result: Result, outcome: Outcome) -> None:
        """Count one document, and keep it if it is among the most doubtful so far.

        Args:
            place: File and record.
            result: What the cleaner made of it.
            outcome: The same in short.
        """
        self.tally.count(result.original, outcome)
        for removal in result.removed:
            self.characters[removal.category, outcome.language or "unknown"] += removal.end - removal.start
        doubts = sum(map(self._count, result.verdicts))
        self.doubtful += doubts
        key = doubts, -self.tally.documents
        if len(self._heap) < self.limit:
            heapq.heappush(self._heap, (*key, view(place, outcome.language, result)))
        elif self._heap and key > self._heap[0][:2]:
            heapq.heapreplace(self._heap, (*key, view(place, outcome.language, result)))

    @property
    def documents(self) -> list[Document]:
        """The documents that are shown, those with most doubtful lines first, else in the order of the corpus."""
        return [document for _, _, document in sorted(self._heap, key=lambda row: (-row[0], -row[1]))]

    def _count(self, verdict: Verdict) -> bool:
        """Count one line, and tell whether it is doubtful."""
        found = doubtful(verdict)
        if verdict.drop and verdict.strongest:
            count = self.rules.setdefault((verdict.strongest.by, verdict.category), RuleCount())
            count.hits += 1
            count.score += verdict.score
            count.doubtful += found
        return found
