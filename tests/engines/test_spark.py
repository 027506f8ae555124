"""Spark, on a real one of this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as sql

from boilerstrip import SettingsError
from boilerstrip.integrations.spark import cleaned, schema
from tests.engines.articles import article, dirty

HERE = Path(__file__).resolve().parents[2]
ROWS = 12
EXPECTED = [None if n == 3 else article(n) for n in range(ROWS)]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A Spark of two threads, for this module."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    build = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
    build = build.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    session = build.config("spark.executorEnv.PYTHONPATH", str(HERE)).getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def frame(spark: SparkSession) -> Any:
    """Rows in two partitions: some have nothing to remove, one has no text; numbers that no float can hold, with gaps."""
    texts = [None if n == 3 else dirty(n) if n > 6 else article(n) for n in range(ROWS)]
    rows = [(n, None if n % 2 else 2**60 + n, text) for n, text in enumerate(texts)]
    return spark.createDataFrame(rows, "id long, big long, text string").repartition(2)


@pytest.mark.parametrize("way", ["mapInArrow", "mapInPandas"])
def test_texts_change_and_the_rest_stays(frame: Any, way: str) -> None:
    done = getattr(frame, way)(cleaned(), schema=schema(frame)).orderBy("id").collect()
    assert [row.text for row in done] == EXPECTED
    if way == "mapInArrow":  # through pandas, older versions of Spark make floats of whole numbers with gaps
        assert [row.big for row in done] == [None if n % 2 else 2**60 + n for n in range(ROWS)]


@pytest.mark.parametrize("way", ["mapInArrow", "mapInPandas"])
def test_removed_spans_are_a_column_that_can_be_counted(frame: Any, way: str, tmp_path: Path) -> None:
    clean = cleaned(removed="removed", ignore=["density"])
    getattr(frame, way)(clean, schema=schema(frame, removed="removed")).write.parquet(str(tmp_path / "out"))
    done = frame.sparkSession.read.parquet(str(tmp_path / "out"))
    spans = done.select(sql.explode("removed").alias("span")).groupBy("span.category").agg(sql.count("*").alias("n"))
    assert {row.category: row.n for row in spans.collect()} == {"share": ROWS - 7, "legal": ROWS - 7}
    assert [row.removed for row in done.orderBy("id").take(7)] == [[]] * 7


def test_the_schema_is_that_of_the_frame(frame: Any) -> None:
    assert schema(frame) == schema(frame.schema) == frame.schema
    assert schema(frame, removed="gone").names == ["id", "big", "text", "gone"]


def test_wrong_options_are_refused_before_the_run() -> None:
    with pytest.raises(SettingsError, match="unknown option 'profil'"):
        cleaned(profil="body")
    with pytest.raises(SettingsError, match="would overwrite the text"):
        cleaned(removed="text")


def test_a_column_of_numbers_is_refused(frame: Any) -> None:
    with pytest.raises(Exception, match="column 'id' holds int, not text, in row 0 of a batch"):
        frame.mapInArrow(cleaned(text="id"), schema=schema(frame)).collect()
