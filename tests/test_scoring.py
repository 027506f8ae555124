"""Counts on labelled lines."""

from __future__ import annotations

import pytest

from boilerstrip import InputError, Settings, explain
from boilerstrip.scoring import Labelled, score
from tests.hosts import host

ARTICLE = host("en")
SHARE = "Share this article"
NEWS = "Sign up for our morning newsletter and never miss a story."
BYLINE = "By Marion Teague"


def labelled(*rows: tuple[str, str]) -> Labelled:
    lines = [*((line, "") for line in ARTICLE), *rows]
    return Labelled(tuple(line for line, _ in lines), tuple(label for _, label in lines))


def test_counts_by_category() -> None:
    missed = "The marmalade of Harwick was never orange, the cook said, and nobody in the harbour had ever asked her why."
    result = score([labelled((SHARE, "share"), (NEWS, "newsletter"), (missed, "navigation"))])
    assert (result.articles, result.total.labelled, result.total.found, result.total.removed, result.total.right) == (1, 3, 2, 2, 2)
    assert {name: (c.labelled, c.found) for name, c in result.categories.items()} == {
        "share": (1, 1),
        "newsletter": (1, 1),
        "navigation": (1, 0),
    }
    assert (result.total.precision, result.total.recall, result.lost) == (1.0, 2 / 3, 0)


def test_a_line_that_should_have_stayed_counts_against_it() -> None:
    result = score([labelled((SHARE, ""), (NEWS, "newsletter"))])
    assert (result.total.precision, result.total.recall) == (0.5, 1.0)
    assert result.lost == len(SHARE)
    assert result.characters == sum(map(len, ARTICLE)) + len(SHARE)
    assert (result.categories["share"].removed, result.categories["share"].right) == (1, 0)


def test_a_right_line_under_another_name_is_right() -> None:
    result = score([labelled((SHARE, "navigation"))])
    assert result.total.precision == result.total.recall == 1.0
    assert (result.categories["navigation"].found, result.categories["share"].right) == (1, 1)


def test_what_nobody_is_sure_of_is_not_counted() -> None:
    result = score([labelled((SHARE, "?"), (" ", "share"))])
    assert (result.total.labelled, result.total.removed, result.lost) == (0, 0, 0)
    assert result.total.precision is result.total.recall is None


def test_settings_say_what_is_to_go() -> None:
    rule = explain("\n".join([*ARTICLE, SHARE])).removed[0].rule
    article = labelled((SHARE, "share"), (BYLINE, "byline"))
    assert score([article]).total.labelled == 1
    assert score([article], Settings(profile="body")).total.labelled == 2
    assert score([article], Settings(ignore=("share",))).total.labelled == 0
    assert score([article], Settings(select=("legal",))).total.labelled == 0
    assert score([article], Settings(select=(rule,))).total.labelled == 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ([], "is an object like"),
        ({"lines": ["a"]}, "is an object like"),
        ({"lines": "a", "labels": [""]}, "is an object like"),
        ({"lines": ["a"], "labels": [None]}, "is an object like"),
        ({"lines": ["a"], "labels": []}, "1 lines, but 0 labels"),
        ({"lines": ["a\nb"], "labels": [""]}, "line 1 holds a line break"),
        ({"lines": ["a"], "labels": ["newsleter"]}, "line 1: unknown label 'newsleter': did you mean newsletter"),
    ],
)
def test_rows_that_are_refused(row: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        Labelled.of(row)
