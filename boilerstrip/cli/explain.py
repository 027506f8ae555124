"""``boilerstrip explain``: each line with its verdict and why."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from boilerstrip.cli.inputs import explained
from boilerstrip.cli.options import choices
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import write
from boilerstrip.marks import Verdict


@click.command(cls=Verb)
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Write text, flags and removed spans as JSON.")
@choices
def explain(file: str, as_json: bool, **options: Any) -> None:
    """Write each line with its verdict and why.

    A line that goes starts with `-`, a line that stays with evidence against it with `?`; then come the score, the zone (head, body,
    tail) and the line, and below them each piece of evidence: weight, category, reason, [rule or filter]. A line goes from 0.6 on.

    Exit status: 0 nothing goes, 1 something goes, 2 the input or an option is not as it should be.
    """
    result = explained(file, options)
    if as_json:
        write(json.dumps(result.to_dict(), ensure_ascii=True, indent=1) + "\n")
    else:
        write("".join(_row(verdict) for verdict in result.verdicts))
        lines = sum(verdict.drop for verdict in result.verdicts)
        click.echo(f"{lines} of {len(result.verdicts)} lines go" + "".join(f", {flag}" for flag in result.flags), err=True)
    sys.exit(bool(result.removed))


def _row(verdict: Verdict) -> str:
    """One verdict as text: sign, score, line, and the evidence below it."""
    sign = "-" if verdict.drop else "?" if verdict.strongest else " "
    rows = [f"{sign} {verdict.score:5.2f} {verdict.zone} | {verdict.line.text}\n"]
    rows += [f"{'':14}{m.weigh(verdict.zone):+.2f} {m.category}: {m.why} [{m.by}]\n" for m in verdict.marks]
    return "".join(rows)
