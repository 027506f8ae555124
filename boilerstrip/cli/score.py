"""``boilerstrip score``: what is found and what is taken wrongly on labelled articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from boilerstrip.cli.options import choices, settings_of
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import fail, write
from boilerstrip.errors import BoilerstripError, InputError
from boilerstrip.scoring import Count, Labelled, Score
from boilerstrip.scoring import score as count
from boilerstrip.streams import find, read


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Write the counts as JSON.")
@choices
def score(files: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Tell precision and recall on articles whose lines are labelled.

    FILES are JSONL or folders with JSONL, `-` stands for standard input. A row is an object like {"lines": ["Rain fell.", "Share this"],
    "labels": ["", "share"]}: for every line "" (article text), a category, or "?" (not counted). Other keys are not looked at.

    labelled: lines with the label; found: those that were removed, as whatever; recall: their share. removed: lines removed as this
    category; right: those labelled as boilerplate, of whatever category; precision: their share. Labels of categories that the settings
    do not remove count as article text.

    Exit status: 0 done, 2 a file, a row or an option is not as it should be.
    """
    try:
        result = count(_rows(files), settings_of(options))
    except (BoilerstripError, OSError) as error:
        fail(str(error))
    write(json.dumps(result.to_dict(), indent=1) + "\n" if as_json else _table(result))


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
