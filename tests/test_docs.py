"""What the pages on the command line show is what happens: their files are written, their commands run, their output compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def unscored(text: str) -> str:
    """A text without scores: they move a little whenever the density model is fitted anew."""
    text = re.sub(r"^(\S+:\d+:\d+ \S+) \d\.\d\d ", r"\1 ", text, flags=re.MULTILINE)
    return re.sub(r"^([- ?]) +\d\.\d\d (head|body|tail)", r"\1 \2", text, flags=re.MULTILINE)


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """An empty folder, and an environment in which ``boilerstrip`` is a command."""
    command = tmp_path / "bin" / "boilerstrip"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom boilerstrip.cli import main\nmain()\n")
    command.chmod(0o755)
    (tmp_path / "work").mkdir()
    return tmp_path / "work", {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(HERE), "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize("page", ["checking.md", "report.md"])
def test_a_page_tells_what_happens(page: str, place: tuple[Path, dict[str, str]]) -> None:
    folder, env = place
    ran = 0
    for kind, name, text in BLOCK.findall((HERE / "docs" / page).read_text(encoding="utf8")):
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf8")
        elif kind == "console":
            for command, said in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                done = subprocess.run(
                    ["bash", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60
                )
                assert unscored(done.stdout.replace(f"{folder}/", "")) == unscored(said), command
                ran += 1
    assert ran


def test_completion_is_loaded_as_the_page_says() -> None:
    page = (HERE / "docs" / "checking.md").read_text(encoding="utf8")
    tested = (HERE / "tests" / "test_completion.py").read_text(encoding="utf8")
    for line in re.findall(r"^(.*_BOILERSTRIP_COMPLETE=.*?)  +#", page, re.MULTILINE):
        assert line in tested
