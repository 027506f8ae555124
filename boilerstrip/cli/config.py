"""``boilerstrip config``: the settings that count, and where each comes from."""

from __future__ import annotations

import json
from typing import Any

import click
from click.core import ParameterSource

from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.options import choices, settings_of
from boilerstrip.cli.verb import SOURCE, Verb
from boilerstrip.cli.words import fail, with_names, write
from boilerstrip.config import CHOICES, RUNNING, read_config
from boilerstrip.errors import BoilerstripError


@click.command(cls=Verb)
@click.argument("files", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Write names, values and origins as JSON.")
@choices
@click.pass_context
def config(ctx: click.Context, /, files: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Write the settings that count, as TOML, and where each comes from.

    With FILES those that count for them, else those for the working directory. What is written can stand in boilerstrip.toml.

    Exit status: 0 done, 2 the settings are not as they should be.
    """
    path = ctx.meta.get(SOURCE, "")
    try:
        settings = Cleaner(settings_of(options)).settings
        in_file = read_config(path) if path else {}
    except BoilerstripError as error:
        fail(str(error))
    rows = {name: (getattr(settings, field), _origin(ctx, field, path)) for name, field in CHOICES.items()}
    rows |= {name: (in_file[name], path) if name in in_file else (default, "default") for name, default in _defaults().items()}
    if as_json:
        write(json.dumps({name: {"value": value, "from": origin} for name, (value, origin) in rows.items()}, indent=1) + "\n")
        return
    write(with_names("".join(_row(name, value, origin) for name, (value, origin) in rows.items())))


def _origin(ctx: click.Context, name: str, path: str) -> str:
    source = ctx.get_parameter_source(name)
    return {ParameterSource.COMMANDLINE: "command line", ParameterSource.DEFAULT_MAP: path}.get(source, "default")  # type: ignore[arg-type]


def _defaults() -> dict[str, Any]:
    """The values that hold where neither file nor flag says how to read and write, from the options of the verbs."""
    from boilerstrip.cli.check import check
    from boilerstrip.cli.clean import clean

    found = {
        name.removeprefix("--"): param.to_info_dict()["default"] for verb in (check, clean) for param in verb.params for name in param.opts
    }
    return {name: found[name] for name in RUNNING}


def _row(name: str, value: Any, origin: str) -> str:
    """One setting as a line of TOML; what stands for all is a comment, since TOML has no word for it."""
    shown = f"# {name} = {'all' if name in CHOICES else 'none'}" if value is None else f"{name} = {_toml(value)}"
    return f"{shown}  # {origin}\n" if origin else f"{shown}\n"


def _toml(value: Any) -> str:
    """A value as TOML writes it. JSON's strings are TOML's, but for characters that are escaped because nobody sees them."""
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in json.dumps(value, ensure_ascii=False))
    return repr(value)
