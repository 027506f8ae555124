"""Texts that were wrapped at a column: their paragraphs are judged as if they were lines, and nothing else is."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import clean, explain
from boilerstrip.body import split
from boilerstrip.rules import load_rules
from tests.hosts import host

UNCASED = ("ar", "he", "hi", "ko")
LANGUAGES = ("cs", "da", "de", "en", "es", "fi", "fr", "id", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk", "vi", *UNCASED)
TOLD = ("newsletter", "paywall", "donation", "legal", "share")


def wrapped(paragraphs: list[str], column: int, apart: str = "\n\n") -> str:
    """Some paragraphs, broken at a column."""
    return apart.join("\n".join(wrap(text, column, break_long_words=False, break_on_hyphens=False)) for text in paragraphs)


def words(text: str) -> list[str]:
    return text.split()


def notices(language: str) -> list[str]:
    """Some lines of publishers in a language."""
    rules = [rule for rule in load_rules((language,)) if rule.language == language and rule.category in TOLD and rule.weight >= 0.8]
    return [rule.drops[0] for rule in rules[:: max(1, len(rules) // 6)]]


def texts(text: str) -> list[str]:
    """The lines of a body."""
    return [line.text for line in split(text).lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("column", [60, 72, 80, 96])
def test_a_wrapped_text_loses_the_same_words(language: str, column: int) -> None:
    paragraphs = [*host(language), *notices(language)]
    plain = clean("\n".join(paragraphs))
    assert len(plain) < len("\n".join(paragraphs))
    assert words(clean(wrapped(paragraphs, column))) == words(plain)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in UNCASED])
@pytest.mark.parametrize("column", [60, 72])
def test_so_does_one_without_blank_lines(language: str, column: int) -> None:
    paragraphs = [*host(language), *notices(language)]
    assert words(clean(wrapped(paragraphs, column, "\n"))) == words(clean("\n".join(paragraphs)))


def test_windows_line_ends_and_indented_rows_change_nothing() -> None:
    paragraphs = [*host("en"), *notices("en")]
    plain = words(clean("\n".join(paragraphs)))
    text = wrapped(paragraphs, 72)
    assert words(clean(text.replace("\n", "\r\n"))) == plain
    assert words(clean("\n".join("    " + row if row else row for row in text.split("\n")))) == plain


def test_the_last_word_of_a_paragraph_is_no_label() -> None:
    story = [
        "Run the script with the newest release of the interpreter, because only the newest one knows the latest table of characters and "
        "writes it into the comments.",
        "The table is long. It holds every character that takes two columns of a terminal, and those that take none, with the release in "
        "which it came to the standard.",
        "Whoever changes it by hand will see the change go with the next release of the table, so do not.",
    ]
    text = wrapped(story, 77)
    assert "\ncomments.\n" in text
    assert clean(text) == text


def test_a_sentence_goes_from_a_wrapped_paragraph() -> None:
    paragraphs = host("en")
    long = f"{paragraphs[0]} {paragraphs[1]} Subscribe to our newsletter and never miss a story. {paragraphs[2]}"
    result = explain(wrapped([long, *paragraphs[3:], paragraphs[0]], 72))
    assert words(result.text) == words(" ".join([*paragraphs[:3], *paragraphs[3:], paragraphs[0]]))
    assert {removal.category for removal in result.removed} == {"newsletter"}


def test_a_paragraph_is_one_line_with_its_place() -> None:
    text = wrapped(
        ["Rain fell on the upper valley for three days, and by Tuesday the river stood in the cellars of the lower town."] * 3, 60
    )
    body = split(text)
    assert [(line.number, line.height) for line in body.lines] == [(1, 2), (4, 2), (7, 2)]
    assert "".join(body.text[line.start : line.end] for line in body.lines) == text
    assert all("\n" not in line.text for line in body.lines)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [f"The council of town {chr(65 + n)} votes on the pier again this week" for n in range(9)], id="headlines of one width"
        ),
        pytest.param(["The sea is a door,", "the door is a sea,", "and whoever goes through", "comes back with salt"] * 3, id="a poem"),
        pytest.param(["example-news.com", "example-sport.com", "harbour-post.com", "marrow-gazette.com"] * 3, id="a menu"),
        pytest.param(["港の町では今年も桟橋の修理が行われ、多くの人が集まった。"] * 9, id="Japanese"),
        pytest.param(
            ["- a pier of oak that was built by the fathers of the village", "- a boat of oak that nobody has sailed since"] * 5, id="items"
        ),
        pytest.param(["Headline about the harbour and the pier of the old town", "by Ana Brook"] * 4, id="bylines"),
        pytest.param(
            [
                "항구 마을의 낡은 방파제를 다시 짓는 공사가 이번 주 월요일에 시작됐다고 군청이 밝혔다.",
                "주민들은 배를 어디에 두어야 할지 아직 모른다고 말하며 대책을 마련해 달라고 요구했다.",
                "공사는 내년 봄까지 이어지며 비용은 군과 도가 절반씩 나누어 부담하기로 합의했다고 한다.",
                "어촌계장 한서윤 씨는 올해 조업을 쉬는 배가 서른 척에 이를 것으로 내다보고 있다고 했다.",
            ]
            * 2,
            id="Korean sentences",
        ),
        pytest.param(["She left the house at nine and nobody saw her come back again.", "so they said, at least."], id="two lines"),
    ],
)
def test_other_short_lines_stay_apart(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_rows_that_begin_something_of_their_own_are_not_carried() -> None:
    prose = wrapped(host("en"), 72)
    own = [
        "- first item of a list",
        "2. second step of the way",
        "> what somebody wrote before",
        "# Heading",
        "https://example.org/a/long/way",
    ]
    assert texts(prose + "\n" + "\n".join(own))[-len(own) :] == own


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(host("en") + host("de") + notices("en")), min_size=1, max_size=8),
    st.integers(20, 120),
    st.sampled_from(["\n", "\n\n"]),
)
def test_any_column_gives_whole_lines_and_a_fixed_point(paragraphs: list[str], column: int, apart: str) -> None:
    text = wrapped(paragraphs, column, apart)
    body = split(text)
    assert "".join(text[line.start : line.end] for line in body.lines) == text
    assert [word for line in body.lines for word in words(line.text)] == words(text)
    once = clean(text)
    assert clean(once) == once
