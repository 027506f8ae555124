"""The vocabulary: what is said about lines, from a single opinion to the finished result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from boilerstrip.body import Line

DROP = (
    "donation",
    "paywall",
    "newsletter",
    "advert",
    "jobs",
    "affiliate",
    "legal",
    "privacy",
    "share",
    "related",
    "navigation",
    "comments",
    "contact",
    "player",
    "app",
    "other",
)
"""Categories of boilerplate: about the publisher, its products, other pages or the reader's account."""

META = ("title", "byline", "caption", "credit", "author-bio", "tags")
"""Categories of metadata: about the article, from outside. Kept by default, removed in profile ``body``."""

CATEGORIES = DROP + META

DECISION = "decision"
"""Who makes the marks that a reader decided."""

Zone = Literal["head", "body", "tail"]
ZONES: tuple[Zone, ...] = ("head", "body", "tail")


class Told(NamedTuple):
    """A reason that is put in words when somebody asks for it: most are never asked for.

    Attributes:
        words: Puts it in words.
        about: What it is given.

    >>> str(Told("{} of {}".format, ("one", "two"))), Told("{} of {}".format, ("one", "two"))
    ('one of two', 'one of two')
    """

    words: Callable[..., str]
    about: tuple[Any, ...]

    def __str__(self) -> str:
        return self.words(*self.about)

    def __repr__(self) -> str:
        return repr(str(self))


class Mark(NamedTuple):
    """One filter's opinion of one line.

    Attributes:
        line: Index of the line in ``body.lines``.
        by: Id of the rule, or of the filter where no rule speaks.
        category: One of ``CATEGORIES``.
        weight: Strength of the opinion; 1.0 is as good as certain, a negative one says "keep".
        says: The reason; ``why`` has it in words.
        prior: Factors for a line in the head, the body and the tail of the text.
    """

    line: int
    by: str
    category: str
    weight: float
    says: str | Told
    prior: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @property
    def why(self) -> str:
        """The reason in words."""
        return str(self.says)

    def weigh(self, zone: Zone) -> float:
        """The weight this mark has in a zone."""
        return self.weight * self.prior[ZONES.index(zone)] if self.weight > 0 else self.weight


class Verdict(NamedTuple):
    """The judge's decision on one line.

    Attributes:
        line: The line, with offsets in the text it was judged in.
        zone: ``head``, ``body`` or ``tail``: before, among or behind the prose of the article.
        score: Sum of the evidence; the judge drops at ``judge.ENOUGH``.
        drop: Whether the line goes.
        category: Category of the strongest evidence, ``""`` if there is none.
        marks: The evidence, also that which does not count: what may remove nothing, and rules of other languages.
        strongest: The mark that speaks loudest for removal among those that count, if any does.
        added: What each of ``marks`` added to the score, 0 for those that do not count; their sum is the score.
    """

    line: Line
    zone: Zone
    score: float
    drop: bool
    category: str
    marks: tuple[Mark, ...]
    strongest: Mark | None = None
    added: tuple[float, ...] = ()

    @property
    def weights(self) -> tuple[str, ...]:
        """What each of ``marks`` added to the score, as people read it: in brackets the weight of one that does not count."""
        pairs = zip(self.marks, self.added, strict=True)
        return tuple(f"{added:+.2f}" if added else f"({mark.weigh(self.zone):+.2f})" for mark, added in pairs)


class Removal(NamedTuple):
    """One removed span of the original text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        category: What it was.
        rule: Id of the rule or filter that decided.
        score: Sum of the evidence.
        says: Why; ``reason`` has it in words.
    """

    start: int
    end: int
    category: str
    rule: str
    score: float
    says: str | Told

    @property
    def reason(self) -> str:
        """Why, in words."""
        return str(self.says)

    def to_dict(self) -> dict[str, Any]:
        """Everything as strings and numbers, ready for JSON.

        >>> Removal(0, 1, "share", "en-share-labels", 1.0, "asks to share").to_dict()["reason"]
        'asks to share'
        """
        return {
            "start": self.start,
            "end": self.end,
            "category": self.category,
            "rule": self.rule,
            "score": self.score,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Result:
    """What is left of a text, and why the rest went.

    Attributes:
        text: What is left.
        original: The text as it came.
        removed: The removed spans, in order, none touching the kept text.
        verdicts: One decision for each line, in order.
        flags: ``no-article``, ``no-prose``, ``over-budget``, ``paywalled``, ``unreadable``, ``unsettled``, as far as they apply, sorted.
    """

    text: str
    original: str
    removed: tuple[Removal, ...]
    verdicts: tuple[Verdict, ...]
    flags: tuple[str, ...]

    def spans(self) -> Iterator[tuple[int, int, Removal | None]]:
        """Tile the original text.

        Yields:
            ``(start, end, removal)`` for every kept and removed span in order; ``removal`` is None for what is kept.

        >>> import boilerstrip
        >>> [r and r.rule for _, _, r in boilerstrip.explain("Nothing to do here.").spans()]
        [None]
        """
        at = 0
        for removal in self.removed:
            if at < removal.start:
                yield at, removal.start, None
            yield removal.start, removal.end, removal
            at = removal.end
        if at < len(self.original):
            yield at, len(self.original), None

    def diff(self) -> str:
        """The removal as a unified diff of lines, empty if nothing went."""
        from difflib import unified_diff

        before, after = (text.split("\n") for text in (self.original, self.text))
        return "\n".join(unified_diff(before, after, "original", "cleaned", lineterm="", n=1))

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain lists, dictionaries, strings and numbers, ready for JSON."""
        return {
            "text": self.text,
            "flags": list(self.flags),
            "removed": [{**r.to_dict(), "text": self.original[r.start : r.end]} for r in self.removed],
        }
