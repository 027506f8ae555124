"""``boilerstrip score``: what is found and what is taken wrongly on labelled articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from boilerstrip.body import split
from boilerstrip.cli.options import choices, reads, settings_of
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import fail, many, say, write
from boilerstrip.decisions import load_decisions
from boilerstrip.errors import BoilerstripError, InputError
from boilerstrip.runs.decided import add, met, told
from boilerstrip.scoring import Count, Labelled, Score
from boilerstrip.scoring import score as count
from boilerstrip.settings import Settings
from boilerstrip.streams import find, read
from boilerstrip.streams.find import without


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Write the counts as JSON.")
@click.option(
    "--labels", metavar="FILE", type=click.Path(), help="Take the labels from these decisions; FILES are the corpus they are about."
)
@reads
@choices
def score(files: tuple[str, ...], as_json: bool, labels: str | None, **options: Any) -> None:
    """Tell precision and recall on articles whose lines are labelled.

    FILES are JSONL or folders with JSONL, `-` stands for standard input. A row is an object like {"lines": ["Rain fell.", "Share this"],
    "labels": ["", "share"]}: for every line "" (article text), a category, or "?" (not counted). Other keys are not looked at.

    With --labels DECISIONS, exported from a page of `boilerstrip report`, FILES are a corpus in any format, read as `clean` reads it;
    the lines that a reader judged are counted, and held against what the settings without --decisions do.

    labelled: lines with the label; found: those that were removed, as whatever; recall: their share. removed: lines removed as this
    category; right: those labelled as boilerplate, of whatever category; precision: their share. Labels of categories that the settings
    do not remove count as article text.

    Exit status: 0 done, 2 a file, a row or an option is not as it should be.
    """
    reading = {name: options.pop(name) for name in ("from_", "field")}
    try:
        if labels:
            result = _agreement(files, labels, reading, replace(settings_of(options), decisions=()))
        else:
            result = count(_rows(files), settings_of(options))
    except (BoilerstripError, OSError) as error:
        fail(str(error))
    write(json.dumps(result.to_dict(), indent=1) + "\n" if as_json else _table(result))
    if labels:
        lines = result.staying + result.total.labelled
        say(f"{result.agreed} of {many(lines, 'judged line')} go or stay as decided")


def _agreement(files: tuple[str, ...], labels: str, reading: dict[str, Any], settings: Settings) -> Score:
    """What the settings make of the lines that a reader judged; decisions that are about nothing are told."""
    decisions = load_decisions((labels,))
    counts: dict[str, dict[str, int]] = {}

    def articles() -> Iterator[Labelled]:
        for record in (record for source in without(find(files, reading["from_"], reading["field"]), [labels]) for record in read(source)):
            if record.problem:
                raise InputError(f"{record.source.path}:{record.number}: {record.problem}")
            if record.text is not None:
                add(counts, met(split(record.text), decisions))
                if article := Labelled.decided(record.text, decisions):
                    yield article

    result = count(articles(), settings)
    for message in told((labels,), counts):
        say(message)
    return result


def _rows(files: tuple[str, ...]) -> Iterator[Labelled]:
    for source in find(files, "jsonl"):
        for record in read(source):
            if not record.raw.strip():
                continue
            try:
                yield Labelled.of(json.loads(record.raw))
            except ValueError as error:
                raise InputError(f"{source.path}:{record.number}: {error}") from error


def _table(result: Score) -> str:
    """The counts in columns, the categories with most labelled lines first."""
    rows = sorted(result.categories.items(), key=lambda row: (-row[1].labelled, row[0]))
    head = f"{'category':<12}{'labelled':>9}{'found':>8}{'recall':>9}{'removed':>9}{'right':>8}{'precision':>11}\n"
    share = result.lost / result.characters if result.characters else 0.0
    lost = f"article text lost: {result.lost} of {result.characters} characters ({share:.3%}) in {result.articles} articles\n"
    return head + "".join(_row(name, counts) for name, counts in [*rows, ("all", result.total)]) + lost


def _row(name: str, counts: Count) -> str:
    recall, precision = ("-" if share is None else f"{share:.1%}" for share in (counts.recall, counts.precision))
    return f"{name:<12}{counts.labelled:>9}{counts.found:>8}{recall:>9}{counts.removed:>9}{counts.right:>8}{precision:>11}\n"
