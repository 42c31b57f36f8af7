"""Runs the parts, keeps every finished step in `build/test-all`, and writes what everything came to.

    python -m everything [PART …]

Without a part: all of them. What a part came to is written to benchmarks/results/test-all/PART.md when it is finished.
Exit 1 if anything went wrong. After an interruption the same command goes on with the step that was cut off; any change
of a source begins anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from everything.parts import PARTS, ROOT, Steps
from everything.store import Facts, Store, fingerprint
from everything.summary import page
from memtrans.files import write_atomically

PAGES = ROOT / "benchmarks" / "results" / "test-all"


def main(names: Sequence[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"There is no part {', '.join(unknown)}. Parts: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    sources = fingerprint(ROOT)
    store = Store(ROOT / "build" / "test-all" / sources)
    right = True
    for part in names or PARTS:
        steps = finished(store, part, PARTS[part](), os.cpu_count() or 1)
        text = page(part, steps, sources)
        print(text)
        PAGES.mkdir(parents=True, exist_ok=True)
        write_atomically(PAGES / f"{part}.md", text)
        right = right and all(facts["ok"] for facts in steps.values())
    return 0 if right else 1


def finished(store: Store, part: str, steps: Steps, workers: int) -> dict[str, Facts]:
    """What came of every step, as many at a time as there are cores; every step is a process of its own."""

    def make(name: str) -> Facts:
        facts = store.once(part, name, steps[name])
        print(f"{part:12} {'right' if facts['ok'] else 'WRONG'} {facts['seconds']:7.1f} s  {name}")
        return facts

    pool = ThreadPoolExecutor(workers)
    try:
        return dict(zip(steps, pool.map(make, steps)))
    finally:  # after Ctrl-C no further step begins
        pool.shutdown(cancel_futures=True)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # there is a stdout: pages go to it
    sys.exit(main(sys.argv[1:]))
