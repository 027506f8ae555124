"""The review page, as a file."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from boilerstrip import explain
from boilerstrip.fingerprint import fingerprint
from boilerstrip.judge import ENOUGH, SURE, doubtful
from boilerstrip.report.chart import LANGUAGES, chart
from boilerstrip.report.views import LONGEST
from tests.calls import call
from tests.corpus import parquet
from tests.hosts import host
from tests.reviewed import EVIL, LONG, SHARE, TEXTS, corpus

HERE = Path(__file__).resolve().parents[1]
VOID = {"meta", "input"}


class Page(HTMLParser):
    """Elements of a page, with their attributes and texts; complains of tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self._open: list[tuple[str, int]] = []
        self.feed(text)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, len(self.elements) - 1))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, index in self._open:
            self.texts[index] = self.texts.get(index, "") + data

    def all(self, tag: str, cls: str = "") -> list[tuple[dict[str, str | None], str]]:
        return [
            (attrs, self.texts.get(i, ""))
            for i, (name, attrs) in enumerate(self.elements)
            if name == tag and cls in [*(attrs.get("class") or "").split(), ""]
        ]


def make(folder: Path, *options: str, texts: tuple[str, ...] = TEXTS) -> str:
    done = call("report", str(corpus(folder, texts)), "-o", str(folder / "review.html"), *options)
    assert done.returncode == 0, done.stderr
    return (folder / "review.html").read_bytes().decode("utf8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(make(tmp_path_factory.mktemp("report")))


def test_every_line_is_there_with_its_verdict(page: Page) -> None:
    lines = {(attrs["data-line"], attrs["class"]) for attrs, _ in page.all("li", "line")}
    wanted = set()
    for text in TEXTS:
        for verdict in explain(text).verdicts:
            says = ("removed" if verdict.drop else "kept") + (" doubtful" if doubtful(verdict) else "")
            wanted.add((fingerprint(verdict.line.text), f"line {says}"))
    assert lines == wanted
    assert {says for _, says in lines} == {"line kept", "line removed", "line kept doubtful", "line removed doubtful"}
    assert SHARE in [text for _, text in page.all("del", "shown")]


def test_doubt_comes_first(page: Page) -> None:
    places = [attrs["data-place"] or "" for attrs, _ in page.all("article")]
    assert [place.rpartition(":")[2] for place in places] == ["2", "3", "1", "4", "5"]
    assert "No lines." in page.all("article")[-1][1]


def test_doubtful_is_near_to_enough() -> None:
    verdict = explain(TEXTS[0]).verdicts[0]
    scores = {score: doubtful(verdict._replace(score=score, drop=score >= ENOUGH)) for score in (0.34, 0.36, ENOUGH, 0.84, SURE)}
    assert scores == {0.34: False, 0.36: True, ENOUGH: True, 0.84: True, SURE: False}
    assert doubtful(verdict._replace(score=2.0, drop=False))


def test_the_sum_of_the_evidence_is_right(page: Page) -> None:
    sums = 0
    for _, text in page.all("table"):
        if "goes from" in text:
            *weights, total = [float(cell) for cell in re.findall(r"^([+-]?\d+\.\d\d)", text, re.MULTILINE)]
            assert abs(sum(weights) - total) < 0.011 * len(weights), text
            sums += 1
    assert sums >= 8


def test_evidence_that_does_not_count_stands_in_brackets_as_explain_has_it(tmp_path: Path) -> None:
    text = make(tmp_path, "--ignore", "shape-copyright")
    shown = call("explain", str(tmp_path / "news.jsonl"), "--ignore", "shape-copyright").stdout.decode("utf8", "replace")
    weights = re.findall(r"^ {13} ?(\(?[+-]\d\.\d\d\)?) ", shown, re.MULTILINE)
    cells = re.findall(r'<tr><td class="n">(\(?[+-]\d\.\d\d\)?)</td>', text)
    assert Counter(cells) == Counter(weights) and any(weight[0] == "(" for weight in weights)


def test_nothing_of_a_text_becomes_markup(page: Page) -> None:
    assert [attrs for attrs, _ in page.all("script")] == [{}]
    assert not page.all("b")
    assert EVIL in [text for _, text in page.all("span", "shown")]
    shown = next(text for _, text in page.all("span", "shown") if "bell" in text)
    assert r"A\x00bell \x07, a \x1b[31mcolour" in shown and r"\ud800" in shown


def test_a_very_long_line_is_cut_and_the_page_says_so(page: Page) -> None:
    (line,) = [text for _, text in page.all("li", "line") if "reedreed" in text]
    assert f"… and {len(LONG) - LONGEST:,} more characters" in line and "reed" * (LONGEST // 4 + 1) not in line


def test_the_policy_allows_this_script_and_style_and_nothing_else(tmp_path: Path) -> None:
    text = make(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    hashes = {}
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert content
        hashes[tag] = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
    said = policy[1].replace("&#39;", "'").replace("&#43;", "+").split("; ")
    own = [f"{tag}-src 'sha256-{digest}'" for tag, digest in hashes.items()]
    assert said == ["default-src 'none'", *own, "base-uri 'none'", "form-action 'none'"]
    assert not re.search(r"""https?://|\son\w+=|\sstyle=|\ssrc=|\shref=|@import|url\(""", text)


def test_same_input_same_bytes_in_another_process(tmp_path: Path) -> None:
    corpus(tmp_path)
    pages = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "boilerstrip", "report", "--no-config", "news.jsonl", "-o", f"{seed}.html"]
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, timeout=60)
        pages.append((tmp_path / f"{seed}.html").read_bytes())
    assert pages[0] == pages[1]


def test_counts_are_over_all_documents_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    whole, part = Page(make(tmp_path)), Page(make(tmp_path, "--documents", "2"))
    assert whole.all("dl")[0][1] == part.all("dl")[0][1]
    assert [attrs["data-place"] for attrs, _ in part.all("article")] == [attrs["data-place"] for attrs, _ in whole.all("article")][:2]
    (says,) = [text for _, text in part.all("p") if "are shown" in text]
    assert " ".join(says.split()).startswith(
        "2 of 5 documents are shown, those with most doubtful lines; 3 are left out, with 0 doubtful lines"
    )
    assert not Page(make(tmp_path, "--documents", "0")).all("article")


def test_rules_and_chart_count_what_goes(page: Page) -> None:
    rows = re.findall(r"\n([\w:-]+)(share|legal|[\w-]+?)(\d+)(\d+)(\d\.\d\d)(?=\n)", page.all("table", "sortable")[0][1])
    removed = sum(verdict.drop for text in TEXTS for verdict in explain(text).verdicts)
    assert rows and f"lines removed{removed}" in re.sub(r"\s*\n\s*", "", page.all("dl")[0][1])
    gone = sum(removal.end - removal.start for text in TEXTS for removal in explain(text).removed)
    parts = [int(text.rpartition(": ")[2].replace(",", "")) for _, text in page.all("title") if ": " in text and "," in text]
    assert sum(parts) == gone


def test_many_languages_share_a_part() -> None:
    characters = {("share", f"x{i}"): 10 for i in range(LANGUAGES + 2)}
    drawn = chart(characters)
    assert drawn.languages[-1] == "others" and drawn.bars[0].parts[-1].characters == 20
    assert sum(part.characters for part in drawn.bars[0].parts) == drawn.bars[0].characters == 80
    assert chart({}).bars == ()


def test_all_formats_are_read_and_broken_records_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parquet(tmp_path / "a.parquet", [TEXTS[0]])
    (tmp_path / "b.txt").write_text(TEXTS[0])
    (tmp_path / "c.jsonl").write_text('{"text": 7}\n')
    done = call("report", ".", "-o", "review.html")
    assert done.returncode == 2 and b"c.jsonl:1: field 'text' is a number" in done.stderr
    text = (tmp_path / "review.html").read_text()
    assert "broken records, not read" in text
    assert re.findall('data-place="([^"]*)"', text) == ["a.parquet:1", "b.txt"]


def test_outputs_that_are_refused(tmp_path: Path) -> None:
    path = corpus(tmp_path)
    before = path.read_bytes()
    assert b"written over a file that is read" in call("report", str(path), "-o", str(path)).stderr
    assert path.read_bytes() == before
    assert call("report", str(path)).returncode == 2
    for folder in (str(tmp_path), f"{tmp_path}/", ""):
        assert b"--output " + folder.encode() + b": is a folder: name a file in it" in call("report", str(path), "-o", folder).stderr
    assert b"there is no folder" in call("report", str(path), "-o", str(tmp_path / "no" / "r.html")).stderr


def test_a_field_that_no_file_has_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0])
    done = call("report", str(tmp_path / "a.txt"), "--field", "body", "-o", str(tmp_path / "r.html"))
    assert b"--field changes nothing" in done.stderr and done.returncode == 0


def test_decisions_are_honoured_and_told(tmp_path: Path) -> None:
    lost = tmp_path / "d.jsonl"
    lost.write_text('{"document": ["0123456789abcdef"], "lines": 9, "line": "0123456789abcdef", "label": ""}\n')
    done = call("report", str(corpus(tmp_path)), "-o", str(tmp_path / "r.html"), "--decisions", str(lost))
    assert b"d.jsonl:1: lost" in done.stderr and done.returncode == 0


def test_without_jinja2_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    done = call("report", str(corpus(tmp_path)), "-o", str(tmp_path / "r.html"))
    assert done.returncode == 2 and b"pip install jinja2" in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_an_empty_corpus_has_a_page(tmp_path: Path) -> None:
    text = make(tmp_path, texts=())
    assert "Nothing goes." in text and "All documents are shown" in text


def test_profile_body_offers_its_own_labels(tmp_path: Path) -> None:
    texts = ("\n".join(["By Marion Teague", *host("en")]),)
    assert "<option>byline</option>" in make(tmp_path, "--profile", "body", texts=texts)
    assert "<option>byline</option></select></label></template>" not in make(tmp_path, texts=texts)
