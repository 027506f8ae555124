"""Scrapy: an item pipeline that cleans text fields.

``ITEM_PIPELINES = {"boilerstrip.integrations.scrapy.BoilerstripPipeline": 300}`` switches it on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from boilerstrip.errors import SettingsError, near
from boilerstrip.integrations.parts import check_name, cleaner_of, counts, removed_rows
from boilerstrip.marks import Result
from boilerstrip.streams.missing import need

PREFIX = "BOILERSTRIP_"
READERS = {
    "FIELDS": "getlist",
    "REMOVED_FIELD": "get",
    "PROFILE": "get",
    "LANGUAGES": "getlist",
    "SELECT": "getlist",
    "IGNORE": "getlist",
    "PACKS": "getlist",
    "KEEP": "getlist",
    "BUDGET": "getfloat",
    "NO_ARTICLE": "get",
    "DECISIONS": "getlist",
}
"""Names of Scrapy settings, behind ``PREFIX``, with the way Scrapy reads each: lists may be written with commas."""

_REFUSED = (KeyError, AttributeError, TypeError, ValueError)
"""What items raise that cannot be written to."""

log = logging.getLogger(__name__)


class BoilerstripPipeline:
    """Cleans text fields of items: dictionaries, ``Item``, dataclasses, attrs and pydantic classes.

    A field that is missing or None, or holds something else than a ``str``, is left alone and counted. So is an item that cannot be
    written to, as one that has not declared the field for the removed spans. No item is ever dropped.

    Args:
        crawler: The crawler that items come from; its stats get the counts.
        fields: Names of the fields that are cleaned.
        removed_field: Name of a field that gets the removed spans, each with the ``field`` it stood in; None for no such field.
        **options: Fields of ``Settings``.

    Raises:
        SettingsError: A name or an option that does not fit.
        MissingError: Scrapy is not installed.
    """

    def __init__(self, crawler: Any, fields: tuple[str, ...] = ("text",), removed_field: str | None = None, **options: Any) -> None:
        self._adapter = need("itemadapter", "scrapy").ItemAdapter
        self.stats = crawler.stats
        self.fields = tuple(dict.fromkeys(check_name(f"{PREFIX}FIELDS", field) for field in fields))
        if not self.fields:
            raise SettingsError(f"{PREFIX}FIELDS is empty: name the fields that hold text, as in {PREFIX}FIELDS = ['text']")
        self.removed_field = None if removed_field is None else check_name(f"{PREFIX}REMOVED_FIELD", removed_field, self.fields)
        self.cleaner = cleaner_of(options)

    @classmethod
    def from_crawler(cls, crawler: Any) -> BoilerstripPipeline:
        """The pipeline as the settings of a crawler tell: ``BOILERSTRIP_FIELDS``, ``BOILERSTRIP_PROFILE`` and so on.

        Args:
            crawler: Scrapy's crawler.

        Raises:
            SettingsError: An unknown setting that begins with ``BOILERSTRIP_``, or a value that does not fit.
        """
        return cls(crawler, **_options(crawler.settings))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Clean the text fields of one item.

        Args:
            item: An item of any kind.
            spider: Given by older Scrapy versions, not used.

        Returns:
            The same item, changed.
        """
        self._count({"items": 1})
        if not self._adapter.is_item(item):
            self._count({"not_item": 1})
            return item
        fields = self._adapter(item)
        results = {name: self.cleaner.explain(fields[name]) for name in self.fields if isinstance(fields.get(name), str)}
        names = [*results] if self.removed_field is None else [self.removed_field, *results]
        before = {name: fields[name] for name in names if name in fields}
        try:
            self._write(fields, results)
        except _REFUSED as error:
            _put_back(fields, names, before)
            self._count({"not_writable": 1})
            log.error("%s was left as it came, it cannot be written to: %s", type(item).__name__, error)
            return item
        for name in self.fields:
            self._count(counts(results[name]) if name in results else {"missing" if fields.get(name) is None else "not_text": 1})
        return item

    def close_spider(self, spider: Any = None) -> None:
        """Warn if there were items, but none with a text in the fields: their names are probably others.

        Args:
            spider: Given by older Scrapy versions, not used.
        """
        if self.stats.get_value("boilerstrip/missing") and not self.stats.get_value("boilerstrip/texts"):
            log.warning("nothing was cleaned: no item had a text in %s; name the fields in %sFIELDS", ", ".join(self.fields), PREFIX)

    def _write(self, fields: Any, results: Mapping[str, Result]) -> None:
        """Put the cleaned texts into an item; the removed spans first, so that no text goes that is not kept there."""
        if self.removed_field:
            if fields.get(self.removed_field):
                raise ValueError(f"its field {self.removed_field!r} is filled already")
            fields[self.removed_field] = [{"field": name, **row} for name, result in results.items() for row in removed_rows(result)]
        for name, result in results.items():
            fields[name] = result.text

    def _count(self, numbers: Mapping[str, int]) -> None:
        for name, number in numbers.items():
            self.stats.inc_value(f"boilerstrip/{name}", number)


def _put_back(fields: Any, names: list[str], before: Mapping[str, Any]) -> None:
    """Give an item the fields again that it had, as far as it can be written to."""
    for name in names:
        with suppress(*_REFUSED):
            if name in before:
                fields[name] = before[name]
            elif name in fields:
                del fields[name]


def _options(settings: Any) -> dict[str, Any]:
    """Those of Scrapy's settings that are ours, as keywords of the pipeline."""
    options: dict[str, Any] = {}
    for key in settings:
        if not str(key).startswith(PREFIX) or settings.get(key) is None:
            continue
        name = key.removeprefix(PREFIX)
        if name not in READERS:
            raise SettingsError(f"unknown setting {key}: behind {PREFIX} {near(name, READERS)}")
        try:
            options[name.lower()] = getattr(settings, READERS[name])(key)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{key}: {settings.get(key)!r} does not fit: {error}") from error
    return options
