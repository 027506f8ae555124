"""One text in: what the verbs for a single file share."""

from __future__ import annotations

from typing import Any

from boilerstrip.cleaner import Cleaner
from boilerstrip.cli.options import settings_of
from boilerstrip.cli.words import fail
from boilerstrip.errors import BoilerstripError
from boilerstrip.marks import Result
from boilerstrip.streams.packing import standard_input


def explained(file: str, options: dict[str, Any]) -> Result:
    """The result for one file, or a clear message and exit status 2."""
    try:
        return Cleaner(settings_of(options)).explain(_read(file))
    except (BoilerstripError, OSError) as error:
        fail(str(error))


def _read(file: str) -> str:
    """A file as text, line endings untouched."""
    try:
        if file == "-":
            return standard_input().read().decode("utf8")
        with open(file, encoding="utf8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        fail(f"{file}: no valid UTF-8 at byte {error.start}; convert it first, as in: iconv -f latin1 -t utf8")
    except IsADirectoryError:
        fail(f"{file}: is a folder; name a file in it")
    except FileNotFoundError:
        fail(f"{file}: there is no such file; `-` reads standard input")
