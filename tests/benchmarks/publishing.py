"""How much a site takes: made anew, again, and again after one update; beside bare Jinja2.

Seconds of the processor, which do not depend on who else is at work on the machine.

python publishing.py --events 100000 --seed 2022 (about 10,000 commitments)
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate
from jinja2 import Environment
from measuring import LONGEST_SECONDS

TEMPLATE = (
    "{% for row in rows %}<tr><th>{{ row.a }}</th><td>{{ row.b }}</td><td>{{ row.c }}</td></tr>\n{% endfor %}"
)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2022)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), asked.events, asked.seed)


def _measure(folder: Path, events: int, seed: int) -> None:
    store, site = folder / "desk.db", folder / "site"
    generate(store, events, seed)
    (first, *_) = _tracker("status", "-f", "ids", "--limit", "1", "--store", str(store))[1].split()
    anew = _tracker("publish", str(site), "--store", str(store))[0]
    again = _tracker("publish", str(site), "--store", str(store))[0]
    _tracker("update", first, "stalled", "--percent", "1", "--by", "MX", "--store", str(store))
    after = _tracker("publish", str(site), "--store", str(store))[0]
    size = sum(path.stat().st_size for path in site.rglob("*.html"))
    bare = _bare(size)
    overview = sum(
        len(gzip.compress((site / name).read_bytes())) for name in ("index.html", "data/rows.en.js")
    )
    print(f"anew {anew:.1f} s, again {again:.1f} s, after one update {after:.1f} s ({after / anew:.2f})")
    print(
        f"{size / 1e6:.0f} MB of pages; bare Jinja2 writes as many bytes in {bare:.1f} s ({anew / bare:.1f})"
    )
    print(f"overview and its rows, compressed: {overview / 1000:.0f} KB")


def _tracker(*arguments: str) -> tuple[float, str]:
    before = os.times()
    ran = subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST_SECONDS,
    )
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return used, ran.stdout


def _bare(size: int) -> float:
    """Render as many bytes as a site has from a plain template, escaped."""
    template = Environment(autoescape=True).from_string(TEMPLATE)
    rows = [{"a": f"Title & {n}", "b": "in-progress", "c": "2027-10"} for n in range(200)]
    started, written = time.process_time(), 0
    while written < size:
        written += len(template.render(rows=rows).encode())
    return time.process_time() - started


if __name__ == "__main__":
    main()
