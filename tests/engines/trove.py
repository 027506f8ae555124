"""One real run of datatrove, in a process of its own: ``python -m tests.engines.trove FOLDER SECONDS``; a pause behind each document."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from boilerstrip.integrations.datatrove import BoilerstripFormatter

TASKS = 6


class Slowly:
    """A step that takes its time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, data: Any, rank: int, world_size: int) -> Iterator[Any]:
        for document in data:
            yield document
            time.sleep(self.seconds)


def main(folder: Path, seconds: float) -> None:
    steps = [
        JsonlReader(str(folder / "in")),
        BoilerstripFormatter(removed="removed"),
        JsonlWriter(str(folder / "out"), compression=None),
        Slowly(seconds),
    ]
    LocalPipelineExecutor(steps, tasks=TASKS, workers=2, logging_dir=str(folder / "logs")).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
