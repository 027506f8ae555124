"""Long runs as real processes: killed, interrupted, gone on with; pipes, terminals, memory."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerstrip.streams import replacing
from tests.corpus import CLEAN, DIRTY, jsonl

COMMAND = (sys.executable, "-m", "boilerstrip", "clean")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX knows them")


def start(*args: str | Path, stdin: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *map(str, args)], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(what: Callable[[], object], process: subprocess.Popen[bytes] | None = None) -> None:
    """Until something is so, or the process has ended."""
    deadline = time.monotonic() + 60
    while not what() and (process is None or process.poll() is None):
        assert time.monotonic() < deadline
        time.sleep(0.005)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, words = process.communicate(timeout=60)
    return process.returncode, words.decode()


def text(i: int) -> str:
    return f"Report {i} of the harbour board.\n" + DIRTY


def big(folder: Path, count: int = 1500) -> tuple[Path, bytes, bytes]:
    """A file that takes a while, before and after."""
    path = folder / "in" / "a.jsonl"
    path.parent.mkdir()
    before, after = jsonl([text(i) for i in range(count)]), jsonl([text(i).replace(DIRTY, CLEAN) for i in range(count)])
    path.write_bytes(before)
    return path, before, after


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    path, before, after = big(tmp_path, 600)
    dice = random.Random(11)
    for _ in range(4):
        path.write_bytes(before)
        process = start("-qi", path)
        wait_for(lambda: any(name.startswith(".boilerstrip-") for name in os.listdir(path.parent)), process)
        time.sleep(dice.random() * 0.8)
        process.kill()
        ended(process)
        assert path.read_bytes() in (before, after)
        for name in os.listdir(path.parent):
            if name != path.name:
                (path.parent / name).unlink()
    path.write_bytes(before)
    assert ended(start("-qi", path))[0] == 0
    assert path.read_bytes() == after


def test_interrupted_while_the_new_file_is_made_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: str, flags: int) -> int:
        os.close(os.open(path, flags, 0o600))
        raise KeyboardInterrupt

    monkeypatch.setattr("boilerstrip.streams.safe._privately", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "a.jsonl"):
        pass
    assert not os.listdir(tmp_path)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_tidies_up(tmp_path: Path, number: signal.Signals, status: int, jobs: str) -> None:
    path, before, _ = big(tmp_path)
    process = start("-qi", "--jobs", jobs, path)
    wait_for(lambda: len(os.listdir(path.parent)) > 1, process)
    process.send_signal(number)
    code, words = ended(process)
    assert code == status and "Traceback" not in words
    assert os.listdir(path.parent) == ["a.jsonl"] and path.read_bytes() == before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not list its processes under /proc")
def test_no_process_outlives_a_killed_run(tmp_path: Path) -> None:
    path, _, _ = big(tmp_path, 10_000)
    with start("-qi", "--jobs", "2", path) as process:
        wait_for(lambda: len(os.listdir(path.parent)) > 1 and len(below(process.pid)) > 2, process)
        time.sleep(0.2)
        workers = below(process.pid)
        process.kill()
    assert len(workers) > 2
    wait_for(lambda: not any(Path("/proc", str(pid)).exists() for pid in workers))


def below(pid: int) -> set[int]:
    """The processes that a process began, and those that these began."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def many(folder: Path, count: int = 40) -> Path:
    (folder / "sub").mkdir(parents=True)
    for i in range(count):
        (folder / ("sub" if i % 2 else ".") / f"{i:02}.jsonl").write_bytes(jsonl([text(i)] * (1 + i % 9)))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.jsonl") if not path.name.startswith(".")}


@pytest.mark.parametrize(("in_place", "jobs"), [(True, "2"), (False, "1")])
def test_a_killed_run_goes_on_at_the_first_unfinished_file(tmp_path: Path, in_place: bool, jobs: str) -> None:
    whole, half = many(tmp_path / "whole"), many(tmp_path / "half")
    out = {folder: folder if in_place else tmp_path / f"out-{folder.name}" for folder in (whole, half)}

    def args(folder: Path) -> list[str]:
        where = ["-i"] if in_place else ["-o", str(out[folder])]
        return [*where, "-q", "--jobs", jobs, "--removed", f"{folder}.log", "--stats", f"{folder}.json", str(folder)]

    before = contents(half)
    assert ended(start(*args(whole)))[0] == 0
    for files in (5, 20):
        process = start(*args(half), *(["--resume"] if files > 5 else []))
        wait_for(lambda files=files: notes(out[half]) > files, process)
        process.kill()
        ended(process)
    assert 20 < notes(out[half]) <= 41
    finished = [Path(json.loads(line)["target"]) for line in journal(out[half]).read_bytes().splitlines()[1:-1]]
    done = {path: path.stat().st_ino for path in finished}
    refused = ended(start(*args(half), "--resume", "--profile", "body"))
    assert refused[0] == 2 and "the interrupted run had other options" in refused[1]
    assert ended(start(*args(half), "--resume")) == (0, "")
    assert contents(out[half]) == contents(out[whole]) != before
    assert len(done) >= 19 and done == {path: path.stat().st_ino for path in finished}
    logs = [Path(f"{folder}.log").read_text().replace(str(out[folder]), "").replace(str(folder), "") for folder in (whole, half)]
    assert logs[0] == logs[1]
    stats = [json.loads(Path(f"{folder}.json").read_bytes()) | {"seconds": 0} for folder in (whole, half)]
    assert stats[0] == stats[1]
    assert journal(out[half]) is None
    where = ["-i"] if in_place else ["-o", tmp_path / "back"]
    subprocess.run([*COMMAND[:-1], "restore", *where, f"{half}.log"], check=True, timeout=60, stderr=subprocess.DEVNULL)
    assert contents(half) == before
    assert in_place or contents(tmp_path / "back") == before


def journal(folder: Path) -> Path | None:
    return next(folder.glob(".boilerstrip-run-*.jsonl"), None)


def notes(folder: Path) -> int:
    path = journal(folder)
    return path.read_bytes().count(b"\n") if path else 0


def test_a_run_that_stops_says_how_to_go_on(tmp_path: Path) -> None:
    folder = many(tmp_path / "in", 4)
    (folder / "sub" / "03.jsonl").write_bytes(b"{}\n")
    code, words = ended(start("-qi", folder))
    assert code == 2 and "3 files are done; the same command with --resume goes on" in words
    (one := many(tmp_path / "one", 2)).joinpath("sub", "01.jsonl").write_bytes(b"{}\n")
    assert "1 file is done; the same command" in ended(start("-qi", one))[1]
    (folder / "sub" / "03.jsonl").write_bytes(jsonl([text(3)]))
    assert ended(start("-qi", "--resume", folder)) == (0, "")
    assert journal(folder) is None
    assert "no interrupted run" in ended(start("-qi", "--resume", folder))[1]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_ends_quietly(tmp_path: Path, jobs: str) -> None:
    path, _, _ = big(tmp_path)
    process = start("--jobs", jobs, path)
    assert process.stdout
    process.stdout.read(100)
    process.stdout.close()
    process.stdout = None
    assert ended(process) == (0, "")


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    path, _, _ = big(tmp_path, 50)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, str(path)], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2 and done.stderr == b"boilerstrip: cannot write: No space left on device\n"


def test_a_closed_output_is_told(tmp_path: Path) -> None:
    path, _, _ = big(tmp_path, 1)
    done = subprocess.run(["bash", "-c", f"{' '.join(COMMAND)} {path} >&-"], stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2 and b"standard output is closed" in done.stderr


def test_records_come_out_while_the_pipe_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    process = start("--from", "jsonl", "-", stdin=subprocess.PIPE)
    assert process.stdin and process.stdout
    process.stdin.write(jsonl([DIRTY]))
    process.stdin.flush()
    line = process.stdout.readline()
    assert process.poll() is None and line == jsonl([CLEAN])
    process.stdin.close()
    process.stdin = None
    assert ended(process) == (0, "")


def test_a_terminal_sees_a_bar_and_the_table(tmp_path: Path) -> None:
    path, _, after = big(tmp_path, 800)
    out, seen = on_a_terminal(*COMMAND, str(path))
    assert out == after
    assert b"a.jsonl" in seen and b"kB" in seen and b"removed" in seen and b"share" in seen


@pytest.mark.parametrize("options", [[], ["--fix"]])
def test_a_terminal_sees_a_bar_while_files_are_checked(tmp_path: Path, options: list[str]) -> None:
    path, _, _ = big(tmp_path, 800)
    out, seen = on_a_terminal(sys.executable, "-m", "boilerstrip", "check", *options, str(path))
    assert out.startswith(b"" if options else str(path).encode())
    assert b"kB" in seen and b"800 lines" in seen


def on_a_terminal(*command: str) -> tuple[bytes, bytes]:
    """What a command writes to standard output, and what a terminal as its standard error sees."""
    import pty

    main, side = pty.openpty()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=side, env={**os.environ, "TERM": "xterm"})
    os.close(side)
    assert process.stdout
    out = process.stdout.read()
    process.wait(60)
    process.stdout.close()
    seen = b""
    while chunk := _read(main):
        seen += chunk
    os.close(main)
    return out, seen


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux: the other side has gone
        return b""


def test_memory_does_not_grow_with_the_file() -> None:
    """The script is a small process of its own: the peak that the system tells of a child is never below its parent's.

    The smaller file is large enough to fill what the cleaner remembers.
    """
    script = Path(__file__).parents[1] / "scripts" / "memory.py"
    out = subprocess.run([sys.executable, script, "12", "40"], capture_output=True, check=True, text=True, timeout=300).stdout
    small, large = (float(peak) for peak in re.findall(r"peak ([\d.]+) MB", out))
    assert 20 < large < 1.2 * small
