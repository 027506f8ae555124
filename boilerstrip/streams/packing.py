"""Compressed streams: gzip through the standard library, Zstandard through ``compression.zstd`` or its backport."""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from boilerstrip.streams.missing import need
from boilerstrip.streams.records import RecordError


@contextlib.contextmanager
def unpacked(path: str, packing: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The bytes of a file, as they are and unpacked.

    Args:
        path: The file; ``-`` for standard input.
        packing: ``gz``, ``zst`` or ``""``.

    Raises:
        RecordError: The file cannot be read, is cut off or damaged; the message names it.
        MissingError: Zstandard is wanted and not installed.
    """
    damage: tuple[type[Exception], ...] = (zlib.error, *((zstd().ZstdError,) if packing == "zst" else ()))
    try:
        with contextlib.ExitStack() as stack:
            raw = standard_input() if path == "-" else stack.enter_context(open(path, "rb"))
            yield raw, stack.enter_context(_opener(raw, packing)) if packing and not _is_empty(raw) else raw
    except EOFError as error:
        raise RecordError(f"{path}: is cut off: the compressed data ends too early") from error
    except damage as error:
        raise RecordError(f"{path}: the compressed data is damaged: {error}") from error
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror or error}") from error


def standard_input() -> BinaryIO:
    """Standard input, for bytes.

    Raises:
        RecordError: The process was begun without one.
    """
    if sys.stdin is None:
        raise RecordError("standard input is closed: send something to it, or name a file")
    return sys.stdin.buffer


def _is_empty(raw: BinaryIO) -> bool:
    """Whether a stream holds nothing at all, which is no packed data either, but not cut off."""
    return isinstance(raw, io.BufferedReader) and not raw.peek(1)


def _opener(raw: BinaryIO, packing: str) -> Any:
    """A reader that unpacks a stream, several members in a row included."""
    return gzip.GzipFile(fileobj=raw, mode="rb") if packing == "gz" else zstd().ZstdFile(raw, "rb")


def zstd() -> Any:
    """Zstandard: of the standard library from Python 3.14 on, of its backport before."""
    return need("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd", "zstd")


@contextlib.contextmanager
def packed(raw: BinaryIO, packing: str, apart: bool = False) -> Iterator[Callable[[bytes], Any]]:
    """Packs what is written. Where writing stops with an error, the packed data has no end, so that nobody takes it for whole.

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
        yield lambda piece: raw.write(_member(piece, packing))
    else:
        packer = _packer(packing)
        yield lambda piece: raw.write(packer.compress(piece))
        raw.write(packer.flush())


def _packer(packing: str) -> Any:
    return zlib.compressobj(wbits=31) if packing == "gz" else zstd().ZstdCompressor()


def _member(piece: bytes, packing: str) -> bytes:
    packer = _packer(packing)
    return bytes(packer.compress(piece) + packer.flush())
