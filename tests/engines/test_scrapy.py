"""Scrapy: pages served on localhost, crawled for real."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from boilerstrip import SettingsError, explain
from boilerstrip.body import split
from boilerstrip.decisions import landmarks
from boilerstrip.fingerprint import fingerprint
from boilerstrip.integrations.scrapy import READERS, BoilerstripPipeline
from tests.engines.articles import FOOT, article, dirty

HERE = Path(__file__).resolve().parents[2]
PAGES = 3
OTHER = "Two herons built a nest on the crane above the quarry lake, and the diggers were sent home until June."


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of a few pages that lead from one to the next."""
    folder = tmp_path_factory.mktemp("site")
    for number in range(PAGES):
        text = "".join(f"<p>{escape(line)}</p>" for line in dirty(number).split("\n"))
        nav = f'<nav><a href="{number + 1}.html">next</a></nav>' if number + 1 < PAGES else ""
        page = f"<!doctype html><meta charset=utf-8><title>{number}</title>{nav}<main>{text}</main>"
        (folder / f"{number}.html").write_text(page, encoding="utf8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/0.html"
        server.shutdown()


def crawl(url: str, folder: Path, **settings: Any) -> tuple[list[dict[str, Any]], dict[str, Any], str]:
    """The items, the stats and the log of a crawl."""
    command = [sys.executable, "-m", "tests.engines.crawl", url, str(folder), json.dumps(settings)]
    subprocess.run(command, cwd=HERE, check=True, timeout=120)
    items = [json.loads(line) for line in (folder / "items.jsonl").read_text(encoding="utf8").splitlines()]
    return items, json.loads((folder / "stats.json").read_text()), (folder / "log").read_text(encoding="utf8")


def test_a_crawl_gives_cleaned_items_of_every_kind(site: str, tmp_path: Path) -> None:
    items, stats, log = crawl(site, tmp_path)
    assert len(items) == 10 * PAGES == stats["item_scraped_count"]
    number_of = lambda item: int(Path(item["url"]).stem)  # noqa: E731
    for item in items:
        if item["kind"] in ("dict", "item", "dataclass", "attrs", "narrow", "filled"):
            assert item["text"] == article(number_of(item)), item["kind"]
    text = {kind: [item.get("text", "?") for item in items if item["kind"] == kind] for kind in ("missing", "null", "list", "frozen")}
    assert text["missing"] == ["?"] * PAGES
    assert text["null"] == [None] * PAGES
    assert sorted(text["list"]) == [[dirty(n)] for n in range(PAGES)]
    assert sorted(text["frozen"]) == [dirty(n) for n in range(PAGES)]
    ours = {name.removeprefix("boilerstrip/"): value for name, value in stats.items() if name.startswith("boilerstrip/")}
    gone = {r.category: r.end - r.start for r in explain(dirty(0)).removed}
    cleaned = 6 * PAGES
    assert ours == {
        "items": 10 * PAGES,
        "texts": cleaned,
        "changed": cleaned,
        "chars": cleaned * len(dirty(0)),
        "removed_chars": cleaned * sum(gone.values()),
        "removed_chars/share": cleaned * gone["share"],
        "removed_chars/legal": cleaned * gone["legal"],
        "missing": 2 * PAGES,
        "not_text": PAGES,
        "not_writable": PAGES,
    }
    assert log.count("Frozen was left as it came") == PAGES


def test_removed_spans_go_into_a_field(site: str, tmp_path: Path) -> None:
    items, stats, log = crawl(site, tmp_path, BOILERSTRIP_REMOVED_FIELD="gone", BOILERSTRIP_IGNORE="share,density")
    for item in items:
        if item["kind"] in ("dict", "item", "dataclass", "attrs"):
            (span,) = item["gone"]
            assert (span["field"], span["category"], span["text"].strip()) == ("text", "legal", FOOT.split("\n")[1])
            assert dirty(int(Path(item["url"]).stem))[span["start"] : span["end"]] == span["text"]
            assert item["text"].endswith("Share this article")
        elif item["kind"] in ("frozen", "narrow", "filled"):
            assert item["text"].endswith(FOOT), item["kind"]
        elif item["kind"] in ("missing", "null"):
            assert item["gone"] == []
    assert [item["gone"] for item in items if item["kind"] == "filled"] == [["of somebody else"]] * PAGES
    assert len(items) == stats["item_scraped_count"] == 10 * PAGES
    assert stats["boilerstrip/not_writable"] == 3 * PAGES
    assert "its field 'gone' is filled already" in log


def test_what_is_no_item_is_handed_on() -> None:
    crawler = started()
    pipeline = BoilerstripPipeline.from_crawler(crawler)
    assert pipeline.process_item(7) == 7
    assert crawler.stats.get_value("boilerstrip/not_item") == 1


def test_an_item_is_cleaned_as_a_whole_or_not_at_all() -> None:
    @attrs.define
    class Long:
        lead: str
        text: str = attrs.field(validator=attrs.validators.min_len(len(dirty(1))))
        gone: Any = None

    pipeline = BoilerstripPipeline.from_crawler(started(BOILERSTRIP_FIELDS="lead,text", BOILERSTRIP_REMOVED_FIELD="gone"))
    assert pipeline.process_item(Long(dirty(1), dirty(1))) == Long(dirty(1), dirty(1))
    assert pipeline.stats.get_value("boilerstrip/not_writable") == 1

    class Locked(dict[str, Any]):
        def __setitem__(self, name: str, value: Any) -> None:
            if name == "text":
                raise TypeError("the text is locked")
            super().__setitem__(name, value)

    assert pipeline.process_item(Locked(lead=dirty(1), text=dirty(1))) == {"lead": dirty(1), "text": dirty(1)}


def test_a_field_that_is_named_twice_is_cleaned_and_counted_once() -> None:
    pipeline = BoilerstripPipeline.from_crawler(started(BOILERSTRIP_FIELDS="text,text"))
    pipeline.process_item({"text": dirty(1)})
    assert pipeline.stats.get_value("boilerstrip/texts") == 1


def test_several_fields_and_all_settings(tmp_path: Path) -> None:
    crawler = started(
        BOILERSTRIP_FIELDS="lead,body",
        BOILERSTRIP_REMOVED_FIELD="gone",
        BOILERSTRIP_PROFILE="body",
        BOILERSTRIP_LANGUAGES=["en", "de"],
        BOILERSTRIP_SELECT=["share", "legal"],
        BOILERSTRIP_BUDGET="0.25",
        BOILERSTRIP_KEEP=["/^Share this, please/"],
        BOILERSTRIP_NO_ARTICLE="empty",
        BOILERSTRIP_PACKS=None,
    )
    pipeline = BoilerstripPipeline.from_crawler(crawler)
    chosen = pipeline.cleaner.settings
    assert (chosen.profile, chosen.languages, chosen.select, chosen.budget) == ("body", ("en", "de"), ("share", "legal"), 0.25)
    assert (chosen.keep, chosen.no_article, chosen.packs) == (("/^Share this, please/",), "empty", ())
    item = pipeline.process_item({"lead": dirty(1), "body": dirty(2), "text": dirty(3)})
    assert [item["lead"], item["body"], item["text"]] == [article(1), article(2), dirty(3)]
    assert [row["field"] for row in item["gone"]] == ["lead", "lead", "body", "body"]


def test_every_option_there_is_can_be_set() -> None:
    from dataclasses import fields

    from boilerstrip import Settings

    assert {name.lower() for name in READERS} == {field.name for field in fields(Settings)} | {"fields", "removed_field"}


def test_decisions_of_a_reader_are_honoured(tmp_path: Path) -> None:
    share = fingerprint("Share this article")
    row = {"document": list(landmarks(split(article(1)).lines)), "lines": 9, "line": share, "label": ""}
    (tmp_path / "d.jsonl").write_text(json.dumps(row))
    pipeline = BoilerstripPipeline.from_crawler(started(BOILERSTRIP_DECISIONS=str(tmp_path / "d.jsonl")))
    assert pipeline.process_item({"text": dirty(1)})["text"] == f"{article(1)}\nShare this article"
    assert pipeline.process_item({"text": f"{OTHER}\nShare this article"})["text"] == OTHER


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"BOILERSTRIP_PROFIL": "body"}, "unknown setting BOILERSTRIP_PROFIL: behind BOILERSTRIP_ did you mean PROFILE?"),
        ({"BOILERSTRIP_PROFILE": "boddy"}, "unknown profile 'boddy': did you mean body?"),
        ({"BOILERSTRIP_IGNORE": "newsleter"}, "ignore: 'newsleter' is neither a category nor a rule: did you mean newsletter"),
        ({"BOILERSTRIP_BUDGET": "much"}, "BOILERSTRIP_BUDGET: 'much' does not fit"),
        ({"BOILERSTRIP_FIELDS": []}, "BOILERSTRIP_FIELDS is empty"),
        ({"BOILERSTRIP_FIELDS": [7]}, "7 is no name"),
        ({"BOILERSTRIP_DECISIONS": "no/such.jsonl"}, "decisions: 'no/such.jsonl' is no file"),
        ({"BOILERSTRIP_REMOVED_FIELD": "text"}, "would overwrite the text"),
    ],
)
def test_wrong_settings_are_refused_at_the_start(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says.replace("?", r"\?")):
        BoilerstripPipeline.from_crawler(started(**settings))


def test_fields_that_no_item_has_are_told(caplog: pytest.LogCaptureFixture) -> None:
    pipeline = BoilerstripPipeline.from_crawler(started(BOILERSTRIP_FIELDS="body,lead"))
    pipeline.close_spider()
    assert not caplog.messages
    pipeline.process_item({"text": dirty(1)})
    pipeline.close_spider()
    assert caplog.messages == ["nothing was cleaned: no item had a text in body, lead; name the fields in BOILERSTRIP_FIELDS"]
    pipeline.process_item({"body": dirty(1)})
    caplog.clear()
    pipeline.close_spider(object())
    assert not caplog.messages


def test_older_versions_hand_over_a_spider() -> None:
    pipeline = BoilerstripPipeline.from_crawler(started())
    assert pipeline.process_item({"text": dirty(1)}, object())["text"] == article(1)


def started(**settings: Any) -> Any:
    """What the pipeline sees of a crawler: settings and stats, both Scrapy's own."""
    crawler = SimpleNamespace(settings=Settings(settings))
    crawler.stats = StatsCollector(crawler)
    return crawler
