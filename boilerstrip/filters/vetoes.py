"""What silences a rule: the phrase is there, but it is not the publisher who says it to the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from boilerstrip.body import Body
from boilerstrip.measure import ends, numbers, words_of
from boilerstrip.rules import Hit, Words, load_words
from boilerstrip.wrapped import NARROWEST, WIDEST

SPEAKER = 6
"""Words behind the last comma in which "…, the mayor said" names a speaker."""
SPOKEN = 2
"""Stop words of the article's language that make a line a sentence of that language."""
SCRIPTS = frozenset({"ar", "he", "hi", "ja", "ko", "ru", "uk", "zh"})
"""Languages that are not written in Latin letters: their rules name Latin words too, which publishers there borrowed."""
HEADING = 0.85
"""Weight from which a rule speaks about a Markdown heading too: a heading is written for the article's sake, mostly."""

FRONT = ("---", "+++")
"""What stands above and below a front matter: in YAML, in TOML."""
KEYS = 80
"""Lines that one holds at most."""

_KEY = re.compile(r"[\w.-]+ ?[:=]")
_CODE = regex.compile(r"^[{}\[\]]+[,;]?$|^[$>] \w|\s--?[a-z][\w-]+(?:[ =]|$)|[;{]$|\w\(\)|=>|</?\w+>|^\"\w+\": ")
"""How a line of code looks that no fence tells of."""
_SIGNS = (*"{}[];$<>", "()", '": ')
_OPTION = re.compile(r"\s-")
"""One of these stands in every line that ``_CODE`` finds; most lines have none."""
_SHELL = re.compile(
    r"(?:sudo )?(?:(?:npm|pnpm|yarn|pip3?|pipx|brew|cargo|docker|git|apt|apt-get|conda) (?:install|add|run|clone|pull|push|build|"
    r"compose|init|checkout|commit|update|upgrade|uninstall)\b|npx [a-z@]|(?:curl|wget) (?:-|https?:))"
)
"""How a line begins that is a command of a shell."""
_STEP = regex.compile(r"\d{1,2}[.)] (?!\p{L}+\.? (?:19|20)\d\d)")
_WORD = regex.compile(r"[\w']+")


class Scene(NamedTuple):
    """What the vetoes look at: the body, the words of its language, its lines of code."""

    body: Body
    words: Words
    code: frozenset[int]


def heard(body: Body, hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], tuple[tuple[Hit, str], ...]]:
    """The matches of rules that stand, and those that a veto silences.

    Args:
        body: The article.
        hits: All matches of rules in it.

    Returns:
        Both in the same order, the silent ones with what silences them; without shipped rules of other languages, which are many.
    """
    if not hits:
        return (), ()
    scene = Scene(body, words_of(body), fenced(body))
    found = [(hit, next((why for veto, why in VETOES.items() if veto(scene, hit)), "")) for hit in hits]
    silent = ((hit, why) for hit, why in found if why and (hit.rule.foreign or why != VETOES[foreign]))
    return tuple(hit for hit, why in found if not why), tuple(silent)


@lru_cache(maxsize=2)
def fenced(body: Body) -> frozenset[int]:
    """The lines of code between fences, and those of a front matter; fences included. An open fence counts for nothing.

    >>> from boilerstrip.body import split
    >>> sorted(fenced(split("---\\ntitle: The gauge\\n---\\nRain fell.\\n```\\nx = 1\\n```")))
    [0, 1, 2, 4, 5, 6]
    """
    front = _front_matter(body)
    if "```" not in body.text and "~~~" not in body.text:
        return frozenset(front)
    fences = [index for index, line in enumerate(body.lines) if line.text.startswith(("```", "~~~"))]
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return frozenset(front).union(index for first, last in pairs for index in range(first, last + 1))


def _front_matter(body: Body) -> range:
    """The lines above a Markdown article that name its title, tags and more, for the program that makes a page of it."""
    lines = body.lines
    if len(lines) < 3 or lines[0].text not in FRONT or not _KEY.match(lines[1].text):
        return range(0)
    return range(next((index + 1 for index in range(2, min(len(lines), KEYS)) if lines[index].text == lines[0].text), 0))


@lru_cache(maxsize=1024)
def looks_like_code(text: str) -> bool:
    """Whether a line looks like a command or a line of a program.

    >>> looks_like_code("gauge send --every 10m"), looks_like_code("Sent by Ana Brook - Harbour Post")
    (True, False)
    """
    likely = any(map(text.__contains__, _SIGNS)) or ("-" in text and _OPTION.search(text))
    return bool((likely and _CODE.search(text)) or _SHELL.match(text))


def structured(scene: Scene, hit: Hit) -> bool:
    """Whether the line is code, a row of a table, a numbered step, or a Markdown heading that only a weak rule matches."""
    text = scene.body.lines[hit.line].text
    if text.startswith("#"):
        return hit.rule.weight < HEADING
    return is_structured(text, hit.line in scene.code)


def is_structured(text: str, code: bool) -> bool:
    """Whether a line is code, a Markdown heading, a row of a table or a numbered step.

    Args:
        text: The line.
        code: Whether it stands between code fences.
    """
    return code or text[:1] == "#" or (text[:1] == "|" and text[-1:] == "|") or bool(_STEP.match(text))


def quoted(scene: Scene, hit: Hit) -> bool:
    """Whether the phrase stands inside quotation marks: somebody says it, the publisher does not."""
    return scene.body.folded[hit.line].count('"', 0, hit.start) % 2 == 1


def reported(scene: Scene, hit: Hit) -> bool:
    """Whether somebody is named as the speaker: by a reporting verb behind the last comma of the line, or right behind any comma.

    Rules that look at the end of a line or anywhere in it are silenced by a reporting verb in any place.
    """
    if hit.rule.at == "line":
        return False
    folded = scene.body.folded[hit.line]
    if hit.rule.at == "start":
        folded = " ".join(_of_speakers(folded))
    return not scene.words.said.isdisjoint(_WORD.findall(folded))


def _of_speakers(folded: str) -> list[str]:
    """The words of a line that may name a speaker: the first one behind each comma, and the first ``SPEAKER`` behind the last."""
    clauses = [clause.split() for clause in folded.split(",")[1:]]
    return [word for clause in clauses[:-1] for word in clause[:1]] + [word for clause in clauses[-1:] for word in clause[:SPEAKER]]


def foreign(scene: Scene, hit: Hit) -> bool:
    """Whether a rule speaks about a line of another language than its own.

    That is a sentence, told by the stop words of both, and for shipped rules a borrowed word in an article of another language.
    """
    own = load_words().get(hit.rule.language)
    if own is None or own is scene.words:
        return False
    text = scene.body.lines[hit.line].text
    if hit.rule.language in SCRIPTS and not hit.rule.foreign and text.isascii():
        return True
    found = numbers(text).tokens
    spoken = len(found & scene.words.stop)
    return spoken >= SPOKEN and spoken > 2 * len(found & own.stop)


def continued(scene: Scene, hit: Hit) -> bool:
    """Whether the sentence of the line right above ends in the line, as in a note too short to tell that it is wrapped.

    A time ("vor 2 Std.") below a headline is no such end.
    """
    line, above = scene.body.lines[hit.line], scene.body.lines[hit.line - 1]
    if not hit.line or not line.text[0].islower() or above.number + above.height != line.number or any(map(str.isdigit, line.text)):
        return False
    return NARROWEST <= len(above.text) <= WIDEST and ends(above.text) == "none" and ends(line.text) == "sentence"


VETOES = {
    structured: "the line is code, a heading, a step or a row of a table",
    quoted: "it stands between quotation marks",
    reported: "somebody is named who says it",
    foreign: "the line is in another language",
    continued: "the line above goes on in it",
}
"""What may silence a rule, and how that is said."""
