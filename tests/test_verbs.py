"""``config``, ``score`` and ``rules``, and settings from files in every verb."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import click
import pytest

from boilerstrip.cli import VERBS, main
from boilerstrip.config import KEYS
from tests.calls import call
from tests.hosts import host
from tests.test_loader import GOOD, pack

ARTICLE = "\n".join(host("en"))
SHARE = "Share this article"
DIRTY = f"{ARTICLE}\n{SHARE}\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")
    return path


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "corpus" / "a.txt", DIRTY)
    write(tmp_path / "corpus" / "boilerstrip.toml", 'ignore = ["share", "density"]\n')
    return tmp_path / "corpus"


# Settings from files


def test_flags_win_over_the_file_and_the_file_over_defaults(corpus: Path) -> None:
    file = str(corpus / "a.txt")
    assert call("clean", file).stdout.decode() == DIRTY
    assert call("check", file).returncode == 0
    assert call("explain", file).returncode == 0
    assert call("clean", "--ignore", "legal", file).stdout.decode() == ARTICLE + "\n"
    assert call("clean", "--no-config", file).stdout.decode() == ARTICLE + "\n"
    other = write(corpus.parent / "other.toml", 'keep = ["Share this article"]\n')
    assert call("clean", "--config", str(other), file).stdout.decode() == DIRTY


def test_standard_input_takes_the_settings_of_the_working_directory(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("clean", "-", stdin=DIRTY.encode()).stdout.decode() == ARTICLE + "\n"
    monkeypatch.chdir(corpus)
    assert call("clean", "-", stdin=DIRTY.encode()).stdout.decode() == DIRTY


def test_every_file_is_checked_by_its_own_settings(corpus: Path) -> None:
    other = write(corpus.parent / "b.txt", DIRTY)
    third = write(corpus.parent / "deep" / "c.txt", DIRTY)
    write(corpus.parent / "deep" / "boilerstrip.toml", 'output-format = "jsonl"\n')
    done = call("check", str(corpus / "a.txt"), str(other), str(third), str(corpus))
    rows = done.stdout.decode().splitlines()
    assert (done.returncode, len(rows)) == (1, 2)
    assert rows[0].startswith(f"{other}:1:") and json.loads(rows[1])["file"] == str(third)
    assert done.stderr.count(b"would go") == 3
    assert call("check", "--fix", str(corpus / "a.txt"), str(other)).returncode == 0
    assert (corpus / "a.txt").read_text() == DIRTY
    assert other.read_text() == ARTICLE + "\n"
    assert call("check", str(corpus / "a.txt"), str(other), "/no/such.txt").returncode == 2


def test_a_baseline_of_files_with_different_settings(corpus: Path) -> None:
    other = write(corpus.parent / "b.txt", DIRTY)
    write(corpus / "boilerstrip.toml", "")
    files = (str(corpus / "a.txt"), str(other))
    assert call("check", "--write-baseline", "accepted.json", *files).returncode == 0
    assert call("check", "--baseline", "accepted.json", *files).returncode == 0


def test_files_with_different_settings_are_refused_where_they_go_together(corpus: Path) -> None:
    other = write(corpus.parent / "b.txt", DIRTY)
    done = call("clean", str(corpus / "a.txt"), str(other))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"run once for each" in done.stderr and b"boilerstrip.toml" in done.stderr and b"no file" in done.stderr
    assert call("clean", "--no-config", "-o", str(corpus.parent / "out"), str(corpus / "a.txt"), str(other)).returncode == 0


def test_everything_for_a_corpus_can_stand_in_the_file(corpus: Path) -> None:
    (corpus / "rules").mkdir()
    pack(corpus / "rules")
    text = f"{DIRTY}Wave this page to friends\nA note we keep\n"
    write(corpus / "a.jsonl", json.dumps({"body": {"text": text}}) + "\n")
    config = ['packs = ["rules"]', 'keep = ["A note we keep"]', 'select = ["en-share-wave", "share"]']
    config += ['field = "body.text"', 'baseline = "accepted.json"']
    write(corpus / "boilerstrip.toml", "\n".join(config))
    file = str(corpus / "a.jsonl")
    assert call("check", file).returncode == 2  # the baseline is not there yet
    assert call("check", "--write-baseline", str(corpus / "accepted.json"), file).returncode == 0
    assert call("check", file).returncode == 0
    write(corpus / "a.jsonl", json.dumps({"body": {"text": f"{text}Wave this page!\n"}}) + "\n")
    done = call("check", "--output-format", "jsonl", file)
    assert [json.loads(row)["text"] for row in done.stdout.splitlines()] == ["Wave this page!"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ignor = []", "unknown key 'ignor': did you mean ignore?"),
        ("output-format = 'xml'", "output-format: 'xml' is not one of"),
        ("field = ['text']", "field is one text, not ['text']"),
        ("select = []", "select is empty"),
        ("budget = 2", "budget is a share between 0 and 1"),
    ],
)
def test_a_bad_file_is_named(corpus: Path, text: str, says: str) -> None:
    path = write(corpus / "boilerstrip.toml", text + "\n")
    done = call("check", str(corpus / "a.txt"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"{path}: {says}" in done.stderr.decode()
    assert call("check", "--help").returncode == 0


def test_a_name_of_two_words_is_written_as_the_option(corpus: Path) -> None:
    text = "Menu\nHome\nSports\nWeather\n"
    write(corpus / "boilerstrip.toml", 'profile = "page"\nno-article = "empty"\n')
    (corpus / "menu.txt").write_text(text, encoding="utf8")
    assert call("clean", str(corpus / "menu.txt")).stdout == b""
    assert call("clean", "--no-article", "unchanged", str(corpus / "menu.txt")).stdout == text.encode()
    assert json.loads(call("config", "--json", str(corpus)).stdout)["no-article"]["value"] == "empty"


def test_explain_reads_what_check_reads(corpus: Path) -> None:
    rows = [{"a": {"text": DIRTY}}, {"a": {"text": 7}}, {"a": {"text": ARTICLE}}]
    path = str(write(corpus / "b.jsonl", "".join(json.dumps(row) + "\n" for row in rows)))
    done = call("explain", "--no-config", "--field", "a.text", path)
    assert done.returncode == 2 and f"{path}:2: field 'a.text' is a number".encode() in done.stderr
    assert [row for row in done.stdout.decode().split("\n") if row.startswith(("-", path))][::2] == [f"{path}:1", f"{path}:3"]
    data = [json.loads(row) for row in call("explain", "--no-config", "--json", "--field", "a.text", path).stdout.splitlines()]
    assert [(row["file"], row["record"], len(row["removed"])) for row in data] == [(path, 1, 1), (path, 3, 0)]
    one = call("explain", "--no-config", "--field", "a.text", "--record", "3", path)
    assert one.returncode == 0 and one.stdout.startswith(f"{path}:3\n".encode())
    assert b"has no record 9" in call("explain", "--no-config", "--field", "a.text", "--record", "9", path).stderr


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(main)
    top = [(name, main.get_command(context, name)) for name in VERBS]
    below = [(f"{name} {sub}", inner) for name, c in top if isinstance(c, click.Group) for sub, inner in c.commands.items()]
    return [(name, command) for name, command in [*top, *below] if command is not None]


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_help_is_complete(name: str, command: click.Command) -> None:
    assert call(*name.split(), "--help").returncode == 0
    assert command.help
    assert all(param.help for param in command.params if isinstance(param, click.Option))
    if not isinstance(command, click.Group):
        assert "Exit status: 0" in command.help


def test_one_name_for_a_thing() -> None:
    options = {name for _, command in commands() for param in command.params for name in param.opts}
    assert not {key for key in KEYS if f"--{key}" not in options}


# config


def test_config_tells_values_and_origins(corpus: Path) -> None:
    write(corpus / "boilerstrip.toml", 'ignore = ["share"]\nfield = "body"\n')
    done = call("config", "--budget", "0.25", str(corpus))
    where = corpus / "boilerstrip.toml"
    assert {f'ignore = ["share"]  # {where}', "budget = 0.25  # command line", 'profile = "article"  # default'} <= set(
        done.stdout.decode().splitlines()
    )
    told = tomllib.loads(done.stdout.decode())
    assert (told["ignore"], told["field"], told["budget"]) == (["share"], "body", 0.25)
    assert set(told) <= set(KEYS)
    data = json.loads(call("config", "--json", str(corpus)).stdout)
    assert data["ignore"] == {"value": ["share"], "from": str(where)}
    assert data["languages"] == {"value": None, "from": "default"}


def test_what_config_writes_is_a_settings_file(corpus: Path) -> None:
    written = call("config", "--language", "de", "--keep", 'a "quoted" \\ line\u2028\x7f\t😀', str(corpus)).stdout
    again = corpus.parent / "again.toml"
    again.write_bytes(written)
    data = json.loads(call("config", "--json", "--config", str(again)).stdout)
    assert data["keep"]["value"] == ['a "quoted" \\ line\u2028\x7f\t😀']
    assert data["languages"]["value"] == ["de"]
    assert data["ignore"]["value"] == ["share", "density"]


# score


def test_score(tmp_path: Path) -> None:
    lines = [*host("en"), SHARE, "The marmalade of Harwick was never orange, the cook said, and nobody had ever asked her why."]
    row = {"id": 7, "lines": lines, "labels": [*([""] * len(host("en"))), "share", "navigation"]}
    path = write(tmp_path / "labelled.jsonl", json.dumps(row) + "\n\n")
    done = call("score", str(path))
    assert done.returncode == 0
    table = {row.split()[0]: row.split()[1:] for row in done.stdout.decode().splitlines()}
    assert table["share"] == ["1", "1", "100.0%", "1", "1", "100.0%"]
    assert table["navigation"] == ["1", "0", "0.0%", "0", "0", "-"]
    assert table["all"] == ["2", "1", "50.0%", "1", "1", "100.0%"]
    assert f"article text lost: 0 of {sum(map(len, host('en')))} characters (0.000%) in 1 articles" in done.stdout.decode()
    assert call("score", str(path.parent)).stdout == done.stdout
    data = json.loads(call("score", "--json", "--ignore", "navigation", str(path)).stdout)
    assert (data["recall"], data["precision"], data["categories"]["share"]["found"]) == (1.0, 1.0, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"lines": ["a"]}\n', b"labelled.jsonl:1: a labelled article is an object like"),
        ('{"lines": [], "labels": []}\n[', b"labelled.jsonl:2: "),
        ('{"lines": ["a"], "labels": ["sahre"]}\n', b"did you mean share"),
        (None, b"labelled.jsonl: there is no such file"),
    ],
)
def test_score_refuses(tmp_path: Path, text: str | None, says: bytes) -> None:
    path = tmp_path / "labelled.jsonl"
    if text is not None:
        write(path, text)
    done = call("score", str(path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr


# rules


def test_rules_list_follows_the_settings(tmp_path: Path) -> None:
    pack(tmp_path)
    rows = call("rules", "list", "--language", "de", "--select", "newsletter").stdout.decode().splitlines()
    assert rows and {row.split("-")[1] for row in rows} == {"newsletter"} and {row[:2] for row in rows} <= {"de", "an"}
    rows = call("rules", "list", "--pack", str(tmp_path), "--select", "en-share-wave").stdout.decode().splitlines()
    assert rows == ["en-share-wave  0.90  asks to wave"]
    assert call("rules", "list", "--select", "share", "--ignore", "share").stdout == b""
    assert call("rules", "list", "--select", "byline").stdout == b""
    first = json.loads(call("rules", "list", "--json", "--pack", str(tmp_path), "--select", "en-share-wave").stdout)
    assert (first["id"], first["category"], first["weight"]) == ("en-share-wave", "share", 0.9)


def test_rules_show(tmp_path: Path) -> None:
    path = pack(tmp_path)
    text = call("rules", "show", "en-share-wave", "--pack", str(tmp_path)).stdout.decode()
    for part in ("asks to wave", "wave this page", "Wave this page to friends", "They wave this page about.", str(path), "0.90"):
        assert part in text
    assert b"did you mean en-newsletter-signup" in call("rules", "show", "en-newsletter-singup").stderr
    assert call("rules", "show", "blocks:en-share-wave", "--pack", str(tmp_path)).stdout.decode() == text
    for name in ("density", "shape-copyright"):
        assert b"--ignore " + name.encode() in call("rules", "show", name).stderr
    done = call("rules", "show", "zzzz")
    assert (done.returncode, b"boilerstrip rules list" in done.stderr, len(done.stderr) < 200) == (2, True, True)


def test_rules_test_of_a_good_pack(tmp_path: Path) -> None:
    path = pack(tmp_path)
    done = call("rules", "test", str(tmp_path))
    assert (done.returncode, done.stdout.decode()) == (0, f"ok   {path}: 1 of 1 rules hold\n")
    assert done.stderr == b"boilerstrip: 1 rule holds\n"


def test_rules_test_tells_every_flaw(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        drops='["Wave this page!", "Nothing of it", "wave this pages"]',
        spares='["Wave this page", "wave this page, he said", "Far off"]',
    )
    text = path.read_text(encoding="utf8")
    good = "".join(f"{key} = {value}\n" for key, value in {**GOOD, "id": '"en-share-wink"', "phrases": '["wave this page"]'}.items())
    write(path, f"{text}[[rule]]\n{good}[[rule]]\n{good}[[rule]]\nid = 'en-share-odd'\nweigth = 1\n")
    broken = write(tmp_path / "en" / "legal.toml", "[[rule]\n")
    done = call("rules", "test", str(tmp_path))
    report = done.stdout.decode()
    assert done.returncode == 1
    for flaw in (
        f"FAIL {path}: en-share-wave: the drop 'Nothing of it' holds none of its anchors",
        "en-share-wave: does not match its drop 'wave this pages'",
        "en-share-wave: matches its spare 'Wave this page'",
        "en-share-wave: the spare 'Far off' is no near miss",
        f"en-share-wink: the id is taken by a rule in {path}",
        "en-share-odd: unknown key 'weigth': did you mean weight?",
        f"FAIL {broken}: no valid TOML",
        f"FAIL {path}: 1 of 4 rules hold",
    ):
        assert flaw in report
    assert b"1 rule holds, 4 not" in done.stderr


def test_rules_test_tells_a_drop_in_which_the_rule_is_silenced(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        drops='["Wave this page", "Wave this page, the mayor said."]',
        phrases='["wave this page", "wave this page, the mayor said"]',
    )
    done = call("rules", "test", str(tmp_path))
    flaw = "does not count in its drop 'Wave this page, the mayor said.': somebody is named who says it"
    assert (done.returncode, f"FAIL {path}: en-share-wave: {flaw}" in done.stdout.decode()) == (1, True)


def test_rules_show_and_test_take_no_options_that_change_nothing() -> None:
    for verb in (["show", "en-share-this-thing"], ["test"]):
        assert b"No such option" in call("rules", *verb, "--profile", "body").stderr


def test_rules_test_refuses_ids_that_are_taken_and_folders_without_rules(tmp_path: Path) -> None:
    pack(tmp_path, name="newsletter.toml", id='"en-newsletter-signup"')
    assert b"the id is taken by boilerstrip's own" in call("rules", "test", str(tmp_path)).stdout
    done = call("rules", "test", str(tmp_path / "en"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"name the one above it" in done.stderr
    (tmp_path / "empty").mkdir()
    assert b"holds no <language>/<category>.toml" in call("rules", "test", str(tmp_path / "empty")).stderr


def test_rules_test_takes_the_packs_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    path = pack(tmp_path / "mine")
    write(tmp_path / "boilerstrip.toml", 'packs = ["mine"]\n')
    monkeypatch.chdir(tmp_path)
    assert call("rules", "test").stdout.decode() == f"ok   {path}: 1 of 1 rules hold\n"
