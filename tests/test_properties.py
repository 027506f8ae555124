"""What holds for every text, shown on texts that Hypothesis makes up."""

from __future__ import annotations

import importlib
import pickle
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import boilerstrip.filters as filters
from boilerstrip import Settings, clean, clean_many, explain
from boilerstrip.body import split
from boilerstrip.cleaner import Cleaner, look
from boilerstrip.marks import DROP
from boilerstrip.rules import Matcher, load_rules
from tests.hosts import host

phrases = importlib.import_module("boilerstrip.filters.phrases")

PROFILES = ["article", "body", "page"]
DROPS = [text for rule in load_rules() for text in rule.drops]
SPARES = [text for rule in load_rules() for text in rule.spares]
PROSE = host("en")

lines = st.one_of(st.sampled_from(PROSE), st.sampled_from(DROPS), st.sampled_from(SPARES), st.text(max_size=60))
newlines = st.sampled_from(["\n", "\r\n", "\n\n", " "])
articles = st.builds(lambda rows, newline: newline.join(rows), st.lists(lines, max_size=25), newlines)
more = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


@more
@given(articles, st.sampled_from(PROFILES))
def test_a_cleaned_text_is_clean(text: str, profile: str) -> None:
    once = clean(text, profile=profile)
    assert clean(once, profile=profile) == once


@more
@given(articles, st.sampled_from(PROFILES))
def test_spans_tile_the_text_and_make_up_the_output(text: str, profile: str) -> None:
    result = explain(text, profile=profile)
    spans = list(result.spans())
    assert "".join(text[start:end] for start, end, _ in spans) == text
    assert "".join(text[start:end] for start, end, removal in spans if removal is None) == result.text
    assert all(start < end for start, end, _ in spans)
    assert all(r.category and r.rule and r.reason and r.score >= 0.6 for r in result.removed)
    assert all(text[r.start : r.end].strip() for r in result.removed)
    assert is_subsequence(result.text, text)


paragraphs = st.lists(lines, min_size=1, max_size=4).map(" ".join)


@more
@given(st.lists(paragraphs, max_size=9), st.sampled_from(["\n", "\r\n", "\n\n"]), st.sampled_from(PROFILES))
def test_no_two_lines_become_one(rows: list[str], newline: str, profile: str) -> None:
    result = explain(newline.join(rows), profile=profile)
    kept = "".join(c if removal is None else "\n" * (c == "\n") for s, e, removal in result.spans() for c in result.original[s:e])
    assert [row.strip() for row in result.text.split("\n") if row.strip()] == [row.strip() for row in kept.split("\n") if row.strip()]


@more
@given(st.text(alphabet=st.characters(codec=None), max_size=400), st.sampled_from(PROFILES))
def test_no_text_raises(text: str, profile: str) -> None:
    clean(text, profile=profile)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\r",
        "\r\n",
        "\x00",
        "\ud800",
        "a\udfff\n" * 9,
        "a\u2028b\x0bc\x0cd\x85e",
        "\ufeff",
        "x" * 1_000_000,
        "\n" * 100_000,
        "Share this. " * 20_000,
        "((((" * 50_000,
        "[](" * 30_000,
        "…" * 100_000,
        "“" * 10_000 + "\nShare this\n",
        "\n".join([*PROSE, "Follow us\ud800 today"]),
    ],
    ids=range(17),
)
def test_odd_texts_do_not_raise(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


def test_a_hundred_thousand_lines() -> None:
    text = "Rain fell on the town for nine days in a row, the mayor said on Monday.\nYes\n" * 50_000
    assert len(clean(text)) > len(text) // 2


@more
@given(st.lists(articles, max_size=6), st.randoms(use_true_random=False))
def test_neighbours_in_a_batch_change_nothing(texts: list[str], order: random.Random) -> None:
    alone = {text: clean(text) for text in texts}
    shuffled = order.sample(texts, len(texts))
    assert list(clean_many(shuffled)) == [alone[text] for text in shuffled]


SHUFFLED = [Matcher(tuple(random.Random(seed).sample(load_rules(), len(load_rules())))) for seed in (1, 2)]


@more
@given(articles, st.sampled_from(SHUFFLED), st.permutations(filters.LINE_FILTERS), st.permutations(filters.ZONE_FILTERS))
def test_the_order_of_filters_and_rules_changes_nothing(
    text: str, matcher: Matcher, line_filters: list[object], zone_filters: list[object]
) -> None:
    before = look(split(text), Settings())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "matcher_for", lambda languages, packs: matcher)
        patch.setattr(filters, "LINE_FILTERS", tuple(line_filters))
        patch.setattr(filters, "ZONE_FILTERS", tuple(zone_filters))
        after = look(split(text), Settings())
    assert before == after


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_line_ends_change_no_decision(newline: str) -> None:
    for drop in DROPS[::7]:
        rows = [*PROSE[:3], drop, *PROSE[3:], drop]
        want = [row for row in clean("\n".join(rows)).split("\n") if row]
        assert [row for row in clean(newline.join(rows)).split(newline) if row] == want


def test_a_single_line_loses_the_same_sentences() -> None:
    drops = [
        text
        for rule in load_rules()
        if rule.cuts and rule.weight >= 0.9 and rule.category in DROP and rule.language in ("en", "de", "fr", "es")
        for text in rule.drops
        if text.endswith(".") and len(split(text + " Rain fell.").lines) == 2
    ]
    assert len(drops) >= 10
    for drop in drops:
        rows = [*PROSE[:4], drop]
        assert drop not in clean("\n".join(rows))
        assert drop not in clean(" ".join(rows)), drop
        assert clean(" ".join(rows)).split() == " ".join(PROSE[:4]).split()


@pytest.mark.parametrize("foot", ["© 2031 Harbour Post.", "© 2031 Harbour Post. All rights reserved."])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_paragraph_that_loses_its_last_sentence_stays_a_paragraph(newline: str, end: str, foot: str) -> None:
    long = " ".join(PROSE[:2])
    assert clean(f"{long} {foot}{newline}{PROSE[2]}{end}") == f"{long}{newline}{PROSE[2]}{end}"
    assert clean(f"{PROSE[2]}{newline}{long} {foot}{end}") == f"{PROSE[2]}{newline}{long}{end}"
    assert clean(f"{long} {foot}{newline}Share this article{end}") == f"{long}{end}"
    assert clean(f"{long} {foot}{end}") == f"{long}{end}"
    assert clean(f"{foot} {long}{newline}{PROSE[2]}{end}") == f"{long}{newline}{PROSE[2]}{end}"


def test_a_cleaner_can_be_pickled() -> None:
    cleaner = Cleaner(Settings(profile="body", ignore=("share",)))
    text = "\n".join([*PROSE, "Share this article", "© 2031 Harbour Post"])
    assert pickle.loads(pickle.dumps(cleaner)).clean(text) == cleaner.clean(text)


WRAPPED = "the pier of the old town lies open to the west and so the boats are up\n"
"""A row of a paragraph that never ends, in a wrapped text without blank lines."""


@pytest.mark.parametrize(
    "unit",
    ["\n".join([*PROSE, *DROPS[:40]]) + "\n", "Sign up for our\n", "share " * 40 + "\n", "a b. ", WRAPPED],
    ids=["mixed", "near", "words", "line", "wrapped"],
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            clean(text)
            best = min(best, time.perf_counter() - start)
        return best

    size = 40_000 // len(unit) + 1
    clean(unit)
    assert seconds(unit * size * 8) < 8 * 3 * seconds(unit * size)


DICE = random.Random(5)
NAMES = ["".join(DICE.choices("abdefgiklmnoprstuvw", k=7)) for _ in range(1000)]
NEAR = [drop[: len(drop) * 4 // 5] for drop in DROPS]
HOSTILE = {
    "near misses": "\n".join(f"{text} {i}" for i, text in enumerate(NEAR[:1200])),
    "near misses below prose": "\n".join([*PROSE, *(f"{text} {i}" for i, text in enumerate(NEAR[:1200]))]),
    "one endless line": "Sign up for our newsletter and " * 2000,
    "one endless word": "newsletter" * 6000,
    "endless sentences": " ".join(f"Sign up for our river {i}." for i in range(2000)),
    "deep brackets": "\n".join("([{" * 60 + str(i) for i in range(300)),
    "deep quotes": "\n".join("“„«" * 60 + str(i) for i in range(300)),
    "half links": "[](" * 20_000,
    "dots": "….!?" * 15_000,
    "marks in a wrapped text": "\n".join([WRAPPED * 30, "! " * 20_000 + "a", WRAPPED * 30]),
    "short lines": "\n".join([*PROSE, *(f"share {i}" for i in range(1500))]),
    "comment prompts": "\n".join(
        [*PROSE, *(f"Leave a comment below, and tell everybody what you think of page {i}." for i in range(1500)), *PROSE * 3]
    ),
    "short lines that differ": "\n".join([*PROSE, *(f"subscribe {name} {i}" for i, name in enumerate(NAMES))]),
    "short lines and prose": "\n".join(f"subscribe {name} {i}" if i % 55 else PROSE[i // 55 % len(PROSE)] for i, name in enumerate(NAMES)),
}


@pytest.mark.parametrize(("entry", "apart"), [("share {0} {1}", 1000), ("subscribe {0} to {2}", 1000), ("subscribe {0} to {2}", 40)])
def test_a_long_list_stays_or_goes_as_one(entry: str, apart: int) -> None:
    entries = [entry.format(name, i, NAMES[-i]) for i, name in enumerate(NAMES)]
    rows = [row for i in range(0, len(entries), apart) for row in (PROSE[i // apart % len(PROSE)], *entries[i : i + apart])]
    result = explain("\n".join([*PROSE, "© 2031 Harbour Post. All rights reserved.", *rows]))
    assert result.text == "\n".join([*PROSE, *rows])
    assert "unsettled" not in result.flags


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_not_much_slower(text: str) -> None:
    def pace(text: str) -> float:
        """Seconds for a character or, where lines are short, for thirty of them: a line has its price."""
        best = float("inf")
        for _ in range(2):
            fresh = "\n".join(line[:-1] + chr(0xE000 + dice.randrange(6000)) + line[-1:] for line in text.split("\n"))
            start = time.process_time()
            clean(fresh)
            best = min(best, time.process_time() - start)
        return best / max(len(text), 30 * text.count("\n"))

    dice = random.Random(7)
    usual = "\n".join([*PROSE, *DROPS[:8]] * 20)
    clean(usual + text)
    times = pace(text) / pace(usual)
    print(f"{times:.1f} times as long as usual text")
    assert times < 10
