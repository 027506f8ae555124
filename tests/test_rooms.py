"""The small rooms: lines, folding, measures, cutting."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip.body import split
from boilerstrip.cut import Pieces
from boilerstrip.filters.siblings import siblings
from boilerstrip.filters.vetoes import looks_like_code
from boilerstrip.fold import bare, fold
from boilerstrip.marks import Mark
from boilerstrip.measure import draw_core, numbers, words
from boilerstrip.settings import Settings


def texts(text: str) -> list[str]:
    return [line.text for line in split(text).lines]


def test_lines_end_at_newlines_only() -> None:
    assert texts("a\u2028b\x0bc\x0cd\x85e\nf\r\ng\rh") == ["a\u2028b\x0bc\x0cd\x85e", "f", "g\rh"]


@given(st.text(alphabet="ab.。! \n\r\t\u2028", max_size=80))
def test_lines_tile_the_text(text: str) -> None:
    body = split(text)
    assert "".join(text[line.start : line.end] for line in body.lines) == (text if text.strip() else "")


def test_numbers_of_lines_count_blank_ones() -> None:
    assert [line.number for line in split("a\n\n \nb\n").lines] == [1, 4]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Rain fell. It rose. We left!", ["Rain fell.", "It rose.", "We left!"]),
        ("Mr. Pryde met Dr. Low at 3 p.m. on Monday. He left.", ["Mr. Pryde met Dr. Low at 3 p.m. on Monday.", "He left."]),
        ("Am 3. März kam er. Dann ging er.", ["Am 3. März kam er.", "Dann ging er."]),
        ("“Go.” They went.", ["“Go.”", "They went."]),
        ("雨が降った。川が増した。", ["雨が降った。", "川が増した。"]),
        ("بدأ المطر. توقف المطر.", ["بدأ المطر.", "توقف المطر."]),
        ("वर्षा हुई। नदी बढ़ी।", ["वर्षा हुई।", "नदी बढ़ी।"]),
    ],
)
def test_a_single_line_is_split_into_sentences(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("► READ   more", "read more"),
        ("## **Read** `more`", "read more"),
        ("[Read more](https://example.org/a_(b)) now", "read more now"),
        ("“Straße” – l’été…", '"strasse" - l\'été...'),
        ("Ｆｕｌｌ　ｗｉｄｔｈ：", "full width:"),
        ("İSTANBUL Işık", "istanbul işik"),
        ("أخبار إقرأ آخر", "اخبار اقرا اخر"),
        ("क़लम", fold("कलम")),
        ("cafe\u0301", "café"),
        ("soft\u00adhyphen zero\u200bwidth \u200fmark", "softhyphen zerowidth mark"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_bare() -> None:
    assert bare("related:") == bare("related »".replace("»", ">")) == "related"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Rain fell.", "sentence"),
        ("He said “no.”", "sentence"),
        ("Why?", "question"),
        ("Read more...", "dots"),
        ("Related:", "colon"),
        ("雨が降った。", "sentence"),
        ("关注：", "colon"),
        ("Rain", "none"),
        ("", "none"),
    ],
)
def test_ends(text: str, ends: str) -> None:
    assert numbers(text).ends == ends


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_pieces_remember_where_they_stood(text: str, cuts: list[tuple[int, int]]) -> None:
    pieces = Pieces(text)
    for a, b in cuts:
        before = pieces.text
        start, end = sorted((min(a, len(before)), min(b, len(before))))
        if start == end:
            continue
        (taken,) = pieces.cut([(start, end)])
        assert "".join(text[s:e] for s, e in taken) == before[start:end]
        assert pieces.text == before[:start] + before[end:]
        for offset, char in enumerate(pieces.text):
            assert text[pieces.at(offset)] == char


def test_quick_ways_to_find_words_find_the_same() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    wide = set(words._WIDE.findall(characters))
    assert wide <= set(words._MAY_BE_WIDE.findall(characters))
    for char in map(chr, range(0x2500)):
        for text in (char, f"a{char}'b"):
            assert words.words_in(text) == words._WORD.findall(text), hex(ord(char))


def test_a_word_that_several_packs_know_is_evidence_once() -> None:
    marks = [
        Mark(0, by, "navigation", weight, "")
        for by, weight in (("de-a", 0.4), ("fr-b", 0.4), ("fr-c", 0.3), ("shape-d", 0.5), ("en-e", -0.2))
    ]
    assert draw_core(split("Menu\nRain fell."), marks).evidence == pytest.approx((1.2, 0.0))


def test_evidence_is_the_same_in_any_order_of_the_marks() -> None:
    marks = [Mark(0, by, "navigation", weight, "") for by, weight in (("shape-a", 0.1), ("repeats", 0.2), ("shape-b", 0.3))]
    body = split("Menu\nRain fell.")
    assert draw_core(body, marks).evidence == draw_core(body, marks[::-1]).evidence == (0.6, 0.0)


def test_sentences_go_with_the_paragraph_that_a_rule_takes() -> None:
    opening = "Sign up for our free newsletter."
    more = "Every Friday we send you the tide tables, three recipes and the gossip of the harbour, and you can stop it whenever you like."
    told = "The chairman said the tide tables had been printed in the harbour since the year the first lighthouse was built on the island."
    plain = "The tide tables fill two pages, and the recipes of the week stand below them in a box that readers cut out and keep for years."
    body = split("\n".join(["Rain fell on the town.", " ".join([opening, more, told, plain])]))
    assert [line.part for line in body.lines] == [0, 1, 2, 3, 4]
    assert [mark.line for mark in siblings(body, Settings())] == [2]
    assert not list(siblings(split("\n".join([opening, more, told, plain])), Settings()))


@pytest.mark.parametrize(
    ("text", "is_code"),
    [("npm install rainwire", True), ("git clone the-archive", True), ("curl up with a good book", False), ("apt to change", False)],
)
def test_commands_of_a_shell_are_code(text: str, is_code: bool) -> None:
    assert looks_like_code(text) is is_code
