"""Own-written articles that examples of rules are set into, one for each language that has packs."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent / "hosts"


def host(language: str) -> list[str]:
    """The paragraphs of the host article in a language, the English one where there is none."""
    path = HERE / f"{language}.txt"
    if not path.exists():
        path = HERE / "en.txt"
    return [line for line in path.read_text(encoding="utf8").split("\n") if line.strip()]
