"""How much memory `boilerstrip clean` takes for JSONL files of several sizes.

    python scripts/memory.py 50 500

makes a file of 50 MB and one of 500 MB in a temporary folder, cleans each in a process of its own and prints the peak of its resident
memory. The articles are made of words drawn at random, so that no two lines are the same; each stands beside another field four times its
size, as in a corpus that keeps the page it took the text from.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAYING = "the river harbour rose fell of a nine days board said that ferry and bakery were winter in islands with ten people on"
WORDS = SAYING.split()
PROMPTS = ("Share this article", "Sign up for our morning newsletter and never miss a story.", "© 2031 Harbour Post. All rights reserved.")


def article(dice: random.Random) -> str:
    """Thirty lines of prose with a prompt among them and one below."""
    lines = [" ".join(dice.choices(WORDS, k=dice.randint(12, 30))).capitalize() + f" {dice.randint(0, 10**9)}." for _ in range(30)]
    lines.insert(dice.randint(3, 29), dice.choice(PROMPTS))
    return "\n".join([*lines, dice.choice(PROMPTS)]) + "\n"


def make(path: Path, size: int, share: float = 0.2) -> None:
    """Write JSONL.

    Args:
        path: The file.
        size: Its size in bytes, about.
        share: Share of the bytes that is text; the rest is a field that nobody looks at.
    """
    dice = random.Random(7)
    with path.open("wb") as stream:
        while stream.tell() < size:
            text = article(dice)
            stream.write(json.dumps({"id": stream.tell(), "text": text, "page": "x" * int(len(text) * (1 / share - 1))}).encode() + b"\n")


def peak(path: Path, *options: str) -> int:
    """Peak of the resident memory in bytes while a file is cleaned."""
    command = [sys.executable, "-m", "boilerstrip", "clean", *options, str(path)]
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, sys.argv[1:]):
            path = Path(folder, "corpus.jsonl")
            make(path, size * 10**6)
            started = time.monotonic()
            print(f"{size} MB: peak {peak(path) / 1e6:.1f} MB in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
