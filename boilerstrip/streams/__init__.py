"""Streams: records of corpus files in, the same records with less text out, everything else byte for byte as it was.

>>> import boilerstrip.streams as streams
>>> [record.text for record in streams.open_source("examples/ferry.txt")][0][:9]
'Ferry to '
"""

from boilerstrip.streams.find import find
from boilerstrip.streams.formats import edits, open_source, read, rewrite, write
from boilerstrip.streams.records import Cut, Edit, Record, RecordError, Source, change, undo
from boilerstrip.streams.safe import Replacement, replacing

__all__ = [
    "Cut",
    "Edit",
    "Record",
    "RecordError",
    "Replacement",
    "Source",
    "change",
    "edits",
    "find",
    "open_source",
    "read",
    "replacing",
    "rewrite",
    "undo",
    "write",
]
