"""Every command and snippet of docs/corpora.md runs, and prints what is shown; so do the commands of the README's chapter on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
CHAPTER = (HERE / "README.md").read_text(encoding="utf8").partition("### Corpora\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", (HERE / "docs" / "corpora.md").read_text(encoding="utf8") + CHAPTER, re.DOTALL)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, and the command on the path."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "examples").symlink_to(HERE / "examples")
    (folder / "bin").mkdir()
    command = folder / "bin" / "boilerstrip"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m boilerstrip "$@"\n')
    command.chmod(0o755)
    return folder


@pytest.mark.parametrize("index", [i for i, (kind, _) in enumerate(BLOCKS) if kind == "sh"])
def test_commands_run(clone: Path, index: int) -> None:
    path = os.pathsep.join([str(clone / "bin"), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(HERE), "COLUMNS": "80"}
    command = ["bash", "-euo", "pipefail", "-c", BLOCKS[index][1]]
    done = subprocess.run(command, cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    assert done.returncode == 0, done.stdout
    if index + 1 < len(BLOCKS) and BLOCKS[index + 1][0] == "text":
        shown, printed = (re.sub(r" +(?=\n)", "", text) for text in (BLOCKS[index + 1][1], done.stdout.decode()))
        assert printed.strip() == shown.strip()


@pytest.mark.parametrize("snippet", [text for kind, text in BLOCKS if kind == "python"])
def test_snippets_run(snippet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    exec(compile(snippet, "corpora.md", "exec"), {})


def test_every_option_of_clean_is_told() -> None:
    from boilerstrip.cli.clean import clean

    text = (HERE / "docs" / "corpora.md").read_text(encoding="utf8")
    own = {
        "--output",
        "--in-place",
        "--from",
        "--to",
        "--field",
        "--jobs",
        "--on-error",
        "--rejects",
        "--removed",
        "--stats",
        "--resume",
        "--quiet",
    }
    assert own <= {name for parameter in clean.params for name in parameter.opts}
    assert own <= set(re.findall(r"--[a-z-]+", text))
