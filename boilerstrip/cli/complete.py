"""What the shell offers when a name is to be completed."""

from __future__ import annotations

from collections.abc import Iterable

import click

from boilerstrip.marks import CATEGORIES
from boilerstrip.settings import LANGUAGES, PROFILES


def profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of profiles."""
    return _begin(incomplete, PROFILES)


def languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Languages that have packs."""
    return _begin(incomplete, LANGUAGES)


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the rules that came with the package."""
    from boilerstrip.rules import load_rules

    return _begin(incomplete, (rule.id for rule in load_rules()))


def targets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Categories, and ids of rules once a language is typed, as in ``en-``."""
    return _begin(incomplete, CATEGORIES) or rules(ctx, param, incomplete)


def _begin(incomplete: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(incomplete)]
