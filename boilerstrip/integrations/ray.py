"""Ray Data: a class for ``map_batches``.

    ds.map_batches(Clean(profile="body"), batch_format="pyarrow")
    ds.map_batches(Clean, fn_constructor_kwargs={"profile": "body"}, batch_format="pyarrow", compute=ray.data.ActorPoolStrategy(size=8))

The first line runs as tasks, the second keeps a cleaner in each of eight actors; both give the same. Ask for ``pyarrow`` batches: for
those of NumPy, its default, Ray turns whole numbers with gaps into floats, whatever the class does; in some versions for pandas too.
"""

from __future__ import annotations

from boilerstrip.integrations.batches import BatchCleaner


class Clean(BatchCleaner):
    """Cleans the text column of the batches of a Ray dataset, in every batch format Ray has.

    The same as ``BatchCleaner``, which tells its arguments.

    >>> Clean(text="body", profile="body").text
    'body'
    """
