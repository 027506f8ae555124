"""A small corpus for the review page, with all that is hard to show."""

from __future__ import annotations

import json
from pathlib import Path

from tests.hosts import host

SHARE = "Share this article"
EVIL = "</script><script>document.title = 'taken over'</script><b>bold</b> &amp; \"quoted\" 'single'"
ODD = "A\x00bell \x07, a \x1b[31mcolour\x1b[0m, half of a pair: \ud800, a \u202eturn\u202c and a \u2028 break"
LONG = "reed" * 3000
QUARRY = (
    "The old quarry at Ness will be filled with water from the reservoir this spring, the county said on Friday.",
    "Divers took photographs of the machines that were left on its floor sixty years ago, and of a crane that still stands upright.",
    "Download",
    "It is a lake with a crane in it now, said Orla Finch, who drove lorries there as a young woman and has not been back since.",
    "The county wants to open a path around the water before the summer, with two places from which children may swim.",
)

TEXTS = (
    "\n".join([*host("en"), SHARE, "© 2031 Harbour Post. All rights reserved."]),
    "\n".join(["Print", *QUARRY, SHARE, EVIL, ODD]),
    "\n".join([*host("ar")[:3], "Tweet", *host("ar")[3:], "شارك"]),
    "\n".join([*host("de"), SHARE, LONG, SHARE]),
    "",
)


def corpus(folder: Path, texts: tuple[str, ...] = TEXTS) -> Path:
    """The corpus as JSONL."""
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf8")
    return path
