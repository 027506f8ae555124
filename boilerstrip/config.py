"""Settings in a file: found by walking up, checked by name and kind, with what they came from."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Any

from boilerstrip.errors import SettingsError, near
from boilerstrip.settings import Settings

OWN_FILE = "boilerstrip.toml"
SHARED_FILE = "pyproject.toml"
CHOICES = {field.name.replace("_", "-"): field.name for field in fields(Settings)}
"""Names that choose what goes, with the fields of ``Settings`` they stand for."""

RUNNING: dict[str, type] = {
    "field": str,
    "from": str,
    "to": str,
    "jobs": int,
    "on-error": str,
    "output-format": str,
    "baseline": str,
}
"""Names that say how files are read and written, as the long options of the command line, and the kinds of their values."""

KEYS = (*CHOICES, *RUNNING)
"""All names a settings file may hold."""

_PATHS = ("packs", "baseline", "decisions")
"""Names whose values are paths; a relative one starts at the folder of the file it stands in."""


def find_config(start: str | os.PathLike[str] = ".") -> Path | None:
    """The settings file that counts for a file or folder.

    Args:
        start: A file or folder; the search begins in its folder and walks up.

    Returns:
        The nearest ``boilerstrip.toml``, or ``pyproject.toml`` that holds a table ``[tool.boilerstrip]``; in one folder the first
        wins. None if there is neither.

    Raises:
        SettingsError: A ``pyproject.toml`` on the way is no TOML.

    >>> find_config("/") is None
    True
    """
    place = Path(start).absolute()
    for folder in [place, *place.parents]:
        if (folder / OWN_FILE).is_file():
            return folder / OWN_FILE
        shared = folder / SHARED_FILE
        if shared.is_file() and _table(shared) is not None:
            return shared
    return None


def read_config(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What a settings file says.

    Args:
        path: A ``pyproject.toml`` (its table ``[tool.boilerstrip]`` counts) or any other TOML file (all of it counts).

    Returns:
        Names as those of the long options (in the file ``_`` is as good as ``-``) with their values, paths made absolute.

    Raises:
        SettingsError: The file is not there or no TOML, a name is unknown, or a value does not fit; the message names the file.
    """
    file = Path(path).absolute()
    table = _table(file) or {}
    try:
        options = {name: _placed(name, value, file.parent) for name, value in _named(table).items()}
        for name, value in options.items():
            _check(name, value)
        Settings.of(choices_of(options))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error
    return options


def choices_of(options: dict[str, Any]) -> dict[str, Any]:
    """Those of some options that are fields of ``Settings``, under the names these have.

    >>> choices_of({"jobs": 2, "no-article": "empty"})
    {'no_article': 'empty'}
    """
    return {CHOICES[name]: value for name, value in options.items() if name in CHOICES}


def load_settings(start: str | os.PathLike[str] = ".") -> Settings:
    """The settings that the command line would use for a file or folder, its flags aside.

    Args:
        start: A file or folder.

    Returns:
        The settings of the nearest file that has some, or the default settings.

    Raises:
        SettingsError: That file cannot be used; the message names it.

    >>> load_settings("/") == Settings()
    True
    """
    path = find_config(start)
    if path is None:
        return Settings()
    return Settings.of(choices_of(read_config(path)))


def _table(path: Path) -> dict[str, Any] | None:
    """The part of a file that is ours, None if it holds none."""
    whole = _toml(path)
    if path.name != SHARED_FILE or "tool" not in whole:
        return None if path.name == SHARED_FILE else whole
    tools = whole["tool"]
    table = tools.get("boilerstrip") if isinstance(tools, dict) else tools
    if table is None or isinstance(table, dict):
        return table
    raise SettingsError(f"{path}: [tool.boilerstrip] is a table of settings, not {table!r}")


def _named(table: dict[str, Any]) -> dict[str, Any]:
    """A table under the names of the long options, whichever of ``-`` and ``_`` they were written with."""
    found: dict[str, Any] = {}
    for written, value in table.items():
        name = written.replace("_", "-")
        if name in found:
            raise SettingsError(f"{name} is named twice, with a hyphen and with an underscore: leave one of them out")
        found[name] = value
    return found


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such file; --no-config goes without settings") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no valid TOML: {error}") from error


def _check(name: str, value: Any) -> None:
    """Refuse an unknown name, a value of another kind, and a list that is empty where that would mean nothing at all."""
    if name == "tool":
        raise SettingsError(f"[tool.boilerstrip] is for {SHARED_FILE}; in any other file the names stand without a table")
    if name not in KEYS:
        raise SettingsError(f"unknown key {name!r}: {near(name, KEYS)}")
    if name in RUNNING and type(value) is not RUNNING[name]:
        raise SettingsError(f"{name} is {'a whole number' if RUNNING[name] is int else 'one text'}, not {value!r}")
    if name in ("languages", "select") and value == []:
        raise SettingsError(f"{name} is empty: leave it out for all of them")


def _placed(name: str, value: Any, home: Path) -> Any:
    """A value with its relative paths set below the folder of the settings file."""
    if name not in _PATHS:
        return value
    if isinstance(value, list):
        return [str(home / item) if isinstance(item, str) else item for item in value]
    return str(home / value) if isinstance(value, str) else value
