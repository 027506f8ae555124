"""Where `boilerstrip` may write, and where not: nothing is written over what is read, over another output, or over a device."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.corpus import CLEAN, DIRTY, jsonl, pack, run


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "news.jsonl"
    path.write_bytes(jsonl([DIRTY, CLEAN]))
    return path


@pytest.mark.parametrize("option", ["--output", "--stats"])
def test_a_pipe_is_written_to_and_stays_one(news: Path, option: str) -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()))
    reader.start()
    assert run("clean", "-q", option, "pipe", news).exit_code == 0
    reader.join(10)
    assert stat.S_ISFIFO(os.stat("pipe").st_mode)
    assert got[0] == jsonl([CLEAN, CLEAN]) if option == "--output" else got[0].startswith(b"{")


def test_a_pipe_is_not_changed_in_place(news: Path) -> None:
    os.mkfifo("pipe.jsonl")
    for verb in (["clean", "-i"], ["check", "--fix"]):
        if verb[0] == "check":
            threading.Thread(target=lambda: Path("pipe.jsonl").write_bytes(news.read_bytes())).start()
        done = run(*verb, "pipe.jsonl")
        assert done.exit_code == 2 and "is no file that could be replaced" in done.stderr
    assert stat.S_ISFIFO(os.stat("pipe.jsonl").st_mode)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_named_twice_is_cleaned_once_and_can_be_restored(news: Path, jobs: str) -> None:
    before = news.read_bytes()
    Path("link.jsonl").symlink_to("news.jsonl")
    assert run("clean", "-qi", "--jobs", jobs, "--removed", "log", "--stats", "stats", news, "./news.jsonl", "link.jsonl").exit_code == 0
    assert '"documents": 2' in Path("stats").read_text()
    assert news.read_bytes() == jsonl([CLEAN, CLEAN])
    done = run("restore", "-i", "log")
    assert (done.exit_code, done.stderr) == (0, "boilerstrip: 1 file restored\n")
    assert news.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--stats", "news.jsonl"], "written over a file that is read"),
        (["--removed", "./news.jsonl"], "written over a file that is read"),
        (["--output", "news.jsonl"], "or use --in-place"),
        (["--removed", "log", "--rejects", "log"], "written over that of --rejects"),
        (["--output", "x.jsonl", "--stats", "x.jsonl"], "written over that of --stats"),
        (["--stats", "no/folder/stats.json"], "there is no folder no/folder"),
        (["--output", "no/folder/x.jsonl"], "there is no folder no/folder"),
        (["--stats", "-"], "standard output is for the texts"),
        (["--removed", "-"], "standard output is for the texts"),
    ],
)
def test_what_would_be_lost_is_refused_before_the_run(news: Path, args: list[str], says: str) -> None:
    before = news.read_bytes()
    done = run("clean", *args, "news.jsonl")
    assert done.exit_code == 2 and says in done.stderr and done.stdout_bytes == b""
    assert news.read_bytes() == before and os.listdir() == ["news.jsonl"]


def test_a_file_is_no_folder_to_write_into(news: Path) -> None:
    Path("out").write_bytes(b"")
    done = run("clean", "-o", "out/", news)
    assert done.exit_code == 2 and "out/: is a file, not a folder" in done.stderr


def test_a_folder_that_takes_no_file_is_named_without_the_hidden_file(news: Path) -> None:
    done = run("check", "--write-baseline", "no/folder/accepted.json", news)
    assert done.exit_code == 2 and "no/folder/accepted.json: no file can be made in its folder" in done.stderr


def test_a_log_without_files_is_told(news: Path) -> None:
    Path("log").write_bytes(b"")
    done = run("restore", "log")
    assert done.exit_code == 2 and "tells of no file" in done.stderr


@pytest.mark.parametrize("verb", ["clean", "check", "explain"])
def test_closed_standard_input_is_told(verb: str) -> None:
    command = f"exec {sys.executable} -m boilerstrip {verb} - <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=Path(__file__).parents[1], timeout=60)
    assert done.returncode == 2 and done.stderr.startswith(b"boilerstrip: standard input is closed")


def test_a_file_without_a_text_is_told(tmp_path: Path) -> None:
    page = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Rain fell.</p>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    crawl, blank = tmp_path / "crawl.warc", tmp_path / "blank.jsonl"
    crawl.write_bytes(head % len(page) + page + b"\r\n\r\n")
    blank.write_bytes(b"\n\n")
    for verb in ("clean", "check"):
        for path, only in ((crawl, ": only conversion and resource records of type text/plain are read"), (blank, "")):
            done = run(verb, path)
            assert done.exit_code == 0 and f"{path}: none of its records holds a text{only}\n" in done.stderr
    (broken := tmp_path / "broken.jsonl").write_bytes(b'{"text": 7}\n')
    for verb in ("clean", "check"):
        assert "none of its records" not in run(verb, "--on-error", "skip", broken).stderr


def test_pages_in_a_folder_are_told_to_need_a_format(tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text("<p>Rain fell.</p>", encoding="utf8")
    done = run("clean", tmp_path)
    assert done.exit_code == 2 and ".html" not in done.stderr and "pages with --from html)" in done.stderr


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_an_empty_file_is_told_however_packed(tmp_path: Path, suffix: str) -> None:
    for name, data in (("bare", b""), ("packed", pack(b"", suffix))):
        path = tmp_path / f"{name}.jsonl{suffix}"
        path.write_bytes(data)
        for verb in ("clean", "check"):
            done = run(verb, path)
            assert done.exit_code == 0 and f"{path}: is empty" in done.stderr


@pytest.mark.parametrize("to", ["text", "csv", "parquet"])
def test_a_lone_surrogate_is_not_written_as_bytes_that_nobody_reads(tmp_path: Path, to: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a\\ud800b"}\n')
    done = run("clean", "--to", to, path)
    assert done.exit_code == 2 and "surrogate" in done.stderr and "use --to jsonl" in done.stderr
    assert run("clean", "--to", "jsonl", path).stdout_bytes == path.read_bytes()


def test_an_unknown_name_is_not_answered_with_all_rules(news: Path) -> None:
    done = run("check", "--select", "zzzzzz", news)
    assert done.exit_code == 2 and "known are advert, " in done.stderr and len(done.stderr) < 500
