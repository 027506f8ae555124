"""Data sheets: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from boilerstrip import explain
from boilerstrip.body import split
from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.sheets import sheets
from boilerstrip.measure import draw_core
from boilerstrip.settings import Settings

STORY = [
    "The new telephoto lens is light enough to carry all day, and after a week on the estuary my shoulders believed it.",
    "It focuses quickly and silently, and it holds on to a wader in flight better than the old one did.",
    "At the edges it is a little soft when wide open. Stop it down once and the softness is gone.",
    "The tripod ring is an odd shape and the hood creaks, but neither ever failed me in the rain.",
    "For birds at a distance it is the best lens I have used at the price, and the quietest.",
]


def found(lines: list[str]) -> list[int]:
    """The lines of data sheets below the story, counted from its end."""
    body = split("\n".join([*STORY, *lines]))
    marks = [mark for line_filter in LINE_FILTERS for mark in line_filter(body, Settings())]
    return [index - len(STORY) for index in sorted(sheets(body, draw_core(body, marks)))]


@pytest.mark.parametrize(
    "lines",
    [
        ["Focal length: 400 mm", "Weight: 2.1 kg", "Filter thread: 77 mm", "Weather sealed: yes, apart from the hood"],
        ["Gewicht: 2,1 kg", "Filter: 77 mm", "Farbe: Schwarz"],
        ["重さ：2.1 kg", "長さ：30 cm", "色：黒"],
        ["الوزن: 2.1 كغ", "الطول: 30 سم", "اللون: أسود"],
        ["- Weight: 2.1 kg", "- Length: 30 cm", "- Colour: black"],
    ],
)
def test_labels_with_values_are_a_sheet_and_stay(lines: list[str]) -> None:
    assert found(lines) == list(range(len(lines)))
    assert explain("\n".join([*STORY, *lines])).text == "\n".join([*STORY, *lines])


@pytest.mark.parametrize(
    "lines",
    [
        ["Focal length: 400 mm", "Weight: 2.1 kg"],
        [
            "Politics: Why nobody wants to be mayor of Marrow Junction any more",
            "Courts: The man who sold the same boat to seven brothers",
            "Culture: What the museum hid behind the second wall for years",
        ],
        ["Anna: We will not sell the boat.", "Tom: Then we shall have to swim.", "Anna: So be it!"],
        ["https://marrow.example/1", "https://marrow.example/2", "https://marrow.example/3"],
        ["8:30 Coffee", "9:00 The first talk", "10:15 A walk"],
    ],
)
def test_two_entries_headlines_speech_addresses_and_times_are_none(lines: list[str]) -> None:
    assert found(lines) == []


def test_rules_speak_about_the_entries_of_a_sheet_as_before() -> None:
    lines = ["Weight: 2.1 kg", "Length: 30 cm", "Colour: black", "Share this article", "© 2031 Marrow Gazette. All rights reserved."]
    assert explain("\n".join([*STORY, *lines])).text == "\n".join([*STORY, *lines[:3]])
