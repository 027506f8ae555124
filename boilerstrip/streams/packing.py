"""Compressed streams: gzip through the standard library, Zstandard through ``zstandard``."""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from boilerstrip.streams.missing import need


@contextlib.contextmanager
def unpacked(path: str, packing: str) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked.

    Args:
        path: The file; ``-`` for standard input.
        packing: ``gz``, ``zst`` or ``""``.

    Raises:
        OSError: The file cannot be read.
        MissingError: Zstandard is wanted and not installed.
    """
    with contextlib.ExitStack() as stack:
        raw = sys.stdin.buffer if path == "-" else stack.enter_context(open(path, "rb"))
        yield stack.enter_context(opener(raw, packing)) if packing else raw


def opener(raw: BinaryIO, packing: str) -> Any:
    """A reader that unpacks a stream, several members in a row included."""
    if packing == "gz":
        return gzip.GzipFile(fileobj=raw, mode="rb")
    zstandard = need("zstandard", "zstd")
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True, closefd=False), 1 << 16)


@contextlib.contextmanager
def packed(raw: BinaryIO, packing: str) -> Iterator[BinaryIO]:
    """A stream that packs what is written to it.

    Args:
        raw: Where the packed bytes go; stays open.
        packing: ``gz``, ``zst`` or ``""``.
    """
    if not packing:
        yield raw
    elif packing == "gz":
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as stream:
            yield cast(BinaryIO, stream)
    else:
        with need("zstandard", "zstd").ZstdCompressor().stream_writer(raw, closefd=False) as stream:
            yield stream
