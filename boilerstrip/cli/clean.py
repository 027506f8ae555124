"""``boilerstrip clean``: articles without their boilerplate, from files and into files of many formats."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import click

from boilerstrip._version import __version__
from boilerstrip.cli.idle import tell_field
from boilerstrip.cli.options import as_pages, choices, pages, reads, settings_of
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import ends_well, output, say
from boilerstrip.errors import BoilerstripError
from boilerstrip.runs.decided import told
from boilerstrip.runs.plan import ON_ERROR, Plan, check_written, target_of
from boilerstrip.runs.tally import Tally
from boilerstrip.streams.find import find, once, without
from boilerstrip.streams.safe import replacing

_IN_AND_OUT = (
    click.option("--output", "-o", metavar="PATH", help="Write to this file, or into this folder under the names of the files."),
    click.option("--in-place", "-i", is_flag=True, help="Replace each file by its cleaned form, if anything goes."),
    click.option("--to", metavar="FORMAT", help="Format of the output: jsonl, csv, parquet, text, also with .gz or .zst behind."),
    click.option(
        "--jobs",
        "-j",
        type=click.IntRange(0),
        default=1,
        show_default=True,
        metavar="N",
        help="Clean in this many processes, 0 for all cores.",
    ),
)
_TROUBLE = (
    click.option("--on-error", type=click.Choice(ON_ERROR), default="stop", show_default=True, help="What becomes of broken records."),
    click.option("--rejects", metavar="FILE", help="Write broken records to this file, as JSONL with the reason and the bytes."),
    click.option("--removed", metavar="FILE", help="Write what was removed to this file; `boilerstrip restore` brings it back."),
    click.option("--stats", metavar="FILE", help="Write the counts to this file as JSON."),
    click.option("--resume", is_flag=True, help="Go on at the first file that an interrupted run did not finish."),
    click.option("--quiet", "-q", is_flag=True, help="Show neither progress nor the closing table."),
)


def _long(command: Any) -> Any:
    for option in reversed(_IN_AND_OUT + _TROUBLE):
        command = option(command)
    return command


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@reads
@pages
@_long
@choices
def clean(files: tuple[str, ...], **options: Any) -> None:
    """Write articles without their boilerplate.

    FILE is a file, a folder with files, or `-` for standard input. The suffix tells the format (.txt .md .html .jsonl .ndjson .csv .tsv
    .parquet .warc .wet, each but Parquet also with .gz or .zst behind); a file without such a suffix, and standard input, is text unless
    --from names another format, and refused if it holds JSON. What is not removed comes out byte for byte as it was, other fields included.
    Of an HTML page the article is written, as text.

    The closing table is shown where the output goes to files. A broken record stops the run unless --on-error says otherwise.

    Exit status: 0 done, 2 the input or an option is not as it should be.
    """
    names = ("output", "in_place", "from_", "to", "field", "jobs", "on_error", "rejects", "removed", "stats", "resume", "quiet")
    own = {name: options.pop(name) for name in names}
    with ends_well():
        started = time.monotonic()
        plan = _plan(files, own, options)
        tally = _carried_out(plan, own["quiet"])
        if own["stats"]:
            _stats(own["stats"], tally, plan, time.monotonic() - started)


def _plan(files: tuple[str, ...], own: dict[str, Any], options: dict[str, Any]) -> Plan:
    sources = as_pages(find(files, own["from_"], own["field"]), options)
    tell_field(sources)
    target = target_of(own["output"], own["to"], own["in_place"], sources)
    settings = settings_of(options)
    written = {f"--{name}": own[name] for name in ("rejects", "removed", "stats") if own[name]}
    written |= {"--output": target.path} if target.kind == "file" else {}
    sources = list(once(sources)) if target.kind == "place" else sources
    sources = without(sources, [*written.values(), *settings.decisions], target.path if target.kind == "folder" else None)
    check_written(sources, written, settings.decisions)
    return Plan(
        sources=sources,
        settings=settings,
        target=target,
        jobs=own["jobs"] or os.cpu_count() or 1,
        **{name: own[name] for name in ("on_error", "rejects", "removed", "resume")},
    )


def _carried_out(plan: Plan, quiet: bool) -> Tally:
    from boilerstrip.cli.progress import bar, table
    from boilerstrip.runs.run import Run, stop_message
    from boilerstrip.runs.sinks import carry_out

    stdout = output()
    shown = not quiet and (plan.target.kind != "stream" or not stdout.isatty())
    with bar(plan.sources, shown) as at:
        run = Run(plan, say, at)
        try:
            with run:
                carry_out(run, stdout)
                stdout.flush()
        except (BoilerstripError, KeyboardInterrupt):
            if message := stop_message(run):
                say(message)
            raise
    tally = run.tally
    for message in told(plan.settings.decisions, tally.decisions):
        say(message)
    if tally.skipped or tally.damaged:
        say(f"broken records skipped: {tally.skipped}, damaged files: {tally.damaged}")
    if tally.kept:
        say(f"broken records kept as they are: {tally.kept}")
    if shown and (plan.target.kind != "stream" or sys.stderr.isatty()):
        table(tally)
    return tally


def _stats(path: str, tally: Tally, plan: Plan, seconds: float) -> None:
    """Write the counts as JSON."""
    head = {"boilerstrip": __version__, "seconds": round(seconds, 3), "profile": plan.settings.profile}
    with replacing(path) as new:
        new.stream.write(json.dumps(head | tally.to_dict(), indent=1).encode() + b"\n")
        new.commit()
