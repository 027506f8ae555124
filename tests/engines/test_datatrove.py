"""datatrove: its local executor, from JSONL to JSONL, one run killed in the middle."""

from __future__ import annotations

import copy
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from boilerstrip import InputError, SettingsError, explain
from boilerstrip.integrations.datatrove import BoilerstripFormatter
from tests.engines.articles import FOOT, article, dirty
from tests.engines.trove import TASKS

HERE = Path(__file__).resolve().parents[2]
EACH = 40
MENU = "Home\nNews\nSport\nLog in\nSubscribe"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def put(path: Path, documents: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in documents), encoding="utf8")


def run(folder: Path, step: BoilerstripFormatter) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """What one task makes of ``folder/in``, and the sums of the step's stats."""
    steps = [JsonlReader(str(folder / "in")), step, JsonlWriter(str(folder / "out"), compression=None)]
    executor = LocalPipelineExecutor(steps, tasks=1, logging_dir=str(folder / "logs"))
    stats = next(s for s in executor.run().stats if "boilerstrip" in s.name)
    return rows(folder / "out" / "00000.jsonl"), {name: value.total for name, value in stats.stats.items()}


def test_texts_change_and_the_rest_stays(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.jsonl", [{"id": "one", "text": dirty(1), "url": "https://example.org/1"}, {"id": "two", "text": article(2)}])
    done, stats = run(tmp_path, BoilerstripFormatter())
    assert [(row["id"], row["text"]) for row in done] == [("one", article(1)), ("two", article(2))]
    assert done[0]["metadata"]["url"] == "https://example.org/1"
    assert "removed" not in done[0]["metadata"]
    gone = {r.category: r.end - r.start for r in explain(dirty(1)).removed}
    assert stats == {
        "total": 2,
        "forwarded": 2,
        "texts": 2,
        "changed": 1,
        "chars": len(dirty(1)) + len(article(2)),
        "removed_chars": sum(gone.values()),
        "removed_chars/share": gone["share"],
        "removed_chars/legal": gone["legal"],
        "doc_len": len(article(1)) + len(article(2)),
    }


def test_removed_spans_go_into_the_metadata(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.jsonl", [{"id": "one", "text": dirty(1)}, {"id": "two", "text": article(2)}])
    done, _ = run(tmp_path, BoilerstripFormatter(removed="gone", select=["legal"]))
    (span,) = done[0]["metadata"]["gone"]
    assert (span["category"], span["text"]) == ("legal", "\n" + FOOT.split("\n")[1])
    assert dirty(1)[span["start"] : span["end"]] == span["text"]
    assert done[1]["metadata"]["gone"] == []


def test_metadata_is_never_overwritten() -> None:
    step = BoilerstripFormatter(removed="gone")
    with pytest.raises(InputError, match="document x has metadata 'gone' already: choose another name"):
        list(step.run([Document(text=dirty(1), id="x", metadata={"gone": 1})]))


def test_what_is_no_text_is_handed_on() -> None:
    step = BoilerstripFormatter(removed="gone")
    documents = [Document(text=None, id="a"), Document(text=["x"], id="b"), Document(text="", id="c")]
    assert list(step.run(copy.deepcopy(documents)))[:2] == documents[:2]
    assert step.stats["not_text"].total == 2


@pytest.mark.parametrize("drop", [False, True])
def test_documents_that_become_empty(drop: bool, tmp_path: Path) -> None:
    documents = [Document(text=MENU, id="menu"), Document(text=article(1), id="article"), Document(text="", id="empty before")]
    writer = JsonlWriter(str(tmp_path), output_filename="dropped.jsonl", compression=None) if drop else None
    step = BoilerstripFormatter(profile="page", no_article="empty", drop_empty=drop, exclusion_writer=writer)
    kept = {document.id: document.text for document in step.run(documents)}
    assert kept == {"article": article(1), "empty before": ""} | ({} if drop else {"menu": ""})
    if drop:
        (row,) = rows(tmp_path / "dropped.jsonl")
        assert (row["text"], row["metadata"]) == (MENU, {"filter_reason": "empty after boilerstrip"})
        assert (step.stats["dropped"].total, step.stats["forwarded"].total) == (1, 2)


@pytest.mark.parametrize("options", [{"profil": "body"}, {"profile": "boddy"}, {"select": ["newsleter"]}, {"removed": ""}, {"removed": 7}])
def test_wrong_options_are_refused_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        BoilerstripFormatter(**options)


def test_a_step_can_be_pickled() -> None:
    step = pickle.loads(pickle.dumps(BoilerstripFormatter(ignore=["share"])))
    assert next(iter(step.run([Document(text=dirty(1), id="x")]))).text.endswith("Share this article")


def test_a_run_that_was_killed_is_finished_without_doubles(tmp_path: Path) -> None:
    for task in range(TASKS):
        put(tmp_path / "in" / f"{task}.jsonl", [{"id": f"{task}-{n}", "text": dirty(n)} for n in range(EACH)])
    started = subprocess.Popen(
        command(tmp_path, 0.05), cwd=HERE, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: completed(tmp_path) and unfinished(tmp_path))
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    before = completed(tmp_path)
    assert 0 < len(before) < TASKS
    again = subprocess.run(command(tmp_path, 0), cwd=HERE, capture_output=True, text=True, timeout=200)
    assert again.returncode == 0, again.stderr
    assert len(completed(tmp_path)) == TASKS
    assert f"Skipping {len(before)} already completed tasks" in again.stderr
    done = [row for path in sorted((tmp_path / "out").iterdir()) for row in rows(path)]
    assert [row["id"] for row in done] == [f"{task}-{n}" for task in range(TASKS) for n in range(EACH)]
    assert all(row["text"] == article(int(row["id"].partition("-")[2])) for row in done)
    assert all([span["category"] for span in row["metadata"]["removed"]] == ["share", "legal"] for row in done)


def command(folder: Path, seconds: float) -> list[str]:
    return [sys.executable, "-m", "tests.engines.trove", str(folder), str(seconds)]


def completed(folder: Path) -> set[str]:
    """The tasks that are done."""
    return {path.name for path in (folder / "logs" / "completions").glob("*")}


def unfinished(folder: Path) -> set[str]:
    """The tasks that have begun to write and are not done."""
    return {path.stem for path in (folder / "out").glob("*.jsonl")} - completed(folder)


def wait_for(ready: Any, seconds: float = 120) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
