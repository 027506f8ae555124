"""``boilerstrip restore``: what ``clean --removed`` noted, put back."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from boilerstrip.cli.words import ends_well, many, say
from boilerstrip.cli.words import output as standard_output
from boilerstrip.errors import InputError
from boilerstrip.runs.removed import Entry, entries
from boilerstrip.streams.find import format_of
from boilerstrip.streams.formats import write
from boilerstrip.streams.records import Source, name_of
from boilerstrip.streams.safe import replacing


@click.command()
@click.argument("removed", type=click.Path(dir_okay=False))
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(allow_dash=True))
@click.option("--output", "-o", metavar="PATH", help="Write to this file, or into this folder under the names of the files.")
@click.option("--in-place", "-i", is_flag=True, help="Replace each cleaned file by its restored form.")
def restore(removed: str, files: tuple[str, ...], output: str | None, in_place: bool) -> None:
    """Bring back what `clean --removed REMOVED` took out, byte for byte.

    FILE is a cleaned file, `-` for standard input; without any, all files that REMOVED tells of. A compressed file is packed anew: what
    is in it comes back byte for byte. A Parquet file comes back value for value. A file that has changed since it was cleaned is refused.

    Exit status: 0 done, 2 a file or an option is not as it should be.
    """
    with ends_well():
        if output and in_place:
            raise InputError("--in-place and --output contradict each other: leave one of them out")
        output_stream = standard_output()
        pairs = _pairs(removed, files)
        if not pairs:
            raise InputError(f"{removed}: tells of no file: there is nothing to restore")
        several = len(pairs) > 1
        if several and not (output or in_place):
            raise InputError(f"{removed} tells of {len(pairs)} files: use --in-place or --output FOLDER, or name one of them")
        folder = output if output and (several or output.endswith(("/", os.sep)) or os.path.isdir(output)) else None
        if folder and len({name_of(entry.source) for entry, _ in pairs}) < len(pairs):
            raise InputError(f"{removed} tells of files with the same name: restore them in place, or one by one")
        for entry, cleaned in pairs:
            if folder:
                path = os.path.join(folder, name_of(entry.source))
                os.makedirs(os.path.dirname(path), exist_ok=True)
                _into(path, entry, cleaned)
            elif output or in_place:
                _into(output or cleaned.path, entry, cleaned)
            else:
                write(output_stream, cleaned, entry.rows(cleaned))
        output_stream.flush()
        say(f"{many(len(pairs), 'file')} restored")


def _into(path: str, entry: Entry, cleaned: Source) -> None:
    with replacing(path) as new:
        write(new.stream, cleaned, entry.rows(cleaned))
        new.commit()


def _pairs(removed: str, files: tuple[str, ...]) -> list[tuple[Entry, Source]]:
    """The entries of a log with the cleaned files they are about."""
    found = entries(removed)
    if not files:
        return [(entry, _cleaned(entry, entry.written)) for entry in found]
    if len(files) == 1 and len(found) == 1:
        return [(found[0], _cleaned(found[0], files[0]))]
    return [(entry, _cleaned(entry, file)) for file in files for entry in [_entry(removed, found, file)]]


def _entry(removed: str, found: list[Entry], file: str) -> Entry:
    """The entry about a file: that of its path, else the only one of its name."""
    same = [entry for entry in found if entry.written == os.path.abspath(file)]
    same = same or [entry for entry in found if os.path.basename(str(entry.written)) == os.path.basename(file)]
    if len(same) != 1:
        raise InputError(f"{removed} does not tell which file {file} is; it tells of {', '.join(str(entry.written) for entry in found)}")
    return same[0]


def _cleaned(entry: Entry, path: str | None) -> Source:
    """A cleaned file as a source."""
    if path is None:
        raise InputError(f"{entry.source.path} was cleaned to standard output: name the file that it went to")
    if entry.converted:
        raise InputError(f"{entry.source.path} was cleaned with --to another format, where its bytes are not kept: cannot be restored")
    return replace(entry.source, path=path, packing=entry.source.packing if path == "-" else format_of(path)[1])
