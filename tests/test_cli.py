"""The command line, as a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts import host

ARTICLE = "\n".join(host("en"))
TEXT = f"{ARTICLE}\nShare this article\n"


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "boilerstrip", *args], input=stdin, capture_output=True, timeout=60)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


def test_clean_a_file_and_standard_input(article: str) -> None:
    for done in (run("clean", article), run("clean", "-", stdin=TEXT.encode())):
        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, ARTICLE + "\n", b"")


def test_line_endings_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert run("clean", "-", stdin=text.encode()).stdout.decode() == ARTICLE.replace("\n", "\r\n") + "\r\n"


def test_explain_prints_every_line_with_its_verdict(article: str) -> None:
    done = run("explain", article)
    rows = done.stdout.decode().split("\n")
    assert done.returncode == 1
    assert [row.partition(" | ")[2] for row in rows if row.startswith("- ")] == ["Share this article"]
    assert sum(" | " in row for row in rows) == len(TEXT.strip().split("\n"))
    assert b"1 of 7 lines go" in done.stderr
    assert run("explain", "-", stdin=ARTICLE.encode()).returncode == 0


def test_explain_as_json(article: str) -> None:
    data = json.loads(run("explain", "--json", article).stdout)
    assert data["text"] == ARTICLE + "\n"
    assert data["removed"][0]["category"] == "share"


def test_options_reach_the_cleaner(article: str) -> None:
    assert run("clean", "--ignore", "share", "--ignore", "density", article).stdout.decode() == TEXT
    assert run("clean", "--keep", "Share this article", article).stdout.decode() == TEXT
    assert run("clean", "--select", "legal", article).stdout.decode() == TEXT


def test_flags_are_told_on_standard_error() -> None:
    done = run("clean", "-", stdin=b"Share this article\n")
    assert (done.returncode, done.stdout) == (0, b"Share this article\n")
    assert b"no-prose" in done.stderr


@pytest.mark.parametrize(
    ("args", "stdin", "says"),
    [
        (["clean", "/no/such/file"], b"", b"no such file"),
        (["explain", "/"], b"", b"is a folder"),
        (["clean", "-"], b"caf\xe9", b"no valid UTF-8 at byte 3"),
        (["clean", "-", "--profile", "artikel"], b"", b"did you mean article"),
        (["explain", "-", "--select", "newsleter"], b"", b"did you mean newsletter"),
        (["clean", "-", "--language", "xx"], b"", b"unknown language"),
        (["clean"], b"", b"Missing argument"),
        (["wash", "-"], b"", b"No such command"),
    ],
)
def test_wrong_input_exits_2_and_says_why(args: list[str], stdin: bytes, says: bytes) -> None:
    done = run(*args, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m boilerstrip clean - | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], input=(TEXT * 2000).encode(), capture_output=True, timeout=120)
    assert done.stderr == b""


def test_help_and_version() -> None:
    assert b"clean" in run("--help").stdout
    assert b"Exit status" in run("explain", "--help").stdout
    assert run("--version").stdout.startswith(b"boilerstrip")


def test_a_mistyped_verb_is_answered_with_the_near_one() -> None:
    assert b"did you mean check?" in run("chek").stderr
