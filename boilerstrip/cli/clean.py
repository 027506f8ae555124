"""``boilerstrip clean``: the article without its boilerplate."""

from __future__ import annotations

from typing import Any

import click

from boilerstrip.cli.inputs import explained
from boilerstrip.cli.options import choices
from boilerstrip.cli.verb import Verb
from boilerstrip.cli.words import say, write


@click.command(cls=Verb)
@click.argument("file", type=click.Path(allow_dash=True))
@choices
def clean(file: str, **options: Any) -> None:
    """Write the article without its boilerplate.

    Exit status: 0 done, 2 the input or an option is not as it should be.
    """
    result = explained(file, options)
    write(result.text)
    for flag in result.flags:
        say(f"{file}: {flag}")
