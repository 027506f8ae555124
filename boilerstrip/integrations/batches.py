"""Batches of columns, as Ray Data and Spark hand them out: the text column is cleaned, all others are handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from boilerstrip.errors import InputError, near
from boilerstrip.integrations.parts import SPAN, check_name, cleaner_of, removed_rows
from boilerstrip.streams.missing import need


class Column(NamedTuple):
    """What becomes of a text column.

    Attributes:
        texts: Its values, cleaned; what is null stays as it was.
        removed: The removed spans of every row.
    """

    texts: list[Any]
    removed: list[list[dict[str, Any]]]


class BatchCleaner:
    """Cleans the text column of a batch: a dictionary of NumPy arrays or lists, a pandas frame, or a table or record batch of pyarrow.

    What comes back is of the same kind and has the same rows. A null stays null; a value that is neither text nor null is refused, so
    that a mistaken column is no silent loss of time. Instances can be pickled.

    Args:
        text: Name of the column that holds the texts.
        removed: Name of a new column with the removed spans, lists of records with the fields of ``parts.SPAN``; None for no such column.
        **options: Fields of ``Settings``.

    Raises:
        SettingsError: A name or an option that does not fit.

    >>> BatchCleaner(profile="body").text
    'text'
    """

    def __init__(self, text: str = "text", removed: str | None = None, **options: Any) -> None:
        self.text = check_name("text", text)
        self.removed = None if removed is None else check_name("removed", removed, (text,))
        self.cleaner = cleaner_of(options)

    def __call__(self, batch: Any) -> Any:
        """A batch with its texts cleaned.

        Args:
            batch: A dictionary of NumPy arrays or lists, a ``pandas.DataFrame``, a ``pyarrow.Table`` or ``pyarrow.RecordBatch``.

        Raises:
            InputError: The text column is missing, there twice, or holds something else than text; or the column for the removed
                spans is there already, or wanted of NumPy arrays.
            TypeError: The batch is none of these.
        """
        kind = "numpy" if isinstance(batch, dict) else type(batch).__module__.partition(".")[0]
        if kind not in _KINDS:
            raise TypeError(f"a batch is a dictionary of arrays or lists, a pandas frame or a pyarrow table, not {type(batch).__name__}")
        names, clean = _KINDS[kind]
        self._check(names(batch))
        return clean(self, batch)

    def column(self, values: Iterable[Any]) -> Column:
        """The cleaned values of a text column.

        Args:
            values: Texts and nulls.

        Raises:
            InputError: One of them is neither.
        """
        texts: list[Any] = []
        removed: list[list[dict[str, Any]]] = []
        for row, value in enumerate(values):
            if isinstance(value, str):
                result = self.cleaner.explain(value)
                texts.append(result.text)
                removed.append(removed_rows(result) if self.removed else [])
            elif _is_null(value):
                texts.append(value)
                removed.append([])
            else:
                hint = ": decode it first" if isinstance(value, bytes) else ""
                raise InputError(f"column {self.text!r} holds {type(value).__name__}, not text, in row {row} of a batch{hint}")
        return Column(texts, removed)

    def _check(self, names: list[Any]) -> None:
        if (there := names.count(self.text)) != 1:
            hint = near(self.text, map(str, names)) if not there else "rename one of them"
            raise InputError(f"there {'is no' if not there else 'is more than one'} column {self.text!r}: {hint}")
        if self.removed in names:
            raise InputError(f"there is a column {self.removed!r} already: choose another name in removed=…")


def span_type() -> Any:
    """The type of the column of removed spans in Arrow.

    Raises:
        MissingError: pyarrow is not installed.
    """
    arrow = need("pyarrow", "parquet")
    kinds = {int: arrow.int64(), float: arrow.float64(), str: arrow.string()}
    return arrow.list_(arrow.struct([(name, kinds[kind]) for name, kind in SPAN.items()]))


def _is_null(value: Any) -> bool:
    """Whether a value stands for no value: None, NaN, ``pandas.NA``, ``pandas.NaT``."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)


def _arrays(cleaner: BatchCleaner, batch: dict[str, Any]) -> dict[str, Any]:
    if isinstance(batch[cleaner.text], list):
        column = cleaner.column(batch[cleaner.text])
        return {**batch, cleaner.text: column.texts} | ({cleaner.removed: column.removed} if cleaner.removed else {})
    numpy = need("numpy", "ray")
    if cleaner.removed:
        raise InputError("NumPy has no type for a column of removed spans: ask for batch_format='pyarrow' (or 'pandas')")
    return {**batch, cleaner.text: numpy.array(cleaner.column(batch[cleaner.text].tolist()).texts, dtype=object)}


def _frame(cleaner: BatchCleaner, batch: Any) -> Any:
    pandas = need("pandas", "ray")
    old = batch[cleaner.text]
    column = cleaner.column(old)
    new = batch.copy(deep=False)
    if isinstance(old.dtype, pandas.CategoricalDtype):
        new[cleaner.text] = pandas.Series(column.texts, index=old.index, dtype=old.cat.categories.dtype).astype("category")
    else:
        new[cleaner.text] = pandas.Series(column.texts, index=old.index, dtype=old.dtype)
    if cleaner.removed:
        new[cleaner.removed] = pandas.Series(column.removed, index=old.index, dtype=pandas.ArrowDtype(span_type()))
    return new


def _table(cleaner: BatchCleaner, batch: Any) -> Any:
    arrow = need("pyarrow", "parquet")
    at = batch.schema.get_field_index(cleaner.text)
    field = batch.schema.field(at)
    column = cleaner.column(batch.column(at).to_pylist())
    if arrow.types.is_dictionary(field.type):
        texts = arrow.array(column.texts, field.type.value_type).dictionary_encode().cast(field.type)
    else:
        texts = arrow.array(column.texts, field.type)
    new = batch.set_column(at, field, texts)
    if cleaner.removed:
        new = new.append_column(cleaner.removed, arrow.array(column.removed, span_type()))
    return new


_KINDS: dict[str, tuple[Callable[[Any], list[Any]], Callable[[BatchCleaner, Any], Any]]] = {
    "numpy": (list, _arrays),
    "pandas": (lambda batch: list(batch.columns), _frame),
    "pyarrow": (lambda batch: list(batch.schema.names), _table),
}
"""For every kind of batch: what names its columns, and what cleans it."""
