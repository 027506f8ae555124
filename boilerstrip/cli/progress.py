"""What a long run shows: a bar while it goes, a table when it is done."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence

from boilerstrip.runs.tally import Tally
from boilerstrip.streams.records import Source


@contextlib.contextmanager
def bar(sources: Sequence[Source], wanted: bool) -> Iterator[Callable[[Source, int], None] | None]:
    """A progress bar over the bytes of some files, on standard error if that is a terminal.

    Args:
        sources: The files.
        wanted: Whether to show one at all.

    Yields:
        A function that takes a file and how many bytes of it were read; None without a bar.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    sizes = {source.path: os.path.getsize(source.path) for source in sources if source.path != "-"}
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as progress:
        task = progress.add_task("cleaning", total=sum(sizes.values()) if len(sizes) == len(sources) else None)
        before = 0
        current: Source | None = None

        def at(source: Source, count: int) -> None:
            nonlocal before, current
            if source != current:
                before += sizes.get(current.path, 0) if current else 0
                current = source
            progress.update(task, completed=before + count, description=os.path.basename(source.path))

        yield at


def table(tally: Tally) -> None:
    """The closing table on standard error."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True)
    rows = Table(box=None, pad_edge=False)
    rows.add_column("")
    for name in ("documents", "lines", "characters"):
        rows.add_column(name, justify="right")
    rows.add_row("all", *_numbers(tally.documents, tally.lines, tally.characters))
    rows.add_row("removed", *_numbers(tally.changed, tally.removed_lines, tally.removed_characters))
    for name, counts in sorted(tally.categories.items(), key=lambda item: -item[1]["characters"]):
        rows.add_row(f"  {name}", *_numbers(*(counts[key] for key in ("documents", "lines", "characters"))))
    for name, counts in sorted(tally.languages.items()):
        rows.add_row(f"  in {name}", *_numbers(*(counts[key] for key in ("changed", "removed_lines", "removed_characters"))))
    for name, count in sorted(tally.flags.items()):
        rows.add_row(f"flag {name}", f"{count:,}", "", "")
    for name in ("skipped", "kept"):
        if count := getattr(tally, name):
            rows.add_row(f"broken, {name}", f"{count:,}", "", "")
    console.print(rows)


def _numbers(*counts: int) -> tuple[str, ...]:
    return tuple(f"{count:,}" for count in counts)
