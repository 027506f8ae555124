"""``boilerstrip explain``: each line with its verdict and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.idle import tell_field
from boilerstrip.cli.options import as_pages, choices, pages, reads, settings_of
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import ends_well, fail, name, say, with_names, write
from boilerstrip.errors import InputError
from boilerstrip.marks import Result, Verdict
from boilerstrip.streams import Record, Source, find
from boilerstrip.streams.formats import FORMATS, read


@click.command(cls=Verb)
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--record", type=click.IntRange(1), metavar="N", help="Only this record, counted as `check` counts them.")
@click.option("--json", "as_json", is_flag=True, help="Write text, flags and removed spans as JSON, of several records one a line.")
@reads
@pages
@choices
def explain(file: str, record: int | None, as_json: bool, from_: str | None, field: str, **options: Any) -> None:
    """Write each line with its verdict and why.

    FILE is read as `clean` reads it, `-` stands for standard input; of a file with many records each begins with a line file:record.

    A line that goes starts with `-`, a line that stays with evidence against it with `?`; then come the score, the zone (head, body,
    tail) and the line, and below them each piece of evidence: weight, category, reason, [rule or filter]. The score is the sum of the
    weights; those in brackets do not count: of what --select, --ignore or the profile leave out, and of rules of another language than
    those that count. A line goes from 0.6 on.

    Exit status: 0 nothing goes, 1 something goes, 2 the input or an option is not as it should be.
    """
    with ends_well():
        source = as_pages([_source(file, from_, field)], options)[0]
        cleaner = Cleaner(settings_of(options))
        status = lines = gone = 0
        for each in _records(source, record):
            if each.text is None:
                say(f"{_place(each)}: {each.problem}")
                status = 2
                continue
            result = cleaner.explain(each.text, each.hints)
            write(with_names(_as_json(each, result) if as_json else _head(each, result)))
            write("" if as_json else "".join(map(_row, result.verdicts)))
            status = max(status, bool(result.removed))
            lines, gone = lines + len(result.verdicts), gone + sum(verdict.drop for verdict in result.verdicts)
            if FORMATS[source.format].whole:
                for flag in result.flags:
                    say(f"{file}: {flag}")
        if not as_json:
            say(f"{gone} of {lines} lines go")
    sys.exit(status)


def _source(file: str, format: str | None, field: str) -> Source:
    """The one file that is meant."""
    sources = list(find([file], format, field))
    if sources[0].root:
        raise InputError(f"{file}: is a folder; name a file in it")
    tell_field(sources)
    return sources[0]


def _records(source: Source, number: int | None) -> Iterator[Record]:
    """The records with a text, and the broken ones; only that of a number, if there is one."""
    found = False
    for record in read(source):
        if (record.text is not None or record.problem) and number in (None, record.number):
            found = True
            yield record
            if number:
                return
    if number and not found:
        fail(f"{source.path}: has no record {number} with a text")
    if not found:
        say(f"{source.path}: has no text")


def _place(record: Record) -> str:
    return record.source.path if FORMATS[record.source.format].whole else f"{record.source.path}:{record.number}"


def _head(record: Record, result: Result) -> str:
    """The line above a record of many."""
    return "" if FORMATS[record.source.format].whole else " ".join((name(_place(record)), *result.flags)) + "\n"


def _as_json(record: Record, result: Result) -> str:
    """A result as JSON."""
    if FORMATS[record.source.format].whole:
        return json.dumps(result.to_dict(), indent=1) + "\n"
    return json.dumps({"file": record.source.path, "record": record.number, **result.to_dict()}) + "\n"


def _row(verdict: Verdict) -> str:
    """One verdict as text: sign, score, line, and the evidence below it."""
    sign = "-" if verdict.drop else "?" if verdict.strongest else " "
    rows = [f"{sign} {verdict.score:5.2f} {verdict.zone} | {verdict.line.text}\n"]
    for mark, weight in zip(verdict.marks, verdict.weights, strict=True):
        rows.append(f"{'':13}{'' if weight[0] == '(' else ' '}{weight} {mark.category}: {mark.why} [{mark.by}]\n")
    return "".join(rows)
