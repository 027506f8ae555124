"""The blocks of the Markdown pages, and running them as a reader would.

Every block of a page is one of these, or the test of the page fails:

- a file: a second word behind the kind names it, as in ``json news/monday.jsonl``. It is written, or, if it is there, compared; a reader of
  such files (``READERS``) must take it.
- ``python``: run; the blocks of a page share their names.
- ``sh``: run by bash as a whole, must end well.  ``console``: each ``$ command`` is run, and what it prints is compared.
- ``text`` behind a ``python`` or ``sh`` block: what that prints.

A comment above a block, which no reader of the rendered page sees, says more:

- ``<!-- needs: NAME -->``: the block wants a module or a program; where it is missing, a test of its own is skipped by that name.
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
from collections.abc import Callable, Iterator
from difflib import unified_diff
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

HERE = Path(__file__).resolve().parents[1]
PAGES = [*(HERE / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")), *sorted((HERE / "docs").rglob("*.md"))]
SECONDS = 300
"""Longest time of one block."""

_NOTE = re.compile(r"<!-- (needs|output of|run by|drawing)(?:: (.+))? -->")
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


class Block(NamedTuple):
    """One block of a page.

    Attributes:
        page: The page.
        line: Number of the line in it where the block's text begins.
        kind: The first word behind the fence, ``""`` for an indented block.
        name: The second one: name of the file that the block is.
        text: What stands in it.
        notes: What the comments above it say.
        answers: Kind of the block right above it, nothing between the two.
    """

    page: Path
    line: int
    kind: str
    name: str
    text: str
    notes: dict[str, str]
    answers: str

    @property
    def place(self) -> str:
        return f"{self.page.name}:{self.line}"


def markdown(text: str) -> list:
    """The parts of a page."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in order."""
    found: list[Block] = []
    notes: dict[str, str] = {}
    above = ""
    for token in markdown(page.read_text(encoding="utf8")):
        if token.type in ("fence", "code_block"):
            kind, _, name = token.info.partition(" ")
            found.append(Block(page, token.map[0] + 1 + (token.type == "fence"), kind, name, token.content, notes, above))
            notes, above = {}, kind
        elif token.type == "html_block":
            notes |= {key: value or "" for key, value in _NOTE.findall(token.content)}
        else:
            assert not notes, f"{page.name}: a comment stands above no block: {notes}"
            above = ""
    return found


def wants(block: Block) -> str:
    """What a block needs beside the package."""
    return block.notes.get("needs", "")


def is_there(name: str) -> bool:
    """Whether a module or a program can be used."""
    return find_spec(name) is not None or shutil.which(name) is not None


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
        path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
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
    raise AssertionError(f"{block.place}: a block {block.kind!r} that nothing runs or compares; tests/pages.py tells the kinds there are")


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
    """A text without what may differ: the folder, blanks at the ends of lines, and scores, which move when trees are fitted anew."""
    text = text.replace(f"{place.folder}/", "")
    text = re.sub(r"^(\S+:\d+:\d+ \S+) \d\.\d\d ", r"\1 ", text, flags=re.MULTILINE)
    text = re.sub(r"^([- ?]) +-?\d\.\d\d (head|body|tail)", r"\1 \2", text, flags=re.MULTILINE)
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


READERS: dict[str, Callable[[Path], None]] = {
    "boilerstrip.toml": _toml,
    "pyproject.toml": _shared,
    "*/[a-z][a-z]*/*.toml": _rules,
    "*.jsonl": _json_rows,
    ".pre-commit-config.yaml": _hooks,
    "*.txt": _text,
    "*.html": _text,
}
"""Files that a page may hold, with what must take them."""


def links(page: Path) -> Iterator[str]:
    """Where the links of a page lead."""
    for token in markdown(page.read_text(encoding="utf8")):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name."""
    tokens = markdown(page.read_text(encoding="utf8"))
    heads = [inline for head, inline in pairwise(tokens) if head.type == "heading_open"]
    shown = ["".join(c.content for c in inline.children or () if c.type in ("text", "code_inline")) for inline in heads]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in shown}
