"""Where the shipped packs lie, and how a file of a pack is read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from boilerstrip.errors import RuleError

HOME = Path(__file__).parent


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file.

    Raises:
        RuleError: It is no TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: no valid TOML: {error}") from error
