"""The command line: verbs and words, no knowledge of rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

from boilerstrip._version import __version__
from boilerstrip.cleaner import Cleaner
from boilerstrip.errors import BoilerstripError
from boilerstrip.marks import Result, Verdict
from boilerstrip.settings import PROFILES, Settings

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--profile", default="article", show_default=True, metavar="|".join(PROFILES[:2]), help="What goes: boilerplate, or also metadata."
    ),
    click.option(
        "--language", "languages", multiple=True, metavar="LANG", help="Use the rule packs of this language only; may be repeated."
    ),
    click.option("--select", multiple=True, metavar="NAME", help="Remove only this category or by this rule; may be repeated."),
    click.option("--ignore", multiple=True, metavar="NAME", help="Never remove this category or by this rule; may be repeated."),
    click.option("--keep", multiple=True, metavar="LINE", help="Never remove this line, or lines that match /regex/; may be repeated."),
    click.option("--pack", "packs", multiple=True, metavar="DIR", help="Folder with rule packs of your own; may be repeated."),
    click.option(
        "--budget", type=float, default=0.5, show_default=True, help="Largest share of the text that may go on doubtful evidence."
    ),
)


def _choices(command: F) -> F:
    """Give a command the options that make up the settings."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="boilerstrip")
def main() -> None:
    """Take the boilerplate out of article text.

    FILE is UTF-8 text, `-` stands for standard input. The text goes to standard output, everything else to standard error.
    """


@main.command()
@click.argument("file")
@_choices
def clean(file: str, **options: Any) -> None:
    """Write the article without its boilerplate.

    Exit status: 0 done, 2 the input or an option is not as it should be.
    """
    result = _explain(file, options)
    _write(result.text)
    for flag in result.flags:
        click.echo(f"boilerstrip: {file}: {flag}", err=True)


@main.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Write text, flags and removed spans as JSON.")
@_choices
def explain(file: str, as_json: bool, **options: Any) -> None:
    """Write each line with its verdict and why.

    A line that goes starts with `-`, a line that stays with evidence against it with `?`; then come the score, the zone (head, body,
    tail) and the line, and below them each piece of evidence: weight, category, reason, [rule or filter]. A line goes from 0.6 on.

    Exit status: 0 nothing goes, 1 something goes, 2 the input or an option is not as it should be.
    """
    result = _explain(file, options)
    if as_json:
        _write(json.dumps(result.to_dict(), ensure_ascii=True, indent=1) + "\n")
    else:
        _write("".join(_row(verdict) for verdict in result.verdicts))
        lines = sum(verdict.drop for verdict in result.verdicts)
        click.echo(f"{lines} of {len(result.verdicts)} lines go" + "".join(f", {flag}" for flag in result.flags), err=True)
    sys.exit(bool(result.removed))


def _row(verdict: Verdict) -> str:
    """One verdict as text: sign, score, line, and the evidence below it."""
    sign = "-" if verdict.drop else "?" if verdict.strongest else " "
    rows = [f"{sign} {verdict.score:5.2f} {verdict.zone} | {verdict.line.text}\n"]
    rows += [f"{'':14}{m.weigh(verdict.zone):+.2f} {m.category}: {m.why} [{m.by}]\n" for m in verdict.marks]
    return "".join(rows)


def _explain(file: str, options: dict[str, Any]) -> Result:
    """The result for one file, or a clear message and exit status 2."""
    options["languages"] = options["languages"] or None
    options["select"] = options["select"] or None
    try:
        return Cleaner(Settings.of(options)).explain(_read(file))
    except (BoilerstripError, OSError) as error:
        _fail(str(error))


def _read(file: str) -> str:
    """A file as text, line endings untouched."""
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode("utf8")
        with open(file, encoding="utf8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        _fail(f"{file}: no valid UTF-8 at byte {error.start}; convert it first, as in: iconv -f latin1 -t utf8")
    except IsADirectoryError:
        _fail(f"{file}: is a folder; name a file in it")
    except FileNotFoundError:
        _fail(f"{file}: there is no such file; `-` reads standard input")


def _write(text: str) -> None:
    """Text to standard output, byte for byte; a reader that has gone is no error."""
    try:
        sys.stdout.buffer.write(text.encode("utf8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        sys.stdout = None
        _fail(f"standard output: {error.strerror}")


def _fail(message: str) -> NoReturn:
    click.echo(f"boilerstrip: {message}", err=True)
    sys.exit(2)
