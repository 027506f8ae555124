"""JSONL: one JSON object a line. The text is cut out of the line's own bytes, so that everything else stays as it was.

Nothing is parsed and written anew: numbers of any length, doubled keys, escapes, blanks and the order of keys are never touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, BinaryIO, NamedTuple

from boilerstrip.errors import near
from boilerstrip.streams.literal import in_literal
from boilerstrip.streams.plain import BOM, cut_bytes, not_utf8
from boilerstrip.streams.records import Cut, Edit, Record, Source, joined

_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_SKIP = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


class Found(NamedTuple):
    """The text of a line: its value, and where the string literal stands between its quotation marks."""

    text: str
    start: int
    end: int


def read(stream: BinaryIO, source: Source) -> Iterator[Record]:
    """Every line as a record; a blank line has no text."""
    for number, raw in enumerate(stream, 1):
        start = len(BOM) if number == 1 and raw.startswith(BOM) else 0
        if not raw[start:].strip(b" \t\r\n"):
            yield Record(source, number, None, raw)
            continue
        try:
            line = raw[start:].decode("utf8")
            found = find(line, source.field)
        except UnicodeDecodeError as error:
            yield Record(source, number, None, raw, not_utf8(error.start + start))
        except RecursionError:
            yield Record(source, number, None, raw, "nested too deeply to be read")
        except ValueError as error:
            yield Record(source, number, None, raw, str(error))
        else:
            yield Record(source, number, found.text, raw, place=(start, found.start, found.end))


def edits(record: Record, cuts: Sequence[Cut]) -> list[Edit]:
    """What the cuts change in the bytes of a line."""
    bom, start, end = record.place
    line = record.raw[bom:].decode("utf8")
    literal = line[start:end]
    inner = joined(cuts)
    if "\\" in literal:
        inner = in_literal(literal, _ESCAPE, inner)
    return cut_bytes(line, bom, [(start + s, start + e) for s, e in inner])


def find(line: str, field: str) -> Found:
    """Find the text of a JSON object.

    Args:
        line: The object as JSON.
        field: Name of the field, ``a.b`` for ``b`` inside ``a``. Of a doubled key the last counts, as for any JSON reader.

    Raises:
        ValueError: The line is no JSON object, or the field is missing or no string.

    >>> find('{"id": 1, "text": "Rain"}', "text")
    Found(text='Rain', start=19, end=23)
    """
    line = line.rstrip(" \t\r\n")
    at = len(line) - len(line.lstrip(" \t\r\n"))
    if line[at : at + 1] != "{":
        raise ValueError('is no JSON object: a line looks like {"text": "…"}')
    try:
        found, end, keys = _object(line, at, field)
    except json.JSONDecodeError as error:
        raise ValueError(f"no valid JSON at character {error.pos + 1}: {error.msg}") from error
    if line[end:]:
        raise ValueError(f"no valid JSON at character {end + 1}: more than one value in the line")
    if found is None:
        raise ValueError(f"has no field {field!r}: " + (f"{near(field, keys)} (--field names it)" if keys else "the object is empty"))
    if isinstance(found, str):
        raise ValueError(f"field {field!r} is {found}, not a string")
    return found


def _object(line: str, at: int, field: str) -> tuple[Found | str | None, int, list[str]]:
    """Walk over an object from its brace on: what the field is (or which other type), where the object ends, its keys."""
    found: Found | str | None = None
    keys: list[str] = []
    at = _BLANK.match(line, at + 1).end()  # type: ignore[union-attr]
    if line[at : at + 1] == "}":
        return None, at + 1, keys
    while True:
        if line[at : at + 1] != '"':
            raise json.JSONDecodeError("a key in quotation marks is missing", line, at)
        key, at = scanstring(line, at + 1, True)
        keys.append(key)
        at = _BLANK.match(line, at).end()  # type: ignore[union-attr]
        if line[at : at + 1] != ":":
            raise json.JSONDecodeError("a colon is missing", line, at)
        at = _BLANK.match(line, at + 1).end()  # type: ignore[union-attr]
        hit, at, below = _value(line, at, key, field)
        found = hit or found
        keys += [f"{key}.{name}" for name in below]
        at = _BLANK.match(line, at).end()  # type: ignore[union-attr]
        if line[at : at + 1] == "}":
            return found, at + 1, keys
        if line[at : at + 1] != ",":
            raise json.JSONDecodeError("a comma or a closing brace is missing", line, at)
        at = _BLANK.match(line, at + 1).end()  # type: ignore[union-attr]


def _value(line: str, at: int, key: str, field: str) -> tuple[Found | str | None, int, list[str]]:
    """One value: whether it is the field or holds it, where it ends, keys inside it."""
    first = line[at : at + 1]
    if key == field and first == '"':
        text, end = scanstring(line, at + 1, True)
        return Found(text, at + 1, end - 1), end, []
    if first == "{" and field.startswith(key + "."):
        return _object(line, at, field[len(key) + 1 :])
    _, end = _SKIP.raw_decode(line, at)
    return (_kind(line[at:end]) if key == field else None), end, []


def _kind(value: str) -> str:
    """What a JSON value is, in words."""
    kinds = {"{": "an object", "[": "a list", "n": "null", "t": "true", "f": "false", '"': "a string"}
    return kinds.get(value[:1], "a number")


def fields(record: Record, raw: bytes) -> dict[str, Any]:
    """A line as fields."""
    values: dict[str, Any] = json.loads(raw.removeprefix(BOM))
    return values
