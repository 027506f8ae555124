"""The wording of lines: what they are known by, and the weights that are shipped."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

from boilerstrip.filters.wording import HOME, TONE, Wording, terms, tone, wording
from boilerstrip.fold import fold
from boilerstrip.rules import load_rules

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("", ["^ $"]),
        ("Log in", ["log", "in", "^ log", "log in", "in $"]),
        ("12 of 80", ["00", "of", "^ 00", "00 of", "of 00", "00 $"]),
        ("登录账号", ["登录", "录账", "账号", "^ 登录", "登录 录账", "录账 账号", "账号 $"]),
        ("뉴스레터 구독", ["뉴스레터", "구독", "^ 뉴스레터", "뉴스레터 구독", "구독 $"]),
        ("no, no", ["no", "^ no", "no no", "no $"]),
    ],
)
def test_what_a_line_is_known_by(line: str, known: list[str]) -> None:
    assert terms(fold(line)) == known


def test_longer_words_are_known_by_their_beginning_too() -> None:
    assert "~subsc" in terms("subscriptions")
    assert "~subsc" in terms("subscribed")
    assert not any(term.startswith("~") for term in terms("clubs"))


def test_the_sum_is_the_same_in_any_order() -> None:
    weights = dict(zip("abcdefgh", random.Random(1).sample(range(-3000, 3000), 8), strict=True))
    lines = [" ".join(random.Random(seed).sample("abcdefgh", 8)) for seed in range(20)]
    assert len({Wording(weights, 7).of(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("publisher", "story"),
    [
        ("Sign up for our weekly newsletter", "The ferry left the harbour at noon"),
        ("Jetzt Newsletter abonnieren", "Die Fähre verließ den Hafen am Mittag"),
        ("Partagez cet article", "Le bateau a quitté le port à midi"),
        ("Todos los derechos reservados", "El barco salió del puerto a mediodía"),
        ("Читайте также", "Паром вышел из порта в полдень"),
        ("扫描二维码,关注我们的公众号", "渡轮中午离开了港口"),
        ("اشترك في النشرة البريدية", "غادرت العبارة الميناء عند الظهر"),
    ],
)
def test_publishers_sound_like_publishers(publisher: str, story: str) -> None:
    assert wording().of(fold(publisher)) > wording().of(fold(story)) + 0.8


@pytest.mark.skipif(not (SHARED / "eval" / "score.py").exists(), reason="no labelled articles beside the checkout")
def test_every_term_is_own_written_or_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labelled articles teach how much a word weighs, and words that many sites use, never those of one site."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    labels, texts = import_module("labels"), import_module("texts")
    sites: dict[str, set[str]] = defaultdict(set)
    own = {fold(text) for rule in load_rules(None) for text in (*rule.drops, *rule.spares)}
    for text in texts.texts_of(labels.load_with_sites(SHARED / "eval"), SHARED / "eval" / "dev"):
        for line, folded in zip(text.body.lines, text.body.folded, strict=True):
            if text.track in ("examples", "written") and line.text not in text.hosts:
                own.add(folded)
            else:
                sites[folded].add(text.hosts.get(line.text, text.site))
    held: dict[str, set[str]] = defaultdict(set)
    for folded, names in sites.items():
        for term in terms(folded):
            held[term] |= names
    weights = json.loads(HOME.read_text(encoding="utf8"))["weights"]
    usual = weights.keys() - {term for folded in own for term in terms(folded)}
    assert len(usual) > 1000
    assert min(len(held[term]) for term in usual) >= 10
    assert max(weights[term] for term in usual) < 0


@pytest.mark.parametrize(
    ("publisher", "story"),
    [
        (
            "We can only go on with this work because our readers pay for it.",
            "The ferry can only go on to the island because the crew bailed all night.",
        ),
        ("Ohne die Hilfe unserer Leser gäbe es diese Zeitung nicht mehr.", "Ohne die Hilfe der Nachbarn gäbe es diese Scheune nicht mehr."),
        ("Sans le soutien de nos lecteurs, ce journal n'existerait plus.", "Sans le secours des voisins, cette grange n'existerait plus."),
        ("Con tu ayuda podemos seguir publicando sin publicidad.", "Con su ayuda los bomberos pudieron seguir trabajando sin luz."),
        ("Поддержите нас, чтобы мы могли и дальше рассказывать правду.", "Помогите нам перенести лодку, крикнул паромщик рыбакам."),
    ],
)
def test_sentences_of_publishers_sound_like_publishers(publisher: str, story: str) -> None:
    assert tone().of(fold(publisher)) > tone().of(fold(story)) + 0.8


@pytest.mark.skipif(not (SHARED / "eval" / "score.py").exists(), reason="no labelled articles beside the checkout")
def test_every_term_of_the_tone_is_own_written_or_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    labels, sentences = import_module("labels"), import_module("sentences")
    own: set[str] = set()
    sites: dict[str, set[str]] = defaultdict(set)
    for row in sentences.learnt(labels.load_with_sites(SHARED / "eval"), SHARED / "eval" / "dev"):
        for term in terms(row.folded):
            if row.site.startswith(("written-", "article-")):
                own.add(term)
            else:
                sites[term].add(row.site)
    weights = json.loads(TONE.read_text(encoding="utf8"))["weights"]
    usual = weights.keys() - own
    assert len(usual) > 100
    assert min(len(sites[term]) for term in usual) >= 10
    assert max(weights[term] for term in usual) < 0
