"""One spelling for all: the form of a line that rules are matched against.

Folding is for matching only; what is removed is always counted in the offsets of the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

_SAME = {
    "'": "‘’‚‛′`´ʼ＇‹›",
    '"': "“”„‟″«»「」『』《》",
    "-": "–—‑−‐―",
    "ا": "أإآٱ",
    "ي": "ىی",
    "ك": "ک",
    "i": "ı",
    "·": "•∙・",
    "©": "ⓒ",
}
_NOTHING = [
    0x00AD,  # soft hyphen
    *range(0x200B, 0x2010),  # zero width and direction marks
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    0xFEFF,
    0xFE0F,
    0x0640,  # Arabic tatweel
    *range(0x064B, 0x0660),  # Arabic vowel signs
    0x0670,
    *range(0x0591, 0x05BE),  # Hebrew points
    *range(0x05BF, 0x05C0),
    *range(0x05C1, 0x05C3),
    0x093C,  # Devanagari nukta
    0x0307,  # the dot that casefolding splits off a Turkish İ
]
_TABLE: dict[int, str | None] = {ord(c): to for to, many in _SAME.items() for c in many} | dict.fromkeys(_NOTHING)
_ODD = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "]")
"""Finds what the table changes, which is little: translating all of a text is slow."""
_ODD_LATIN = [char for char in map(chr, _TABLE) if char <= "\xff"]
_BLANKS = ("  ", *"\t\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029")
"""What tells that blanks are not yet single ones, in a text in compatibility form."""
_LINK = regex.compile(r"!?+\[([^\[\]]*+)\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)?+(?:\s++\"[^\"]*+\")?+\)")
_LEAD = regex.compile(r"^[^\p{L}\p{N}©®@$€£\"'(<\[]++")
_TRAIL = ' .:!?…>|·*_~,;→►▶❯-】」』"'
KEEP_WHOLE = 4096
"""Characters up to which folded lines are remembered: the lines that come again are short."""


def fold(text: str) -> str:
    """Bring a line to the form that rules see.

    Markdown links become their text, emphasis marks go, compatibility forms, case, quotation marks, dashes, blanks and the
    spelling variants of Arabic, Hebrew, Hindi and Turkish become one.

    Args:
        text: One line.

    Returns:
        The folded line, without bullets and other ornaments before it and blanks around it.

    >>> fold("► [Read more](https://example.org/a):  ‘Café’")
    "read more: 'café'"
    """
    return _fold(text) if len(text) <= KEEP_WHOLE else _fold.__wrapped__(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if text.isascii():
        text = text.lower()
    else:
        text = _spelled(text)
    if "**" in text or "__" in text or "`" in text:
        text = text.replace("**", "").replace("__", "").replace("`", "")
    return _LEAD.sub("", " ".join(text.split()))


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Fold many lines at once: the same as ``[fold(line) for line in lines]``, but most steps are taken once for all of them.

    Args:
        lines: Lines without line breaks.

    Returns:
        The folded lines.

    >>> fold_lines(["Read  more", "► ‘Café’"])
    ['read more', "'café'"]
    """
    text = "\n".join(lines)
    special = "](" in text or "`" in text
    text = text.lower() if text.isascii() else _spelled(text)
    marked = "**" in text or "__" in text
    if marked:
        text = text.replace("**", "").replace("__", "")
    folded = text.split("\n") if lines else []
    if marked or "\n " in text or " \n" in text or text[:1] == " " or text[-1:] == " " or any(blank in text for blank in _BLANKS):
        folded = [" ".join(line.split()) for line in folded]
    folded = [line if line[:1].isalnum() else _LEAD.sub("", line) for line in folded]
    if special:
        folded = [fold(line) if "](" in line or "`" in line else done for line, done in zip(lines, folded, strict=True)]
    return folded


def _spelled(text: str) -> str:
    """A text with compatibility forms, case, quotation marks, dashes and the variants of some letters made one."""
    text = unicodedata.normalize("NFKC", text.replace("ⓒ", "©").replace("…", "...").replace("\xa0", " ")).casefold()
    text = text.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-")
    for char in _odd(text):
        text = text.replace(char, _TABLE[ord(char)] or "")
    return text


def _odd(text: str) -> Iterable[str]:
    """The characters of a text that the table changes."""
    return [char for char in _ODD_LATIN if char in text] if is_latin(text) else set(_ODD.findall(text))


def is_latin(text: str) -> bool:
    """Whether a text holds no character beyond Latin-1; to copy it is quicker than to ask a pattern for each character."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def bare(folded: str) -> str:
    """A folded line without the punctuation and arrows at its end: what whole-line rules are compared with.

    >>> bare("read more ...")
    'read more'
    """
    return folded.rstrip(_TRAIL)
