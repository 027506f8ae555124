"""``boilerstrip report``: a page on which a reader sees and judges what would go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.idle import tell_field
from boilerstrip.cli.options import choices, reads, settings_of
from boilerstrip.cli.progress import bar
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import ends_well, many, say
from boilerstrip.report.render import render
from boilerstrip.report.review import Review
from boilerstrip.runs.decided import told
from boilerstrip.runs.plan import check_written
from boilerstrip.runs.pool import End, Item, items, outcome_of
from boilerstrip.streams import Record, find, replacing
from boilerstrip.streams.find import once, without
from boilerstrip.streams.formats import FORMATS
from boilerstrip.streams.missing import need


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option("--output", "-o", metavar="PAGE", required=True, help="Write the page to this file, as in review.html.")
@click.option(
    "--documents",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    metavar="N",
    help="Show this many documents, those with most doubtful lines; the counts are over all.",
)
@reads
@choices
def report(files: tuple[str, ...], output: str, documents: int, from_: str | None, field: str, **options: Any) -> None:
    """Write a page that shows what would go, line by line, and lets a reader judge it.

    FILE is read as `clean` reads it. The page is one file that needs no other and no network. What a reader judges right or wrong there is
    exported as decisions.jsonl, which `clean --decisions` honours and `score --labels` counts. Needs jinja2: the extra [report].

    Exit status: 0 done, 2 a file, a record or an option is not as it should be; if only records are broken, the page is written all the
    same and tells how many.
    """
    with ends_well():
        need("jinja2", "report")
        cleaner = Cleaner(settings_of(options))
        decisions = cleaner.settings.decisions
        sources = without(once(find(files, from_, field)), decisions)
        tell_field(sources)
        check_written(sources, {"--output": output}, decisions)
        review = Review(documents)
        with bar(sources, True) as at:
            for record in _records(items(sources, at), review):
                assert record.text is not None
                result = cleaner.explain(record.text, record.hints)
                review.add(_place(record), result, outcome_of(result, cleaner.settings))
        with replacing(output) as new:
            for piece in render(review, cleaner.settings):
                new.stream.write(piece)
            new.commit()
        for message in told(decisions, review.tally.decisions):
            say(message)
        shown = min(documents, review.tally.documents)
        say(f"{output}: {shown} of {many(review.tally.documents, 'document')}, {many(review.doubtful, 'doubtful line')}")
    sys.exit(2 if review.broken else 0)


def _records(stream: Iterator[Item], review: Review) -> Iterator[Record]:
    """The records with a text; broken ones are told and counted."""
    for item in stream:
        if isinstance(item, End) and item.error:
            raise item.error
        if isinstance(item, Record) and item.problem:
            say(f"{_place(item)}: {item.problem}")
            review.broken += 1
        elif isinstance(item, Record) and item.text is not None:
            yield item


def _place(record: Record) -> str:
    return record.source.path if FORMATS[record.source.format].whole else f"{record.source.path}:{record.number}"
