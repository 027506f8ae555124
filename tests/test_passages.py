"""Passages: where they begin, how far they grow, and what they never take."""

from __future__ import annotations

from math import inf

import pytest

from boilerstrip import explain
from boilerstrip.body import split
from boilerstrip.filters import LINE_FILTERS
from boilerstrip.filters.passage import NAMES, Passages
from boilerstrip.filters.passages import GROWTH, Bounds, barred, grown, is_speech, model, seeds
from boilerstrip.filters.rows import page_of, rows_of
from boilerstrip.filters.wording import tone, wording
from boilerstrip.measure import Core, draw_core
from boilerstrip.settings import Settings

STORY = [
    "The old signal box at Marrow Junction is to become a library, the county council decided on Thursday night.",
    "Councillors voted nine to four for the plan, which had lain in a drawer since the branch line closed in 1986.",
    "The box will hold about two thousand books, most of them given by the railway society, its chairman said.",
    "Work on the roof is to begin in April. The levers stay where they are, and children may pull three of them.",
    "A first story hour is planned for the autumn, when the platform will have been swept and the stove repaired.",
]
APPEAL = [
    "One more thing from the newsroom",
    "Ada drove forty miles in the snow to sit through that meeting, and forty miles back, in a car with one working wiper.",
    "The wiper costs £38. The petrol was £11, and the flask of soup she made herself.",
    "We have no owner to send the bill to. We have you.",
    "Chip in £3 a month and keep Ada on the road.",
    "Yes, count me in",
    "Not tonight",
    "Tom Hallowell, editor of the Marrow Gazette",
]


def core_of(text: str) -> Core:
    body = split(text)
    return draw_core(body, [mark for line_filter in LINE_FILTERS for mark in line_filter(body, Settings())])


def known_of(text: str) -> tuple[Core, Passages]:
    core = core_of(text)
    return core, Passages(page_of(core.body, core), wording(), tone())


def test_lines_of_an_appeal_go_that_no_rule_knows() -> None:
    result = explain("\n".join([*STORY, *APPEAL]))
    told = [verdict for verdict in result.verdicts if any(mark.by == "passages" for mark in verdict.marks)]
    assert result.text.startswith("\n".join(STORY))
    assert not any(line in result.text for line in APPEAL[3:])
    assert told and all(verdict.drop for verdict in told)
    assert any(removal.rule == "passages" for removal in result.removed)


def test_the_same_sentences_stay_where_they_are_the_story() -> None:
    story = [*STORY[:2], APPEAL[1], "The meeting was the longest since the war, the clerk said, and the soup was gone by ten.", *STORY[2:]]
    assert explain("\n".join(story)).text == "\n".join(story)


def test_every_measure_has_a_name() -> None:
    core, known = known_of("\n".join([*STORY, *APPEAL]))
    assert len(set(NAMES)) == len(NAMES)
    for first, end in ((0, 1), (2, 4), (5, 13), (0, 13), (12, 13)):
        assert len(known.measures(first, end)) == len(NAMES)
    assert dict(zip(NAMES, known.measures(5, 13), strict=True))["rows"] == 8
    assert core.body.lines


def test_the_trees_ask_for_measures_that_there_are() -> None:
    forest, bounds = model()
    assert forest.measures == NAMES
    assert bounds.low < bounds.high


def test_passages_begin_where_a_line_gives_itself_away() -> None:
    core = core_of("\n".join([*STORY, "Subscribe to our newsletter"]))
    begins = seeds(core.body, core, wording())
    assert 5 in begins
    assert len(begins) < 4


@pytest.mark.parametrize(
    "line",
    [
        "| Chip in | £3 |",
        "## Chip in £3 a month",
        "1. Chip in £3 a month",
        "“We have you, and we have no owner to send the bill to, and that is all we have,” she said to the readers.",
        "– We have you, and we have no owner to send the bill to, and that is all we have, she told the readers.",
    ],
)
def test_tables_headings_steps_and_speech_belong_to_no_passage(line: str) -> None:
    body = split("\n".join([*STORY, line]))
    assert barred(body) == {5}


def test_long_paragraphs_belong_to_none_even_if_a_rule_takes_a_sentence_of_them() -> None:
    long = " ".join([*STORY[:3], "Sign up for our newsletter."])
    assert barred(split("\n".join([*STORY, long]))) == {5}
    result = explain("\n".join([*STORY, long, *APPEAL[3:]]))
    assert all(sentence in result.text for sentence in STORY[:3])
    assert all(is_speech(split(sign + STORY[0]).lines[0]) for sign in "“”„«»‘「『–—")
    assert not is_speech(split("– 3 euros").lines[0])


def test_a_passage_grows_as_long_as_the_odds_let_it() -> None:
    _, known = known_of("\n".join([*STORY, *APPEAL]))
    size = len(known.rows)
    known.telling = [True] * size

    def odds(first: int, end: int) -> float:
        return 5.0 if first >= 7 and end <= 11 else 0.0

    found = list(grown(known, [9], frozenset(), Bounds(4.0, 1.0), odds))
    assert [(one.first, one.end) for one in found] == [(7, 11)]
    assert not list(grown(known, [9], frozenset({9}), Bounds(4.0, 1.0), odds))
    assert [(one.first, one.end) for one in grown(known, [9], frozenset({8}), Bounds(4.0, 1.0), odds)] == [(9, 11)]
    assert not list(grown(known, [9], frozenset(), Bounds(6.0, 1.0), odds))
    everything = list(grown(known, [size - 1], frozenset(), Bounds(1.0, 0.0), lambda first, end: 5.0))
    assert (everything[0].first, everything[0].end) == (size - 1 - GROWTH, size)


def test_no_passage_holds_a_row_of_another() -> None:
    _, known = known_of("\n".join([*STORY, *["Chip in £3 a month and keep Ada on the road."] * 40]))
    known.telling = [True] * 45
    found = list(grown(known, list(range(5, 45)), frozenset(), Bounds(1.0, 0.0), lambda first, end: 5.0))
    rows = [row for one in found for row in range(one.first, one.end)]
    assert len(found) > 1
    assert len(rows) == len(set(rows))


def test_a_label_above_the_story_stays_with_it() -> None:
    lines = [*STORY[:2], "Chip in £3 a month and keep Ada on the road.", "What the box holds", *STORY[2:]]
    _, known = known_of("\n".join(lines))
    known.telling = [index == 2 for index in range(len(lines))]
    found = list(grown(known, [2], frozenset(), Bounds(1.0, 0.0), lambda first, end: 5.0 if (first, end) in ((2, 3), (2, 4)) else -1.0))
    assert [(one.first, one.end) for one in found] == [(2, 3)]


@pytest.mark.parametrize(
    ("labels", "first"),
    [
        (["Levers: 9", "Roof: slate"], 7),
        (["Levers: 9", "Roof: slate", "Books: 2,000", "Stoves: 1"], 9),
        (["Levers: 9", "Roof: slate", "Books: 2,000", "Stoves: 1", "Doors: 2"], 5),
        (["Dear reader,"], 5),
        (["A note from us:"], 5),
    ],
)
def test_labels_between_the_story_and_a_passage_stay_unless_they_lead_to_it_or_are_a_list(labels: list[str], first: int) -> None:
    lines = [*STORY, *labels, "Chip in £3 a month and keep Ada on the road.", "We have no owner to send the bill to. We have you."]
    _, known = known_of("\n".join(lines))
    story = frozenset(range(len(STORY)))
    found = list(grown(known, [len(lines) - 2], story, Bounds(1.0, 0.0), lambda first, end: 5.0 + end - first))
    assert [(one.first, one.end) for one in found] == [(first, len(lines))]


DRIVE = [APPEAL[1], "The wiper is broken, the flask is empty, and the heater gave up somewhere beyond the second bridge."]


@pytest.mark.parametrize(
    ("lines", "rows", "doubt"),
    [
        ([*STORY[:3], *DRIVE, *STORY[3:]], (3, 5), 3.5),
        ([*DRIVE, *STORY], (0, 2), 1.75),
        ([*STORY, *DRIVE], (5, 7), 1.75),
        ([*STORY[:4], *DRIVE], (4, 6), inf),
        ([*STORY, DRIVE[0]], (5, 6), inf),
    ],
)
def test_a_passage_that_nothing_gives_away_needs_more(lines: list[str], rows: tuple[int, int], doubt: float) -> None:
    _, known = known_of("\n".join(lines))
    assert not any(known.telling)
    inside = range(rows[0], rows[1] + 1)
    for odds in (0.9, 1.1):
        weight = odds + min(doubt, 20.0)
        marked = list(
            grown(known, [rows[0]], frozenset(), Bounds(1.0, 0.0), lambda a, b, w=weight: w if a in inside and b in inside else -1.0)
        )
        assert [(one.first, one.end) for one in marked] == ([rows] if odds > 1 and doubt < inf else [])


@pytest.mark.parametrize("below", [[], ["What the box holds", *STORY[2:]]])
def test_a_single_row_that_gives_itself_away_needs_more_too(below: list[str]) -> None:
    _, known = known_of("\n".join([*STORY[:2], DRIVE[0], *below]))
    known.telling = [index == 2 for index in range(len(known.rows))]
    needed = 4.5 if below else 2.75
    for odds, count in ((needed - 0.1, 0), (needed + 0.1, 1)):
        marked = grown(known, [2], frozenset(), Bounds(1.0, 0.0), lambda a, b, w=odds: w if a == 2 and b <= 4 else -1.0)
        assert [(one.first, one.end) for one in marked] == [(2, 3)] * count


@pytest.mark.parametrize(("story", "most"), [(STORY, 3.5), (STORY[:3], 2.5)])
def test_a_sentence_costs_more_in_a_short_text(story: list[str], most: float) -> None:
    _, known = known_of("\n".join([*story, *DRIVE]))
    last = len(known.rows) - 1
    known.telling = [index == last for index in range(last + 1)]
    for fall, rows in ((most - 0.1, 2), (most + 0.1, 1)):
        values = {last: 7.0, last - 1: 7.0 - fall}
        (found,) = grown(known, [last], frozenset(), Bounds(1.0, 0.0), lambda a, b, held=values: held.get(a, -9.0))
        assert found.end - found.first == rows


def test_rows_of_a_text_in_one_line_are_left_alone() -> None:
    text = " ".join([*STORY, *APPEAL])
    assert not any(mark.by == "passages" for verdict in explain(text).verdicts for mark in verdict.marks)
    assert len(rows_of(split(text))) == len(split(text).lines)


def test_a_title_between_menu_and_story_stays() -> None:
    lines = ["Home", "News", "Subscribe", "Log in", "Old signal box becomes a library", *STORY, "All rights reserved."]
    assert "Old signal box becomes a library" in explain("\n".join(lines)).text
