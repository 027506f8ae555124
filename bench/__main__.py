"""boilerstrip and its peers on the same texts in one run: speed, and how right they are.

python -m bench            # or: tox -e bench
python -m bench --mb 8 --no-accuracy
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.peers import PEERS, Clean
from bench.texts import EVAL, HERE, articles, labelled, made_up, pages

PARTS = 4
"""Parts of the texts: the first one warms up, each other is read once, so that no line is known from a pass before."""


def speed(clean: Clean, texts: list[str]) -> float:
    """MB a second of CPU time over some texts."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    start = time.process_time()
    for text in texts:
        clean(text)
    return size / (time.process_time() - start)


def installed() -> dict[str, Clean]:
    """The peers that can run, each warmed up; what is missing is told."""
    ready = {}
    for name, clean in PEERS.items():
        try:
            clean("Rain fell on the town for nine days in a row.\nShare this article")
            ready[name] = clean
        except ImportError as error:
            print(f"left out: {name}: {error}")
    return ready


def accuracy(folder: Path, name: str) -> tuple[float, float]:
    """Share of the boilerplate that goes, and of the article that is lost."""
    if not labelled(folder):
        return on_made_up(PEERS[name])
    with tempfile.TemporaryDirectory() as place:
        out = Path(place, "out.json")
        command = [sys.executable, str(folder / "score.py"), "residue", "--part", "check", "--json", str(out)]
        subprocess.run([*command, "--cleaner", f"bench.peers:{PEERS[name].__name__}"], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
        found = json.loads(out.read_text(encoding="utf8"))["residue"]
    return found["recall"], found["damage"]


def on_made_up(clean: Clean) -> tuple[float, float]:
    """The same on articles with examples of rules in them: no measure of texts that nobody has seen."""
    gone = there = lost = kept = 0
    for text, added in made_up(200_000):
        left = set(clean(text).split("\n"))
        for line in text.split("\n"):
            missing = line not in left
            there, gone = there + (line in added), gone + (missing and line in added)
            kept, lost = kept + (line not in added), lost + (missing and line not in added)
    return gone / there, lost / kept


def single(clean: Clean, texts: list[str]) -> tuple[float, float]:
    """Median and 99th percentile of the time for one article of about 5 KB, in microseconds."""
    times = []
    for text in texts:
        if 4000 < len(text.encode()) < 6500:
            start = time.process_time()
            clean(text)
            times.append((time.process_time() - start) * 1e6)
    times.sort()
    return (times[len(times) // 2], times[int(len(times) * 0.99)]) if times else (0.0, 0.0)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=3.0, help="size of the texts")
    parser.add_argument("--eval", type=Path, default=EVAL, help="folder of the labelled articles and score.py")
    parser.add_argument("--no-accuracy", action="store_true", help="speed only")
    args = parser.parse_args()
    texts = articles(args.eval, int(args.mb * 1e6))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} articles, {size:.1f} MB, {'labelled ones' if labelled(args.eval) else 'made up'}; one core, CPU time")
    peers = installed()
    parts = [texts[first::PARTS] for first in range(PARTS)]
    speeds = {name: [speed(clean, part) for part in parts] for name, clean in peers.items()}
    own = median(speeds["boilerstrip"][1:])
    print("\n| | MB/s | first texts | boilerstrip's speed is | boilerplate gone | article lost |\n|---|--:|--:|--:|--:|--:|")
    for name, found in speeds.items():
        right = ("", "") if args.no_accuracy else (f"{share:.2%}" for share in accuracy(args.eval, name))
        rest = median(found[1:])
        print(f"| {name} | {rest:.2f} | {found[0]:.2f} | {own / rest:.3f} × | {' | '.join(right)} |", flush=True)
    middle, last = single(PEERS["boilerstrip"], articles(args.eval, 10 * int(args.mb * 1e6))[1::3])
    print(f"\narticles of 4 to 6.5 KB: p50 {middle:.0f} µs, p99 {last:.0f} µs")
    if whole := pages(args.eval, int(args.mb * 1e6)):
        from boilerstrip import Cleaner, Settings

        cleaner = Cleaner(Settings(profile="page")).clean
        speed(cleaner, whole[::2])
        print(f"profile page: {speed(cleaner, whole[1::2]):.2f} MB/s")


if __name__ == "__main__":
    main()
