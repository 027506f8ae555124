"""datatrove: a pipeline step that cleans the text of documents.

    LocalPipelineExecutor([JsonlReader("in/"), BoilerstripFormatter(profile="body"), JsonlWriter("out/")], tasks=8).run()

Importing this module wants datatrove.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from boilerstrip.errors import InputError
from boilerstrip.integrations.parts import check_name, cleaner_of, counts, removed_rows
from boilerstrip.marks import Result
from boilerstrip.streams.missing import need

PipelineStep: Any = need("datatrove.pipeline.base", "datatrove").PipelineStep
DROP_REASON = "empty after boilerstrip"
"""What the exclusion writer's documents have as ``filter_reason``, the name datatrove's filters use."""


class BoilerstripFormatter(PipelineStep):
    """Cleans the text of every document; everything else stays as it is.

    A text that is no ``str`` is left alone and counted. A document that becomes empty, as a page without an article may with
    ``profile="page", no_article="empty"``, is kept unless ``drop_empty`` says otherwise.

    Args:
        removed: Key of the metadata that gets the removed spans; None for no such key.
        drop_empty: Whether documents that become empty are dropped.
        exclusion_writer: A datatrove writer that gets the dropped documents as they came.
        **options: Fields of ``Settings``.

    Raises:
        SettingsError: A name or an option that does not fit.
    """

    type = "✂️ - FORMAT"
    name = "boilerstrip"

    def __init__(self, removed: str | None = None, drop_empty: bool = False, exclusion_writer: Any = None, **options: Any) -> None:
        super().__init__()
        self.removed = None if removed is None else check_name("removed", removed)
        self.drop_empty = drop_empty
        self.exclusion_writer = exclusion_writer
        self.cleaner = cleaner_of(options)

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean a stream of documents.

        Args:
            data: Documents of datatrove.
            rank: Number of the task.
            world_size: Number of all tasks.

        Yields:
            The same documents, their text cleaned.

        Raises:
            InputError: A document has metadata under the key ``removed`` already.
        """
        with self.exclusion_writer or nullcontext() as writer:
            for document in data:
                self.stat_update("total")
                with self.track_time():
                    result = self._result(document)
                if result and self.drop_empty and result.removed and not result.text.strip():
                    self._drop(document, writer, rank)
                    continue
                if result:
                    self._change(document, result)
                self.stat_update("forwarded")
                yield document

    def _result(self, document: Any) -> Result | None:
        if self.removed and self.removed in document.metadata:
            raise InputError(f"document {document.id} has metadata {self.removed!r} already: choose another name in removed=…")
        if isinstance(document.text, str):
            return self.cleaner.explain(document.text)
        self.stat_update("not_text")
        return None

    def _change(self, document: Any, result: Result) -> None:
        for name, number in counts(result).items():
            self.stat_update(name, value=number)
        document.text = result.text
        if self.removed:
            document.metadata[self.removed] = removed_rows(result)
        self.update_doc_stats(document)

    def _drop(self, document: Any, writer: Any, rank: int) -> None:
        self.stat_update("dropped", "dropped_empty")
        if writer:
            document.metadata["filter_reason"] = DROP_REASON
            writer.write(document, rank)
