"""``check``: what it lists, what it fixes, what it accepts, how it ends."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.calls import call as run
from tests.hosts import host

ARTICLE = "\n".join(host("en"))
SHARE = "Share this article"
SIGNUP = "Sign up for our morning newsletter and never miss a story."
DIRTY = f"{ARTICLE}\n{SHARE}\n\n{SIGNUP}\n"
LAST = len(host("en")) + 1


def write(path: Path, *texts: str, field: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"id": n, field: text}) + "\n" for n, text in enumerate(texts)), encoding="utf8")
    return path


def rows(done: object) -> list[str]:
    return done.stdout.decode().splitlines()  # type: ignore[attr-defined]


def test_finds_are_listed_with_file_record_line_rule_score_and_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ARTICLE, DIRTY)
    done = run("check", str(path))
    assert done.returncode == 1
    places = [row.split(" ", 3) for row in rows(done)]
    assert [(row[0], row[3]) for row in places] == [(f"{path}:2:{LAST}", SHARE), (f"{path}:2:{LAST + 2}", SIGNUP)]
    assert places[1][1].startswith("en-newsletter-") and float(places[1][2]) > 0.6
    assert done.stderr == b"boilerstrip: 2 lines would go, in 1 of 2 records\n"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_line_numbers_are_those_of_the_text(tmp_path: Path, end: str) -> None:
    br = "\r\n" if end == "\r\n" else "\n"
    lines = [SHARE, "", *host("en"), "", SHARE, SIGNUP]
    path = tmp_path / "a.txt"
    path.write_bytes((br.join(lines) + end).encode())
    numbers = [int(row.split(" ")[0].rpartition(":")[2]) for row in rows(run("check", str(path)))]
    assert [lines[number - 1] for number in numbers] == [SHARE, SHARE, SIGNUP]
    assert numbers == sorted(numbers) and numbers[0] == 1


def test_clean_files_standard_input_and_folders(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", ARTICLE)
    (tmp_path / "in" / "b.txt").write_text(DIRTY, encoding="utf8")
    assert run("check", str(tmp_path / "in" / "a.jsonl")).returncode == 0
    assert len(rows(run("check", str(tmp_path / "in")))) == 2
    done = run("check", "-", "--from", "jsonl", stdin=json.dumps({"text": DIRTY}).encode())
    assert (done.returncode, len(rows(done))) == (1, 2)
    assert rows(done)[0].startswith(f"-:1:{LAST} ")


def test_a_file_named_twice_is_looked_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", DIRTY)
    assert len(rows(run("check", str(path), str(tmp_path), str(path)))) == 2


def test_machine_output(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", DIRTY)
    found = [json.loads(row) for row in rows(run("check", "--output-format", "jsonl", str(path)))]
    assert [(row["file"], row["record"], row["line"], row["text"]) for row in found] == [
        (str(path), 1, LAST, SHARE),
        (str(path), 1, LAST + 2, SIGNUP),
    ]
    assert DIRTY[found[0]["start"] : found[0]["end"]].strip() == SHARE
    assert {"category", "rule", "score", "reason"} <= set(found[0])
    odd = write(tmp_path / "a,b.jsonl", ARTICLE, DIRTY)
    assert "a%2Cb.jsonl,line=2::" in rows(run("check", "--output-format", "github", str(odd)))[0]


def test_statistics_count_the_lines_of_each_rule(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", DIRTY, DIRTY.replace(SHARE, ""), f"{ARTICLE}\n{SIGNUP}\x1b[2J")
    done = run("check", "--statistics", str(path))
    assert done.returncode == 1
    assert [row.split(maxsplit=3) for row in rows(done)] == [
        ["3", "newsletter", "en-newsletter-signup", SIGNUP],
        ["1", "share", "en-share-this-thing", SHARE],
    ]
    kept = run("check", "--statistics", "--ignore", "share", "--ignore", "newsletter", str(path))
    assert (kept.returncode, kept.stdout) == (0, b"")


def test_a_find_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", f"{ARTICLE}\n{SHARE}\x1b[2J\u2028\r\n")
    done = run("check", "--keep", "x", str(path))
    assert b"\x1b" not in done.stdout and b"\r" not in done.stdout
    assert b"\x1b" not in run("check", "--statistics", str(path)).stdout


def test_diff(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ARTICLE, DIRTY)
    before = path.read_bytes()
    done = run("check", "--diff", str(path))
    assert done.returncode == 1
    assert rows(done)[:2] == [f"--- {path}:2", f"+++ {path}:2"]
    assert sorted(row for row in rows(done)[2:] if row.startswith("-")) == ["-", f"-{SHARE}", f"-{SIGNUP}"]
    assert path.read_bytes() == before
    assert run("check", "--diff", str(write(tmp_path / "b.jsonl", ARTICLE))).stdout == b""


def test_fix_in_place_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path, clean = write(tmp_path / "a.jsonl", ARTICLE, DIRTY), write(tmp_path / "b.jsonl", ARTICLE)
    path.chmod(0o640)
    os.utime(clean, (1, 1))
    done = run("check", "--fix", str(path), str(clean))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"boilerstrip: 2 lines removed, in 1 of 3 records; 1 file changed\n"
    assert [json.loads(row) for row in path.read_text().splitlines()] == [{"id": 0, "text": ARTICLE}, {"id": 1, "text": f"{ARTICLE}\n"}]
    assert path.stat().st_mode & 0o777 == 0o640
    assert clean.stat().st_mtime == 1
    os.utime(path, (1, 1))
    assert b"no lines removed" in run("check", "--fix", str(path), str(clean)).stderr
    assert path.stat().st_mtime == 1
    assert run("check", str(path)).returncode == 0


def test_fix_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps({"text": DIRTY}) + "\n").encode()))
    assert run("check", "--fix", str(path)).returncode == 0
    assert json.loads(gzip.decompress(path.read_bytes())) == {"text": f"{ARTICLE}\n"}


def test_several_processes_say_and_do_the_same(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.jsonl", *([ARTICLE, DIRTY] * 40)) for name in "ab"]
    alone, together = (run("check", "--jobs", jobs, str(tmp_path)) for jobs in ("1", "2"))
    assert (together.returncode, together.stdout, together.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert len(rows(together)) == 160
    assert b"160 lines removed, in 80 of 160 records; 2 files changed" in run("check", "--fix", "--jobs", "2", *map(str, paths)).stderr
    assert run("check", "--jobs", "0", str(tmp_path)).returncode == 0


def test_a_damaged_file_stays_and_the_others_are_fixed(tmp_path: Path) -> None:
    other = write(tmp_path / "z.jsonl", DIRTY)
    whole = gzip.compress((json.dumps({"text": DIRTY}) + "\n").encode() * 3)
    for name, data in (
        ("a.jsonl.gz", whole[:-9]),
        ("b.parquet", b"PAR1 nothing"),
        ("c.txt", b"caf\xe9 " + DIRTY.encode()),
        ("d.jsonl", b""),
    ):
        (tmp_path / name).write_bytes(data)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path != other}
    done = run("check", "--fix", str(tmp_path))
    assert done.returncode == 2
    for message in (b"a.jsonl.gz: is cut off", b"b.parquet: ", b"c.txt:1: no valid UTF-8 at byte 3"):
        assert message in done.stderr
    assert b"; 1 file changed" in done.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl.gz", "b.parquet", "c.txt", "d.jsonl", "z.jsonl"}
    assert run("check", str(other)).returncode == 0


def test_interrupted_twice_it_ends_and_leaves_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", *([DIRTY] * 4000))
    before = path.read_bytes()
    command = [sys.executable, "-m", "boilerstrip", "check", "--fix", "--jobs", "2", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    end = time.monotonic() + 60
    while len(os.listdir(tmp_path)) == 1 and time.monotonic() < end:
        time.sleep(0.05)
    assert len(os.listdir(tmp_path)) == 2
    for _ in range(2):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.01)
    assert process.communicate(timeout=60)[1].endswith(b"boilerstrip: interrupted\n")
    assert process.returncode == 130
    assert os.listdir(tmp_path) == ["a.jsonl"] and path.read_bytes() == before


def test_a_file_whose_format_is_a_guess_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "README"
    path.write_text(DIRTY)
    assert run("check", str(path)).returncode == 1
    done = run("check", "--fix", str(path))
    assert done.returncode == 2 and b"say so with --from text" in done.stderr
    assert path.read_text() == DIRTY
    assert run("check", "--fix", "--from", "text", str(path)).returncode == 0
    assert path.read_text() == ARTICLE + "\n"


def test_a_broken_record_is_told_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": 3}}\n{json.dumps({"text": DIRTY})}\n', encoding="utf8")
    other = write(tmp_path / "b.jsonl", DIRTY)
    before = path.read_bytes()
    done = run("check", str(path), str(tmp_path / "none.jsonl"), str(other))
    assert (done.returncode, len(rows(done))) == (2, 4)
    assert b"a.jsonl:1: field 'text' is a number" in done.stderr and b"none.jsonl: there is no such file" in done.stderr
    done = run("check", "--fix", str(path), str(other))
    assert done.returncode == 2
    assert path.read_bytes() == before
    assert run("check", str(other)).returncode == 0
    assert b"2 lines removed, in 1 of 2 records; 1 file changed; 1 broken record" in done.stderr


@pytest.mark.parametrize("choice", ["skip", "keep"])
def test_broken_records_can_be_passed_over(tmp_path: Path, choice: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": 3}}\n{json.dumps({"text": DIRTY})}\n', encoding="utf8")
    done = run("check", "--on-error", choice, str(path))
    assert (done.returncode, len(rows(done))) == (1, 2)
    assert done.stderr == b"boilerstrip: 2 lines would go, in 1 of 1 record; 1 broken record\n"
    assert run("check", "--on-error", choice, "--write-baseline", str(tmp_path / "b.json"), str(path)).returncode == 0
    assert run("check", "--on-error", choice, "--fix", str(path)).returncode == 0
    assert path.read_text() == f'{{"text": 3}}\n{json.dumps({"text": ARTICLE + chr(10)})}\n'


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    path = write(tmp_path / "in" / "a.jsonl", DIRTY)
    path.parent.chmod(0o500)
    done = run("check", "--fix", str(path))
    path.parent.chmod(0o700)
    assert done.returncode == 2
    assert b"Permission denied" in done.stderr


def test_a_baseline_accepts_what_is_there(tmp_path: Path) -> None:
    path, accepted = write(tmp_path / "a.jsonl", ARTICLE, DIRTY), str(tmp_path / "accepted.json")
    done = run("check", "--write-baseline", accepted, str(path))
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"accepts 2 lines in 2 records" in done.stderr
    assert run("check", "--baseline", accepted, str(path)).returncode == 0
    write(path, f"{SIGNUP}\n{ARTICLE}\nFollow us on Facebook", ARTICLE, ARTICLE + "\n" + SHARE)
    done = run("check", "--baseline", accepted, str(path))
    assert done.returncode == 1
    assert [row.split(" ", 3)[3] for row in rows(done)] == ["Follow us on Facebook"]
    assert "-Follow us on Facebook" in rows(run("check", "--diff", "--baseline", accepted, str(path)))
    assert run("check", "--fix", "--baseline", accepted, str(path)).returncode == 0
    texts = [json.loads(row)["text"] for row in path.read_text().splitlines()]
    assert texts == [f"{SIGNUP}\n{ARTICLE}", ARTICLE, f"{ARTICLE}\n{SHARE}"]


def test_a_baseline_written_again_keeps_what_it_says_of_other_files(tmp_path: Path) -> None:
    a, b, gone = (write(tmp_path / name, DIRTY) for name in ("a.jsonl", "b.jsonl", "gone.jsonl"))
    accepted = tmp_path / "accepted.json"
    run("check", "--write-baseline", str(accepted), str(a), str(b), str(gone))
    gone.unlink()
    write(a, ARTICLE)
    run("check", "--write-baseline", str(accepted), str(a))
    assert list(json.loads(accepted.read_text())["files"]) == ["b.jsonl"]
    assert run("check", "--baseline", str(accepted), str(a), str(b)).returncode == 0
    write(b, ARTICLE)
    assert b"2 accepted lines no longer found" in run("check", "--baseline", str(accepted), str(b)).stderr


def test_a_baseline_of_broken_records_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf8")
    done = run("check", "--write-baseline", str(tmp_path / "accepted.json"), str(tmp_path / "a.jsonl"))
    assert done.returncode == 2
    assert not (tmp_path / "accepted.json").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["check"], b"Missing argument"),
        (["check", "--fix", "--diff", "-"], b"exclude each other"),
        (["check", "-", "--jobs", "-1"], b"not in the range"),
        (["check", "--fix", "-"], b"standard input cannot be changed in place"),
        (["check", "-", "--baseline", "/no/such.json"], b"write it with --write-baseline"),
        (["check", "-", "--from", "jsnl"], b"unknown format 'jsnl'"),
        (["check", "-", "--output-format", "xml"], b"'xml' is not one of"),
        (["check", "-", "--ignore", "sahre"], b"did you mean share"),
        (["check", "-", "--config", "/no/such.toml"], b"/no/such.toml: there is no such file"),
        (["check", "-", "--config", "a.toml", "--no-config"], b"exclude each other"),
    ],
)
def test_wrong_options_exit_2_and_say_why(args: list[str], says: bytes) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
