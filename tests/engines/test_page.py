"""Everything that docs/engines.md shows is run, and gives what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from boilerstrip import clean

HERE = Path(__file__).resolve().parents[2]
PAGE = (HERE / "docs" / "engines.md").read_text(encoding="utf8")
FILES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SHOWN = dict(re.findall(r"^```console\n\$ (.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
NEWS = [json.loads(line) for line in FILES["news.jsonl"].splitlines()]
CLEAN = [{**row, "text": row["text"] and clean(row["text"])} for row in NEWS]
CATEGORIES = {1: ["share", "legal"], 2: [], 3: ["newsletter"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page."""
    place = tmp_path_factory.mktemp("page")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf8")
    return place


def run(command: str, folder: Path) -> str:
    """What a command of the page prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(HERE), "SPARK_LOCAL_IP": "127.0.0.1", "HF_HOME": str(folder / "hf")}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(*paths: Path) -> list[dict[str, Any]]:
    read = [json.loads(line) for path in paths for line in path.read_text(encoding="utf8").splitlines()]
    return sorted(read, key=lambda row: row["id"])


def test_the_news_are_worth_cleaning() -> None:
    assert [row["text"] and row["text"].count("\n") for row in CLEAN] == [0, None, 0]
    assert [row["text"] and row["text"].count("\n") for row in NEWS] == [2, None, 1]


@pytest.mark.parametrize("name", re.findall(r"from_(\w+)\.jsonl", PAGE))
def test_recipes(name: str, folder: Path) -> None:
    run(f"python with_{name}.py", folder)
    assert rows(folder / f"from_{name}.jsonl") == CLEAN


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("with_") and f"from_{name[5:-3]}.jsonl" in PAGE])
def test_recipes_have_ten_lines(name: str) -> None:
    assert len([line for line in FILES[name].splitlines() if line.strip()]) <= 10


def test_scrapy(folder: Path) -> None:
    (command,) = (command for command in SHOWN if command.startswith("scrapy"))
    assert run(command, folder) == SHOWN[command]
    (item,) = [json.loads(line) for line in (folder / "ferry.jsonl").read_text(encoding="utf8").splitlines()]
    assert item["text"].endswith("the harbour board announced.")
    assert [span["category"] for span in item["removed"]] == ["share"]


def test_datatrove(folder: Path) -> None:
    run("python with_datatrove.py", folder)
    done = [json.loads(line) for line in (folder / "from_datatrove" / "00000.jsonl").read_text(encoding="utf8").splitlines()]
    assert [row["text"] for row in done] == [row["text"] for row in CLEAN if row["text"]]
    assert [[span["category"] for span in row["metadata"]["removed"]] for row in done] == [CATEGORIES[1], CATEGORIES[3]]


def test_ray(folder: Path) -> None:
    run("python with_ray.py", folder)
    done = [row for path in (folder / "from_ray").iterdir() for row in pyarrow.parquet.read_table(path).to_pylist()]
    check(done)


def test_spark(folder: Path) -> None:
    assert run("python with_spark.py", folder) == SHOWN["python with_spark.py"]
    check(rows(*(folder / "from_spark").glob("*.json")))


def check(done: list[dict[str, Any]]) -> None:
    """Texts and removed spans are those of the news."""
    found = {row["id"]: (row.get("text"), [span["category"] for span in row["removed"]]) for row in done}
    assert found == {row["id"]: (row["text"], CATEGORIES[row["id"]]) for row in CLEAN}


def test_the_settings_of_scrapy_are_told() -> None:
    from boilerstrip.integrations.scrapy import READERS

    table = PAGE.partition("| setting |")[2].partition("\n\n")[0]
    assert {name.removeprefix("BOILERSTRIP") for name in re.findall(r"`((?:BOILERSTRIP)?_\w+)`", table)} == {f"_{name}" for name in READERS}


def test_the_extras_named_are_those_there_are() -> None:
    import tomllib

    extras = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf8"))["project"]["optional-dependencies"]
    named = set(re.findall(r"'\.\[(\w+)\]'", PAGE))
    assert named == {"scrapy", "datatrove", "ray", "spark"} <= set(extras)
