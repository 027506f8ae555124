"""HTML in: pages that were written for this."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import SettingsError, clean, clean_html, explain_html
from boilerstrip.errors import MissingError
from boilerstrip.hints import Hints
from boilerstrip.html import EXTRACTORS
from boilerstrip.html.decode import decode
from tests.hosts import host

TITLE = "Ferry to Tarn Island stays in harbour"
LEAD = "A crack in the hull keeps two hundred islanders waiting, and nobody at the board can say for how long."
PROSE = host("en")
RELATED = ("Nine lighthouses that are for sale this spring on the coast", "Who pays for the new pier, and when will the work begin")


def page(body: str, lead: str = "", head: str = "") -> str:
    """A page with a menu, a headline and a foot around a body."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - Harbour Post</title>'
        f'<meta property="og:title" content="{TITLE}"><meta name="description" content="{lead}">'
        f'<meta name="author" content="Ines Brandholt">{head}</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>'
        f"{body}<footer><p>© 2031 Harbour Post</p></footer></body></html>"
    )


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def article(inside: str) -> str:
    return f'<article class="story"><h1>{TITLE}</h1>{inside}</article>'


def rules(html: str, **options: object) -> dict[str, str]:
    """The removed lines of a page with the rule that decided."""
    result = explain_html(html, profile="body", **options)  # type: ignore[arg-type]
    return {result.original[r.start : r.end].strip(): r.rule for r in result.removed}


def is_subsequence(part: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in part)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_the_body_is_left(extractor: str) -> None:
    html = page(article(paragraphs([*PROSE, "Share this article"])))
    left = clean_html(html, profile="body", extractor=extractor)
    assert [line for line in left.split("\n") if line] == PROSE
    assert left == explain_html(html, profile="body", extractor=extractor).text


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("profile", ["article", "body", "page"])
def test_the_output_is_what_is_left_of_the_extractors_text(extractor: str, profile: str) -> None:
    result = explain_html(page(article(paragraphs([*PROSE, *RELATED]))), profile=profile, extractor=extractor)
    assert is_subsequence(result.text, result.original)
    assert "".join(result.original[s:e] for s, e, gone in result.spans() if not gone) == result.text


def test_markdown_keeps_links_headings_and_emphasis() -> None:
    inside = (
        paragraphs(PROSE[:3])
        + '<h2>The board</h2><p>It <b>met</b> at the <a href="/inn">inn beside the pier</a> on Friday and again on Sunday.</p>'
    )
    html = page(article(inside + paragraphs(["Share this article"])))
    left = clean_html(html, output="markdown")
    assert "## The board" in left
    assert "It **met** at the [inn beside the pier](/inn)" in left
    assert "Share this article" not in left
    assert is_subsequence(left, explain_html(html, output="markdown").original)


def test_the_title_the_page_gives_itself_goes_from_the_body_wherever_the_head_ends() -> None:
    html = page(article(paragraphs(PROSE)))
    assert rules(html, extractor="resiliparse")[TITLE] in ("heads", "markup-title")
    assert TITLE in clean_html(html, extractor="resiliparse")
    marks = [m.by for v in explain_html(html, profile="body", extractor="resiliparse").verdicts if v.line.text == TITLE for m in v.marks]
    assert "markup-title" in marks


def test_the_author_the_page_names_is_a_byline() -> None:
    html = page(article("<div>Ines Brandholt</div>" + paragraphs(PROSE)))
    assert rules(html, extractor="resiliparse").get("Ines Brandholt", "").startswith(("markup-byline", "heads"))
    assert rules(html, extractor="resiliparse", ignore=["heads"])["Ines Brandholt"] == "markup-byline"


def test_a_list_of_pure_links_goes_and_a_link_in_a_sentence_stays() -> None:
    teasers = "".join(f'<p><a href="/{i}">{text}</a></p>' for i, text in enumerate(RELATED))
    linked = 'The island council, which met <a href="/inn">at the inn</a>, wants the old boat back until the new one floats again.'
    html = page(article(paragraphs(PROSE[:4]) + f"<p>{linked}</p>" + teasers + paragraphs(PROSE[4:])))
    for output in ("text", "markdown"):
        result = explain_html(html, profile="body", output=output)
        assert not any(text in result.text for text in RELATED)
        assert "at the inn" in result.text
    assert all(text in clean("\n".join([*PROSE[:4], *RELATED, *PROSE[4:]]), profile="body") for text in RELATED)


def test_a_line_that_stands_twice_in_the_page_has_what_both_places_say() -> None:
    html = page(article(f'<div class="caption">{PROSE[0]}</div>' + paragraphs(PROSE)))
    assert PROSE[0] in clean_html(html, profile="body")


def test_the_columns_of_an_article_come_together() -> None:
    lines = [f"{line[:-1]}, on day {day}." for day in range(1, 6) for line in PROSE]
    halves = [lines[:20], lines[20:]]
    columns = [f'<div class="article-body"><div class="grid">{paragraphs(half)}</div></div>' for half in halves]
    html = page(f"<main><h1>{TITLE}</h1>{columns[0]}<div class='slot'>Advertisement</div>{columns[1]}</main>")
    left = clean_html(html, profile="body")
    assert [line for line in left.split("\n") if line] == lines


def test_columns_behind_another_headline_belong_to_another_article() -> None:
    other = [line.replace("the", "that") for line in PROSE]
    column = '<div class="story__column"><div class="story__inner">{}</div></div>'
    html = page(f"<main><h1>{TITLE}</h1>{column.format(paragraphs(PROSE))}<h1>Bread</h1>{column.format(paragraphs(other))}</main>")
    from boilerstrip.html.blocks import blocks_of
    from boilerstrip.html.decode import tree_of
    from boilerstrip.html.mend import mend

    assert not mend(blocks_of(tree_of(html)), "\n".join(PROSE), frozenset())


def test_the_lead_that_the_page_describes_itself_with_is_found() -> None:
    html = page(f'<header><h1>{TITLE}</h1><p class="summary">{LEAD}</p></header><div class="article-body">{paragraphs(PROSE)}</div>', LEAD)
    left = clean_html(html, profile="body")
    assert left.split("\n")[0] == LEAD
    assert left.count(LEAD) == 1


def test_a_mark_of_the_page_can_be_named_to_be_ignored() -> None:
    html = page(article(paragraphs([*PROSE[:4], f'<a href="/a">{RELATED[0]}</a>', *PROSE[4:]])))
    assert rules(html)[RELATED[0]] == "markup-link"
    for name in ("markup", "markup-link", "related"):
        assert RELATED[0] in clean_html(html, profile="body", ignore=[name])


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_comments_of_readers_go(extractor: str) -> None:
    comment = (
        "<li class='comment'><b>salty_jo</b> 3 hours ago<p>I took that ferry all my life and it never once left on time, never.</p></li>"
    )
    section = f'<section id="comments" class="comments"><h2>Comments (3)</h2><ul>{comment * 3}</ul></section>'
    left = clean_html(page(article(paragraphs(PROSE)) + section), profile="body", extractor=extractor)
    assert "salty_jo" not in left
    assert "never once" not in left
    assert all(line in left for line in PROSE)


def test_what_only_one_extractor_finds_is_doubted() -> None:
    hints = Hints({"raffleticketsatthedoor": _place("alone")})
    from boilerstrip import Cleaner, Settings

    text = "\n".join([*PROSE, "Raffle tickets at the door"])
    assert Cleaner(Settings()).explain(text, hints).text == "\n".join(PROSE)
    assert Cleaner(Settings()).explain(text).text == text


def _place(*signs: str):  # type: ignore[no-untyped-def]
    from boilerstrip.hints import Place

    return Place(0.0, frozenset(signs))


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("language", ["ja", "ar"])
def test_other_scripts(language: str, extractor: str) -> None:
    lines = host(language)
    html = page(article(paragraphs(lines))).replace("<html>", f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">')
    left = clean_html(html, profile="body", extractor=extractor)
    assert [line for line in left.split("\n") if line] == lines


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("shift_jis", "shift_jis"),
        ("iso-2022-jp", "iso-2022-jp"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    lines = host("ja")
    html = page(article(paragraphs(lines))).replace('charset="utf-8"', f'charset="{declared}"' if declared else 'name="x"')
    assert clean_html(html.replace("©", "").encode(encoding), profile="body") == "\n".join(lines)


def test_an_encoding_that_does_not_fit_is_no_error() -> None:
    assert "�" in decode(b'<meta charset="utf-8">Regen \xff')
    assert decode('<meta charset="windows-1252">Käse für 3 €'.encode("cp1252")).endswith("Käse für 3 €")


NOTHING = {
    "empty": "",
    "blank": " \n",
    "no text": "<html><body><p></p></body></html>",
    "frames": '<html><frameset cols="20%,80%"><frame src="a.html"><frame src="b.html"></frameset></html>',
    "JSON": '{"title": "Ferry", "body": "<p>The ferry stopped running on Tuesday.</p>"}',
    "plain": "The ferry stopped running on Tuesday, the board said.",
    "PDF": "%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj",
    "nested": "<html><body>" + "<div>" * 30_000 + "</div>" * 30_000,
    "open": "<html><body><article><p",
    "NUL": "<html><body>\0\0</body></html>",
    "surrogate": "<html><body>\ud800</body></html>",
}


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_page_gives_an_empty_result_with_a_flag(name: str, extractor: str) -> None:
    result = explain_html(NOTHING[name], extractor=extractor)
    assert result.text == result.original
    assert len(result.text) < 60
    assert ("no-article" in result.flags) == (not result.text)


def test_deep_nesting_does_not_hide_the_article() -> None:
    assert PROSE[0] in clean_html("<html><body>" + "<div>" * 150 + article(paragraphs(PROSE)) + "</div>" * 150 + "</body></html>")


@pytest.mark.parametrize("extractor", EXTRACTORS)
@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<html><body><p>", b"\x1f\x8b", b"\xff\xfe", b'<meta charset="utf-7">']))
def test_bytes_never_crash(extractor: str, data: bytes, before: bytes) -> None:
    result = explain_html(before + data, profile="body", extractor=extractor)
    assert is_subsequence(result.text, result.original)
    assert "unreadable" not in result.flags


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class='a'>", "</div>", "<h1>", "<br>", "<a href=x>", "<!--", "-->", "<![CDATA[", PROSE[0], PROSE[1]]
        )
    )
)
def test_broken_html_never_crashes(parts: list[str]) -> None:
    for output in ("text", "markdown"):
        result = explain_html("<html><body>" + "".join(parts), profile="body", output=output)
        assert is_subsequence(result.text, result.original)
        assert "unreadable" not in result.flags


def test_a_parser_that_fails_is_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def broken(*args: object, **options: object) -> str:
        raise RuntimeError("as a parser might")

    monkeypatch.setattr(trafilatura, "extract", broken)
    assert explain_html(page(article(paragraphs(PROSE)))).flags == ("no-article", "unreadable")


@pytest.mark.parametrize("wrong", [None, 3, ["<p>"], bytearray(b"<p>")])
def test_what_is_no_page_at_all_raises(wrong: object) -> None:
    with pytest.raises(TypeError, match="a page is str or bytes"):
        explain_html(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"extractor": "trafilatur"}, "did you mean trafilatura"),
        ({"output": "html"}, "unknown output 'html'"),
        ({"extractor": "resiliparse", "output": "markdown"}, "plain text"),
        ({"profil": "body"}, "did you mean profile"),
    ],
)
def test_wrong_options_raise_with_advice(options: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        clean_html("", **options)


def test_a_missing_extractor_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resiliparse.extract.html2text", None)
    with pytest.raises(MissingError, match=r"pip install resiliparse  \(the extra \[resiliparse\] has it\)"):
        clean_html("<html></html>", extractor="resiliparse")


def test_the_front_door_imports_no_parser() -> None:
    code = "import boilerstrip, sys; assert not {'trafilatura', 'lxml', 'resiliparse', 'w3lib'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def run(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "boilerstrip", *args], input=stdin, capture_output=True, text=True, timeout=120)


def test_pages_on_the_command_line(tmp_path: Path) -> None:
    html = page(article(paragraphs([*PROSE, "Share this article"])))
    path = tmp_path / "ferry.html"
    path.write_text(html, encoding="utf8")
    assert run("clean", "--profile", "body", str(path)).stdout == "\n".join(PROSE) + "\n"
    assert run("clean", "--profile", "body", "--from", "html", "-", stdin=html).stdout == "\n".join(PROSE) + "\n"
    assert "Share" not in run("clean", "--extractor", "resiliparse", str(path)).stdout
    explained = run("explain", "--profile", "body", str(path))
    assert explained.returncode == 1 and "Share this article" in explained.stdout
    assert run("clean", "--output", f"{tmp_path}/out/", str(path)).returncode == 0
    assert (tmp_path / "out" / "ferry.txt").read_text(encoding="utf8") == "\n".join([TITLE, *PROSE]) + "\n"
    refused = run("clean", "--in-place", str(path))
    assert refused.returncode == 2 and "becomes text" in refused.stderr
    assert path.read_text(encoding="utf8") == html


def test_pages_in_several_processes_are_cleaned_alike(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.htm").write_text(page(article(paragraphs([*PROSE, f"Share this article {number}"]))), encoding="utf8")
    (tmp_path / "note.txt").write_text("Rain fell.", encoding="utf8")
    args = ["clean", "--from", "html", "--to", "jsonl", "--profile", "body", str(tmp_path)]
    one, two = run(*args), run(*args, "--jobs", "2")
    assert one.stdout.count("\n") == 3 and one.stdout == two.stdout


def test_a_page_without_an_article_is_told(tmp_path: Path) -> None:
    done = run("clean", "--from", "html", "-", stdin="<html><body></body></html>")
    assert done.returncode == 0 and "no-article" in done.stderr


def test_options_for_pages_that_change_nothing_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.", encoding="utf8")
    done = run("clean", "--markdown", str(tmp_path / "a.txt"))
    assert done.returncode == 0 and "--markdown changes nothing" in done.stderr


def test_pages_and_texts_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf8")
    (tmp_path / "a.txt").write_text("Rain fell.", encoding="utf8")
    done = run("clean", str(tmp_path / "a.html"), str(tmp_path / "a.txt"))
    assert done.returncode == 2 and "--to" in done.stderr


def test_the_table_of_a_clone(tmp_path: Path) -> None:
    import gzip
    import json

    truth = {"a": {"articleBody": "\n".join(PROSE)}, "b": {"articleBody": "\n".join(host("de"))}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf8")
    (tmp_path / "output").mkdir()
    found = {"a": {"articleBody": "\n".join([*PROSE, "Share this article"])}, "b": truth["b"]}
    (tmp_path / "output" / "tool.json").write_text(json.dumps(found), encoding="utf8")
    (tmp_path / "html").mkdir()
    for key, lines in (("a", PROSE), ("b", host("de"))):
        html = page(article(paragraphs(lines)))
        (tmp_path / "html" / f"{key}.html.gz").write_bytes(gzip.compress(html.encode("utf8")))
    script = Path(__file__).parents[1] / "scripts" / "extraction_benchmark.py"
    done = subprocess.run([sys.executable, script, tmp_path, "--bootstrap", "20"], capture_output=True, text=True, timeout=120)
    rows = {cells[1].strip(): cells[2:6] for cells in (line.split("|") for line in done.stdout.splitlines()[2:])}
    assert list(rows) == ["tool", "tool + clean", *(f"boilerstrip, {name}" for name in EXTRACTORS)], done.stderr
    assert rows["tool"][2].strip().startswith("1.000") and rows["tool"][3].strip().startswith("0.500")
    assert rows["tool"][0].strip() < "1.000" and rows["tool + clean"][0].strip().startswith("1.000")
    assert all(cell.strip() == "1.000 ± 0.000" for name in rows if name != "tool" for cell in rows[name])


def test_a_folder_that_is_no_clone_is_refused(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "scripts" / "extraction_benchmark.py"
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "ground-truth.json is not there" in done.stderr
