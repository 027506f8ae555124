"""What a run has done, in numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from boilerstrip.runs.pool import Outcome

Counts = dict[str, dict[str, int]]


@dataclass
class Tally:
    """Counts of a run.

    Attributes:
        files: Files that were finished.
        documents: Records with a text.
        changed: Documents from which something went.
        lines: Lines of the documents; a sentence of a long line counts as a line.
        characters: Characters of the documents.
        removed_lines: Lines that went.
        removed_characters: Characters that went.
        skipped: Broken records that were left out.
        kept: Broken records that passed through as they are.
        damaged: Files that could not be read to their end.
        categories: Documents, lines and characters that went, by category.
        languages: Documents, lines and characters, and those that went, by language.
        flags: Documents by flag.
        decisions: Documents by what became of a decision in them, by the place of the decision.
    """

    files: int = 0
    documents: int = 0
    changed: int = 0
    lines: int = 0
    characters: int = 0
    removed_lines: int = 0
    removed_characters: int = 0
    skipped: int = 0
    kept: int = 0
    damaged: int = 0
    categories: Counts = field(default_factory=dict)
    languages: Counts = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)
    decisions: Counts = field(default_factory=dict)

    def count(self, text: str, outcome: Outcome) -> None:
        """Add one document.

        Args:
            text: Its text.
            outcome: What the cleaner said about it.
        """
        lines = sum(outcome.gone.values())
        characters = sum(removal.end - removal.start for removal in outcome.removed)
        numbers = {"documents": 1, "changed": int(bool(outcome.removed)), "lines": outcome.lines, "characters": len(text)}
        numbers |= {"removed_lines": lines, "removed_characters": characters}
        rows = {name: {"documents": 0, "lines": count, "characters": 0} for name, count in outcome.gone.items()}
        for removal in outcome.removed:
            row = rows.setdefault(removal.category, {"documents": 0, "lines": 0, "characters": 0})
            row["documents"] = 1
            row["characters"] += removal.end - removal.start
        flags = dict.fromkeys(outcome.flags, 1)
        decisions = {place: {state: 1} for place, state in outcome.decisions.items()}
        self.add(Tally(**numbers, categories=rows, languages={outcome.language: numbers}, flags=flags, decisions=decisions))

    def add(self, other: Tally) -> None:
        """Add the counts of another tally."""
        for each in fields(self):
            mine, yours = getattr(self, each.name), getattr(other, each.name)
            setattr(self, each.name, mine + yours if isinstance(mine, int) else _sum(mine, yours))

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain dictionaries, names sorted."""
        return {key: _sorted(value) for key, value in asdict(self).items()}


def _sum(mine: dict[str, Any], yours: dict[str, Any]) -> dict[str, Any]:
    both = dict(mine)
    for key, value in yours.items():
        both[key] = _sum(both.get(key, {}), value) if isinstance(value, dict) else both.get(key, 0) + value
    return both


def _sorted(value: Any) -> Any:
    return dict(sorted(value.items())) if isinstance(value, dict) else value
