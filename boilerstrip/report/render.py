"""From a review to a page: one file that needs no other, and does the same whenever it is made."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boilerstrip.judge import ENOUGH, SURE
from boilerstrip.marks import CATEGORIES
from boilerstrip.report.chart import chart
from boilerstrip.report.review import Review
from boilerstrip.report.views import visible
from boilerstrip.scoring import targets
from boilerstrip.settings import Settings
from boilerstrip.streams.missing import need

HOME = Path(__file__).parent


def render(review: Review, settings: Settings) -> Iterator[bytes]:
    """The page, piece by piece.

    Args:
        review: What it tells.
        settings: Those of the cleaner.

    Raises:
        MissingError: jinja2 is not installed.
    """
    jinja2 = need("jinja2", "report")
    markup = need("markupsafe", "report").Markup
    script, style = ((HOME / name).read_text(encoding="utf8") for name in ("page.js", "page.css"))
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, finalize=_finalized
    )
    environment.filters["number"] = "{:,}".format
    template = environment.from_string((HOME / "page.html").read_text(encoding="utf8"))
    stream = template.stream(
        **_facts(review, settings),
        script=markup(script),
        style=markup(style),
        script_hash=_hash(script),
        style_hash=_hash(style),
    )
    stream.enable_buffering(64)
    for piece in stream:
        yield piece.encode("utf8")


def _facts(review: Review, settings: Settings) -> dict[str, Any]:
    """All that the template speaks of."""
    documents = review.documents
    texts = json.dumps(sorted((document.place, document.text) for document in documents)).encode()
    goes = targets(settings)
    return {
        "tally": review.tally,
        "review": review,
        "documents": documents,
        "hidden": review.tally.documents - len(documents),
        "hidden_doubtful": review.doubtful - sum(document.doubtful for document in documents),
        "rules": sorted(review.rules.items(), key=lambda row: (-row[1].hits, row[0])),
        "chart": chart(review.characters),
        "categories": sorted({row.category for document in documents for row in document.rows if row.category}),
        "languages": sorted({document.language for document in documents}),
        "labels": [name for name in CATEGORIES if name in goes],
        "profile": settings.profile,
        "enough": ENOUGH,
        "near": (round(2 * ENOUGH - SURE, 6), SURE),
        "page": hashlib.sha256(texts).hexdigest()[:16],
    }


def _hash(text: str) -> str:
    """A text as a Content-Security-Policy names it."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _finalized(value: Any) -> Any:
    """A value as a page can hold it; what is markup already stays."""
    return visible(value) if type(value) is str else value
