"""Completion in real shells."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

BEGIN = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
LOAD = {
    "bash": 'eval "$(_BOILERSTRIP_COMPLETE=bash_source boilerstrip)"',
    "zsh": 'autoload -Uz compinit; compinit -D -u; eval "$(_BOILERSTRIP_COMPLETE=zsh_source boilerstrip)"',
}
CASES = [
    ("boilerstrip che", "boilerstrip check"),
    ("boilerstrip rules sh", "boilerstrip rules show"),
    ("boilerstrip clean --ignore newsl", "boilerstrip clean --ignore newsletter"),
    ("boilerstrip check --output-format gith", "boilerstrip check --output-format github"),
    ("boilerstrip rules show en-newsletter-signu", "boilerstrip rules show en-newsletter-signup"),
    ("boilerstrip check only-th", "boilerstrip check only-this.jsonl"),
]


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with one file, and an environment in which ``boilerstrip`` is a command."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "only-this.jsonl").touch()
    command = tmp_path / "bin" / "boilerstrip"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom boilerstrip.cli import main\nmain()\n")
    command.chmod(0o755)
    here = str(Path(__file__).resolve().parents[1])
    env = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": here, "TERM": "dumb", "HOME": str(tmp_path)}
    return tmp_path / "work", env


def read_until(handle: int, wanted: str, seconds: float = 30) -> str:
    """What a terminal shows until a text appears, or time is up."""
    shown = ""
    end = time.monotonic() + seconds
    while wanted not in shown and time.monotonic() < end:
        if select.select([handle], [], [], 0.1)[0]:
            try:
                shown += os.read(handle, 65536).decode("utf8", "replace").replace("\a", "")
            except OSError:
                break
    return shown


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_at_the_prompt(shell: str, place: tuple[Path, dict[str, str]]) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    folder, env = place
    master, slave = pty.openpty()
    process = subprocess.Popen(BEGIN[shell], cwd=folder, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    try:
        os.write(master, f"{LOAD[shell]}; echo rea''dy\n".encode())
        assert "\nready" in read_until(master, "\nready").replace("\r", "")
        for typed, completed in CASES:
            os.write(master, typed.encode() + b"\t")
            shown = read_until(master, completed)
            assert completed in shown, typed
            os.write(master, b"\x15")  # empties the line
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_completion_in_fish(place: tuple[Path, dict[str, str]]) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    folder, env = place
    for typed, completed in CASES:
        script = f"_BOILERSTRIP_COMPLETE=fish_source boilerstrip | source; complete -C '{typed}'"
        done = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, env=env, capture_output=True, text=True, timeout=60)
        assert completed.split()[-1] in [row.split("\t")[0] for row in done.stdout.splitlines()], done.stderr
