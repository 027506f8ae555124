"""What a run is to do, thought through before the first byte is read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from boilerstrip.errors import InputError, SettingsError
from boilerstrip.settings import Settings
from boilerstrip.streams.find import PACKINGS, format_of, named
from boilerstrip.streams.formats import FORMATS
from boilerstrip.streams.records import Source, check_in_place, name_of
from boilerstrip.streams.safe import is_device

ON_ERROR = ("stop", "skip", "keep")


@dataclass(frozen=True)
class Target:
    """Where the cleaned records go.

    Attributes:
        kind: ``stream`` (standard output), ``file``, ``folder`` or ``place`` (each file in place of the old one).
        path: The file or folder.
        format: The format to convert to, ``""`` to keep each file's own.
        packing: How to pack, None to keep each file's own.
    """

    kind: str = "stream"
    path: str = "-"
    format: str = ""
    packing: str | None = None


@dataclass(frozen=True)
class Plan:
    """One run.

    Attributes:
        sources: The files, in order.
        settings: The settings of the cleaner.
        target: Where the cleaned records go.
        jobs: How many processes clean.
        on_error: What becomes of broken records: ``stop``, ``skip`` or ``keep``.
        rejects: File for broken records, None for none.
        removed: File for what went, None for none.
        resume: Whether to go on where an interrupted run stopped.
    """

    sources: Sequence[Source]
    settings: Settings = field(default_factory=Settings)
    target: Target = Target()
    jobs: int = 1
    on_error: str = "stop"
    rejects: str | None = None
    removed: str | None = None
    resume: bool = False

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise SettingsError(f"jobs is a number of processes from 1 on, not {self.jobs}")
        if self.on_error not in ON_ERROR:
            raise SettingsError(f"on_error is one of {', '.join(ON_ERROR)}, not {self.on_error!r}")
        if self.resume and not self.folder:
            raise InputError("only a run that writes several files can be resumed: use --resume with --in-place or with --output FOLDER")
        self._check_target()

    def _check_target(self) -> None:
        converts = any(self.converts(source) for source in self.sources)
        if converts and self.on_error == "keep":
            raise InputError("a broken record cannot be kept in another format: use --on-error skip with --rejects FILE")
        if self.target.kind == "place":
            self._check_place(converts)
        elif self.target.kind == "folder":
            self._check_folder()
        elif len(self.sources) > 1 and not converts:
            formats = {source.format for source in self.sources}
            if len(formats) > 1 or not all(FORMATS[name].joins for name in formats):
                names = " and ".join(sorted(formats))
                raise InputError(f"several files of {names} cannot become one stream: use --output FOLDER, or --to jsonl")

    def _check_place(self, converts: bool) -> None:
        for source in self.sources:
            check_in_place(source)
        if converts or self.target.packing is not None:
            raise InputError("a file cannot get another format in place: use --output with --to")
        if self.on_error == "skip" and not (self.rejects or self.removed):
            raise InputError("broken records would be lost in place: add --rejects FILE, or use --on-error keep")

    def _check_folder(self) -> None:
        seen: dict[str, str] = {}
        for source in self.sources:
            if source.path == "-":
                raise InputError("standard input has no name to be written under: use --output FILE")
            path = self.path_for(source)
            if path in seen:
                raise InputError(f"{seen[path]} and {source.path} would both be written to {path}")
            if os.path.realpath(path) == os.path.realpath(source.path):
                raise InputError(f"{source.path} would be written over itself: use --in-place")
            seen[path] = source.path

    @property
    def folder(self) -> str | None:
        """The folder in which a run over several files keeps its note; None if it keeps none."""
        if self.target.kind == "folder":
            return self.target.path
        many = len(self.sources) > 1 or any(source.root for source in self.sources)
        if self.target.kind == "place" and many:
            return self.sources[0].root or os.path.dirname(os.path.abspath(self.sources[0].path))
        return None

    @property
    def inputs(self) -> list[str]:
        """The files and folders that were named."""
        return sorted({os.path.abspath(source.root or source.path) for source in self.sources})

    @property
    def identity(self) -> dict[str, Any]:
        """What has to be the same for an interrupted run to go on."""
        return {
            "settings": repr(self.settings),
            "target": repr(self.target),
            "on_error": self.on_error,
            "removed": self.removed,
            "rejects": self.rejects,
            "pages": sorted({f"{source.extractor}, markdown={source.markdown}" for source in self.sources}),
            "fields": sorted({source.field for source in self.sources}),
        }

    @property
    def one_stream(self) -> bool:
        """Whether all sources end up in one stream or file."""
        return self.target.kind in ("stream", "file")

    def converts(self, source: Source) -> bool:
        """Whether a source changes its format."""
        return self.target.format not in ("", source.format)

    def path_for(self, source: Source) -> str:
        """Where a source's cleaned form is written in a folder: below it as below the folder it was found in."""
        name = name_of(source)
        if self.converts(source) or self.target.packing is not None:
            stem = os.path.splitext(name)[0] if format_of(name)[1] else name
            format = self.target.format or source.format
            stem = os.path.splitext(stem)[0] + "." + {"text": "txt"}.get(format, format) if self.converts(source) else stem
            name = ".".join(filter(None, [stem, self.packing(source)]))
        return os.path.join(self.target.path, name)

    def packing(self, source: Source) -> str:
        """How a source's cleaned form is packed."""
        return source.packing if self.target.packing is None else self.target.packing

    def written(self, source: Source) -> str | None:
        """Where a source's cleaned form can be found later; None for standard output."""
        kind = self.target.kind
        path = source.path if kind == "place" else self.path_for(source) if kind == "folder" else self.target.path
        return None if kind == "stream" else os.path.abspath(path)


def target_of(output: str | None, to: str | None, in_place: bool, sources: Sequence[Source]) -> Target:
    """What the options say about where to write.

    Args:
        output: A file or a folder; None for standard output.
        to: A format as in ``--to``; None to go by the output's suffix, else to keep each file's own.
        in_place: Whether each file is replaced.
        sources: The files that are read.

    Raises:
        InputError: The options contradict each other.
        SettingsError: An unknown format.
    """
    format, packing = named(to) if to else ("", None)
    if _is_tsv(to or output) and not all(_is_tsv(source.path) for source in sources):
        raise InputError("tables are written with commas: name the output .csv, or say --to csv")
    pages = sum(source.format == "html" for source in sources)
    if pages and not format and not in_place:
        if pages < len(sources):
            raise InputError("HTML pages become text, the other files keep their format: clean them apart, or use --to")
        format = "text"
    if in_place:
        if output:
            raise InputError("--in-place and --output contradict each other: leave one of them out")
        return Target("place", format=format, packing=packing)
    if output is None or output == "-":
        return Target("stream", format=format, packing=packing)
    suffix = format_of(output)
    many = len(sources) > 1 or any(source.root for source in sources)
    if output.endswith(("/", os.sep)) and os.path.isfile(output.rstrip("/" + os.sep)):
        raise InputError(f"{output}: is a file, not a folder")
    if os.path.isdir(output) or output.endswith(("/", os.sep)) or (many and not suffix[0]):
        return Target("folder", output, format, packing)
    if to is None and (suffix[0] or suffix[1]):
        format, packing = suffix[0] or format, suffix[1]
    return Target("file", output, format, packing or suffix[1])


def check_written(sources: Sequence[Source], files: dict[str, str], decisions: Sequence[str] = ()) -> None:
    """Refuse to write one file over another, or where no file can be: a long run would tell it at its end.

    Args:
        sources: The files that are read.
        files: The single files that are written, by the option that names each.
        decisions: The files of decisions that are read.

    Raises:
        InputError: A file is named twice, is read as well, is a folder or has none, or is standard output.
    """
    taken = {os.path.realpath(path): "a file of decisions" for path in decisions}
    taken |= {os.path.realpath(source.path): "a file that is read" for source in sources}
    for option, path in files.items():
        if path == "-":
            raise InputError(f"{option} wants a file of its own: standard output is for the texts")
        if not os.path.isdir(os.path.dirname(path) or "."):
            raise InputError(f"{option} {path}: there is no folder {os.path.dirname(path)}; make it first")
        if os.path.isdir(path or "."):
            raise InputError(f"{option} {path}: is a folder: name a file in it")
        real = os.path.realpath(path)
        if real in taken:
            raise InputError(f"{option} {path}: would be written over {taken[real]}: name another file" + _instead(option))
        if not is_device(path):
            taken[real] = f"that of {option}"


def _instead(option: str) -> str:
    return ", or use --in-place" if option == "--output" else ""


def _is_tsv(name: str | None) -> bool:
    stem, suffix = os.path.splitext(name or "")
    return f".{name}".endswith(".tsv") or (suffix in PACKINGS and f".{stem}".endswith(".tsv"))
