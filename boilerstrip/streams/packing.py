"""Compressed streams: gzip through the standard library, Zstandard through ``compression.zstd`` or its backport."""

from __future__ import annotations

import contextlib
import functools
import gzip
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from boilerstrip.streams.missing import need


@contextlib.contextmanager
def unpacked(path: str, packing: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The bytes of a file, as they are and unpacked.

    Args:
        path: The file; ``-`` for standard input.
        packing: ``gz``, ``zst`` or ``""``.

    Raises:
        OSError: The file cannot be read.
        MissingError: Zstandard is wanted and not installed.
    """
    with contextlib.ExitStack() as stack:
        raw = sys.stdin.buffer if path == "-" else stack.enter_context(open(path, "rb"))
        yield raw, stack.enter_context(opener(raw, packing)) if packing else raw


def opener(raw: BinaryIO, packing: str) -> Any:
    """A reader that unpacks a stream, several members in a row included."""
    if packing == "gz":
        return gzip.GzipFile(fileobj=raw, mode="rb")
    return zstd().ZstdFile(raw, "rb")


def zstd() -> Any:
    """Zstandard: of the standard library from Python 3.14 on, of its backport before."""
    return need("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd", "zstd")


@contextlib.contextmanager
def packed(raw: BinaryIO, packing: str, apart: bool = False) -> Iterator[Callable[[bytes], Any]]:
    """Packs what is written.

    Args:
        raw: Where the packed bytes go; stays open.
        packing: ``gz``, ``zst`` or ``""``.
        apart: Whether each piece becomes a member of its own, as readers of WARC files want it.

    Yields:
        A function that writes bytes.
    """
    if not packing:
        yield raw.write
    elif apart:
        pack = functools.partial(gzip.compress, mtime=0) if packing == "gz" else zstd().compress
        yield lambda piece: raw.write(pack(piece))
    else:
        file = gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) if packing == "gz" else zstd().ZstdFile(raw, "wb")
        with file:
            yield file.write
