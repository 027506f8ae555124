"""Decisions of a reader: found again, honoured, overruled, told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boilerstrip import Cleaner, InputError, Settings, SettingsError, clean, explain
from boilerstrip.body import split
from boilerstrip.decisions import Decision, Decisions, landmarks, load_decisions
from boilerstrip.fingerprint import fingerprint
from boilerstrip.report.views import view
from boilerstrip.runs.decided import states
from tests.calls import call
from tests.hosts import host

HOST = host("en")
OTHER = ["Two herons built a nest on the crane above the quarry lake, and the diggers were sent home until June."]
SHARE, LEGAL = "Share this article", "© 2031 Harbour Post. All rights reserved."
TEXT = "\n".join([*HOST, SHARE, LEGAL])


def row(line: str, label: str, text: str = TEXT) -> dict[str, Any]:
    """A row as the page exports it."""
    shown = view("a:1", "en", explain(text))
    names = {"document": list(shown.names), "lines": shown.lines}
    return {**names, "line": fingerprint(line), "label": label, "place": "a:1:2", "text": line}


def write(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf8")
    return str(path)


def test_a_line_that_is_to_stay_stays_and_one_that_is_to_go_goes(tmp_path: Path) -> None:
    file = write(tmp_path / "d.jsonl", row(SHARE, ""), row(HOST[2], "advert"))
    result = explain(TEXT, decisions=[file])
    assert result.text == "\n".join([line for line in HOST if line != HOST[2]] + [SHARE])
    gone = {removal.category: removal for removal in result.removed}
    assert (gone["advert"].rule, gone["advert"].reason, gone["advert"].score) == ("decision", "decided by a reader", 1.0)
    assert clean(result.text, decisions=[file]) == result.text


def test_a_decision_is_about_one_document(tmp_path: Path) -> None:
    file = write(tmp_path / "d.jsonl", row(SHARE, ""))
    elsewhere = "\n".join([*OTHER, SHARE])
    assert clean(elsewhere, decisions=[file]) == OTHER[0]
    mended = TEXT.replace(HOST[0], HOST[0] + " It was mended.")
    assert SHARE in clean(f"Good morning.\n{mended}", decisions=[file])


def test_a_shared_line_is_no_sign_of_the_same_document(tmp_path: Path) -> None:
    appeal = "The lanterns of the old town were lit again on Saturday, as they are in every year since the mill was closed for good."
    text = "\n".join([*HOST, appeal, SHARE])
    file = write(tmp_path / "d.jsonl", row(SHARE, "", text))
    assert SHARE not in clean("\n".join([*OTHER, appeal, SHARE]), decisions=[file])


@pytest.mark.parametrize("text", [SHARE, f"Print\n{SHARE}", "\n".join([HOST[0], SHARE])])
def test_a_document_of_few_lines_is_no_part_of_a_longer_one(tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "d.jsonl", row(SHARE, "", text))
    assert clean(text, decisions=[file]) == text
    assert SHARE not in clean("\n".join(["Print", *HOST, SHARE]), decisions=[file])


def test_sentences_that_become_a_line_are_no_other_document(tmp_path: Path) -> None:
    foot = "All rights reserved."
    whole = [f"{a[:115]}, {i} people said. {b[:115]}, {i} others said." for i, (a, b) in enumerate(zip(HOST, reversed(HOST), strict=True))]
    text = "\n".join(["The crack in the hull", *(f"{line} {LEGAL}" for line in whole)])
    assert clean(text) == "\n".join(["The crack in the hull", *whole]) and len(split(text).lines) > len(explain(text).verdicts)
    file = write(tmp_path / "d.jsonl", row(foot, "", text))
    assert clean(text, decisions=[file]) == text.replace(LEGAL, foot)
    file = write(tmp_path / "e.jsonl", row(whole[1], "advert", text))
    (tmp_path / "a.txt").write_text(text)
    done = call("clean", "--decisions", file, str(tmp_path / "a.txt"))
    assert done.stderr == b"boilerstrip: decisions: 1 honoured\n" and whole[1] not in done.stdout.decode()


def test_a_decision_about_a_line_holds_for_its_sentences_when_it_is_left_alone(tmp_path: Path) -> None:
    line = f"{HOST[0]} Sign up for our morning newsletter and never miss a story."
    text = f"{line}\n{SHARE}"
    assert clean(text) == HOST[0]
    file = write(tmp_path / "d.jsonl", {**row(SHARE, "share", text), "document": [fingerprint(line)]})
    keep = write(tmp_path / "k.jsonl", {**row(line, "", text), "document": [fingerprint(line)]})
    assert clean(text, decisions=[file, keep]) == line
    gone = write(tmp_path / "g.jsonl", {**row(line, "advert", text), "document": [fingerprint(line)]})
    assert clean(line, decisions=[gone]) == ""


def test_a_line_that_loses_a_sentence_has_not_stayed(tmp_path: Path) -> None:
    line = f"{HOST[0]} Sign up for our morning newsletter and never miss a story."
    text = f"{line}\n{SHARE}"
    keep = write(tmp_path / "k.jsonl", {**row(line, "", text), "document": [fingerprint(line)]})
    assert set(states(split(text), explain(text), Settings(decisions=(keep,))).values()) == {"overruled"}


def test_the_longest_lines_may_go_and_the_document_is_still_known(tmp_path: Path) -> None:
    longest = sorted(HOST, key=len)[-4:]
    file = write(tmp_path / "d.jsonl", row(SHARE, ""), *(row(line, "other") for line in longest))
    once = clean(TEXT, decisions=[file])
    assert SHARE in once and not any(line in once for line in longest)
    assert clean(once, decisions=[file]) == once


def test_the_later_decision_counts(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.jsonl", row(SHARE, "")), write(tmp_path / "b.jsonl", row(SHARE, "share"))
    assert SHARE not in clean(TEXT, decisions=[first, second])
    assert SHARE in clean(TEXT, decisions=[second, first])
    again = {**row(SHARE, ""), "document": row(SHARE, "")["document"][:3]}
    assert SHARE in clean(TEXT, decisions=[first, second, write(tmp_path / "c.jsonl", again)])
    assert len(Decisions([Decision("a:1", ("0",), 1, "1", ""), Decision("a:2", ("0",), 1, "1", "share")]).rows) == 1


def test_other_settings_say_what_may_go_at_all(tmp_path: Path) -> None:
    line = HOST[2]
    file = write(tmp_path / "d.jsonl", row(line, "advert"))
    for options in ({"ignore": ["advert"]}, {"ignore": ["decision"]}, {"select": ["share"]}, {"keep": [line]}):
        assert line in clean(TEXT, decisions=[file], **options), options
    assert clean(TEXT, decisions=[file], select=["decision"]) == TEXT.replace(line + "\n", "")
    assert clean(TEXT, decisions=[file], budget=0.0) == "\n".join(each for each in HOST if each != line)


def test_decisions_count_where_there_is_no_prose(tmp_path: Path) -> None:
    text = "Reed\nSalt\nShare this article\nRain"
    assert clean(text) == text
    file = write(tmp_path / "d.jsonl", row(SHARE, "share", text))
    assert clean(text, decisions=[file]) == "Reed\nSalt\nRain"


def test_a_line_alone_is_no_document_and_that_is_told(tmp_path: Path) -> None:
    text = "Reed\nSalt\nShare this article\nRain"
    keep = write(tmp_path / "k.jsonl", row("Salt", "", text))
    (tmp_path / "a.txt").write_text(text)
    done = call("clean", "--profile", "page", "--no-article", "empty", "--decisions", keep, str(tmp_path / "a.txt"))
    assert done.stdout == b"" and b"k.jsonl:1: overruled" in done.stderr


def test_explain_shows_the_decision_among_the_evidence(tmp_path: Path) -> None:
    file = write(tmp_path / "d.jsonl", row(SHARE, ""))
    verdict = next(v for v in explain(TEXT, decisions=[file]).verdicts if v.line.text == SHARE)
    assert (verdict.drop, verdict.score) == (False, -1.0)
    assert any(mark.by == "decision" for mark in verdict.marks) and any(mark.weight > 0 for mark in verdict.marks)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*HOST, SHARE, LEGAL, "Comments", "Reed"]), max_size=9), st.data())
def test_a_text_cleaned_with_decisions_is_a_fixed_point(tmp_path: Path, lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    chosen = data.draw(st.lists(st.sampled_from([*HOST, SHARE, LEGAL, "Comments", "Reed"]), max_size=4))
    rows = [row(line, data.draw(st.sampled_from(["", "share", "byline"])), text) for line in chosen]
    file = write(tmp_path / f"{data.draw(st.integers(0, 10**12))}.jsonl", *(each for each in rows if each["document"]))
    once = clean(text, decisions=[file])
    assert clean(once, decisions=[file]) == once


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[", "d.jsonl:2: no JSON object"),
        ('{"document": ["0123456789abcdef"], "line": "0123456789abcdef", "label": ""}', "d.jsonl:2: a decision is an object like"),
        (
            '{"document": ["0123456789abcdef"], "lines": 0, "line": "0123456789abcdef", "label": ""}',
            "d.jsonl:2: a decision is an object like",
        ),
        (
            '{"document": ["0123456789abcdef"], "lines": true, "line": "0123456789abcdef", "label": ""}',
            "d.jsonl:2: a decision is an object",
        ),
        ("7", 'd.jsonl:2: a decision is an object like {"document": .*"label": "share"}, as'),
        ('{"document": [], "lines": 9, "line": "0123456789abcdef", "label": ""}', "d.jsonl:2: a decision is an object like"),
        ('{"document": ["0123456789abcdef"], "lines": 9, "line": "x", "label": ""}', "d.jsonl:2: a decision is an object like"),
        ('{"document": ["0123456789abcdef"], "lines": 9, "line": "0123456789abcdef"}', "d.jsonl:2: a decision is an object like"),
        ('{"document": [["a"]], "lines": 9, "line": "0123456789abcdef", "label": ""}', "d.jsonl:2: a decision is an object like"),
        (
            '{"document": ["0123456789abcdef"], "lines": 9, "line": "0123456789abcdef", "label": "sahre"}',
            "d.jsonl:2: unknown label 'sahre': .*share",
        ),
    ],
)
def test_bad_rows_are_refused_with_file_and_row(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf8")
    with pytest.raises(InputError, match=says):
        Cleaner(Settings(decisions=(str(path),)))
    (tmp_path / "a.txt").write_text(TEXT)
    done = call("clean", "--decisions", str(path), str(tmp_path / "a.txt"))
    assert (done.returncode, done.stdout) == (2, b"") and b"d.jsonl:2: " in done.stderr


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(b"\xff\n")
    with pytest.raises(InputError, match=r"d\.jsonl:1: no JSON object"):
        load_decisions([str(tmp_path / "d.jsonl")])
    with pytest.raises(SettingsError, match="is no file"):
        Settings(decisions=("/no/such.jsonl",))
    with pytest.raises(InputError, match="cannot be read"):
        load_decisions(["/no/such.jsonl"])


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    file = write(tmp_path / "d.jsonl", row(SHARE, ""))
    assert SHARE in clean(TEXT, decisions=[file])
    write(tmp_path / "d.jsonl", row(LEGAL, ""), row(SHARE, "share"))
    assert clean(TEXT, decisions=[file]).endswith(LEGAL)


def test_equal_lines_of_a_document_are_judged_together() -> None:
    body = split("\n".join([*HOST, SHARE, HOST[0], SHARE]))
    decision = Decision("d:1", landmarks(body.lines), len(body.lines), fingerprint(SHARE), "")
    assert list(Decisions([decision]).about(body).lines.values()) == [decision, decision]


# On the command line


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = [TEXT, "\n".join([*OTHER, SHARE])]
    write(tmp_path / "news.jsonl", *({"text": text} for text in texts))
    lost = row(SHARE, "", "\n".join(host("de")))
    write(tmp_path / "d.jsonl", row(SHARE, ""), row(LEGAL, "legal"), row("Gone already", "advert"), row(HOST[1], "byline"), lost)
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_becomes_of_decisions_is_told(corpus: Path, jobs: str) -> None:
    done = call("clean", "--quiet", "--jobs", jobs, "--decisions", "d.jsonl", "--stats", "s.json", "-o", "out.jsonl", "news.jsonl")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "boilerstrip: decisions: 2 honoured, 1 overruled by other settings, "
        "1 without their line: it was taken out already, or has changed, 1 without their document among these files",
        f"boilerstrip: d.jsonl:4: overruled: a:1:2 {HOST[1]!r}",
        "boilerstrip: d.jsonl:3: missing: a:1:2 'Gone already'",
        f"boilerstrip: d.jsonl:5: lost: a:1:2 {SHARE!r}",
    ]
    texts = [json.loads(line)["text"] for line in (corpus / "out.jsonl").read_text().splitlines()]
    assert texts == ["\n".join([*HOST, SHARE]), OTHER[0]]
    assert json.loads((corpus / "s.json").read_text())["decisions"]["d.jsonl:1"] == {"honoured": 1}
    call("clean", "--quiet", "--decisions", "d.jsonl", "-o", "again.jsonl", "out.jsonl")
    assert (corpus / "again.jsonl").read_bytes() == (corpus / "out.jsonl").read_bytes()


def test_check_honours_and_tells_too(corpus: Path) -> None:
    done = call("check", "--decisions", "d.jsonl", "news.jsonl")
    assert done.stdout.count(b"\n") == 2 and b"2 honoured" in done.stderr


def test_decisions_in_a_settings_file(corpus: Path) -> None:
    (corpus / "boilerstrip.toml").write_text('decisions = ["d.jsonl"]\n')
    assert SHARE in json.loads(call("clean", "news.jsonl").stdout.splitlines()[0])["text"]
    assert b'decisions = ["' in call("config", "news.jsonl").stdout


def test_score_counts_decisions_the_engine_agrees_with(corpus: Path) -> None:
    done = call("score", "--labels", "d.jsonl", "news.jsonl")
    table = {line.split()[0]: line.split()[1:] for line in done.stdout.decode().splitlines()}
    assert table["legal"] == ["1", "1", "100.0%", "1", "1", "100.0%"]
    assert table["share"] == ["0", "0", "-", "1", "0", "0.0%"]
    said = done.stderr.decode()
    assert "2 of 3 judged lines go or stay as decided" in said  # the byline stays in this profile, the share line should have
    assert "decisions: 3 found, 1 without their line" in said and "d.jsonl:5: lost" in said
    data = json.loads(call("score", "--json", "--labels", "d.jsonl", "--decisions", "d.jsonl", "news.jsonl").stdout)
    assert (data["agreed"], data["staying"], data["labelled"], data["lost"]) == (2, 2, 1, len(SHARE))


def test_score_takes_sentences_of_long_lines(tmp_path: Path) -> None:
    text = " ".join([*HOST, SHARE + "."])
    body = split(text)
    rows = [row(body.lines[0].text, "", text), row(body.lines[-1].text, "share", text)]
    write(tmp_path / "n.jsonl", {"body": text})
    data = call("score", "--json", "--field", "body", "--labels", write(tmp_path / "d.jsonl", *rows), str(tmp_path / "n.jsonl")).stdout
    assert (json.loads(data)["staying"], json.loads(data)["labelled"]) == (1, 1)


@pytest.mark.parametrize("verb", ["report -o", "clean -o", "clean -o o.jsonl --removed", "clean --stats"])
def test_decisions_are_not_written_over(corpus: Path, verb: str) -> None:
    before = (corpus / "d.jsonl").read_bytes()
    done = call(*verb.split(), "d.jsonl", "--decisions", "d.jsonl", "news.jsonl")
    assert done.returncode == 2 and b"d.jsonl: would be written over a file of decisions" in done.stderr
    assert (corpus / "d.jsonl").read_bytes() == before


def test_decisions_beside_the_corpus_are_no_part_of_it(corpus: Path) -> None:
    before = (corpus / "d.jsonl").read_bytes()
    assert b"in 2 of 2 records" in call("check", "--decisions", "d.jsonl", ".").stderr
    assert b"2 documents" in call("report", "--decisions", "d.jsonl", "-o", "review.html", ".").stderr
    assert b"decisions: 3 found" in call("score", "--labels", "d.jsonl", ".").stderr
    call("check", "--fix", "--decisions", "d.jsonl", ".")
    call("clean", "--in-place", "--stats", "s.json", "--decisions", "d.jsonl", ".")
    assert json.loads((corpus / "s.json").read_text())["documents"] == 2
    assert (corpus / "d.jsonl").read_bytes() == before
