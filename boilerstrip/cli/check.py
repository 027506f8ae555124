"""``boilerstrip check``: what would go, and ``--fix``: let it go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from boilerstrip.baseline import Baseline
from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.checker import Checker
from boilerstrip.cli.finds import WRITERS
from boilerstrip.cli.options import choices, settings_of
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import ends_well, fail, say
from boilerstrip.errors import BoilerstripError
from boilerstrip.runs.plan import ON_ERROR
from boilerstrip.streams import Source, find, replacing


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--fix", is_flag=True, help="Remove it, in place. A file is replaced as a whole or stays as it was.")
@click.option("--diff", is_flag=True, help="Write what would change as a unified diff of each record.")
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
@click.option("--field", default="text", show_default=True, metavar="NAME", help="Field that holds the text; a.b for b inside a.")
@click.option("--from", "from_", metavar="FORMAT", help="Format of all files, such as jsonl or jsonl.gz; their suffixes tell it otherwise.")
@click.option(
    "--on-error",
    type=click.Choice(ON_ERROR),
    default="stop",
    show_default=True,
    help="stop: a broken record makes the exit status 2, and --fix leaves its file alone; skip, keep: it is passed over.",
)
@choices
def check(files: tuple[str, ...], **options: Any) -> None:
    """Tell which lines would go, as file:record:line rule score text.

    FILES are files or folders, `-` stands for standard input. A record is a line of a JSONL file, or a whole text. A broken record is
    told on standard error, and the others are looked at all the same.

    Exit status: 0 nothing would go, or --fix has removed it; 1 something would go; 2 an option, a file or a record is not as it should
    be. --fix leaves a file with a broken record as it is.
    """
    names = ("fix", "diff", "output_format", "baseline", "write_baseline", "field", "from_", "on_error")
    own = {name: options.pop(name) for name in names}
    if sum(map(bool, (own["fix"], own["diff"], own["write_baseline"]))) > 1:
        raise click.UsageError("--fix, --diff and --write-baseline exclude each other")
    with ends_well():
        checker = Checker(Cleaner(settings_of(options)), "diff" if own["diff"] else own["output_format"], own["on_error"] != "stop")
        if own["write_baseline"]:
            _accept(checker, files, own)
            return
        if own["baseline"]:
            checker.accepted = Baseline.read(own["baseline"])
        good = _each(files, own, checker.fix if own["fix"] else checker.check)
        say(checker.summary(own["fix"]))
        sys.exit(0 if good and own["fix"] else bool(checker.lines) if good else 2)


def _each(files: tuple[str, ...], own: dict[str, Any], visit: Callable[[Source], bool]) -> bool:
    """Visit every file; tell of those that cannot be used and go on. Whether all could."""
    good = True
    for path in files:
        try:
            for source in find([path], own["from_"], own["field"]):
                good &= _visited(source, visit)
        except (BoilerstripError, OSError) as error:
            good = False
            say(str(error))
    return good


def _visited(source: Source, visit: Callable[[Source], bool]) -> bool:
    try:
        return visit(source)
    except BoilerstripError as error:
        say(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        say(f"{source.path}: {error.strerror or error}")
    return False


def _accept(checker: Checker, files: tuple[str, ...], own: dict[str, Any]) -> None:
    """Write a baseline; what it said of files that are not looked at, and are still there, stays."""
    path = own["write_baseline"]
    baseline = Baseline(Path(path).absolute().parent)
    if not _each(files, own, lambda source: checker.accept(source, baseline)):
        fail(f"{path}: not written, since not everything could be looked at; --on-error skip passes over broken records")
    if os.path.exists(path):
        baseline.adopt(Baseline.read(path))
    with replacing(path) as new:
        new.stream.write(baseline.to_json().encode())
        new.commit()
    say(f"{path}: {checker.lines} lines in {checker.records} records are accepted")
