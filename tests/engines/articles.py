"""Own-written articles with boilerplate at their ends, as many as a test wants."""

from __future__ import annotations

from tests.hosts import host

ARTICLE = "\n".join(host("en"))
FOOT = "Share this article\n© 2031 Harbour Post. All rights reserved."


def article(number: int) -> str:
    """An article that no other number has."""
    return f"The ferry number {number} left the harbour on Tuesday with nine people aboard, the harbour board said.\n{ARTICLE}"


def dirty(number: int) -> str:
    """The same with boilerplate behind it."""
    return f"{article(number)}\n{FOOT}"
