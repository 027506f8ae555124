"""Marks in, verdicts out. All judging numbers live here."""

from __future__ import annotations

from collections import defaultdict

import regex

from boilerstrip.body import Body, Line
from boilerstrip.marks import DECISION, META, Mark, Verdict, Zone
from boilerstrip.measure import Core, width
from boilerstrip.settings import FILTERS, LANGUAGES, Settings

ENOUGH = 0.6
"""Score from which a line goes."""
SURE = 0.85
"""Score from which a line goes even where much of the text would."""
ARTICLE = 150
"""Width of the prose that must stay of a page that holds an article."""
GUESSES = ("density", "passages")
"""Filters whose marks are never certain: evidence for metadata speaks against them however strong they are."""
PROTECT = 0.5
"""How strongly evidence for metadata speaks against removal where metadata stays and no mark for removal is enough alone."""


def judge(body: Body, core: Core, marks: list[Mark], settings: Settings) -> tuple[tuple[Verdict, ...], set[str]]:
    """Add up the evidence.

    Args:
        body: The article.
        core: Its core and zones.
        marks: All marks of all filters, in any order.
        settings: Which categories and rules may remove, what is kept, how much may go.

    Returns:
        One verdict for each line, and the flags ``no-prose``, ``no-article`` and ``over-budget`` as far as they apply. A body
        without a core loses nothing but what a reader decided. Where a reader decided, no other mark counts.
    """
    verdicts = [Verdict(line, zone, 0.0, False, "", ()) for line, zone in zip(body.lines, core.zones, strict=True)]
    by_line: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_line[mark.line].append(mark)
    for index, own in by_line.items():
        if len(own) > 1:
            own.sort(key=lambda m: (-m.weight, m.by))
        verdicts[index] = _weigh(body.lines[index], core, index, tuple(own), settings)
    flags = {"no-article"} if body.hints is not None and not body.lines else set()
    if settings.profile == "page":
        if body.lines and not _holds_article(core, verdicts):
            flags.add("no-article")
            stays = [settings.no_article == "unchanged" or bool(settings.keep and _kept(v.line, settings.keep)) for v in verdicts]
            verdicts = [
                v if _decided(v) else _spare(v) if stay else _condemn(v, i) for i, (v, stay) in enumerate(zip(verdicts, stays, strict=True))
            ]
    elif body.lines and not core.lines:
        flags.add("no-prose")
        verdicts = [verdict if _decided(verdict) else _spare(verdict) for verdict in verdicts]
    sure = sum(_size(v.line) for v in verdicts if v.drop and v.score >= SURE)
    doubtful = sum(_size(v.line) for v in verdicts if v.drop and v.score < SURE)
    if doubtful and doubtful > settings.budget * (sum(map(_size, body.lines)) - sure):
        flags.add("over-budget")
        verdicts = [_spare(v) if v.score < SURE else v for v in verdicts]
    return tuple(verdicts), flags


def _weigh(line: Line, core: Core, index: int, marks: tuple[Mark, ...], settings: Settings) -> Verdict:
    """The verdict on one line."""
    zone = core.zones[index]
    speaking = [m for m in marks if m.weight < 0 or _may(m, settings)]
    speaking = [m for m in speaking if m.by == DECISION] or _one_language(_unmuted(speaking, marks, zone, settings), core)
    loudest = max((m for m in speaking if m.weight > 0), key=lambda m: (m.weigh(zone), m.by), default=None)
    added = [m.weigh(zone) if m in speaking else 0.0 for m in marks]
    if settings.profile == "article" and loudest and (loudest.weigh(zone) < ENOUGH or loudest.by in GUESSES):
        added = [-PROTECT * m.weigh(zone) if m.category in META and m.weight > 0 else gain for m, gain in zip(marks, added, strict=True)]
    score = round(sum(added), 6)
    drop = loudest is not None and score >= ENOUGH and not (settings.keep and _kept(line, settings.keep))
    named = _naming(speaking, zone)
    return Verdict(line, zone, score, drop, named.category if named else "", marks, named, tuple(added))


def _naming(marks: list[Mark], zone: Zone) -> Mark | None:
    """The mark that names what a line is: the loudest that speaks for removal, a guess only where nothing else does."""
    return max((m for m in marks if m.weight > 0), key=lambda m: (m.by not in GUESSES, m.weigh(zone), m.by), default=None)


def doubtful(verdict: Verdict) -> bool:
    """Whether a line might as well have been judged the other way.

    Its score is near to ``ENOUGH``, no farther than ``SURE`` is, or it stays although its score is enough: because of a flag, or because
    the user wants it kept.

    >>> from boilerstrip import explain
    >>> [doubtful(v) for v in explain("Rain fell.").verdicts]
    [False]
    """
    return 2 * ENOUGH - SURE <= verdict.score < SURE or (verdict.score >= ENOUGH and not verdict.drop)


def _decided(verdict: Verdict) -> bool:
    """Whether a reader's decision made the verdict."""
    return any(m.by == DECISION and (m.weight < 0 or m is verdict.strongest) for m in verdict.marks)


def _filter(mark: Mark) -> str:
    """The filter a mark came from: ``shape-copyright`` is the shape filter's, ``en-share-labels`` the phrases'."""
    first = mark.by.partition(":")[0].partition("-")[0]
    return "phrases" if first in (*LANGUAGES, "any") or first not in FILTERS else first


def _may(mark: Mark, settings: Settings) -> bool:
    """Whether a mark may speak for removal."""
    if settings.select is None and not settings.ignore:
        return mark.category in settings.targets
    if mark.category not in settings.targets or _is_ignored(mark, settings):
        return False
    return settings.select is None or any(name in settings.select for name in _names(mark))


def _is_ignored(mark: Mark, settings: Settings) -> bool:
    return any(name in settings.ignore for name in _names(mark))


def _names(mark: Mark) -> set[str]:
    """What ``select`` and ``ignore`` may call a mark."""
    return {mark.category, *mark.by.split(":"), mark.by, _filter(mark)}


def _unmuted(speaking: list[Mark], marks: tuple[Mark, ...], zone: Zone, settings: Settings) -> list[Mark]:
    """The marks without guesses where a mark that the user wants ignored is louder: the guess rests on it, most likely."""
    if not settings.ignore:
        return speaking
    off = max((m.weigh(zone) for m in marks if m.weight > 0 and _is_ignored(m, settings)), default=0.0)
    return [m for m in speaking if m.by not in GUESSES or m.weight <= 0 or m.weigh(zone) > off]


def _one_language(marks: list[Mark], core: Core) -> list[Mark]:
    """The marks without those of rules in other languages than one: one word is no evidence twice.

    The one is the language of the text if its rules are enough, else English if its rules are, else that which says most.
    """
    total: dict[str, float] = {}
    for mark in marks:
        if (name := mark.by.partition("-")[0]) in LANGUAGES:
            total[name] = total.get(name, 0.0) + mark.weight
    if len(total) < 2:
        return marks
    sure = [name for name in (core.language, "en") if total.get(name, 0.0) >= ENOUGH]
    best = sure[0] if sure else min(total, key=lambda name: (-total[name], name))
    return [m for m in marks if m.by.partition("-")[0] not in total or m.by.startswith(best + "-")]


def _kept(line: Line, keep: tuple[str, ...]) -> bool:
    """Whether the user wants a line kept."""
    for wanted in keep:
        if len(wanted) > 1 and wanted[0] == wanted[-1] == "/":
            if regex.search(wanted[1:-1], line.text):
                return True
        elif line.text == wanted.strip():
            return True
    return False


def _spare(verdict: Verdict) -> Verdict:
    """The same verdict, but the line stays."""
    return verdict._replace(drop=False)


def _holds_article(core: Core, verdicts: list[Verdict]) -> bool:
    """Whether enough prose of a page stays to be an article."""
    return sum(width(verdicts[i].line.text) for i in core.lines if not verdicts[i].drop) >= ARTICLE


def _condemn(verdict: Verdict, index: int) -> Verdict:
    """The same verdict, but the line goes with its page."""
    mark = Mark(index, "page", "other", 1.0, "the page holds no article")
    if verdict.drop:
        return verdict
    added = (mark.weight, *(0.0 for _ in verdict.marks))
    return verdict._replace(score=mark.weight, drop=True, category="other", marks=(mark, *verdict.marks), strongest=mark, added=added)


def _size(line: Line) -> int:
    return len(line.text)
