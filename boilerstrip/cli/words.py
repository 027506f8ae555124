"""What the verbs say, and how they end."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def say(message: str) -> None:
    """Tell something on standard error."""
    click.echo(f"boilerstrip: {message}", err=True)


def fail(message: str) -> NoReturn:
    """Tell what is wrong and end with exit status 2."""
    say(message)
    sys.exit(2)


def write(text: str) -> None:
    """Text to standard output, byte for byte; a reader that has gone is no error."""
    try:
        sys.stdout.buffer.write(text.encode("utf8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        sys.stdout = None
        fail(f"standard output: {error.strerror}")
