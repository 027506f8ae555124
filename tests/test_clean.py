"""`boilerstrip clean` and `restore` over corpora of every format."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.corpus import ARTICLE, CLEAN, DIRTY, csv_bytes, jsonl, pack, parquet, run, unpack, wet

PACKINGS = ["", ".gz", ".zst"]
MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": lambda texts: texts[0].encode(),
    "md": lambda texts: texts[0].encode(),
    "jsonl": jsonl,
    "ndjson": jsonl,
    "csv": csv_bytes,
    "tsv": lambda texts: csv_bytes(texts, "\t"),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("suffix", MAKERS)
def test_every_format_comes_out_as_it_went_in(tmp_path: Path, suffix: str, packing: str) -> None:
    make = MAKERS[suffix]
    path = tmp_path / f"a.{suffix}{packing}"
    path.write_bytes(pack(make([DIRTY, CLEAN]), packing))
    wanted = make([CLEAN, CLEAN])
    done = run("clean", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert unpack(done.stdout_bytes, packing) == wanted
    from_stdin = run("clean", "--from", suffix + packing, "-", stdin=path.read_bytes())
    assert unpack(from_stdin.stdout_bytes, packing) == wanted
    assert run("clean", "--quiet", "--in-place", path).exit_code == 0
    assert unpack(path.read_bytes(), packing) == wanted
    before = path.stat()
    assert run("clean", "--quiet", "--in-place", path).exit_code == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("packing", PACKINGS)
def test_wet_is_cleaned_and_its_digests_hold(tmp_path: Path, packing: str) -> None:
    from warcio.archiveiterator import ArchiveIterator

    path = tmp_path / f"a.warc.wet{packing}"
    path.write_bytes(pack(wet([DIRTY, CLEAN]), packing))
    assert run("clean", "-qi", path).exit_code == 0
    if packing == ".gz":
        with path.open("rb") as stream:  # warcio wants each record packed by itself
            assert [r.rec_type for r in ArchiveIterator(stream)] == ["warcinfo"] + ["conversion", "response"] * 2
    (tmp_path / "plain.wet").write_bytes(unpack(path.read_bytes(), packing))
    with (tmp_path / "plain.wet").open("rb") as stream:
        rows = [(r.rec_type, r.content_stream().read()) for r in ArchiveIterator(stream, check_digests="raise")]
    assert [body.decode() for kind, body in rows if kind == "conversion"] == [CLEAN, CLEAN]
    assert [body for kind, body in rows if kind == "response"] == [b"<p>Share</p>"] * 2


def test_parquet_file_stream_and_standard_input(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = parquet(tmp_path / "a.parquet", [DIRTY, CLEAN], compression="zstd")
    for args, stdin in ((["clean", path], b""), (["clean", "--from", "parquet", "-"], path.read_bytes())):
        done = run(*args, stdin=stdin)
        (tmp_path / "out.parquet").write_bytes(done.stdout_bytes)
        file = pq.ParquetFile(tmp_path / "out.parquet")
        assert file.read().column("text").to_pylist() == [CLEAN, CLEAN]
        assert file.schema_arrow.metadata == {b"by": b"tests"}
        assert file.metadata.row_group(0).column(1).compression == "ZSTD"


@pytest.mark.parametrize(("by", "kept"), [([0], 1), ([0, 1], 1), ([1, 0], 0), ([], 0)])
def test_parquet_keeps_the_sorting_that_texts_have_no_part_in(tmp_path: Path, by: list[int], kept: int) -> None:
    import pyarrow.parquet as pq

    columns = [pq.SortingColumn(index, descending=True) for index in by]
    path = parquet(tmp_path / "a.parquet", [DIRTY, CLEAN], sorting_columns=columns)
    assert run("clean", "-qi", path).exit_code == 0
    assert list(pq.ParquetFile(path).metadata.row_group(0).sorting_columns) == columns[:kept]


def test_line_endings_and_a_missing_last_one_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [b'{"text": %s, "n": 1}' % json.dumps(text).encode() for text in (DIRTY, CLEAN)]
    path.write_bytes(b"\r\n".join(rows))
    assert run("clean", path).stdout_bytes == b"\r\n".join([rows[0].replace(b"\\nShare this article\\n", b"\\n"), rows[1]])


def corpus(folder: Path) -> Path:
    """A folder with folders in it."""
    (folder / "news" / "old").mkdir(parents=True)
    (folder / "news" / "a.jsonl").write_bytes(jsonl([DIRTY, CLEAN]))
    (folder / "news" / "b.txt").write_bytes(DIRTY.encode())
    (folder / "news" / "old" / "c.csv.gz").write_bytes(pack(csv_bytes([DIRTY]), ".gz"))
    (folder / "news" / "notes.pdf").write_bytes(b"%PDF")
    return folder / "news"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_into_a_folder(tmp_path: Path, jobs: str) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    done = run("clean", "--jobs", jobs, "-o", out, source)
    assert done.exit_code == 0
    assert (out / "a.jsonl").read_bytes() == jsonl([CLEAN, CLEAN])
    assert (out / "b.txt").read_text() == CLEAN
    assert unpack((out / "old" / "c.csv.gz").read_bytes(), ".gz") == csv_bytes([CLEAN])
    assert sorted(os.listdir(out)) == ["a.jsonl", "b.txt", "old"]
    assert (source / "b.txt").read_text() == DIRTY
    assert "documents" in done.stderr and "share" in done.stderr


def test_jobs_change_nothing(tmp_path: Path) -> None:
    texts = [DIRTY if i % 3 else CLEAN + f"Line {i}.\n" for i in range(300)]
    (tmp_path / "a.jsonl").write_bytes(jsonl(texts))
    one, three = (run("clean", "-q", "--jobs", n, "--removed", tmp_path / f"r{n}", tmp_path / "a.jsonl") for n in ("1", "3"))
    assert one.stdout_bytes == three.stdout_bytes != (tmp_path / "a.jsonl").read_bytes()
    assert (tmp_path / "r1").read_bytes() == (tmp_path / "r3").read_bytes()


def test_several_files_become_one_stream(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl([DIRTY]).rstrip(b"\n"))
    (tmp_path / "b.jsonl").write_bytes(jsonl([CLEAN]))
    assert run("clean", tmp_path / "a.jsonl", tmp_path / "b.jsonl").stdout_bytes == jsonl([CLEAN]) * 2
    assert run("clean", "-o", tmp_path / "both.jsonl.gz", tmp_path / "a.jsonl", tmp_path / "b.jsonl").exit_code == 0
    assert gzip.decompress((tmp_path / "both.jsonl.gz").read_bytes()) == jsonl([CLEAN]) * 2


def test_nested_fields(tmp_path: Path) -> None:
    line = b'{"article": {"body": %s, "id": 1e1}, "text": 3}\n'
    (tmp_path / "a.jsonl").write_bytes(line % json.dumps(DIRTY).encode())
    assert run("clean", "--field", "article.body", tmp_path / "a.jsonl").stdout_bytes == line % json.dumps(CLEAN).encode()


class TestConversion:
    """--to: from one format to another."""

    def test_from_every_format_to_jsonl(self, tmp_path: Path) -> None:
        source = corpus(tmp_path)
        parquet(source / "d.parquet", [DIRTY])
        (source / "e.wet.gz").write_bytes(pack(wet([DIRTY]), ".gz"))
        done = run("clean", "--to", "jsonl", source)
        rows = [json.loads(line) for line in done.stdout_bytes.splitlines()]
        assert [row["text"] for row in rows] == [CLEAN] * 6
        assert rows[2] == {"file": str(source / "b.txt"), "text": CLEAN}
        assert rows[3] == {"id": 0, "text": CLEAN} and rows[5] == {"id": "0", "text": CLEAN}
        assert rows[4]["url"] == "http://harbour.example/0" and set(rows[4]) == {"id", "url", "date", "text"}

    def test_jsonl_to_parquet_csv_text_and_back(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        path = tmp_path / "a.jsonl"
        path.write_bytes(jsonl([DIRTY, CLEAN], "body"))
        for name in ("b.parquet", "b.csv.zst", "b.txt"):
            assert run("clean", "-q", "--field", "body", "-o", tmp_path / name, path).exit_code == 0
        assert pq.read_table(tmp_path / "b.parquet").to_pylist() == [{"id": 0, "body": CLEAN}, {"id": 1, "body": CLEAN}]
        assert (tmp_path / "b.txt").read_text() == f"{CLEAN}\n{CLEAN}"
        back = run("clean", "--field", "body", "--to", "jsonl", tmp_path / "b.csv.zst").stdout_bytes
        assert [json.loads(line) for line in back.splitlines()] == [{"id": "0", "body": CLEAN}, {"id": "1", "body": CLEAN}]

    def test_only_the_packing(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(b'{"n":1e1,"text":"x"}\n')
        done = run("clean", "--to", "jsonl.gz", tmp_path / "a.jsonl")
        assert gzip.decompress(done.stdout_bytes) == b'{"n":1e1,"text":"x"}\n'
        assert run("clean", "-q", "--to", "jsonl.zst", "-o", f"{tmp_path}/out/", tmp_path / "a.jsonl").exit_code == 0
        assert os.listdir(tmp_path / "out") == ["a.jsonl.zst"]

    def test_lone_surrogates_dates_and_bytes(self, tmp_path: Path) -> None:
        import datetime

        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.table({"text": ["x"], "d": [datetime.date(2031, 5, 1)], "b": [b"\xff"]})
        pq.write_table(table, tmp_path / "a.parquet")
        assert json.loads(run("clean", "--to", "jsonl", tmp_path / "a.parquet").stdout) == {"text": "x", "d": "2031-05-01", "b": "/w=="}

    @pytest.mark.parametrize(
        ("rows", "to", "says"),
        [
            (b'{"text":"x"}\n{"text":"x","a":1}\n', "csv", "differs in a; use --to jsonl"),
            (b'{"text":"x","a":1}\n{"text":"x","a":"b"}\n', "parquet", "does not fit into a Parquet column"),
            (b'{"text":"x","a":123456789012345678901234567890}\n', "parquet", "does not fit into a Parquet column"),
            (b'{"text":"x"}\n', "warc", "cannot convert to warc"),
            (b'{"text":"x"}\n', "tsv", "tables are written with commas"),
            (b'{"text":"x","n":' + b"7" * 5000 + b"}\n", "csv", "a.jsonl:1: Exceeds the limit"),
            (b'{"text":"\\ud800"}\n', "parquet", "does not fit into a Parquet column"),
            (b'{"text":"x"}\n', "yaml", "unknown format"),
        ],
    )
    def test_what_does_not_fit(self, tmp_path: Path, rows: bytes, to: str, says: str) -> None:
        (tmp_path / "a.jsonl").write_bytes(rows)
        done = run("clean", "--to", to, "-o", tmp_path / "out", tmp_path / "a.jsonl")
        assert done.exit_code == 2 and says in done.stderr
        assert os.listdir(tmp_path) == ["a.jsonl"]


class TestTrouble:
    """Bad input: a clear message, and nothing lost."""

    BROKEN = b'{"id": 7, "text": \n'

    def file(self, folder: Path) -> Path:
        path = folder / "a.jsonl"
        path.write_bytes(jsonl([DIRTY]) + self.BROKEN + jsonl([DIRTY]))
        return path

    def test_stop_is_the_default(self, tmp_path: Path) -> None:
        path = self.file(tmp_path)
        before = path.read_bytes()
        done = run("clean", "--in-place", path)
        assert done.exit_code == 2 and f"{path}:2: no valid JSON at character" in done.stderr
        assert path.read_bytes() == before and os.listdir(tmp_path) == ["a.jsonl"]

    def test_skip_and_keep(self, tmp_path: Path) -> None:
        path = self.file(tmp_path)
        done = run("clean", "--on-error", "skip", "--rejects", tmp_path / "bad", path)
        assert (done.exit_code, done.stdout_bytes) == (0, jsonl([CLEAN]) * 2)
        assert "broken records skipped: 1," in done.stderr
        (row,) = [json.loads(line) for line in (tmp_path / "bad").read_bytes().splitlines()]
        assert (row["file"], row["record"], base64.b64decode(row["raw"])) == (str(path), 2, self.BROKEN)
        assert "no valid JSON" in row["problem"]
        done = run("clean", "--on-error", "keep", path)
        assert (done.exit_code, done.stdout_bytes) == (0, jsonl([CLEAN]) + self.BROKEN + jsonl([CLEAN]))

    def test_a_record_that_does_not_fit_the_new_format_is_broken_too(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        unfit = json.dumps({"id": 9, "text": DIRTY, "more": 1}).encode() + b"\n"
        lone = b'{"id": 8, "text": "Rain \\ud800 fell."}\n'
        path.write_bytes(jsonl([DIRTY]) + unfit + lone + jsonl([DIRTY]))
        done = run("clean", "--to", "csv", path)
        assert done.exit_code == 2 and f"{path}:2: a CSV file has the same fields in every row" in done.stderr
        files = {name: tmp_path / name for name in ("bad", "log", "stats")}
        args = ["--on-error", "skip", "--rejects", files["bad"], "--removed", files["log"], "--stats", files["stats"]]
        done = run("clean", "--to", "csv", *args, path)
        assert done.exit_code == 0 and "broken records skipped: 2," in done.stderr
        assert [row["text"] for row in csv.DictReader(io.StringIO(done.stdout))] == [CLEAN, CLEAN]
        rows = [json.loads(line) for line in files["bad"].read_bytes().splitlines()]
        assert [(row["record"], base64.b64decode(row["raw"])) for row in rows] == [(2, unfit), (3, lone)]
        assert "the same fields" in rows[0]["problem"] and "lone surrogate" in rows[1]["problem"]
        stats = json.loads(files["stats"].read_bytes())
        assert (stats["documents"], stats["changed"], stats["skipped"]) == (2, 2, 2)
        log = [json.loads(line) for line in files["log"].read_bytes().splitlines()]
        assert [row.get("record", row.get("skipped")) for row in log if "removed" in row or "skipped" in row] == [1, 2, 3, 4]

    def test_skipping_in_place_wants_a_place_for_what_is_skipped(self, tmp_path: Path) -> None:
        path = self.file(tmp_path)
        done = run("clean", "-i", "--on-error", "skip", path)
        assert done.exit_code == 2 and "add --rejects FILE" in done.stderr
        assert run("clean", "-qi", "--on-error", "skip", "--rejects", tmp_path / "bad", path).exit_code == 0
        assert path.read_bytes() == jsonl([CLEAN]) * 2

    @pytest.mark.parametrize("mode", ["stop", "skip", "keep"])
    def test_a_damaged_file_is_never_cut_short(self, tmp_path: Path, mode: str) -> None:
        (tmp_path / "in").mkdir()
        path, good = tmp_path / "in" / "a.jsonl.gz", tmp_path / "in" / "b.txt"
        data = gzip.compress(jsonl([DIRTY + f"{i}\n" for i in range(200)]))[:-20]
        path.write_bytes(data)
        good.write_text(DIRTY)
        log = tmp_path / "removed"
        done = run("clean", "-i", "--on-error", mode, "--rejects", tmp_path / "r", "--removed", log, tmp_path / "in")
        assert f"{path}: is cut off" in done.stderr and done.exit_code == (2 if mode == "stop" else 0)
        assert path.read_bytes() == data
        assert good.read_text() == (DIRTY if mode == "stop" else CLEAN)
        if mode != "stop":
            assert [json.loads(line).get("file") for line in log.read_bytes().splitlines()] == [str(good), None, None]
            run("clean", "-q", "-o", tmp_path / "out", "--on-error", mode, tmp_path / "in")
            assert sorted(os.listdir(tmp_path / "out")) == (["b.txt"] if mode == "skip" else ["a.jsonl.gz", "b.txt"])
            assert mode == "skip" or (tmp_path / "out" / "a.jsonl.gz").read_bytes() == data

    def test_a_damaged_file_is_not_kept_under_the_name_of_another_packing(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl.gz").write_bytes(b"no archive")
        done = run("clean", "-q", "--on-error", "keep", "--to", "jsonl.zst", "-o", f"{tmp_path}/out/", tmp_path / "a.jsonl.gz")
        assert done.exit_code == 0 and "damaged files: 1" in done.stderr and os.listdir(tmp_path / "out") == []

    @pytest.mark.parametrize("packing", ["gz", "zst"])
    def test_damaged_and_cut_off_compression(self, tmp_path: Path, packing: str) -> None:
        path = tmp_path / f"a.txt.{packing}"
        for data in (pack(DIRTY.encode(), f".{packing}")[:-6], b"this is no archive"):
            path.write_bytes(data)
            done = run("clean", path)
            assert done.exit_code == 2 and done.stdout_bytes == b"" and str(path) in done.stderr

    def test_broken_records_that_are_kept_are_told(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_bytes(jsonl([DIRTY]) + b"broken\n")
        done = run("clean", "--on-error", "keep", path)
        assert (done.exit_code, done.stdout_bytes.endswith(b"\nbroken\n")) == (0, True)
        assert "broken records kept as they are: 1" in done.stderr

    @pytest.mark.parametrize("name", ["c4.json", "c4.jl", "c4"])
    def test_json_under_another_name_is_not_cleaned_as_text(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(jsonl([DIRTY, CLEAN]))
        for verb in ("clean", "check"):
            done = run(verb, path)
            assert done.exit_code == 2 and "holds JSON" in done.stderr and "--from jsonl" in done.stderr and not done.stdout_bytes
        assert run("clean", "-", stdin=path.read_bytes()).exit_code == 2
        assert run("clean", "-q", "--from", "jsonl", path).stdout_bytes == jsonl([CLEAN, CLEAN])
        assert run("clean", "-q", "--from", "text", path).exit_code == 0
        path.write_text('[\n{"text": "Rain fell."}\n]\n', encoding="utf8")
        assert "jq -c '.[]' FILE" in run("clean", path).stderr
        path.write_text('{\n"text": "Rain fell."\n}\n', encoding="utf8")
        assert "jq -c . FILE" in run("clean", path).stderr
        for text in ("[Rain] fell on us.\n{and on you}\n", "[1]\nRain fell on us.\n", "[]\nRain fell on us.\n"):
            path.write_text(text, encoding="utf8")
            assert run("clean", "-q", path).exit_code == 0

    def test_utf16_is_told_by_its_name(self, tmp_path: Path) -> None:
        path = tmp_path / "wide.txt"
        path.write_text("Rain fell.", encoding="utf16")
        assert "iconv -f utf16 -t utf8" in run("clean", path).stderr

    def test_text_that_is_no_utf8_is_a_broken_file(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_bytes(b"caf\xe9\n")
        (tmp_path / "in" / "b.txt").write_text(DIRTY)
        assert "a.txt: no valid UTF-8 at byte 3" in run("clean", "-o", tmp_path / "x", tmp_path / "in").stderr
        for mode, left in (("skip", {"b.txt"}), ("keep", {"a.txt", "b.txt"})):
            assert run("clean", "-q", "-o", tmp_path / mode, "--on-error", mode, tmp_path / "in").exit_code == 0
            assert set(os.listdir(tmp_path / mode)) == left
        assert (tmp_path / "keep" / "a.txt").read_bytes() == b"caf\xe9\n"
        assert run("clean", "--on-error", "keep", "-", stdin=b"caf\xe9").stdout_bytes == b"caf\xe9"
        assert run("clean", "-qi", "--on-error", "skip", "--rejects", tmp_path / "r", tmp_path / "in").exit_code == 0
        assert (tmp_path / "in" / "a.txt").read_bytes() == b"caf\xe9\n"

    @pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.wet", "a.txt.gz"])
    def test_an_empty_file_is_told_and_stays_empty(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_bytes(b"")
        done = run("clean", tmp_path / name)
        assert done.exit_code == 0 and f"{name}: is empty" in done.stderr
        assert unpack(done.stdout_bytes, os.path.splitext(name)[1]) == b""

    def test_an_empty_parquet_file_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "a.parquet").write_bytes(b"")
        done = run("clean", tmp_path / "a.parquet")
        assert done.exit_code == 2 and "cannot be read as Parquet" in done.stderr

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (["clean", "FOLDER"], "no file with a known suffix"),
            (["clean", "--from", "jsonl", "FOLDER"], "no file of the format jsonl"),
            (["clean", "FOLDER/no"], "no such file"),
            (["clean", "--from", "xml", "-"], "unknown format 'xml'"),
            (["clean", "--in-place", "-"], "cannot be changed in place"),
            (["clean", "--in-place", "-o", "x", "-"], "contradict each other"),
            (["clean", "--in-place", __file__], "no known suffix, so it is not changed in place"),
            (["clean", "--resume", "-"], "only a run that writes several files can be resumed"),
            (["clean", "--jobs", "-2", "-"], "is not in the range"),
            (["clean", "-o", "FOLDER/", "-"], "standard input has no name"),
            (["clean", "--to", "jsonl", "--on-error", "keep", "-"], "cannot be kept in another format"),
            (["clean", "-o", "/no/such/folder/x", "-"], "/no/such/folder"),
        ],
    )
    def test_wrong_options(self, tmp_path: Path, args: list[str], says: str) -> None:
        done = run(*(arg.replace("FOLDER", str(tmp_path)) for arg in args), stdin=DIRTY.encode())
        assert done.exit_code == 2 and says in done.stderr and done.stdout_bytes == b""

    def test_two_files_of_one_name(self, tmp_path: Path) -> None:
        for name in ("x", "y"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "a.txt").write_text(DIRTY)
        done = run("clean", "-o", tmp_path / "out", tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt")
        assert done.exit_code == 2 and "would both be written to" in done.stderr
        done = run("clean", "-o", tmp_path / "x", tmp_path / "x" / "a.txt", tmp_path / "y")
        assert done.exit_code == 2

    def test_tables_do_not_become_one_stream(self, tmp_path: Path) -> None:
        for name in "ab":
            (tmp_path / f"{name}.csv").write_bytes(csv_bytes([CLEAN]))
        done = run("clean", tmp_path)
        assert done.exit_code == 2 and "cannot become one stream: use --output FOLDER" in done.stderr

    @pytest.mark.parametrize(
        ("name", "module", "pip"),
        [("a.parquet", "pyarrow", "pip install pyarrow"), ("a.txt.zst", "backports.zstd", "pip install backports.zstd")],
    )
    def test_a_missing_library_is_told_with_its_pip_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, pip: str
    ) -> None:
        import sys

        (tmp_path / name).write_bytes(b"x")
        monkeypatch.setitem(sys.modules, module if sys.version_info < (3, 14) else module.replace("backports", "compression"), None)
        done = run("clean", tmp_path / name)
        assert done.exit_code == 2 and pip in done.stderr


class TestInPlace:
    """--in-place: the old file or the new one."""

    def test_mode_and_links_stay(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        real, link = tmp_path / "real" / "a.txt", tmp_path / "link.txt"
        real.write_text(DIRTY)
        real.chmod(0o604)
        link.symlink_to(real)
        assert run("clean", "-qi", link).exit_code == 0
        assert link.is_symlink() and real.read_text() == CLEAN and stat.S_IMODE(real.stat().st_mode) == 0o604
        assert os.listdir(tmp_path / "real") == ["a.txt"]

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    def test_the_owner_stays(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(DIRTY)
        os.chown(tmp_path / "a.txt", 1234, 2345)
        assert run("clean", "-qi", tmp_path / "a.txt").exit_code == 0
        assert ((tmp_path / "a.txt").stat().st_uid, (tmp_path / "a.txt").stat().st_gid) == (1234, 2345)

    def test_options_reach_the_cleaner(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(DIRTY)
        assert run("clean", "-qi", "--ignore", "share", "--ignore", "density", tmp_path / "a.txt").exit_code == 0
        assert (tmp_path / "a.txt").read_text() == DIRTY


def test_stats(tmp_path: Path) -> None:
    source = corpus(tmp_path)
    (source / "d.txt").write_text("Share this article\n")
    done = run("clean", "-o", tmp_path / "out", "--stats", tmp_path / "s.json", source)
    stats = json.loads((tmp_path / "s.json").read_text())
    gone = len("Share this article\n")
    assert (stats["files"], stats["documents"], stats["changed"]) == (4, 5, 3)
    assert (stats["removed_lines"], stats["removed_characters"]) == (3, 3 * gone)
    assert stats["characters"] == 3 * len(DIRTY) + len(CLEAN) + gone
    assert stats["categories"] == {"share": {"documents": 3, "lines": 3, "characters": 3 * gone}}
    assert stats["languages"]["en"]["documents"] == 5 and stats["flags"] == {"no-prose": 1}
    assert "no-prose" in done.stderr and "in en" in done.stderr


def test_a_full_log_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    assert run("clean", "-q", "-i", "--removed", tmp_path / "r", tmp_path / "a.txt").exit_code == 0
    log = (tmp_path / "r").read_bytes()
    done = run("clean", "-q", "-i", "--removed", tmp_path / "r", tmp_path / "a.txt")
    assert done.exit_code == 2 and "name another file" in done.stderr
    assert (tmp_path / "r").read_bytes() == log


class TestRestore:
    """`restore` brings back what `clean --removed` noted."""

    @pytest.mark.parametrize("packing", PACKINGS)
    @pytest.mark.parametrize("suffix", [*MAKERS, "wet"])
    def test_every_format(self, tmp_path: Path, suffix: str, packing: str) -> None:
        data = {**MAKERS, "wet": wet}[suffix]([DIRTY, CLEAN, DIRTY])
        path, log = tmp_path / f"a.{suffix}{packing}", tmp_path / "log"
        path.write_bytes(pack(data, packing))
        assert run("clean", "-qi", "--removed", log, path).exit_code == 0
        assert unpack(path.read_bytes(), packing) != data
        done = run("restore", log)
        assert done.exit_code == 0 and unpack(done.stdout_bytes, packing) == data
        assert run("restore", "-i", log).exit_code == 0
        assert unpack(path.read_bytes(), packing) == data

    def test_parquet(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        path = parquet(tmp_path / "a.parquet", [DIRTY, CLEAN, None, DIRTY])
        before = pq.read_table(path)
        assert run("clean", "-qi", "--on-error", "keep", "--removed", tmp_path / "log", path).exit_code == 0
        assert pq.read_table(path) != before
        assert run("restore", "-i", tmp_path / "log").exit_code == 0
        assert pq.read_table(path).equals(before, check_metadata=True)

    def test_a_folder_and_skipped_records(self, tmp_path: Path) -> None:
        source, out = corpus(tmp_path), tmp_path / "out"
        (source / "a.jsonl").write_bytes(b"[broken]\n" + jsonl([DIRTY]) + b"{\n{\n" + jsonl([CLEAN]) + b"\xff")
        args = ["--on-error", "skip", "--removed", tmp_path / "log"]
        assert run("clean", "-q", "-o", out, *args, source).exit_code == 0
        assert (out / "a.jsonl").read_bytes() == jsonl([CLEAN]) * 2
        assert run("restore", "-o", tmp_path / "back", tmp_path / "log").exit_code == 0
        for name in ("a.jsonl", "b.txt"):
            assert (tmp_path / "back" / name).read_bytes() == (source / name).read_bytes()
        assert gzip.decompress((tmp_path / "back" / "old" / "c.csv.gz").read_bytes()) == csv_bytes([DIRTY])

    def test_from_standard_output(self, tmp_path: Path) -> None:
        cleaned = run("clean", "-q", "--from", "jsonl", "--removed", tmp_path / "log", "-", stdin=jsonl([DIRTY, CLEAN])).stdout_bytes
        assert run("restore", tmp_path / "log", "-", stdin=cleaned).stdout_bytes == jsonl([DIRTY, CLEAN])
        (tmp_path / "c.jsonl").write_bytes(cleaned)
        assert run("restore", tmp_path / "log", tmp_path / "c.jsonl").stdout_bytes == jsonl([DIRTY, CLEAN])

    def test_a_file_that_was_moved(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(DIRTY)
        assert run("clean", "-qi", "--removed", tmp_path / "log", tmp_path / "a.txt", tmp_path / "b.txt").exit_code == 0
        (tmp_path / "new").mkdir()
        (tmp_path / "a.txt").rename(tmp_path / "new" / "a.txt")
        assert run("restore", tmp_path / "log", tmp_path / "new" / "a.txt").stdout == DIRTY
        assert "does not tell which file" in run("restore", tmp_path / "log", tmp_path / "log").stderr
        assert "use --in-place or --output FOLDER" in run("restore", tmp_path / "log").stderr

    def test_what_cannot_be_restored(self, tmp_path: Path) -> None:
        path, log = tmp_path / "a.txt", tmp_path / "log"
        path.write_text(DIRTY)
        assert run("clean", "-qi", "--removed", log, path).exit_code == 0
        path.write_text(CLEAN + "A line more.\n")
        done = run("restore", "-i", log)
        assert done.exit_code == 2 and "has changed since" in done.stderr
        assert path.read_text() == CLEAN + "A line more.\n"
        log.write_bytes(log.read_bytes().rsplit(b"\n", 2)[0] + b"\n")
        assert "did not finish" in run("restore", "-i", log).stderr
        log.write_bytes(b"no log\n")
        done = run("restore", "-i", log)
        assert done.exit_code == 2 and "log:1: is no row" in done.stderr
        (tmp_path / "b.txt").write_text(DIRTY)
        assert run("clean", "-q", "--to", "jsonl", "--removed", tmp_path / "log2", tmp_path / "b.txt").exit_code == 0
        done = run("restore", tmp_path / "log2", tmp_path / "b.txt")
        assert done.exit_code == 2 and "--to" in done.stderr
        assert run("restore", tmp_path / "nothing").exit_code == 2


LINES = st.lists(
    st.sampled_from(
        [*ARTICLE.split("\n"), "Share this article", "Sign up for our morning newsletter.", "© 2031 Harbour Post", "", "\ud800\\"]
    ),
    max_size=9,
)
ROWS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans(), st.sampled_from([b"\n", b"\r\n"])), max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ROWS,
    st.sampled_from([b"", b"\n", b"{broken\n", b'{"text": 1}\n', b'{"text": "\xff"}\n']),
    st.sampled_from(["skip", "keep"]),
    st.booleans(),
)
def test_restore_brings_back_every_byte(tmp_path_factory: pytest.TempPathFactory, rows: list, broken: bytes, mode: str, end: bool) -> None:
    folder = tmp_path_factory.mktemp("restore")
    lines = [
        json.dumps({"id": i, "text": sep.join(texts), "n": 10**30}, ensure_ascii=escaped).encode("utf8", "backslashreplace") + newline
        for i, (texts, sep, escaped, newline) in enumerate(rows)
    ]
    data = broken + b"".join(lines) + broken
    data = data if end else data.rstrip(b"\n")
    path = folder / "a.jsonl"
    path.write_bytes(data)
    assert run("clean", "-qi", "--on-error", mode, "--removed", folder / "log", path).exit_code == 0
    assert run("restore", "-i", folder / "log").exit_code == 0
    assert path.read_bytes() == data


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n"])), min_size=1, max_size=4),
    st.sampled_from(["txt", "csv", "tsv", "wet", "jsonl"]),
    st.sampled_from(PACKINGS),
    st.booleans(),
)
def test_restore_brings_back_every_format(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[list[str], str]], suffix: str, packing: str, to_folder: bool
) -> None:
    folder = tmp_path_factory.mktemp("restore")
    data = {**MAKERS, "wet": wet}[suffix]([sep.join(lines).replace("\ud800", '"",\t"') for lines, sep in rows])
    path, log = folder / f"a.{suffix}{packing}", folder / "log"
    path.write_bytes(pack(data, packing))
    where = ["-o", f"{folder}/out/"] if to_folder else ["-i"]
    assert run("clean", "-q", *where, "--removed", log, path).exit_code == 0
    back = run("restore", "-o", folder / f"back.{suffix}{packing}", log)
    assert back.exit_code == 0, back.stderr
    assert unpack((folder / f"back.{suffix}{packing}").read_bytes(), packing) == data


def test_a_run_that_is_refused_leaves_the_interrupted_one_alone(tmp_path: Path) -> None:
    source, target, log = tmp_path / "in", tmp_path / "out", tmp_path / "log.jsonl"
    source.mkdir()
    (source / "a.jsonl").write_bytes(jsonl([DIRTY]))
    (source / "b.jsonl").write_text("{}\n", encoding="utf8")
    command = ["clean", "--output", target, "--removed", log, source]
    assert "once what stopped it is mended" in run(*command).stderr
    refused = run(*command, "--on-error", "keep")
    assert (refused.exit_code, "is there already" in refused.stderr) == (2, True)
    (source / "b.jsonl").write_bytes(jsonl([DIRTY]))
    done = run(*command, "--resume")
    assert done.exit_code == 0
    assert "no interrupted run" not in done.stderr
    assert (target / "b.jsonl").read_bytes() == jsonl([CLEAN])
