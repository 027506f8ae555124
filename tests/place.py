"""Running the blocks of a page as a reader would.

Every block of a page is one of these, or the test of the page fails:

- a file: a second word behind the kind names it, as in ``json news/monday.jsonl``. It is written, or, if it is there, compared, and a
  reader of such files (``READERS``) must take it. Python files are run, by the commands of the page or else by themselves.
- ``python``: run; the blocks of a page share their names.
- ``sh``: run by bash as a whole, must end well.  ``console``: each ``$ command`` is run, and what it prints is compared.
- ``text`` behind a ``python`` or ``sh`` block: what that prints.

A comment above a block, which no reader of the rendered page sees, says more:

- ``<!-- needs: NAME, NAME -->``: the block wants these modules or programs. What Python imports need not be told. Where something is
  missing, a test of its own is skipped by that name.
- ``<!-- output of: COMMAND -->``: what this command prints.
- ``<!-- run by: FILE -->``: the lines stand in this file of the repository, which runs them.
- ``<!-- drawing -->``: a picture made of letters; nothing to run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

from tests.pages import HERE, Block

SECONDS = 300
"""Longest time of one block."""

_COMMAND = re.compile(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_DONE = "\x00done"
_DRIVER = f"""
import json, os, sys, traceback
rows = os.fdopen(os.dup(0))
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
space = {{"__name__": "__main__"}}
for row in rows:
    name, source = json.loads(row)
    good = True
    try:
        exec(compile(source, name, "exec"), space)
    except BaseException:
        good = traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    print({_DONE!r}, bool(good), flush=True)
"""


class Place:
    """A folder with the examples, the command on the path, and an interpreter for the Python blocks of one page.

    Args:
        folder: An empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        shutil.copytree(HERE / "examples", self.folder / "examples")
        (folder / "bin").mkdir()
        for name, call in (("boilerstrip", " -m boilerstrip"), ("python", "")):
            command = folder / "bin" / name
            command.write_text(f'#!/bin/sh\nexec "{sys.executable}"{call} "$@"\n')
            command.chmod(0o755)
        path = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
        self.env = {**os.environ, "PATH": path, "PYTHONPATH": str(HERE), "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
        self.said = ""
        self._python: subprocess.Popen[str] | None = None

    def run(self, block: Block) -> None:
        """Do with a block what its kind asks for."""
        action(block)(self, block)

    def bash(self, command: str, strict: bool = True) -> str:
        """What a command prints, words and all."""
        flags = ["-euo", "pipefail"] if strict else []
        done = subprocess.run(
            ["bash", *flags, "-c", command],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf8",
            timeout=SECONDS,
        )
        assert not strict or done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout

    def python(self, block: Block) -> str:
        """What a Python block prints."""
        if self._python is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf8"}
            self._python = subprocess.Popen([sys.executable, "-c", _DRIVER], cwd=self.folder, env=self.env, **pipes)
        process = self._python
        print(json.dumps([str(block.page), "\n" * (block.line - 1) + block.text]), file=process.stdin, flush=True)
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        said: list[str] = []
        for row in process.stdout:
            if row.startswith(_DONE):
                break
            said.append(row)
        timer.cancel()
        assert row == f"{_DONE} True\n", f"{block.place}\n{''.join(said)}"
        return "".join(said)

    def close(self) -> None:
        """End the interpreter."""
        if self._python is not None:
            self._python.kill()
            self._python.communicate()


Action = Callable[[Place, Block], None]


def action(block: Block) -> Action:
    """What is done with a block.

    Raises:
        AssertionError: It is of no known kind: nothing would run or compare it.
    """
    if "run by" in block.notes:
        return _run_elsewhere
    if block.name:
        assert any(Path(block.name).match(pattern) for pattern in READERS), f"{block.place}: no reader is known for the file {block.name}"
        return _written
    if block.kind in RUN:
        return RUN[block.kind]
    if block.kind == "text" and "drawing" in block.notes:
        return _drawn
    if block.kind == "text" and "output of" in block.notes:
        return _printed
    if block.kind == "text" and block.answers in ("python", "sh"):
        return _answered
    raise AssertionError(f"{block.place}: a block {block.kind!r} that nothing runs or compares; tests/place.py tells the kinds there are")


def _run_elsewhere(place: Place, block: Block) -> None:
    elsewhere = (HERE / block.notes["run by"]).read_text(encoding="utf8")
    for row in block.text.splitlines():
        command = re.sub(r"\s+#.*", "", row).strip()
        assert command in elsewhere, f"{block.place}: {block.notes['run by']} does not run {command!r}"


def _written(place: Place, block: Block) -> None:
    path = place.folder / block.name
    if path.exists():
        assert path.read_text(encoding="utf8") == block.text, f"{block.place}: {block.name} holds another text"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf8")
    next(reader for pattern, reader in READERS.items() if Path(block.name).match(pattern))(path)
    if path.suffix == ".py" and not block.called:
        place.said = place.bash(f"python {block.name}")


def _drawn(place: Place, block: Block) -> None:
    assert not re.search(r"^(?:\$ |boilerstrip |pip |python )", block.text, re.MULTILINE), f"{block.place}: a drawing holds no command"


def _printed(place: Place, block: Block) -> None:
    _compare(place, block.text, place.bash(block.notes["output of"]), block.place)


def _answered(place: Place, block: Block) -> None:
    _compare(place, block.text, place.said, block.place)


def _python(place: Place, block: Block) -> None:
    place.said = place.python(block)


def _sh(place: Place, block: Block) -> None:
    place.said = place.bash(block.text)


def _console(place: Place, block: Block) -> None:
    commands = _COMMAND.findall(block.text)
    assert commands, f"{block.place}: no line begins with '$ '"
    for command, said in commands:
        _compare(place, said, place.bash(command, strict=False), f"{block.place}: {command}")


def _compare(place: Place, shown: str, printed: str, where: str) -> None:
    rows = unified_diff(same(shown, place).split("\n"), same(printed, place).split("\n"), "shown", "printed", lineterm="", n=0)
    assert not (found := "\n".join(rows)), f"{where}\n{found}"


RUN: dict[str, Action] = {"python": _python, "sh": _sh, "console": _console}


def same(text: str, place: Place) -> str:
    """A text without what may differ: the folder, and blanks at the ends of lines."""
    text = text.replace(f"{place.folder}/", "")
    return re.sub(r" +$", "", text, flags=re.MULTILINE).strip("\n")


def _toml(path: Path) -> None:
    from boilerstrip.config import read_config

    read_config(path)


def _rules(path: Path) -> None:
    from boilerstrip.rules.loader import read_rules

    assert list(read_rules(path, foreign=True))


def _json_rows(path: Path) -> None:
    assert all(json.loads(row) for row in path.read_text(encoding="utf8").splitlines())


def _hooks(path: Path) -> None:
    named = re.findall(r"^ *- id: (\S+)", path.read_text(encoding="utf8"), re.MULTILINE)
    there = re.findall(r"^- id: (\S+)", (HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf8"), re.MULTILINE)
    assert named and set(named) <= set(there)


def _shared(path: Path) -> None:
    assert "boilerstrip" in tomllib.loads(path.read_text(encoding="utf8"))["tool"]
    _toml(path)


def _text(path: Path) -> None:
    assert path.read_text(encoding="utf8").strip()


def _code(path: Path) -> None:
    compile(path.read_text(encoding="utf8"), str(path), "exec")


READERS: dict[str, Callable[[Path], None]] = {
    "boilerstrip.toml": _toml,
    "pyproject.toml": _shared,
    "*/[a-z][a-z]*/*.toml": _rules,
    "*.jsonl": _json_rows,
    ".pre-commit-config.yaml": _hooks,
    "*.py": _code,
    "*.txt": _text,
    "*.html": _text,
}
"""Files that a page may hold, with what must take them."""
