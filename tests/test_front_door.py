"""The names a user meets: what they do, and what they say to wrong input."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import subprocess
import sys

import pytest

import boilerstrip
from boilerstrip import Cleaner, RuleError, Settings, SettingsError, clean, clean_html, clean_many, explain
from boilerstrip.streams.missing import MissingError
from tests.hosts import host

ARTICLE = "\n".join(host("en"))
FOOT = "Share this article\n© 2031 Harbour Post. All rights reserved."


def test_clean_is_the_text_of_explain() -> None:
    text = f"{ARTICLE}\n{FOOT}\n"
    assert clean(text) == explain(text).text == ARTICLE + "\n"


def test_explain_says_what_went_and_why() -> None:
    result = explain(f"{ARTICLE}\n{FOOT}")
    assert [r.category for r in result.removed] == ["share", "legal"]
    for removal in result.removed:
        assert removal.rule
        assert removal.reason
        assert removal.score >= 0.6
    assert "-Share this article" in result.diff()
    data = json.loads(json.dumps(result.to_dict()))
    assert data["removed"][0]["text"].strip() == "Share this article"
    assert data["text"] == ARTICLE


def test_a_text_that_loses_nothing() -> None:
    result = explain(ARTICLE)
    assert (result.text, result.removed, result.flags, result.diff()) == (ARTICLE, (), (), "")


@pytest.mark.parametrize("text", [FOOT, "Share this article", "Subscribe to our newsletter.\nLog in"])
def test_a_text_without_prose_is_left_alone_and_flagged(text: str) -> None:
    assert explain(text).text == text
    assert explain(text).flags == ("no-prose",)


def test_too_much_doubt_is_left_alone_and_flagged() -> None:
    headlines = ["The lighthouse keeper who never slept", "A bridge for the southern shore", "Why the herring went away"]
    text = "\n".join([ARTICLE, "Related stories", *headlines])
    assert clean(text, ignore=["density"]) == ARTICLE
    result = explain(text, ignore=["density"], budget=0)
    assert result.flags == ("over-budget",)
    assert result.text == "\n".join([ARTICLE, *headlines])


def test_a_wall_that_cuts_the_text_off_is_flagged() -> None:
    text = "\n".join([*host("en")[:4], "The board had known since", "Subscribe to continue reading this article"])
    assert "paywalled" in explain(text).flags
    assert explain(ARTICLE).flags == ()


@pytest.mark.parametrize("ends", ["", "\n", "\n\n", "\r\n"])
def test_the_end_of_the_text_looks_as_before(ends: str) -> None:
    newline = "\r\n" if ends == "\r\n" else "\n"
    text = newline.join([*host("en"), "", "Share this article"]) + ends
    assert clean(text) == newline.join(host("en")) + (newline if ends else "")


def test_select_and_ignore() -> None:
    text = f"{ARTICLE}\n{FOOT}"
    assert clean(text, select=["legal"]) == f"{ARTICLE}\nShare this article"
    assert clean(text, ignore=["legal", "density"]).endswith("reserved.")
    rules = [mark.by for verdict in explain(text).verdicts for mark in verdict.marks if mark.category == "share"]
    assert rules
    assert "Share this article" in clean(text, ignore=[*rules, "density", "other"])
    assert clean(text, select=["legal"], ignore=["legal"]) == text


def test_a_guess_does_not_take_what_a_rule_was_to_leave() -> None:
    text = f"{ARTICLE}\n{FOOT}"
    assert {mark.by for mark in explain(text).verdicts[-1].marks} > {"density", "shape-copyright"}
    assert clean(text, ignore=["legal"]).endswith("reserved.")
    assert not clean(text, select=["density"]).endswith("reserved.")


def test_keep() -> None:
    text = f"{ARTICLE}\n{FOOT}"
    assert clean(text, keep=["Share this article"]).endswith("Share this article")
    assert clean(text, keep=["/^© 2031/"]).endswith("reserved.")


def test_languages_narrow_the_packs() -> None:
    text = f"{ARTICLE}\nSign up for our morning newsletter and never miss a story."
    assert clean(text) == ARTICLE
    assert not any(r.rule.startswith("en-") for r in explain(text, languages=["de"]).removed)


def test_metadata_stays_in_article_and_goes_in_body() -> None:
    text = f"Ferry to Tarn Island stays in harbour\n{ARTICLE}"
    assert clean(text) == text
    assert clean(text, profile="body") == ARTICLE


@pytest.mark.parametrize("wrong", [b"bytes", bytearray(b"x"), None, 3, ["text"]])
def test_what_is_no_text_raises(wrong: object) -> None:
    with pytest.raises(TypeError, match="an article is a str" + (r".*decode" if isinstance(wrong, bytes | bytearray) else "")):
        clean(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"profil": "body"}, "did you mean profile"),
        ({"profile": "artikel"}, "did you mean article"),
        ({"no_article": "emty"}, "did you mean empty"),
        ({"languages": ["xx"]}, "unknown language 'xx'"),
        ({"languages": "de"}, r"write languages=\['de'\]"),
        ({"select": ["newsleter"]}, "did you mean newsletter"),
        ({"ignore": ["en-newsletter-sign"]}, "did you mean en-newsletter-signup"),
        ({"ignore": [3]}, "holds words only"),
        ({"keep": ["/(/"]}, "no regular expression"),
        ({"keep": ["/^note:/i"]}, r"ends with a flag; write it inside: /\(\?i\)\^note:/"),
        ({"packs": ["/no/such/folder"]}, "is no folder"),
        ({"budget": 2}, "between 0 and 1"),
        ({"budget": "much"}, "between 0 and 1"),
    ],
)
def test_wrong_options_raise_with_advice(options: dict[str, object], says: str) -> None:
    for call in (clean, explain):
        with pytest.raises(SettingsError, match=says):
            call(ARTICLE, **options)
    with pytest.raises(SettingsError, match=says):
        clean_many([], **options)


def test_clean_many_is_lazy_and_the_same_as_one_by_one() -> None:
    def texts():  # type: ignore[no-untyped-def]
        yield f"{ARTICLE}\n{FOOT}"
        yield ""
        raise AssertionError("asked for more than was needed")

    results = clean_many(texts())
    assert [next(results), next(results)] == [ARTICLE, ""]


def test_cleaner_can_be_reused() -> None:
    cleaner = Cleaner(Settings(profile="body"))
    assert [cleaner.clean(t) for t in (f"{ARTICLE}\n{FOOT}", ARTICLE)] == [ARTICLE, ARTICLE]


def test_a_cleaner_takes_options() -> None:
    assert Cleaner(profile="body", ignore=["share"]).settings == Settings(profile="body", ignore=("share",))
    with pytest.raises(SettingsError, match="did you mean profile"):
        Cleaner(profil="body")
    with pytest.raises(TypeError, match="or options like profile, not both"):
        Cleaner(Settings(), profile="body")
    with pytest.raises(TypeError, match="not str: write Cleaner"):
        Cleaner("body")  # type: ignore[arg-type]


def test_names_with_commas_are_told() -> None:
    with pytest.raises(SettingsError, match="'share,legal' is neither a category nor a rule: name each by itself"):
        clean("Rain fell.", ignore=["share,legal"])


def test_html() -> None:
    page = "<html><body><article>" + "".join(f"<p>{p}</p>" for p in host("en")) + "<p>Share this article</p></article></body></html>"
    assert clean_html(page) == ARTICLE
    assert clean_html(page.encode("utf8")) == ARTICLE
    assert clean_html("") == clean_html(b"") == clean_html("<html></html>") == ""
    with pytest.raises(TypeError, match="a page is str or bytes"):
        clean_html(3)  # type: ignore[arg-type]
    with pytest.raises(SettingsError):
        clean_html("", profile="no")


def test_own_packs(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "en"
    folder.mkdir()
    text = f"{ARTICLE}\nMoor your boat at Brinley's, the friendly quay."
    assert clean(text) == text
    (folder / "advert.toml").write_text(
        '[[rule]]\nid = "en-advert-brinley"\nsays = "praises a quay"\nat = "start"\nweight = 0.9\nphrases = ["moor your boat at"]\n'
        'drops = ["Moor your boat at Brinley\'s.", "Moor your boat at the quay!"]\n'
        'spares = ["“Moor your boat at noon,” she said.", "They moor your boat at night."]\n',
        encoding="utf8",
    )
    assert clean(text, packs=[str(tmp_path)]) == clean(text, packs=[tmp_path]) == ARTICLE


def test_an_own_rule_of_another_script_speaks_about_latin_words(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "ru"
    folder.mkdir()
    (folder / "share.toml").write_text(
        '[[rule]]\nid = "ru-share-brinley"\nsays = "a channel"\nat = "line"\nweight = 1\nphrases = ["Brinley Kanal", "Brinley Live"]\n'
        'drops = ["Brinley Kanal", "Brinley Live"]\nspares = ["Brinley Kanal is dry.", "Brinley lives."]\n',
        encoding="utf8",
    )
    assert clean(f"{ARTICLE}\nBrinley Kanal", packs=[tmp_path]) == ARTICLE


def test_a_runaway_pattern_is_an_error_that_names_the_rule(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "advert.toml").write_text(
        '[[rule]]\nid = "en-advert-slow"\nsays = "never ends"\nat = "start"\nweight = 0.9\nanchors = ["aaa"]\nlongest = 5000\n'
        "pattern = '''(?:a|aa)+[bd]'''\n"
        'drops = ["aaab", "aaaab"]\nspares = ["aaa", "aaac"]\n',
        encoding="utf8",
    )
    with pytest.raises(RuleError, match=r"en-advert-slow.*ran longer"):
        clean(f"{ARTICLE}\n{'a' * 200}c", packs=[tmp_path])


def test_importing_is_quick_and_reads_nothing() -> None:
    code = (
        "import sys, builtins, io\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == 'open' else None)\n"
        "import boilerstrip\n"
        "print([p for p in opened if p.endswith('.toml')], [m for m in ('trafilatura', 'ahocorasick_rs', 'lxml') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[] []"


MODULES = [m.name for m in pkgutil.walk_packages(boilerstrip.__path__, "boilerstrip.")]


@pytest.mark.parametrize("name", ["boilerstrip", *MODULES])
def test_doctests(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except MissingError as error:
        pytest.skip(str(error))
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", [name for name in boilerstrip.__all__ if name != "__version__"])
def test_every_public_name_has_a_docstring(name: str) -> None:
    assert (getattr(boilerstrip, name).__doc__ or "").strip()


def test_verdicts_hold_the_numbers_of_the_lines_in_the_original() -> None:
    story = "The ferry to Varde sailed on Friday, three weeks late and with a new captain on the bridge."
    text = f"\nShare this article\n\n{story}\n\nSubscribe\n\nNobody waved.\n"
    verdicts = explain(text).verdicts
    assert any(verdict.drop for verdict in verdicts)
    for verdict in verdicts:
        assert text.split("\n")[verdict.line.number - 1].strip() == verdict.line.text


def test_a_removal_is_put_down_to_a_rule_that_counted() -> None:
    text = "The bridge over the Lorne opened on Monday after two years of work, the town said.\nShare this article"
    (removal,) = boilerstrip.explain(text).removed
    assert removal.rule.startswith("en-share-")  # and not to a rule of another language that has the same words
    (other,) = boilerstrip.explain(text, ignore=(removal.rule,)).removed
    assert other.rule != removal.rule


@pytest.mark.parametrize("name", ["shape", "shape-copyright", "legal"])
def test_every_name_of_a_removal_switches_it_off(name: str) -> None:
    text = "The bridge over the Lorne opened on Monday after two years of work, the town said.\n© 2031"
    (removal,) = explain(text, languages=("fi",)).removed
    assert removal.rule == "shape-copyright"
    assert not explain(text, languages=("fi",), ignore=(name,)).removed


def test_the_rules_as_a_whole_can_be_switched_off() -> None:
    text = "The bridge over the Lorne opened on Monday after two years of work, the town said.\nShare this article"
    assert explain(text).removed
    assert not explain(text, ignore=("phrases", "density")).removed


def test_no_removal_is_a_line_break_alone() -> None:
    lines = [
        "Nach zehn Jahren Streit hat der Stadtrat von Altenbrück am Donnerstag den Bau einer Straßenbahn "
        "zwischen Bahnhof und Klinikum beschlossen.",
        "Für das Vorhaben stimmten 28 der 47 Mitglieder, darunter auch vier Abgeordnete der Opposition, wie eine Sprecherin mitteilte.",
        "Nichts mehr verpassen: Mit unserem Newsletter „Altenbrück am Morgen“ starten Sie gut informiert in den Tag.",
        "„Wir hätten das vor zwanzig Jahren machen sollen“, sagte Oberbürgermeisterin Ilse Kampmann nach der Sitzung.",
        "Lesen Sie auch: Warum die Brücke am Zollhof schon wieder gesperrt ist",
        "Die Kosten werden auf 332 Millionen Euro geschätzt. Das Land will davon knapp die Hälfte "
        "übernehmen, den Rest teilen sich Bund und Stadt.",
        "Gegner kündigten an, Unterschriften für einen Bürgerentscheid zu sammeln. Der Newsletter der "
        "Initiative habe inzwischen 5000 Abonnenten.",
        "Sie wollen weiterlesen? Mit AB+ erhalten Sie Zugriff auf alle Artikel – den ersten Monat für nur 0,99 Euro.",
        "Sie haben bereits ein Abo? Hier anmelden",
        "(dpa/jp)",
        "Busfahrer rettet Schwan aus dem Kanal",
        "Neue Radwege: Wo im Sommer gebaut wird",
        "Kurt W. am 03.04.2031 um 19:02",
        "Antworten",
        "Verlag Altenbrücker Bote GmbH & Co. KG, Am Markt 3, 01234 Altenbrück",
        "Geschäftsführer: Heinz Lotter, HRB 4711",
    ]
    text = "\n".join(lines)
    removed = [text[removal.start : removal.end] for removal in explain(text).removed]
    assert len(removed) > 5
    assert all(map(str.strip, removed))
