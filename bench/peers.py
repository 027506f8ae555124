"""The peers, each as a function from a text to what it leaves of it. A peer that is not installed says why.

jusText knows HTML only; here it gets the lines of a text as paragraphs, with the stop words of all its languages, and is not told how many
links there were. Of datatrove's C4 filter only the work on lines is asked for: its count of sentences throws away whole documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Clean = Callable[[str], str]

WORDS = re.compile(
    r"subscribe|newsletter|sign up|log in|cookie|privacy policy|all rights reserved|©|share this|follow us|advertisement|read more", re.I
)


def casefold(text: str) -> str:
    """The floor: one pass over the text, nothing removed."""
    text.casefold()
    return text


def keywords(text: str) -> str:
    """What many scripts do: a line that holds one of some words goes."""
    return "\n".join(line for line in text.split("\n") if not WORDS.search(line))


def c4(text: str) -> str:
    """The lines that the rules of C4 leave, by datatrove; a document that they refuse is left as it is."""
    from datatrove.data import Document

    document = Document(text=text, id="")
    return document.text if _c4().filter(document) is True else text


@lru_cache(maxsize=1)
def _c4():  # type: ignore[no-untyped-def]  # noqa: ANN202
    from datatrove.pipeline.filters import C4QualityFilter

    return C4QualityFilter(min_num_sentences=-1, filter_curly_bracket=False, filter_lorem_ipsum=False)


def justext(text: str) -> str:
    """The lines that jusText does not call boilerplate."""
    from justext.core import PathInfo, classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph

    paragraphs = []
    for line in text.split("\n"):
        if line.strip():
            paragraph = Paragraph(PathInfo())
            paragraph.append_text(line)
            paragraphs.append(paragraph)
    classify_paragraphs(paragraphs, _stops())
    revise_paragraph_classification(paragraphs)
    return "\n".join(paragraph.text_nodes[0] for paragraph in paragraphs if not paragraph.is_boilerplate)


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    from justext import get_stoplist, get_stoplists

    return frozenset().union(*(get_stoplist(name) for name in get_stoplists()))


def nemo(text: str) -> str:
    """NeMo Curator's modifier, which takes English boilerplate off the ends of a text."""
    return str(_nemo().modify_document(text))


@lru_cache(maxsize=1)
def _nemo():  # type: ignore[no-untyped-def]  # noqa: ANN202
    from nemo_curator.stages.text.modifiers import BoilerPlateStringModifier

    return BoilerPlateStringModifier()


def ours(text: str) -> str:
    """The default profile of boilerstrip."""
    from boilerstrip import clean

    return clean(text)


PEERS: dict[str, Clean] = {
    "boilerstrip": ours,
    "datatrove, C4 lines": c4,
    "jusText on lines": justext,
    "NeMo Curator": nemo,
    "keyword script": keywords,
    "str.casefold": casefold,
}
