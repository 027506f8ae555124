"""Batches of columns, of every kind that Ray and Spark hand out."""

from __future__ import annotations

import pickle
from typing import Any

import numpy
import pandas
import pyarrow as pa
import pytest

from boilerstrip import InputError, SettingsError
from boilerstrip.integrations.batches import BatchCleaner, span_type
from tests.engines.articles import FOOT, article, dirty

TEXTS = [dirty(1), None, article(2), ""]
CLEAN = [article(1), None, article(2), ""]
BIG = [2**60 + 1, None, 3, 4]


def table(kind: Any = None) -> pa.Table:
    return pa.table({"n": pa.array(BIG), "text": pa.array(TEXTS, kind)}).replace_schema_metadata({"made": "here"})


STRINGS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]


@pytest.mark.parametrize("kind", STRINGS, ids=str)
def test_a_table_keeps_its_schema(kind: Any) -> None:
    texts = pa.array(TEXTS).dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else pa.array(TEXTS, kind)
    before = table().set_column(1, pa.field("text", kind, metadata={"a": "b"}), texts)
    after = BatchCleaner()(before)
    assert after["text"].to_pylist() == CLEAN
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after["n"].equals(before["n"])


def test_a_record_batch_stays_one() -> None:
    after = BatchCleaner(removed="gone")(table().to_batches()[0])
    assert isinstance(after, pa.RecordBatch)
    assert after.column("text").to_pylist() == CLEAN


def test_a_table_of_several_chunks_and_one_without_rows() -> None:
    assert BatchCleaner()(pa.concat_tables([table(), table()]))["text"].to_pylist() == CLEAN * 2
    assert BatchCleaner(removed="gone")(table().slice(0, 0)).schema.names == ["n", "text", "gone"]
    assert BatchCleaner()(pa.table({"text": pa.nulls(2)}))["text"].to_pylist() == [None, None]


@pytest.mark.parametrize("make", [lambda t: t, lambda t: t.to_pandas()], ids=["pyarrow", "pandas"])
def test_removed_spans_are_a_column_of_the_same_type_whatever_is_in_it(make: Any) -> None:
    cleaner = BatchCleaner(removed="gone")
    for rows in (slice(0, 1), slice(1, 2)):
        after = cleaner(make(table().slice(rows.start, 1)))
        back = after if isinstance(after, pa.Table) else pa.Table.from_pandas(after, preserve_index=False)
        assert back.schema.field("gone").type == span_type()
    spans, *rest = gone(cleaner(make(table())))
    assert [span["category"] for span in spans] == ["share", "legal"]
    assert "".join(span["text"] for span in spans) == "\n" + FOOT == dirty(1)[spans[0]["start"] : spans[1]["end"]]
    assert rest == [[], [], []]


def gone(batch: Any) -> list[Any]:
    """The removed spans of a batch."""
    return batch["gone"].to_pylist() if isinstance(batch, pa.Table) else [list(row) for row in batch["gone"]]


@pytest.mark.parametrize("dtype", ["object", pandas.array(TEXTS).dtype, "string", "category", pandas.ArrowDtype(pa.string())], ids=str)
def test_a_frame_keeps_its_kinds(dtype: Any) -> None:
    before = pandas.DataFrame({"n": pandas.array(BIG, "Int64"), "text": pandas.array(TEXTS, dtype)}, index=[7, 7, 8, 9])
    copy = before.copy()
    after = BatchCleaner()(before)
    assert [None if pandas.isna(text) else text for text in after["text"]] == CLEAN
    assert after.dtypes.map(lambda d: d.name).equals(before.dtypes.map(lambda d: d.name))
    assert list(after.index) == [7, 7, 8, 9]
    assert after["n"].equals(before["n"])
    pandas.testing.assert_frame_equal(before, copy)


@pytest.mark.parametrize("nothing", [None, float("nan"), pandas.NA], ids=str)
def test_arrays_of_numpy(nothing: Any) -> None:
    before = {"n": numpy.arange(2), "text": numpy.array([dirty(1), nothing], dtype=object)}
    after = BatchCleaner()(before)
    assert after["text"].tolist()[0] == article(1)
    assert after["text"][1] is nothing
    assert after["n"] is before["n"]
    assert before["text"][0] == dirty(1)
    assert BatchCleaner()({"text": numpy.array([dirty(1)])})["text"].tolist() == [article(1)]


def test_plain_lists() -> None:
    before = {"n": [1, 2], "text": [dirty(1), None]}
    assert BatchCleaner()(before) == {"n": [1, 2], "text": [article(1), None]}
    after = BatchCleaner(removed="gone")(before)
    assert [len(rows) > 0 for rows in after["gone"]] == [True, False]


@pytest.mark.parametrize(
    ("batch", "says"),
    [
        (pa.table({"texts": TEXTS}), "there is no column 'text': did you mean texts?"),
        ({"body": numpy.array(["x"])}, "there is no column 'text': known are body"),
        (pandas.DataFrame([["x", "y"]], columns=["text", "text"]), "more than one column 'text': rename one"),
        (pa.table({"text": [1, 2]}), "column 'text' holds int, not text, in row 0"),
        (pa.table({"text": [b"x"]}), "column 'text' holds bytes, not text, in row 0 of a batch: decode it first"),
        (pandas.DataFrame({"text": ["x", 7]}, dtype=object), "holds int, not text, in row 1"),
        (pa.table({"text": TEXTS, "gone": TEXTS}), "there is a column 'gone' already"),
        ({"text": numpy.array(["x"])}, "NumPy has no type for a column of removed spans: ask for batch_format='pyarrow'"),
    ],
)
def test_what_does_not_fit_is_told(batch: Any, says: str) -> None:
    with pytest.raises(InputError) as error:
        BatchCleaner(removed="gone")(batch)
    assert says in str(error.value)


def test_an_array_of_two_dimensions_is_no_text() -> None:
    with pytest.raises(InputError, match="holds list, not text, in row 0"):
        BatchCleaner()({"text": numpy.array([["x"], ["y"]])})


def test_another_kind_of_batch_is_refused() -> None:
    with pytest.raises(TypeError, match="not list"):
        BatchCleaner()([dirty(1)])


@pytest.mark.parametrize(
    "options", [{"profil": "body"}, {"profile": "boddy"}, {"ignore": ["newsleter"]}, {"text": ""}, {"removed": "text"}]
)
def test_wrong_options_are_refused_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        BatchCleaner(**options)


def test_a_cleaner_can_be_pickled() -> None:
    cleaner = pickle.loads(pickle.dumps(BatchCleaner(text="body", ignore=["share"])))
    assert cleaner(pa.table({"body": [dirty(1)]}))["body"].to_pylist() == [f"{article(1)}\nShare this article"]
