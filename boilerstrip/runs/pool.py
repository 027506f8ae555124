"""The cleaner's work, in this process or in several; the answers come in the order of the records."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from boilerstrip.cleaner import Cleaner
from boilerstrip.errors import BoilerstripError
from boilerstrip.hints import Hints
from boilerstrip.marks import Removal, Result
from boilerstrip.runs.decided import states
from boilerstrip.settings import Settings
from boilerstrip.streams.formats import read
from boilerstrip.streams.records import Record, RecordError, Source

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

TEXTS = 64
"""Texts that are handed to another process at once, at most."""

CHARACTERS = 1 << 18
"""Characters from which on texts are handed over, however few they are."""


class Outcome(NamedTuple):
    """What the cleaner says about one text.

    Attributes:
        removed: The spans that go.
        flags: The flags of the result.
        lines: How many lines the text has.
        gone: How many lines go, by category.
        language: The language of its prose.
        decisions: What became of the decisions about it, by the place of each.
    """

    removed: tuple[Removal, ...]
    flags: tuple[str, ...]
    lines: int
    gone: dict[str, int]
    language: str
    decisions: dict[str, str]


class Start(NamedTuple):
    """A source begins."""

    source: Source


class End(NamedTuple):
    """A source ends, too early if there is an error."""

    source: Source
    error: RecordError | None


Item = Start | Record | End
Answer = tuple[Item, Outcome | None]


def items(sources: Iterable[Source], at: Callable[[Source, int], None] | None = None) -> Iterator[Item]:
    """The records of several sources, each source with a start and an end.

    Args:
        sources: The sources.
        at: Told now and then how many bytes of a source were read.
    """
    for source in sources:
        yield Start(source)
        error = None
        seen = None if at is None else (lambda count, source=source: at(source, count))
        try:
            yield from read(source, seen)
        except RecordError as found:
            error = found
        yield End(source, error)


def answers(stream: Iterable[Item], settings: Settings, jobs: int = 1) -> Iterator[Answer]:
    """What the cleaner says about each record.

    Args:
        stream: Records with starts and ends, read as far ahead as there are processes to feed, and no further.
        settings: The settings of the cleaner.
        jobs: How many processes; 1 for this one alone.

    Yields:
        Every item in order, those with a text with an outcome.
    """
    if jobs == 1:
        cleaner = Cleaner(settings)
        for item in stream:
            yield item, _outcome(cleaner, item.text, item.hints) if isinstance(item, Record) and item.text is not None else None
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, _context(), _begin, (settings,))
    try:
        yield from _spread(pool, stream, 2 * jobs + 1)
    except BrokenProcessPool as error:
        raise BoilerstripError("a process of the cleaner died, for want of memory perhaps: run again with fewer --jobs") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """How processes are begun: never as copies of this one, whose threads (of pyarrow, of the progress bar) would be missing in them."""
    from multiprocessing import get_all_start_methods, get_context

    return get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")


def _spread(pool: ProcessPoolExecutor, stream: Iterable[Item], ahead: int) -> Iterator[Answer]:
    waiting: deque[tuple[list[Item], Future[list[Outcome]]]] = deque()
    for chunk in _chunks(stream):
        waiting.append((chunk, pool.submit(_work, [(i.text, i.hints) for i in chunk if isinstance(i, Record) and i.text is not None])))
        if len(waiting) >= ahead:
            yield from _paired(*waiting.popleft())
    while waiting:
        yield from _paired(*waiting.popleft())


def _paired(chunk: list[Item], future: Future[list[Outcome]]) -> Iterator[Answer]:
    outcomes = iter(future.result())
    for item in chunk:
        yield item, next(outcomes) if isinstance(item, Record) and item.text is not None else None


def _chunks(stream: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    size = 0
    for item in stream:
        chunk.append(item)
        size += len(item.raw) if isinstance(item, Record) else 0
        if len(chunk) >= TEXTS or size >= CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


_cleaner: Cleaner | None = None


def _begin(settings: Settings) -> None:
    """Make a process ready: it leaves interrupts to its parent, and goes when the parent has gone."""
    global _cleaner
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow, daemon=True).start()
    _cleaner = Cleaner(settings)


def _follow() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _work(texts: list[tuple[str, Hints | None]]) -> list[Outcome]:
    assert _cleaner is not None
    return [_outcome(_cleaner, text, hints) for text, hints in texts]


def _outcome(cleaner: Cleaner, text: str, hints: Hints | None) -> Outcome:
    return outcome_of(cleaner.explain(text, hints), cleaner.settings)


def outcome_of(result: Result, settings: Settings) -> Outcome:
    """What a run wants to know of a result.

    Args:
        result: What the cleaner found.
        settings: Its settings.
    """
    from boilerstrip.body import split
    from boilerstrip.measure import language_of

    body = split(result.original)
    gone = Counter(verdict.category for verdict in result.verdicts if verdict.drop)
    return Outcome(result.removed, result.flags, len(result.verdicts), dict(gone), language_of(body), states(body, result, settings))
