"""``boilerstrip check``: what would go, and ``--fix``: let it go."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from boilerstrip.baseline import Baseline
from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.checker import Checker, Visit
from boilerstrip.cli.finds import WRITERS
from boilerstrip.cli.idle import tell_field, tell_unused
from boilerstrip.cli.options import choices, reads, settings_of
from boilerstrip.cli.progress import bar
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import ends_well, fail, many, output, say, write
from boilerstrip.errors import InputError
from boilerstrip.runs.decided import told
from boilerstrip.runs.plan import ON_ERROR
from boilerstrip.runs.pool import Answer, answers, items
from boilerstrip.streams import Source, find, replacing
from boilerstrip.streams.find import once, without

ACTIONS = ("fix", "diff", "statistics", "write_baseline")
"""Options that say what becomes of the finds; without any of them they are written one by one."""

SILENT = ("fix", "statistics", "write_baseline")
"""Those of them with which nothing is written meanwhile."""


@click.command(cls=Verb, apart=True)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--fix", is_flag=True, help="Remove it, in place. A file is replaced as a whole or stays as it was.")
@click.option("--diff", is_flag=True, help="Write what would change as a unified diff of each record.")
@click.option("--statistics", is_flag=True, help="Write how many lines each rule would take, with the first of them.")
@click.option(
    "--output-format",
    type=click.Choice(list(WRITERS)),
    default="text",
    show_default=True,
    help="How finds are written: lines, JSON objects, or annotations of a GitHub workflow.",
)
@click.option("--baseline", metavar="FILE", type=click.Path(dir_okay=False), help="Report and fix only what this file does not accept.")
@click.option(
    "--write-baseline", metavar="FILE", type=click.Path(dir_okay=False), help="Accept all that is there now: write it to this file."
)
@reads
@click.option(
    "--jobs", "-j", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="Look in this many processes, 0 for all cores."
)
@click.option(
    "--on-error",
    type=click.Choice(ON_ERROR),
    default="stop",
    show_default=True,
    help="stop: a broken record is told, the exit status is 2, and --fix leaves its file alone; skip, keep: it is passed over and stays.",
)
@choices
def check(files: tuple[str, ...], **options: Any) -> None:
    """Tell which lines would go, as file:record:line rule score text.

    FILES are files or folders, `-` stands for standard input. A record is a line of a JSONL file, or a whole text. A broken record is
    told on standard error, and the others are looked at all the same: unlike `clean`, `check` never stops in the middle.

    Exit status: 0 nothing would go, or --fix has removed it; 1 something would go; 2 an option, a file or a record is not as it should
    be. --fix leaves a file with a broken record as it is.
    """
    names = ("fix", "diff", "statistics", "output_format", "baseline", "write_baseline", "field", "from_", "on_error", "jobs")
    own = {name: options.pop(name) for name in names}
    if sum(bool(own[action]) for action in ACTIONS) > 1:
        raise click.UsageError("--fix, --diff, --statistics and --write-baseline exclude each other")
    if own["fix"] and "-" in files:
        raise click.UsageError("standard input cannot be changed in place: use boilerstrip clean -")
    tell_unused(["baseline"] if own["write_baseline"] else [], "--write-baseline accepts all that is there")
    for action in ACTIONS:
        tell_unused(["output_format"] if own[action] else [], f"with --{action.replace('_', '-')} no finds are written")
    with ends_well():
        accepted = Baseline.read(own["baseline"]) if own["baseline"] and not own["write_baseline"] else Baseline()
        checker = Checker(Cleaner(settings_of(options)), accepted, own["on_error"] != "stop")
        if own["write_baseline"]:
            _accept(checker, files, own)
            return
        sources = without(once(_sources(checker, files, own)), checker.cleaner.settings.decisions)
        tell_field(sources)
        with _answers(checker, sources, own) as stream:
            if own["fix"]:
                checker.fix(stream)
            else:
                checker.run(stream, _visit(checker, own))
        if own["statistics"]:
            write(bytes(checker.statistics))
        for message in told(checker.cleaner.settings.decisions, checker.decisions):
            say(message)
        say(checker.summary(own["fix"]))
        sys.exit(2 if not checker.good else bool(checker.lines) and not own["fix"])


def _visit(checker: Checker, own: dict[str, Any]) -> Visit:
    """What is done with each record where no file is changed."""
    if own["statistics"]:
        return checker.count
    return checker.diff if own["diff"] else checker.writer(own["output_format"])


@contextlib.contextmanager
def _answers(checker: Checker, sources: Sequence[Source], own: dict[str, Any]) -> Iterator[Iterator[Answer]]:
    """What the cleaner says about every record; a bar is shown meanwhile, unless finds are written to the terminal."""
    with bar(sources, any(own[action] for action in SILENT) or not output().isatty()) as at:
        yield answers(items(sources, at), checker.cleaner.settings, own["jobs"] or os.cpu_count() or 1)


def _sources(checker: Checker, files: tuple[str, ...], own: dict[str, Any]) -> Iterator[Source]:
    """The files that are meant; of a path that names none is told."""
    for path in files:
        try:
            yield from find([path], own["from_"], own["field"])
        except InputError as error:
            say(str(error))
            checker.good = False


def _accept(checker: Checker, files: tuple[str, ...], own: dict[str, Any]) -> None:
    """Write a baseline; what it said of files that are not looked at, and are still there, stays."""
    path = own["write_baseline"]
    baseline = Baseline(Path(path).absolute().parent)
    sources = without(once(_sources(checker, files, own)), checker.cleaner.settings.decisions)
    for source in sources:
        baseline.look_at(source.path)
    with _answers(checker, sources, own) as stream:
        checker.run(stream, checker.accepter(baseline))
    if not checker.good:
        fail(f"{path}: not written, since not everything could be looked at; --on-error skip passes over broken records")
    if os.path.exists(path):
        baseline.adopt(Baseline.read(path))
    with replacing(path) as new:
        new.stream.write(baseline.to_json().encode())
        new.commit()
    say(f"{path}: accepts {many(checker.lines, 'line')} in {many(checker.records, 'record')}")
