"""The module ``score.py`` of a folder with labelled texts, which knows the part and the site of every text."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any


def load(folder: Path) -> Any:
    """The module ``score.py`` of a folder.

    Args:
        folder: The folder it lies in.
    """
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_with_sites(folder: Path) -> Any:
    """The same module after it has learnt the site of every text.

    Args:
        folder: The folder it lies in, with ``dev/bodies.jsonl`` and ``dev/scraped_bodies.jsonl``.
    """
    module = load(folder)
    for name in ("bodies", "scraped_bodies"):
        for row in module.read(folder / "dev" / f"{name}.jsonl"):
            module.part_of(row)
    return module
