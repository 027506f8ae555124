"""What the verbs say, and how they end."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

import click

from boilerstrip.errors import BoilerstripError, InputError


def say(message: str) -> None:
    """Tell something on standard error."""
    click.echo(with_names(f"boilerstrip: {message}"), err=True)


def fail(message: str) -> NoReturn:
    """Tell what is wrong and end with exit status 2."""
    say(message)
    sys.exit(2)


def many(count: int, what: str) -> str:
    """A number of things.

    >>> many(1, "line"), many(0, "line")
    ('1 line', 'no lines')
    """
    return f"{count or 'no'} {what}{'s' * (count != 1)}"


def write(text: str | bytes) -> None:
    """Text to standard output, byte for byte; a reader that has gone is no error."""
    with ends_well():
        output().write(text if isinstance(text, bytes) else text.encode("utf8", "surrogatepass"))
        output().flush()


def with_names(text: str) -> bytes:
    """Text with names of files in it: a name that is no UTF-8 has its own bytes, other lone surrogates are written as escapes.

    >>> with_names("caf\\udce9.txt: \\ud800")
    b'caf\\xe9.txt: \\\\ud800'
    """
    return "".join(c if c.isascii() or not "\ud800" <= c < "\udc80" else f"\\u{ord(c):04x}" for c in text).encode("utf8", "surrogateescape")


def name(path: str) -> str:
    """The name of a file on one line: control characters are written as escapes.

    >>> name("a\\nb.txt")
    'a\\\\nb.txt'
    """
    return "".join(c if c.isprintable() or "\udc80" <= c <= "\udcff" else c.encode("unicode_escape").decode() for c in path)


def output() -> BinaryIO:
    """Standard output, for bytes.

    Raises:
        InputError: The process was begun without one.
    """
    if sys.stdout is None:
        raise InputError("standard output is closed: send it somewhere")
    return sys.stdout.buffer


@contextlib.contextmanager
def ends_well() -> Iterator[None]:
    """Turns what can go wrong into a message and an exit status.

    A reader that has gone is no error; an interrupt ends with 130, a request to end (SIGTERM) with 143, after files have been tidied up.
    The tidying is not interrupted: a second interrupt in its midst would leave processes behind that wait for each other.
    """
    before = signal.signal(signal.SIGTERM, _terminate), signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    except BrokenPipeError:
        _close_output()
        sys.exit(0)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)
    except BoilerstripError as error:
        _close_output()
        fail(str(error))
    except OSError as error:
        _close_output()
        fail(f"{error.filename or 'cannot write'}: {error.strerror or error}")
    finally:
        signal.signal(signal.SIGTERM, before[0])
        if signal.getsignal(signal.SIGINT) is _interrupt:
            signal.signal(signal.SIGINT, before[1])


def _interrupt(*_: Any) -> NoReturn:
    signal.signal(signal.SIGINT, lambda *_: None)
    raise KeyboardInterrupt


def _terminate(*_: Any) -> NoReturn:
    sys.exit(143)


def _close_output() -> None:
    """Have nothing more written to standard output, at the end of the process neither."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
