"""A verb whose options may also stand in a settings file."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import click

from boilerstrip.cli.words import fail
from boilerstrip.config import OWN_FILE, SHARED_FILE, find_config, read_config
from boilerstrip.errors import SettingsError

SOURCE = "boilerstrip.config"
"""Where a context keeps the path of the settings file that was read."""
_ARGS = "boilerstrip.args"
_GROUPS = "boilerstrip.groups"
_ONLY = "boilerstrip.only"


class Verb(click.Command):
    """A command that takes the values of options that are not given from a settings file.

    The file is looked for from the files named on the command line, or from the working directory, upwards.

    Args:
        *args: As for ``click.Command``.
        apart: Whether files with different settings are run group by group; else they are refused.
        **kwargs: As for ``click.Command``.
    """

    def __init__(self, *args: Any, apart: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.apart = apart
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
        if given.get("help"):
            return super().parse_args(ctx, args)
        ctx.meta[_ARGS] = list(args)
        try:
            self._settle(ctx, given)
        except SettingsError as error:
            fail(str(error))
        rest = super().parse_args(ctx, args)
        if _ONLY in ctx.meta:
            ctx.params["files"] = tuple(ctx.meta[_ONLY][1])
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb, once for each group of files with the same settings. The exit status is the highest of all."""
        if _GROUPS not in ctx.meta:
            return super().invoke(ctx)
        worst = 0
        for group in ctx.meta.pop(_GROUPS).items():
            ctx.meta[_ONLY] = group
            try:
                with self.make_context(ctx.info_name, list(ctx.meta[_ARGS]), parent=ctx.parent) as part:
                    super().invoke(part)
            except SystemExit as end:
                worst = max(worst, int(end.code or 0))
        ctx.exit(worst)

    def _settle(self, ctx: click.Context, given: dict[str, Any]) -> None:
        """Make the values of the settings file the defaults of the options."""
        named = given.get("config")
        if named and given.get("no_config"):
            raise SettingsError("--config and --no-config exclude each other")
        path = None if given.get("no_config") else named or (ctx.meta[_ONLY][0] if _ONLY in ctx.meta else self._nearest(ctx, given))
        if path is None:
            return
        ctx.meta[SOURCE] = os.fspath(path)
        values = read_config(path)
        ctx.default_map = {}
        for param in self.params:
            for key in {name.removeprefix("--") for name in (*param.opts, param.name or "")} & set(values):
                _convert(ctx, param, values[key], f"{path}: {key}")
                ctx.default_map[param.name or ""] = values[key]

    def _nearest(self, ctx: click.Context, given: dict[str, Any]) -> Path | None:
        """The settings file that counts for the named files."""
        groups: dict[Path | None, list[str]] = {}
        nearest = cache(find_config)
        for path in self._paths(given):
            folder = "." if path == "-" else os.path.dirname(path) if os.path.isfile(path) else path
            groups.setdefault(nearest(folder), []).append(path)
        if len(groups) > 1 and not self.apart:
            places = ", ".join(f"{paths[0]} from {config or 'no file'}" for config, paths in groups.items())
            raise SettingsError(
                f"not all files have the same settings: {places}; run once for each, or choose with --config or --no-config"
            )
        if len(groups) > 1:
            ctx.meta[_GROUPS] = groups
        return next(iter(groups))

    def _paths(self, given: dict[str, Any]) -> list[str]:
        """The files named on the command line; if there are none, the working directory."""
        named: list[str] = []
        for param in self.params:
            value = given.get(param.name or "")
            if isinstance(param, click.Argument) and isinstance(param.type, click.Path):
                values = value if isinstance(value, tuple | list) else [value]
                named += [item for item in values if isinstance(item, str)]
        return named or ["."]


def _convert(ctx: click.Context, param: click.Parameter, value: Any, where: str) -> None:
    """Refuse a value that the option would not take either."""
    try:
        param.type_cast_value(ctx, value)
    except click.BadParameter as error:
        raise SettingsError(f"{where}: {error.message}") from error
