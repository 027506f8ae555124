"""``boilerstrip rules``: what the packs know."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from boilerstrip.cli import complete
from boilerstrip.cli.idle import tell_unused
from boilerstrip.cli.options import choices, own_packs, settings_of
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import fail, many, say, with_names, write
from boilerstrip.errors import BoilerstripError, near
from boilerstrip.settings import FILTERS, Settings


@click.group()
def rules() -> None:
    """Look at the rules, and hold those of your own against their examples."""


@rules.command("list", cls=Verb)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object for each rule, one a line.")
@choices
def list_(as_json: bool, **options: Any) -> None:
    """List the rules that may remove something: id, weight, what a matching line does.

    The options narrow them: --language de --select newsletter lists the newsletter rules for German and for any language.

    Exit status: 0 done, 2 an option or a pack is not as it should be.
    """
    from boilerstrip.cli.packs import chosen, rule_as_json
    from boilerstrip.rules import load_rules

    tell_unused(("keep", "budget", "no_article"), "it is not about single rules")
    try:
        settings = checked(options)
        found = [rule for rule in load_rules(settings.languages, settings.packs) if chosen(rule, settings)]
    except BoilerstripError as error:
        fail(str(error))
    write("".join(rule_as_json(rule) if as_json else f"{rule.id}  {rule.weight:.2f}  {rule.says}\n" for rule in found))


@rules.command(cls=Verb)
@click.argument("id", shell_complete=complete.rules)
@click.option("--json", "as_json", is_flag=True, help="Write the rule as a JSON object.")
@own_packs
def show(id: str, as_json: bool, packs: tuple[str, ...]) -> None:
    """Show one rule: what it says, when it counts, what it takes and what it leaves, how it is written.

    Exit status: 0 done, 2 there is no such rule, or an option is not as it should be.
    """
    from boilerstrip.cli.packs import card, pack_files, rule_as_json
    from boilerstrip.rules.files import HOME
    from boilerstrip.rules.loader import read_rules

    try:
        homes = [HOME, *map(Path, Settings(packs=packs).packs)]
        known = {rule.id: rule for home in homes for path in pack_files(home) for rule in read_rules(path, home != HOME)}
    except BoilerstripError as error:
        fail(str(error))
    id = id.rpartition(":")[2]  # as check prints it: blocks:en-related-header
    if id not in known and (name := id.partition("-")[0]) in FILTERS:
        fail(f"{id} is no rule but comes from the filter {name}, see docs/how-it-decides.md; --ignore {id} switches it off")
    if id not in known:
        fail(f"there is no rule {id!r}: {_hint(id, known)}")
    write(with_names(rule_as_json(known[id]) if as_json else card(known[id])))


@rules.command(cls=Verb)
@click.argument("folders", nargs=-1, metavar="[PACK]...", type=click.Path(file_okay=False))
@own_packs
def test(folders: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Hold every rule of a pack against its own drops and spares, and tell all that is wrong with each.

    PACK is a folder that holds <language>/<category>.toml. Without one the packs of the settings are tested, and if there are none those
    that came with boilerstrip.

    Exit status: 0 all hold, 1 a rule or a file does not, 2 a folder or an option is not as it should be.
    """
    from boilerstrip.cli.packs import examined
    from boilerstrip.rules.files import HOME

    try:
        folders = Settings(packs=folders or packs).packs
    except BoilerstripError as error:
        fail(str(error))
    reports = [examined(Path(folder)) for folder in folders or (HOME,)]
    write(with_names("".join(text for text, _, _ in reports)))
    good, bad = sum(count for _, count, _ in reports), sum(count for _, _, count in reports)
    say(f"{many(good, 'rule')} {'holds' if good == 1 else 'hold'}{f', {bad} not' if bad else ''}")
    sys.exit(bool(bad))


def _hint(id: str, known: Iterable[str]) -> str:
    """Near ids; all of them would be too many to tell."""
    hint = near(id, known)
    return hint if hint.startswith("did") else "boilerstrip rules list tells those there are"


def checked(options: dict[str, Any]) -> Settings:
    """The settings that options make up, names of rules and categories looked up.

    Raises:
        BoilerstripError: An option or a pack is not as it should be.
    """
    from boilerstrip.cleaner import Cleaner

    return Cleaner(settings_of(options)).settings
