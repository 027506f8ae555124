"""A small linear model over what can be counted: how much a short line looks like the lines that extractors leave behind.

Every line up to ``LONG`` characters has a set of traits: its width, its end mark, its shapes, what stands above and below it, how
far it lies from the prose. Each trait has a weight in ``density.toml``, fitted from labelled lines by ``scripts/fit_density.py``. The sum
of the weights is the logarithm of the odds that the line is boilerplate; the traits with the largest weights are the reason given.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from boilerstrip.body import LONG, Body, Line
from boilerstrip.marks import Mark
from boilerstrip.measure import DOUBT, MARKED, Core, Numbers, numbers
from boilerstrip.settings import Settings

HOME = Path(__file__).with_name("density.toml")
MOST = 0.3
LEAST = -0.15
"""Bounds of the weight: density alone convicts no line, and it does not outvote a rule that is certain."""
HOPE = 0.2
"""Evidence of the line filters below which no prior and no density could make a line go."""
SLOPE = 0.2
"""Weight that a unit of log-odds is worth: a rule of weight 0.4 makes up for two units."""
_WIDTHS = (12, 25, 45, 70, 100, 150, 280)
_STEPS = (1, 2, 4, 8, 16)


class Model(NamedTuple):
    """The fitted numbers.

    Attributes:
        bias: Log-odds of a line without traits.
        enough: Log-odds above which hardly a line of an article lies.
        weights: Log-odds each trait adds.
    """

    bias: float
    enough: float
    weights: dict[str, float]


@lru_cache(maxsize=2)
def model(profile: str) -> Model:
    """The fitted model of a profile."""
    table = tomllib.loads(HOME.read_text(encoding="utf8"))[profile]
    return Model(table["bias"], table["enough"], table["weights"])


def density(body: Body, core: Core, settings: Settings) -> Iterator[Mark]:
    """Mark short lines by their traits, for removal or against it.

    Args:
        body: The article.
        core: Its core, zones and the evidence of the line filters.
        settings: The profile.

    Yields:
        At most one mark for each short line for which a line filter spoke: alone it convicts no line.
    """
    fitted = model(settings.profile)
    for index, names in traits(body, core, [i for i, evidence in enumerate(core.evidence) if evidence >= HOPE]):
        weight = scale(fitted.bias + sum(fitted.weights.get(name, 0.0) for name in names), fitted.enough)
        if weight:
            yield Mark(index, "density", "other", weight, _reason(fitted, names))


def _reason(fitted: Model, names: list[str]) -> str:
    """The traits that count most, with what each adds."""
    terms = sorted(((fitted.weights.get(name, 0.0), name) for name in names), key=lambda term: (-abs(term[0]), term[1]))
    return "looks like it: " + ", ".join(f"{name} {value:+.1f}" for value, name in terms[:4] if value)


def scale(odds: float, enough: float) -> float:
    """Log-odds as the weight of a mark.

    Args:
        odds: Log-odds of a line.
        enough: Log-odds that are enough alone.

    Returns:
        ``SLOPE`` for each unit, such that 0.6 would be reached at ``enough``; from ``LEAST`` to ``MOST``.

    >>> scale(4.0, 4.0), scale(2.0, 4.0), scale(-3.0, 4.0)
    (0.3, 0.2, -0.15)
    """
    return round(max(LEAST, min(MOST, 0.6 + SLOPE * (odds - enough))), 3)


def traits(body: Body, core: Core, indices: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
    """The traits of lines.

    Args:
        body: The article.
        core: Its core.
        indices: The lines to look at, in order.

    Yields:
        Index of a whole line of at most ``LONG`` characters that is not in the core, with the names of its traits.
    """
    indices = [i for i in indices if _is_short(body.lines[i]) and not (core.prose[i] and core.evidence[i] < DOUBT)]
    if not core.lines or body.one_line or not indices:
        return
    runs = _runs(core.prose)
    crowd = "crowd:" + _bucket(int(10 * (1 - sum(core.prose) / len(core.prose))), (2, 4, 6, 8))
    marked = list(accumulate((evidence >= MARKED for evidence in core.evidence), initial=0))
    for index in indices:
        line = body.lines[index]
        first, last = runs[index]
        names = _own(numbers(line.text), core)
        if body.text[line.start : line.start + 2].isspace():
            names.append("indented")
        names += _around([_kind(body, core, i) for i in range(index - 2, index + 3)], core.zones[index])
        names += _place(index, core, first, last)
        others = marked[last + 1] - marked[first] - (core.evidence[index] >= MARKED)
        names.append("run-marked:" + _bucket(others, (0, 1, 3)))
        names.append("repeats:" + _bucket(core.repeats[index], (1, 2)))
        names.append(crowd)
        yield index, names


def _is_short(line: Line) -> bool:
    return line.part == 0 and len(line.text) <= LONG


def _bucket(value: float, edges: tuple[int, ...]) -> str:
    """Name of the first edge a value does not pass."""
    return next((str(edge) for edge in edges if value <= edge), "more")


def _kind(body: Body, core: Core, index: int) -> str:
    """What a neighbour looks like, in one word."""
    if not 0 <= index < len(body.lines):
        return "edge"
    if core.evidence[index] >= MARKED:
        return "marked"
    if core.prose[index]:
        return "prose"
    n = numbers(body.lines[index].text)
    if n.ends == "colon":
        return "colon"
    if "bullet" in n.shapes:
        return "item"
    width = "tiny" if n.width <= 25 else "short" if n.width <= 70 else "wide"
    return width + ("" if n.ends == "none" else "-ended")


def _runs(prose: tuple[bool, ...]) -> list[tuple[int, int]]:
    """For every line the first and last line of the run of lines that are no prose."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index, flag in enumerate([*prose, True]):
        if flag:
            runs += [(start, index - 1)] * (index - start)
            if index < len(prose):
                runs.append((index, index))
            start = index + 1
    return runs


def _own(n: Numbers, core: Core) -> list[str]:
    """Traits of the line by itself."""
    width = _bucket(n.width, _WIDTHS)
    words = core.words
    names = [f"width:{width}", f"ends:{n.ends}", f"width-ends:{width}-{n.ends}"]
    names += [f"shape:{shape}" for shape in n.shapes]
    names.append("capitals:" + _bucket(int(n.capitals * 4), (0, 1, 2, 3)))
    names.append("digits:" + _bucket(int(n.digits * 20), (0, 2, 8)))
    names.append("stop:" + _bucket(10 * len(n.tokens & words.stop) // max(1, len(n.tokens)), (0, 1, 3)))
    if n.shouts:
        names.append("shouts")
    for name, group in (("we", words.we), ("you", words.you), ("said", words.said)):
        if n.tokens & group:
            names.append(f"says:{name}")
    return names


def _around(kinds: list[str], zone: str) -> list[str]:
    """Traits of the two lines above and below; the line itself is ``kinds[2]``."""
    above2, above, own, below, below2 = kinds
    names = [f"above:{above}", f"below:{below}", f"above2:{above2}", f"below2:{below2}", f"zone-own:{zone}-{own}"]
    names.append(f"between:{above}-{below}" if "prose" in (above, below) else "between:others")
    names.append(f"own-below:{own}-{below}")
    names.append(f"own-above:{own}-{above}")
    return names


def _place(index: int, core: Core, first: int, last: int) -> list[str]:
    """Traits of where the line stands."""
    zone = core.zones[index]
    names = [f"zone:{zone}", f"zone-run:{zone}-{_bucket(last - first + 1, _STEPS)}"]
    if zone == "tail":
        names.append("behind:" + _bucket(index - core.lines[-1], _STEPS))
    elif zone == "head":
        names.append("ahead:" + _bucket(core.lines[0] - index, _STEPS))
    else:
        names.append("through:" + str(4 * bisect_left(core.lines, index) // len(core.lines)))
    return names
