"""Ray Data, on a real Ray of this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
import ray
from ray.data import ActorPoolStrategy

from boilerstrip import SettingsError
from boilerstrip.integrations.batches import span_type
from boilerstrip.integrations.ray import Clean
from tests.engines.articles import article, dirty

HERE = Path(__file__).resolve().parents[2]
ROWS = 12


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[None]:
    """A Ray of two processes, for this module."""
    environment = {"env_vars": {"PYTHONPATH": str(HERE)}}
    ray.init(num_cpus=2, include_dashboard=False, logging_level=logging.ERROR, log_to_driver=False, runtime_env=environment)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


def dataset() -> Any:
    """Rows in two blocks: some have nothing to remove, one has no text; numbers that no float can hold, with gaps."""
    texts = [None if n == 3 else dirty(n) if n > 6 else article(n) for n in range(ROWS)]
    table = pa.table({"id": list(range(ROWS)), "big": [None if n % 2 else 2**60 + n for n in range(ROWS)], "text": texts})
    return ray.data.from_arrow([table.slice(0, 6), table.slice(6)])


def rows(cleaned: Any) -> list[dict[str, Any]]:
    return sorted(cleaned.take_all(), key=lambda row: row["id"])


EXPECTED = [None if n == 3 else article(n) for n in range(ROWS)]


@pytest.mark.parametrize("form", ["numpy", "pandas", "pyarrow"])
@pytest.mark.parametrize("how", ["actors", "tasks"])
def test_texts_change_in_every_batch_format(form: str, how: str) -> None:
    if how == "actors":
        cleaned = dataset().map_batches(Clean, batch_format=form, batch_size=5, compute=ActorPoolStrategy(size=1))
    else:
        cleaned = dataset().map_batches(Clean(), batch_format=form, batch_size=5)
    done = rows(cleaned)
    assert [row["text"] for row in done] == EXPECTED
    if form == "pyarrow":  # elsewhere Ray itself makes floats of whole numbers with gaps, with pandas in older versions
        assert [row["big"] for row in done] == [None if n % 2 else 2**60 + n for n in range(ROWS)]


@pytest.mark.parametrize("form", ["pandas", "pyarrow"])
def test_removed_spans_are_a_column_of_one_type(form: str, tmp_path: Path) -> None:
    cleaned = dataset().map_batches(
        Clean,
        fn_constructor_kwargs={"removed": "removed", "select": ["legal"]},
        batch_format=form,
        compute=ActorPoolStrategy(size=1),
    )
    cleaned.write_parquet(str(tmp_path))
    files = [pyarrow.parquet.read_table(path) for path in tmp_path.glob("*.parquet")]
    kinds = {str(table.schema.field("removed").type.value_type) for table in files}
    assert kinds == {str(span_type().value_type)}
    done = sorted((row for table in files for row in table.to_pylist()), key=lambda row: row["id"])
    assert [[span["category"] for span in row["removed"]] for row in done] == [["legal"] if n > 6 else [] for n in range(ROWS)]


def test_wrong_options_end_the_run_before_it_begins() -> None:
    with pytest.raises(SettingsError, match="unknown option 'profil'"):
        dataset().map_batches(Clean(profil="body"))


def test_a_column_of_numbers_is_refused() -> None:
    with pytest.raises(Exception, match="column 'id' holds int, not text, in row 0 of a batch"):
        dataset().map_batches(Clean(text="id"), batch_format="pyarrow").take_all()
