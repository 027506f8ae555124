"""Small corpora in every format, and the command line to run over them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from boilerstrip.cli import main
from tests.hosts import host

ARTICLE = "\n".join(host("en"))
DIRTY = f"{ARTICLE}\nShare this article\n"
CLEAN = f"{ARTICLE}\n"


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    """The command line in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


def jsonl(texts: Sequence[Any], field: str = "text") -> bytes:
    return b"".join(json.dumps({"id": i, field: text}).encode() + b"\n" for i, text in enumerate(texts))


def csv_bytes(texts: Sequence[str], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([["id", "text"], *([i, text] for i, text in enumerate(texts))])
    return out.getvalue().encode()


def wet(texts: Sequence[str]) -> bytes:
    """A WET file as warcio writes it."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warcinfo_record("a.wet", {"software": "tests"}))
    for i, text in enumerate(texts):
        uri = f"http://harbour.example/{i}"
        body = io.BytesIO(text.encode())
        writer.write_record(writer.create_warc_record(uri, "conversion", payload=body, warc_content_type="text/plain"))
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(uri, "response", payload=io.BytesIO(b"<p>Share</p>"), http_headers=headers))
    return out.getvalue()


def parquet(path: Path, texts: Sequence[str | None], **manner: Any) -> Path:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"id": list(range(len(texts))), "text": pyarrow.array(texts, pyarrow.string())}).replace_schema_metadata(
        {"by": "tests"}
    )
    pyarrow.parquet.write_table(table, path, **manner)
    return path


def pack(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(data, mtime=0)
    return zstd().compress(data) if suffix == ".zst" else data


def unpack(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.decompress(data)
    return zstd().decompress(data) if suffix == ".zst" else data


def zstd() -> Any:
    from boilerstrip.streams.packing import zstd

    return zstd()
