"""The hooks, through pre-commit itself, on a repository made here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.calls import call
from tests.hosts import host

HERE = Path(__file__).resolve().parents[1]
PARTS = ("boilerstrip", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
ARTICLE = "\n".join(host("en"))
ROWS = [{"id": 1, "text": f"{ARTICLE}\nShare this article\n"}, {"id": 2, "text": ARTICLE}]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def run(*command: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHONPATH"))}
    env = {**kept, **names, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never", "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=600)


def committed(folder: Path, home: Path) -> Path:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Begin"]):
        run("git", *command, cwd=folder, home=home).check_returncode()
    return folder


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This package as a repository of its own, its changes not yet committed included."""
    folder = tmp_path_factory.mktemp("hooks")
    for part in PARTS:
        copy = shutil.copytree if (HERE / part).is_dir() else shutil.copy
        copy(HERE / part, folder / part)
    shutil.rmtree(folder / "boilerstrip" / "__pycache__", ignore_errors=True)
    return committed(folder, folder)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf8")
    (folder / "notes.txt").write_text(ROWS[0]["text"], encoding="utf8")
    return committed(folder, tmp_path)


def pre_commit(*args: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    if subprocess.run([sys.executable, "-m", "pre_commit", "--version"], capture_output=True).returncode:
        pytest.skip("pre-commit is not installed: pip install pre-commit")
    done = run(sys.executable, "-m", "pre_commit", *args, cwd=cwd, home=home)
    if "An unexpected error has occurred" in done.stdout and (
        "ConnectionError" in done.stdout or "No matching distribution" in done.stdout
    ):
        pytest.skip("pre-commit could not install the package: no way to the package index")
    return done


def test_try_repo_checks_and_fixes(hooks: Path, corpus: Path, tmp_path: Path) -> None:
    done = pre_commit("try-repo", str(hooks), "--all-files", "--verbose", cwd=corpus, home=tmp_path / "home")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert "1 line removed, in 1 of 2 records; 1 file changed" in done.stdout
    assert "no lines would go" in done.stdout
    rows = [json.loads(line) for line in (corpus / "news.jsonl").read_text(encoding="utf8").splitlines()]
    assert rows == [{"id": 1, "text": f"{ARTICLE}\n"}, ROWS[1]]
    assert (corpus / "notes.txt").read_text(encoding="utf8") == ROWS[0]["text"]


def config_of_the_page(hooks: Path, home: Path) -> str:
    revision = run("git", "rev-parse", "HEAD", cwd=hooks, home=home).stdout.strip()
    page = (HERE / "docs" / "checking.md").read_text(encoding="utf8")
    config = re.findall(r"```yaml .pre-commit-config.yaml\n(.*?)```", page, re.DOTALL)[0]
    return config.replace("<where this repository lies>", str(hooks)).replace("<a tag or commit>", revision)


def test_the_options_on_the_page_choose_files_field_and_baseline(
    hooks: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    config = config_of_the_page(hooks, tmp_path)
    (corpus / ".pre-commit-config.yaml").write_text(config.replace("  #   ", "    "), encoding="utf8")
    (corpus / "texts").mkdir()
    for name in ("old.txt", "new.txt"):
        (corpus / "texts" / name).write_text(ROWS[0]["text"], encoding="utf8")
    (corpus / "texts" / "new.jsonl").write_text(json.dumps({"body": ROWS[0]["text"]}) + "\n", encoding="utf8")
    call("check", "--write-baseline", "accepted.json", "texts/old.txt")
    run("git", "add", "-A", cwd=corpus, home=tmp_path)
    done = pre_commit("run", "boilerstrip", "--all-files", cwd=corpus, home=tmp_path / "home")
    assert "2 lines removed, in 2 of 3 records; 2 files changed" in done.stdout, done.stdout + done.stderr
    assert (corpus / "texts" / "old.txt").read_text(encoding="utf8") == ROWS[0]["text"]


def test_check_lists_and_a_second_fix_changes_nothing(hooks: Path, corpus: Path, tmp_path: Path) -> None:
    (corpus / ".pre-commit-config.yaml").write_text(config_of_the_page(hooks, tmp_path), encoding="utf8")
    run("git", "add", "-A", cwd=corpus, home=tmp_path)
    home = tmp_path / "home"
    first = pre_commit("run", "boilerstrip-check", "--all-files", cwd=corpus, home=home)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "news.jsonl:1:" in first.stdout and "Share this article" in first.stdout
    assert pre_commit("run", "boilerstrip", "--all-files", cwd=corpus, home=home).returncode == 1
    fixed = (corpus / "news.jsonl").read_bytes()
    for hook in ("boilerstrip", "boilerstrip-check"):
        done = pre_commit("run", hook, "--all-files", cwd=corpus, home=home)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (corpus / "news.jsonl").read_bytes() == fixed
