"""Streams: what is read, what is changed, and that everything else stays byte for byte."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.errors import InputError, SettingsError
from boilerstrip.streams import RecordError, Source, change, edits, find, open_source, read, replacing, rewrite, undo
from boilerstrip.streams.formats import FORMATS
from boilerstrip.streams.jsonl import find as find_text
from tests.corpus import csv_bytes, parquet, wet

CASES = settings(max_examples=200, deadline=None)
TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


def records(format: str, data: bytes, field: str = "text") -> list[Any]:
    return list(FORMATS[format].read(io.BytesIO(data), Source("x", format, "", field)))


@st.composite
def cut_texts(draw: st.DrawFn, text: st.SearchStrategy[str] = TEXT) -> tuple[str, list[tuple[int, int]], str]:
    """A text, cuts in it, and what they leave."""
    whole = draw(text)
    ends = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=6).filter(lambda row: len(row) % 2 == 0)))
    cuts = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if a < b]
    left = "".join(c for i, c in enumerate(whole) if not any(a <= i < b for a, b in cuts))
    return whole, cuts, left


def changed(record: Any, cuts: list[tuple[int, int]]) -> bytes:
    found = edits(record, cuts)
    new = change(record.raw, found)
    assert change(new, undo(record.raw, found)) == record.raw
    return new


OTHER = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT, lambda x: st.lists(x) | st.dictionaries(TEXT, x), max_leaves=8
)


@CASES
@given(cut_texts(), st.dictionaries(TEXT, OTHER, max_size=3), st.booleans(), st.sampled_from([b"\n", b"\r\n", b""]))
def test_of_a_json_line_only_the_text_changes(
    cut: tuple[str, list[tuple[int, int]], str], others: dict[str, Any], ascii: bool, end: bytes
) -> None:
    text, cuts, left = cut
    row = {**{k: v for k, v in others.items() if k != "text"}, "text": text, "last": 1}
    line = json.dumps(row, ensure_ascii=ascii)
    try:
        raw = line.encode() + end
    except UnicodeEncodeError:
        raw = json.dumps(row).encode() + end
    (record,) = records("jsonl", raw)
    assert record.text == json.loads(raw)["text"]
    joined = any(0xD800 <= ord(c) <= 0xDFFF for c in record.text)
    if record.text != text:
        return  # json.dumps made one character of two lone surrogates
    new = changed(record, cuts)
    assert new.endswith(end)
    assert joined or json.loads(new)["text"] == left
    ascii_row = raw.decode()[: record.place[1]], raw.decode()[record.place[2] :]
    assert new.decode().startswith(ascii_row[0]) and new.decode().endswith(ascii_row[1])


def test_what_other_json_readers_lose_stays() -> None:
    line = b'{"n":123456789012345678901234567890,"n":1e400,"s":"\\ud800","x":NaN,"y":-Infinity, "a" : {"b":"\\u00e4 \\/ q" }  ,"e":1.0}\r\n'
    (record,) = records("jsonl", line, "a.b")
    assert record.text == "ä / q"
    assert changed(record, [(1, 3)]) == line.replace(b" \\/", b"")


def test_numbers_beyond_the_limit_of_python_are_no_trouble() -> None:
    line = b'{"n":' + b"7" * 6000 + b',"text":"ab"}'
    (record,) = records("jsonl", line)
    assert changed(record, [(0, 1)]) == line.replace(b'"ab"', b'"b"')


def test_a_pair_of_escaped_surrogates_is_one_character() -> None:
    (record,) = records("jsonl", b'{"text":"\\ud83d\\ude00ab\\ud83d"}')
    assert record.text == "😀ab\ud83d"
    assert changed(record, [(1, 2)]) == b'{"text":"\\ud83d\\ude00b\\ud83d"}'


@pytest.mark.parametrize(
    ("line", "field", "text"),
    [
        ('{"text":"a","text":"b"}', "text", "b"),
        ('{"a.b":"x"}', "a.b", "x"),
        ('{"a":{"b":{"c":"x"}}}', "a.b.c", "x"),
        ('{"a":{"b":"x"},"a":3}', "a.b", "x"),
        (' {"text" : "x" } ', "text", "x"),
    ],
)
def test_the_field(line: str, field: str, text: str) -> None:
    assert find_text(line, field).text == text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"txt":"a"}', "did you mean txt"),
        (b"{}", "the object is empty"),
        (b'{"text":null}', "is null, not a string"),
        (b'{"text":["a"]}', "is a list, not a string"),
        (b'{"text":{"a":1}}', "is an object, not a string"),
        (b'{"text":-1}', "is a number, not a string"),
        (b'["text"]', "is no JSON object"),
        (b'{"text":"a"', "no valid JSON at character 12"),
        (b'{"text":"a"} {}', "more than one value"),
        (b'{"text":"a}', "no valid JSON"),
        (b'{text:"a"}', "key in quotation marks"),
        (b'{"a":[1,}', "no valid JSON"),
        (b'{"text":"caf\xe9"}', "no valid UTF-8 at byte 12"),
        (b"[" * 200000, "is no JSON object"),
        (b'{"a":' + b"[" * 200000, "nested too deeply"),
    ],
)
def test_a_broken_line_says_what_is_wrong(line: bytes, says: str) -> None:
    good = b'{"text":"fine"}\n'
    first, broken, last = records("jsonl", good + line + b"\n" + good)
    assert (first.text, broken.text, last.text, broken.number) == ("fine", None, "fine", 2)
    assert says in broken.problem and broken.raw == line + b"\n"


def test_blank_lines_and_byte_order_marks_are_no_fault() -> None:
    rows = records("jsonl", b'\xef\xbb\xbf{"text":"ab"}\n\n  \r\n{"text":"c"}')
    assert [(r.text, r.problem) for r in rows] == [("ab", None), (None, None), (None, None), ("c", None)]
    assert changed(rows[0], [(0, 1)]) == b'\xef\xbb\xbf{"text":"b"}\n'
    (text,) = records("text", "\ufeffäb".encode())
    assert (text.text, changed(text, [(0, 1)])) == ("äb", b"\xef\xbb\xbfb")


CSV_TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=40).filter(
    lambda text: "\r" not in text.replace("\r\n", "")
)


@CASES
@given(cut_texts(CSV_TEXT), st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), CSV_TEXT)
def test_of_a_csv_row_only_the_text_changes(cut: tuple[str, list[tuple[int, int]], str], delimiter: str, quoting: Any, other: str) -> None:
    text, cuts, left = cut
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows([["other", "text", "n"], [other, text, 7]])
    data = out.getvalue().encode()
    header, record = records("csv", data)
    assert (header.text, record.text, header.raw + record.raw) == (None, text, data)
    new = header.raw + changed(record, cuts)
    assert list(csv.reader(io.StringIO(new.decode(), newline=""), delimiter=delimiter)) == [["other", "text", "n"], [other, left, "7"]]


def test_long_csv_fields_are_read() -> None:
    assert len(records("csv", csv_bytes(["x" * 500_000]))[1].text) == 500_000


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b"1\n", "has 1 fields where the header has 2"),
        (b'1,"a"b\n', "no valid CSV"),
        (b"1,caf\xe9\n", "no valid UTF-8 at byte 5"),
    ],
)
def test_a_broken_csv_row_says_what_is_wrong(row: bytes, says: str) -> None:
    _, broken, last = records("csv", b"id,text\n" + row + b"2,fine\n")
    assert says in broken.problem and broken.raw == row
    assert (last.text, last.number) == ("fine", 2)


def test_a_csv_file_without_the_field() -> None:
    with pytest.raises(RecordError, match="has no field 'body': did you mean bodies"):
        records("csv", b"id;bodies\n1;x\n", "body")
    assert "unexpected end" in records("csv", b'id,text\n1,"a\nb')[1].problem


@CASES
@given(st.lists(cut_texts(st.text(st.characters(exclude_categories=("Cs",)), min_size=1)), min_size=1, max_size=3))
def test_of_a_wet_record_only_text_length_and_digests_change(cases: list[tuple[str, list[tuple[int, int]], str]]) -> None:
    from warcio.archiveiterator import ArchiveIterator

    data = wet([text for text, _, _ in cases])
    rows = records("warc", data)
    assert b"".join(row.raw for row in rows) == data
    wanted = iter(cases)
    new = b"".join(changed(row, next(wanted)[1]) if row.text is not None else row.raw for row in rows)
    seen = []
    for old, record in zip(ArchiveIterator(io.BytesIO(data)), ArchiveIterator(io.BytesIO(new), check_digests="raise"), strict=True):
        payload = record.content_stream().read()
        fixed = [h for h in record.rec_headers.headers if h[0] != "Content-Length" and not h[0].endswith("Digest")]
        assert fixed == [h for h in old.rec_headers.headers if h[0] != "Content-Length" and not h[0].endswith("Digest")]
        if record.rec_type == "conversion":
            seen.append(payload.decode())
    assert seen == [left for _, _, left in cases]


def test_digests_that_nobody_can_work_out_go() -> None:
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Block-Digest: %s\r\nContent-Length: 2\r\n\r\n"
    (record,) = records("warc", head % b"blake9:AA" + b"ab\r\n\r\n")
    assert b"Digest" not in changed(record, [(0, 1)])
    (record,) = records("warc", head % b"md5:187ef4436122d1cc2f40dc2b92f0eba0" + b"ab\r\n\r\n")
    assert b"md5:92eb5ffee6ae2fec3ad71c777531578f" in changed(record, [(0, 1)])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"hello\n", "no WARC record begins here"),
        (b"WARC/1.0\r\nWARC-Type: x\r\n\r\n", "no Content-Length"),
        (b"WARC/1.0\r\nWARC-Type: x\r\n", "header does not end"),
        (b"WARC/1.0\r\nContent-Length: 9\r\n\r\nab", "cut off: 9 bytes are announced, 2 are there"),
    ],
)
def test_a_broken_warc_frame_says_what_is_wrong(data: bytes, says: str) -> None:
    with pytest.raises(RecordError, match=says):
        records("warc", data)


def test_formats_by_suffix_and_by_name(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.NDJSON.gz", "c.wet.zst", "d.md", "e.bin", ".f.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_bytes(b"x")
    found = [(os.path.basename(s.path), s.format, s.packing) for s in find([str(tmp_path)])]
    assert found == [("a.NDJSON.gz", "jsonl", "gz"), ("b.jsonl", "jsonl", ""), ("c.wet.zst", "warc", "zst"), ("d.md", "text", "")]
    assert [s.format for s in find([str(tmp_path / "e.bin"), "-"])] == ["text", "text"]
    assert [(s.format, s.packing) for s in find([str(tmp_path / "e.bin")], "wet.gz")] == [("warc", "gz")]
    (tmp_path / "part-0").write_bytes(b"x")
    assert [(os.path.basename(s.path), s.packing) for s in find([str(tmp_path)], "jsonl")] == [
        ("a.NDJSON.gz", "gz"),
        ("b.jsonl", ""),
        ("part-0", ""),
    ]
    assert [(s.format, s.packing) for s in find([str(tmp_path / "a.NDJSON.gz")], "text")] == [("text", "gz")]


@pytest.mark.parametrize("name", ["jsn", "jsonl.xz", "parquet.gz", ""])
def test_unknown_formats(name: str) -> None:
    if name:
        with pytest.raises(SettingsError, match="unknown format"):
            list(find(["-"], name))


def test_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    with pytest.raises(InputError, match="no file with a known suffix"):
        list(find([str(tmp_path)]))
    with pytest.raises(InputError, match="no such file"):
        list(find([str(tmp_path / "no.txt")]))


def test_rewrite_keeps_mode_and_link_and_leaves_clean_files_alone(tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    real.write_bytes(b'{"text":"ab"}\n')
    real.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to("real.jsonl")
    (source,) = find([str(link)])
    before = real.stat()
    assert not rewrite(source, lambda record: [])
    assert (real.stat().st_ino, real.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert rewrite(source, lambda record: [(0, 1)])
    assert link.is_symlink() and real.read_bytes() == b'{"text":"b"}\n'
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["link.jsonl", "real.jsonl"]


def test_a_broken_record_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"ab"}\n{}\n')
    with pytest.raises(RecordError, match=r"a\.jsonl:2: has no field"):
        rewrite(next(find([str(path)])), lambda record: [(0, 1)])
    assert path.read_bytes() == b'{"text":"ab"}\n{}\n' and os.listdir(tmp_path) == ["a.jsonl"]


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    with replacing(tmp_path / "new") as new:
        new.stream.write(b"x")
        new.commit()
    (tmp_path / "plain").write_bytes(b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


class TestParquet:
    """Parquet, through pyarrow."""

    def cleaned(self, path: Path, field: str = "text") -> Any:
        import pyarrow.parquet as pq

        before = pq.ParquetFile(path)
        (source,) = find([str(path)], None, field)
        assert rewrite(source, lambda record: [(0, 2)])
        after = pq.ParquetFile(path)
        assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
        assert after.metadata.num_row_groups == before.metadata.num_row_groups
        for group in range(after.metadata.num_row_groups):
            a, b = after.metadata.row_group(group), before.metadata.row_group(group)
            assert a.num_rows == b.num_rows
            for i in range(a.num_columns):
                assert (a.column(i).compression, a.column(i).path_in_schema) == (b.column(i).compression, b.column(i).path_in_schema)
                assert a.column(i).is_stats_set == b.column(i).is_stats_set
        return before, after.read()

    @pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
    def test_compression_schema_and_row_groups_stay(self, tmp_path: Path, codec: str) -> None:
        path = parquet(tmp_path / "a.parquet", [f"ab{i}" for i in range(700)], compression=codec, row_group_size=300)
        _, table = self.cleaned(path)
        assert table.column("text").to_pylist() == [str(i) for i in range(700)]
        assert table.column("id").to_pylist() == list(range(700))

    @pytest.mark.parametrize("kind", ["large_string", "string_view", "dictionary"])
    def test_kinds_of_strings(self, tmp_path: Path, kind: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        texts = pa.array(["abc", "äbd", "abc"])
        wanted = pa.dictionary(pa.int32(), pa.string()) if kind == "dictionary" else getattr(pa, kind)()
        pq.write_table(pa.table({"text": texts.cast(wanted)}), tmp_path / "a.parquet")
        _, table = self.cleaned(tmp_path / "a.parquet")
        assert table.column("text").to_pylist() == ["c", "d", "c"]

    def test_all_other_columns_stay(self, tmp_path: Path) -> None:
        import datetime
        import decimal

        import pyarrow as pa
        import pyarrow.parquet as pq

        inner = [{"text": "abc", "n": None, "tags": ["x", None]}, {"text": "abd", "n": 2, "tags": None}]
        table = pa.table(
            {
                "m": inner,
                "d": [decimal.Decimal("1.10"), None],
                "t": pa.array([datetime.datetime(2031, 5, 1, 12), None], pa.timestamp("ns", "UTC")),
                "b": [b"\xff", None],
                "f": [float("nan"), -0.0],
                "u": pa.array([2**64 - 1, 0], pa.uint64()),
            }
        )
        pq.write_table(table, tmp_path / "a.parquet", compression={"d": "gzip", "m.text": "zstd"}, write_statistics=["d"])
        _, new = self.cleaned(tmp_path / "a.parquet", "m.text")
        assert new.column("m").to_pylist() == [{**row, "text": str(row["text"])[2:]} for row in inner]
        assert new.drop(["m"]).equals(table.drop(["m"])) or str(new.drop(["m"]).to_pylist()) == str(table.drop(["m"]).to_pylist())

    def test_a_schema_of_other_writers_stays(self, tmp_path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.table({"text": ["abc"], "l": [["x"]]})
        pq.write_table(table, tmp_path / "a.parquet", store_schema=False, use_compliant_nested_type=False)
        self.cleaned(tmp_path / "a.parquet")
        assert b"ARROW:schema" not in (pq.ParquetFile(tmp_path / "a.parquet").metadata.metadata or {})

    def test_bad_parquet(self, tmp_path: Path) -> None:
        path = parquet(tmp_path / "a.parquet", ["ab", None])
        rows = list(open_source(str(path)))
        assert [(r.number, r.text, r.problem) for r in rows] == [
            (0, None, None),
            (1, "ab", None),
            (2, None, "the text is null, not a string"),
        ]
        for field, says in (("txt", "did you mean text"), ("id", "is of type int64, not of strings"), ("id.x", "has no fields inside")):
            with pytest.raises(RecordError, match=says):
                list(open_source(str(path), field=field))
        path.write_bytes(path.read_bytes()[:-9])
        with pytest.raises(RecordError, match="cannot be read as Parquet"):
            list(open_source(str(path)))

    def test_an_empty_table_stays_one(self, tmp_path: Path) -> None:
        (source,) = find([str(parquet(tmp_path / "a.parquet", []))])
        assert [r.number for r in read(source)] == [0]
        assert not rewrite(source, lambda record: [(0, 1)])
