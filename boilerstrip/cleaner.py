"""Wires the rooms: text → body → marks → verdicts → cut, until nothing changes any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from boilerstrip.body import Body, split
from boilerstrip.cut import Pieces, spans
from boilerstrip.errors import SettingsError, near
from boilerstrip.hints import Hints
from boilerstrip.marks import CATEGORIES, Mark, Removal, Result, Verdict
from boilerstrip.settings import FILTERS, Settings

ROUNDS = 8
"""Looks at a text before it counts as unsettled and is left alone. Two are the rule: one that cuts, one that finds nothing."""


class Cleaner:
    """A cleaner with fixed settings: reusable, picklable, free of state between texts.

    Args:
        settings: What to remove and spare.
        **options: Fields of ``Settings`` in their place.

    Raises:
        TypeError: There are both.
        SettingsError: An unknown option, or ``select`` or ``ignore`` holds an unknown name.
        InputError: A file of decisions cannot be used.

    >>> Cleaner(ignore=["share"]).clean("Rain fell.\\nShare this article")
    'Rain fell.\\nShare this article'
    """

    def __init__(self, settings: Settings | None = None, **options: Any) -> None:
        if settings is not None and (options or not isinstance(settings, Settings)):
            given = f"not {type(settings).__name__}" if not options else f"or options like {', '.join(options)}, not both"
            raise TypeError(f"settings are a Settings, {given}: write Cleaner(profile='body')")
        self.settings = settings or Settings.of(options)
        _check_names(self.settings)
        if self.settings.decisions:
            from boilerstrip.decisions import load_decisions

            load_decisions(self.settings.decisions)

    def clean(self, text: str) -> str:
        """The text without its boilerplate.

        Args:
            text: An article.

        Raises:
            TypeError: ``text`` is no ``str``.
        """
        return self.explain(text).text

    def clean_many(self, texts: Iterable[str]) -> Iterator[str]:
        """Each text without its boilerplate, in order, one at a time.

        Args:
            texts: Articles; read as the results are asked for.

        Raises:
            TypeError: One of them is no ``str``.
        """
        if isinstance(texts, str | bytes):
            raise TypeError("texts are many: pass a list or an iterator of str, or call clean() for one text")
        return map(self.clean, texts)

    def explain(self, text: str, hints: Hints | None = None) -> Result:
        """What is left of a text, and why the rest went.

        Looks again after each cut until a look changes nothing, so that a cleaned text is a fixed point.

        Args:
            text: An article.
            hints: What the page it came from tells about its lines.

        Raises:
            TypeError: ``text`` is no ``str``.
        """
        if not isinstance(text, str):
            raise TypeError(
                f"an article is a str, not {type(text).__name__}"
                + (": decode it first, as in data.decode('utf-8')" if isinstance(text, bytes | bytearray) else "")
            )
        pieces = Pieces(text)
        gone: list[Verdict] = []
        removed: list[Removal] = []
        flags: set[str] = set()
        for _ in range(ROUNDS):
            body = split(text if pieces.whole else pieces.text, hints)
            verdicts, found = look(body, self.settings)
            flags |= found
            rows = spans(body, verdicts)
            if not rows:
                break
            placed = _placed([verdict for _, _, verdict in rows], pieces)
            taken = pieces.cut([(start, end) for start, end, _ in rows])
            gone += placed
            removed += [_removal(s, e, verdict) for verdict, parts in zip(placed, taken, strict=True) for s, e in parts]
        else:
            return Result(text, text, (), look(split(text), Settings(select=()))[0], ("unsettled",))
        if gone:
            verdicts = tuple(sorted([*gone, *_placed(verdicts, pieces)], key=lambda v: (v.line.start, v.line.end)))
        return Result(pieces.text, text, _with_text(removed, text), verdicts, tuple(sorted(flags)))


def look(body: Body, settings: Settings) -> tuple[tuple[Verdict, ...], set[str]]:
    """One look at a body: all filters, then the judge. No filter speaks of code or of a front matter.

    Args:
        body: The article.
        settings: What may go.

    Returns:
        The verdicts on its lines and the flags.
    """
    from boilerstrip.filters import LINE_FILTERS, ZONE_FILTERS
    from boilerstrip.filters.decided import decided
    from boilerstrip.filters.endings import paywalled
    from boilerstrip.filters.page import page
    from boilerstrip.filters.phrases import silenced
    from boilerstrip.filters.vetoes import fenced
    from boilerstrip.judge import judge
    from boilerstrip.measure import draw_core

    code = fenced(body)
    marks: list[Mark] = [mark for line_filter in LINE_FILTERS for mark in line_filter(body, settings) if mark.line not in code]
    core = draw_core(body, marks)
    zoned = (
        page(body, core) if settings.profile == "page" else (m for zone_filter in ZONE_FILTERS for m in zone_filter(body, core, settings))
    )
    marks += [mark for mark in zoned if mark.line not in code]
    marks += (*silenced(body, settings), *decided(body, settings))
    verdicts, flags = judge(body, core, marks, settings)
    if paywalled(body, verdicts, settings):
        flags.add("paywalled")
    return verdicts, flags


def _placed(verdicts: Sequence[Verdict], pieces: Pieces) -> Sequence[Verdict]:
    """Verdicts with the places of their lines in the original."""
    return verdicts if pieces.whole else [verdict._replace(line=pieces.place(verdict.line)) for verdict in verdicts]


def _removal(start: int, end: int, verdict: Verdict) -> Removal:
    mark = verdict.strongest
    by, says = (mark.by, mark.says) if mark else ("", "")
    return Removal(start, end, verdict.category, by, verdict.score, says)


def _with_text(removed: Iterable[Removal], text: str) -> tuple[Removal, ...]:
    """What was removed, in order; a line break between two of them goes with one that it touches.

    What goes in a later look may take the break of the line above what is gone already.
    """
    found: list[Removal] = []
    for removal in sorted(removed, key=lambda r: r.start):
        touches = bool(found) and found[-1].end == removal.start
        if touches and not text[removal.start : removal.end].strip():
            found[-1] = found[-1]._replace(end=removal.end)
        elif touches and not text[found[-1].start : found[-1].end].strip():
            found[-1] = removal._replace(start=found[-1].start)
        else:
            found.append(removal)
    return tuple(found)


def _check_names(settings: Settings) -> None:
    """Refuse names in ``select`` and ``ignore`` that are neither category, filter nor rule."""
    wanted = [(key, name) for key in ("select", "ignore") for name in getattr(settings, key) or ()]
    strange = [(key, name) for key, name in wanted if name not in CATEGORIES and name not in FILTERS]
    if not strange:
        return
    from boilerstrip.filters.markup import IDS
    from boilerstrip.filters.shape import SHAPES
    from boilerstrip.rules import load_rules

    known = {rule.id for rule in load_rules(None, settings.packs)} | {form.id for form in SHAPES} | IDS.keys()
    for key, name in strange:
        if name.rpartition(":")[2] not in known:  # as check prints it: sections:en-comments-count
            hint = near(name, [*CATEGORIES, *FILTERS, *known], CATEGORIES)
            raise SettingsError(f"{key}: {name!r} is neither a category nor a rule: {hint}")


@lru_cache(maxsize=64)
def _cleaner(settings: Settings) -> Cleaner:
    return Cleaner(settings)


def explain(text: str, **options: Any) -> Result:
    """What is left of an article, and why the rest went.

    Args:
        text: The article.
        **options: Fields of ``Settings``: ``profile``, ``languages``, ``select``, ``ignore``, ``packs``, ``keep``, ``budget``,
            ``no_article``, ``decisions``.

    Returns:
        The result with ``.text``, ``.removed``, ``.verdicts``, ``.flags``, ``.diff()`` and ``.to_dict()``.

    Raises:
        TypeError: ``text`` is no ``str``.
        SettingsError: An unknown option, profile, category, rule or language.
        RuleError: A pack of the user's that cannot be used.

    >>> explain("The bridge opened on Monday after two years of work, the town said.\\nShare this article").removed[0].category
    'share'
    """
    return _cleaner(Settings.of(options)).explain(text)


def clean(text: str, **options: Any) -> str:
    """The article without its boilerplate; the same as ``explain(text, **options).text``.

    Args:
        text: The article.
        **options: Fields of ``Settings``, see ``explain``.

    Returns:
        What is left: whole lines and sentences of the input, nothing added, nothing rewritten.

    Raises:
        TypeError: ``text`` is no ``str``.
        SettingsError: An unknown option, profile, category, rule or language.
        RuleError: A pack of the user's that cannot be used.

    >>> clean("The bridge opened on Monday after two years of work, the town said.\\n© 2031 Harbour Post")
    'The bridge opened on Monday after two years of work, the town said.'
    """
    return explain(text, **options).text


def clean_many(texts: Iterable[str], **options: Any) -> Iterator[str]:
    """Many articles without their boilerplate, in order, one at a time.

    Args:
        texts: Articles; read as the results are asked for.
        **options: Fields of ``Settings``, see ``explain``; checked at once.

    Returns:
        An iterator over the cleaned texts.

    Raises:
        TypeError: One of the texts is no ``str``.
        SettingsError: An unknown option, profile, category, rule or language.

    >>> list(clean_many(["Rain fell.", "Snow fell."]))
    ['Rain fell.', 'Snow fell.']
    """
    return _cleaner(Settings.of(options)).clean_many(texts)
