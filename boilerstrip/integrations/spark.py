"""Spark: a function for ``mapInArrow`` or ``mapInPandas``, and the schema of what it gives.

    df.mapInArrow(cleaned(text="body", removed="removed"), schema=schema(df, removed="removed"))

``mapInArrow`` is the better one: on the way through pandas, some versions of Spark make floats of whole numbers with gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from boilerstrip.integrations.batches import BatchCleaner
from boilerstrip.integrations.parts import SPAN
from boilerstrip.streams.missing import need


def cleaned(text: str = "text", removed: str | None = None, **options: Any) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """A function that cleans the text column of the batches of a Spark data frame.

    Args:
        text: Name of the column that holds the texts.
        removed: Name of a new column with the removed spans; None for no such column. The schema then is ``schema(df, removed)``.
        **options: Fields of ``Settings``.

    Returns:
        What ``mapInArrow`` and ``mapInPandas`` want; it can be pickled. Executors need this package.

    Raises:
        SettingsError: A name or an option that does not fit.

    >>> callable(cleaned(profile="body"))
    True
    """
    clean = BatchCleaner(text, removed, **options)

    def clean_batches(batches: Iterable[Any]) -> Iterator[Any]:
        return map(clean, batches)

    return clean_batches


def schema(frame: Any, removed: str | None = None) -> Any:
    """The schema of a cleaned data frame.

    Args:
        frame: The data frame before, or its schema.
        removed: Name of the column of removed spans, as ``cleaned`` was told.

    Returns:
        A ``StructType``: that of the frame, with a column for removed spans behind if there is one.

    Raises:
        MissingError: Spark is not installed.
    """
    types = need("pyspark.sql.types", "spark")
    before = frame if isinstance(frame, types.StructType) else frame.schema
    if removed is None:
        return before
    kinds = {int: types.LongType(), float: types.DoubleType(), str: types.StringType()}
    span = types.StructType([types.StructField(name, kinds[kind]) for name, kind in SPAN.items()])
    return types.StructType([*before.fields, types.StructField(removed, types.ArrayType(span))])
