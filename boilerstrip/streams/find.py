"""Which files are meant, and what format each has."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from boilerstrip.errors import InputError, SettingsError, near
from boilerstrip.streams.records import Source

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""Format by suffix."""

NAMES = {"markdown": "text", "md": "text", "txt": "text", "htm": "html", "ndjson": "jsonl", "wet": "warc", "tsv": "csv"}
"""Other names of the formats, as ``--from`` takes them."""

FORMATS = ("text", "html", "jsonl", "csv", "parquet", "warc")
PACKINGS = {".gz": "gz", ".gzip": "gz", ".zst": "zst", ".zstd": "zst"}


def format_of(path: str) -> tuple[str, str]:
    """Format and packing of a file, as its suffixes tell.

    Args:
        path: Its name.

    Returns:
        The format, ``""`` if no suffix tells it, and the packing.

    >>> format_of("news.jsonl.gz")
    ('jsonl', 'gz')
    """
    stem, suffix = os.path.splitext(path)
    packing = PACKINGS.get(suffix.lower(), "")
    if packing:
        suffix = os.path.splitext(stem)[1]
    return SUFFIXES.get(suffix.lower(), ""), packing


def named(name: str) -> tuple[str, str]:
    """Format and packing as a user names them.

    Args:
        name: ``jsonl``, ``jsonl.gz``, ``wet``, …

    Raises:
        SettingsError: There is no such format.

    >>> named("ndjson.zst")
    ('jsonl', 'zst')
    """
    first, _, last = name.lower().partition(".")
    first = NAMES.get(first, first)
    packing = PACKINGS.get(f".{last}", "") if last else ""
    if first not in FORMATS or (last and not packing) or (packing and first == "parquet"):
        raise SettingsError(f"unknown format {name!r}: {near(name, [*FORMATS, *NAMES])}; .gz or .zst may follow, but not behind parquet")
    return first, packing


def find(paths: Iterable[str], format: str | None = None, field: str = "text") -> Iterator[Source]:
    """The files that are meant by some paths, in order; those of a folder sorted by name.

    Args:
        paths: Files, folders, ``-`` for standard input.
        format: The format of all of them, as in ``named``; None to go by suffix. A file without a known suffix is text if it was named
            itself, and is passed over in a folder, where files of another suffix than that of the format are passed over too, and so
            are hidden files and links to folders. Pages in a folder are read only if the format says so.
        field: Name of the field that holds the text.

    Raises:
        InputError: A path does not exist, or a folder holds no file of the format.
        SettingsError: An unknown format.
    """
    fixed = named(format) if format else None
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _in_folder(path, fixed, field)
            continue
        if path != "-" and not os.path.exists(path):
            raise InputError(f"{path}: there is no such file; `-` reads standard input")
        shape, packing = _shape(path, fixed)
        yield Source(path, shape or "text", packing, field, sure=bool(shape))


def once(sources: Iterable[Source]) -> Iterator[Source]:
    """Each file once, however often and by whatever names and links it was named.

    Args:
        sources: The files.
    """
    seen = set()
    for source in sources:
        if (real := os.path.realpath(source.path)) not in seen:
            seen.add(real)
            yield source


def without(sources: Iterable[Source], paths: Iterable[str], folder: str | None = None) -> list[Source]:
    """The files without those that were found in a folder, but have another part in the run.

    Args:
        sources: The files.
        paths: Files that are written, or read as something else.
        folder: A folder that is written.
    """
    other = {os.path.realpath(path) for path in paths}
    below = "\0" if folder is None else os.path.realpath(folder) + os.sep
    real = [(source, os.path.realpath(source.path)) for source in sources]
    return [source for source, path in real if not source.root or (path not in other and not path.startswith(below))]


def _shape(path: str, fixed: tuple[str, str] | None) -> tuple[str, str]:
    """Format and packing of a file: as fixed, if they are, but for a packing that only the suffix tells."""
    shape, packing = format_of(path)
    return (fixed[0], fixed[1] or packing) if fixed else (shape, packing)


def _in_folder(folder: str, fixed: tuple[str, str] | None, field: str) -> Iterator[Source]:
    found = False
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            shape, packing = _shape(name, fixed)
            other = fixed and os.path.splitext(name)[1] and format_of(name) != (shape, packing)
            if shape and not other and not name.startswith(".") and (fixed or shape != "html"):
                found = True
                yield Source(str(Path(place, name)), shape, packing, field, folder)
    if not found:
        known = " ".join(suffix for suffix, shape in SUFFIXES.items() if shape != "html")
        wanted = f"of the format {'.'.join(filter(None, fixed))}" if fixed else f"with a known suffix ({known}; pages with --from html)"
        raise InputError(f"{folder}: no file {wanted} in this folder; name the files, or their format with --from")
