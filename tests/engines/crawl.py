"""One real crawl, in a process of its own: ``python crawl.py URL FOLDER SETTINGS``; items and stats go to files in the folder."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import scrapy
from scrapy.crawler import CrawlerProcess


class Declared(scrapy.Item):
    url = scrapy.Field()
    kind = scrapy.Field()
    text = scrapy.Field()
    gone = scrapy.Field()


@dataclasses.dataclass
class Plain:
    url: str
    kind: str
    text: str | None
    gone: list[dict[str, Any]] | None = None


@attrs.define
class Defined:
    url: str
    kind: str
    text: str | None
    gone: list[dict[str, Any]] | None = None


@dataclasses.dataclass(frozen=True)
class Frozen:
    url: str
    kind: str
    text: str | None
    gone: list[dict[str, Any]] | None = None


@dataclasses.dataclass
class Narrow:
    url: str
    kind: str
    text: str | None


KINDS = {"dict": dict, "item": Declared, "dataclass": Plain, "attrs": Defined, "frozen": Frozen, "narrow": Narrow}


class Pages(scrapy.Spider):
    name = "pages"

    def parse(self, response: Any) -> Iterator[Any]:
        text = "\n".join(response.css("main p::text").getall())
        for kind, build in KINDS.items():
            yield build(url=response.url, kind=kind, text=text)
        yield {"url": response.url, "kind": "missing"}
        yield {"url": response.url, "kind": "null", "text": None}
        yield {"url": response.url, "kind": "list", "text": [text]}
        yield {"url": response.url, "kind": "filled", "text": text, "gone": ["of somebody else"]}
        yield from response.follow_all(css="nav a", callback=self.parse)


def main(url: str, folder: Path, settings: dict[str, Any]) -> None:
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"boilerstrip.integrations.scrapy.BoilerstripPipeline": 300},
            "FEEDS": {str(folder / "items.jsonl"): {"format": "jsonlines"}},
            "LOG_FILE": str(folder / "log"),
            "TELNETCONSOLE_ENABLED": False,
            **settings,
        }
    )
    crawler = process.create_crawler(Pages)
    process.crawl(crawler, start_urls=[url])
    process.start()
    (folder / "stats.json").write_text(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]))
