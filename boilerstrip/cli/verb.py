"""A verb whose options may also stand in a settings file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from boilerstrip.cli.words import fail
from boilerstrip.config import OWN_FILE, SHARED_FILE, find_config, read_config
from boilerstrip.errors import SettingsError

SOURCE = "boilerstrip.config"
"""Where a context keeps the path of the settings file that was read."""


class Verb(click.Command):
    """A command that takes the values of options that are not given from a settings file.

    The file is looked for from the files named on the command line, or from the working directory, upwards.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [
            click.Option(
                ["--config"],
                metavar="FILE",
                type=click.Path(dir_okay=False),
                expose_value=False,
                help=f"Take settings from this file, not from the nearest {OWN_FILE} or {SHARED_FILE}.",
            ),
            click.Option(["--no-config"], is_flag=True, expose_value=False, help="Take no settings from files."),
        ]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the settings file that counts, then the arguments."""
        given = self.make_parser(ctx).parse_args(list(args))[0] if not ctx.resilient_parsing else {"help": True}
        if not given.get("help"):
            try:
                self._settle(ctx, given)
            except SettingsError as error:
                fail(str(error))
        return super().parse_args(ctx, args)

    def _settle(self, ctx: click.Context, given: dict[str, Any]) -> None:
        """Make the values of the settings file the defaults of the options."""
        named = given.get("config")
        if named and given.get("no_config"):
            raise SettingsError("--config and --no-config exclude each other")
        path = None if given.get("no_config") else named or _nearest(self._paths(given))
        if path is None:
            return
        ctx.meta[SOURCE] = os.fspath(path)
        values = read_config(path)
        ctx.default_map = {}
        for param in self.params:
            for key in {name.removeprefix("--") for name in (*param.opts, param.name or "")} & set(values):
                _convert(ctx, param, values[key], f"{path}: {key}")
                ctx.default_map[param.name or ""] = values[key]

    def _paths(self, given: dict[str, Any]) -> list[str]:
        """The files named on the command line; standard input and no files stand for the working directory."""
        named: list[str] = []
        for param in self.params:
            value = given.get(param.name or "")
            if isinstance(param, click.Argument) and isinstance(param.type, click.Path):
                values = value if isinstance(value, tuple | list) else [value]
                named += [item for item in values if isinstance(item, str)]
        return ["." if name == "-" else name for name in named] or ["."]


def _nearest(paths: list[str]) -> Path | None:
    """The settings file that counts for all of some files."""
    found: dict[Path | None, str] = {}
    for folder in {os.path.dirname(path) if os.path.isfile(path) else path: path for path in paths}:
        found.setdefault(find_config(folder), folder or ".")
    if len(found) > 1:
        places = ", ".join(f"{folder} from {path or 'no file'}" for path, folder in found.items())
        raise SettingsError(f"not all files have the same settings: {places}; run once for each, or choose with --config or --no-config")
    return next(iter(found))


def _convert(ctx: click.Context, param: click.Parameter, value: Any, where: str) -> None:
    """Refuse a value that the option would not take either."""
    try:
        param.type_cast_value(ctx, value)
    except click.BadParameter as error:
        raise SettingsError(f"{where}: {error.message}") from error
