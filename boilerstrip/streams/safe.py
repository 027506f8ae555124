"""Files that are replaced in one moment: at any time there is the old one or the new one, never a half one."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from boilerstrip.errors import InputError

PREFIX = ".boilerstrip-"
"""Begin of the names of unfinished files; one that was killed while writing leaves such a file behind."""


class Replacement:
    """A new file beside an old one, which takes its place on ``commit``. It is there from ``begin`` on.

    Attributes:
        stream: Where the new content goes.
    """

    stream: BinaryIO

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path
        self._target = Path(os.path.realpath(path))
        self._name = self._target.parent / f"{PREFIX}{secrets.token_hex(8)}"

    def begin(self) -> None:
        """Make the file, for nobody else to read.

        Raises:
            InputError: No file can be made there.
        """
        try:
            self.stream = open(self._name, "x+b", opener=_privately)  # noqa: SIM115
        except OSError as error:
            raise InputError(f"{self._path}: no file can be made in its folder: {error.strerror or error}") from error

    @property
    def inode(self) -> int:
        """The inode of the new file, which it keeps in its place."""
        return os.fstat(self.stream.fileno()).st_ino

    def commit(self) -> None:
        """Put the new file in the place of the old one. Mode and owner of the old one stay, a symbolic link stays one."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        if self._target.exists():
            _own_like(self._target, self._name)
            shutil.copymode(self._target, self._name)
        else:
            os.chmod(self._name, 0o666 & ~_umask())
        os.replace(self._name, self._target)
        _sync_folder(self._target.parent)

    def discard(self) -> None:
        """Take the new file away, that of an interrupted ``begin`` too; without effect behind ``commit``."""
        if hasattr(self, "stream"):
            self.stream.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._name)


class _Device(Replacement):
    """A pipe or a device: what is written goes straight in, and it stays where it is."""

    def begin(self) -> None:
        self.stream = open(self._path, "wb")  # noqa: SIM115

    def commit(self) -> None:
        self.stream.close()

    def discard(self) -> None:
        if hasattr(self, "stream"):
            self.stream.close()


def is_device(path: str | os.PathLike[str]) -> bool:
    """Whether something is there that is neither a file nor a folder, such as a pipe or ``/dev/null``."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Replacement]:
    """A replacement that is taken away again unless it was committed.

    Args:
        path: The file to be replaced, or to be made; a pipe or a device is written to instead.

    Raises:
        InputError: No file can be made there.
    """
    new = _Device(path) if is_device(path) else Replacement(path)
    try:
        new.begin()
        yield new
    finally:
        new.discard()


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _own_like(old: Path, new: Path) -> None:
    """Give a file the owner and group of another, where the system lets us."""
    with contextlib.suppress(AttributeError, PermissionError):
        os.chown(new, old.stat().st_uid, old.stat().st_gid)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Have the new name written to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
