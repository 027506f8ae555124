"""What becomes of a reader's decisions in a run: none is passed over in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from boilerstrip.body import Body, Line
from boilerstrip.decisions import Decision, Decisions, load_decisions
from boilerstrip.marks import Result
from boilerstrip.settings import Settings

if TYPE_CHECKING:
    from boilerstrip.runs.tally import Counts

STATES = {
    "honoured": "honoured",
    "found": "found",
    "overruled": "overruled by other settings",
    "missing": "without their line: it was taken out already, or has changed",
    "lost": "without their document among these files",
}
"""What can become of a decision, the first that is true of any document, in words."""

WELL = ("honoured", "found")
"""What is only counted."""

TOLD = 10
"""Decisions that are told one by one, of each kind."""


def states(body: Body, result: Result, settings: Settings) -> dict[str, str]:
    """What became of the decisions about one text, by the place of each.

    Args:
        body: The text.
        result: What the cleaner made of it.
        settings: The cleaner's settings.
    """
    if not settings.decisions:
        return {}
    decisions = load_decisions(settings.decisions)
    first, last = decisions.about(body), decisions.about(Body(body.text, tuple(verdict.line for verdict in result.verdicts)))
    rows = dict.fromkeys((decision.place for decision in (*first.missing, *last.missing)), "missing")
    fates = [(decision, _gone(body, body.lines[index], result)) for index, decision in first.lines.items()]
    fates += [(decision, float(result.verdicts[index].drop)) for index, decision in last.lines.items()]
    rows |= {decision.place: "honoured" for decision, _ in fates}
    return rows | {decision.place: "overruled" for decision, gone in fates if (gone <= 0.5 if decision.label else gone > 0)}


def _gone(body: Body, line: Line, result: Result) -> float:
    """How much of a line went, as it was before anything did: what is left of it may be part of another line in the end."""
    text = body.text[line.start : line.end]
    start, end = line.end - len(text.lstrip()), line.start + len(text.rstrip())
    return sum(max(0, min(end, r.end) - max(start, r.start)) for r in result.removed) / (end - start)


def met(body: Body, decisions: Decisions) -> dict[str, str]:
    """Which decisions are about one text, by the place of each: those whose line was found, and those whose line is missing.

    Args:
        body: The text.
        decisions: The decisions.
    """
    found = decisions.about(body)
    rows = dict.fromkeys((decision.place for decision in found.missing), "missing")
    return rows | dict.fromkeys((decision.place for decision in found.lines.values()), "found")


def add(counts: Counts, rows: dict[str, str]) -> None:
    """Add what became of the decisions about one text.

    Args:
        counts: Documents by state, by the place of each decision; this is changed.
        rows: The state of each decision about the text.
    """
    for place, state in rows.items():
        own = counts.setdefault(place, {})
        own[state] = own.get(state, 0) + 1


def told(paths: Sequence[str], counts: Counts) -> Iterator[str]:
    """What is to be said about the decisions when a run is done.

    Args:
        paths: The files of decisions.
        counts: Documents by state, by the place of each decision.

    Yields:
        One message with numbers, and one for each of the first decisions that were not honoured.
    """
    if not paths:
        return
    rows = [(decision, _state(counts.get(decision.place, {}))) for decision in load_decisions(paths).rows]
    numbers = Counter(state for _, state in rows)
    yield "decisions: " + (", ".join(f"{numbers[state]} {says}" for state, says in STATES.items() if numbers[state]) or "none")
    for state in (state for state in STATES if state not in WELL):
        those = [decision for decision, own in rows if own == state]
        yield from (_row(decision, state) for decision in those[:TOLD])
        if len(those) > TOLD:
            yield f"and {len(those) - TOLD} more {state}"


def _state(found: dict[str, int]) -> str:
    return next((state for state in STATES if found.get(state)), "lost")


def _row(decision: Decision, state: str) -> str:
    return f"{decision.place}: {state}: {decision.shown or decision.line}"
