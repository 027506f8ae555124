"""The command line: verbs and words, no knowledge of rules. One module a verb, loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from boilerstrip._version import __version__
from boilerstrip.errors import near

VERBS = ("clean", "restore", "check", "explain", "report", "score", "rules", "config")
"""The verbs in the order of the help. ``boilerstrip/cli/VERB.py`` holds a command of that name."""


class _Verbs(click.Group):
    """A group that imports a verb when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in VERBS:
            ctx.fail(f"No such command {cmd_name!r}: {near(cmd_name, VERBS)}")
        command: click.Command = getattr(import_module(f"boilerstrip.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="boilerstrip")
def main() -> None:
    """Take the boilerplate out of article text.

    It reads text, Markdown, JSONL, CSV, Parquet, WARC and WET, also compressed; `-` stands for standard input. Data goes to standard
    output, words to standard error. Settings stand in boilerstrip.toml, or in [tool.boilerstrip] of pyproject.toml.
    """
