"""Record the reference traces, or those of them that are named.

    python -m benchmarks.traces.record [NAME ...] [--out build/traces]

The models and the corpora have to be there (`memtrans models fetch smollm2-135m`, `memtrans data fetch hol-light` and
`python-projects`). What is finished is left as it is, and what was interrupted goes on. `small` is the one that is
committed; the others take minutes and hundreds of megabytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from memtrans.commands.cli import run

LAYERS = "9,19,29"
"""A third of the way up SmolLM2, two thirds, and its last one; every head of each."""


class Reference(NamedTuple):
    """arguments: of `memtrans trace`."""

    model: str
    arguments: tuple[str, ...]


def _smollm(documents: str, tokens: int, positions: str, dtype: str = "bfloat16") -> Reference:
    return Reference(
        "smollm2-135m",
        (
            *("--documents", documents, "--min-bytes", "130000", "--max-documents", "1", "--tokens", str(tokens)),
            *("--layers", LAYERS, "--memory", "32768", "--reading", f"positions={positions}", "--dtype", dtype),
        ),
    )


def _ours(*arguments: str) -> Reference:
    return Reference("benchmarks/reference/memory", ("--documents", "benchmarks/data/hol-light/heldout", *arguments))


REFERENCES = {
    "smollm2-proofs-32k": _smollm("hol-light:heldout", 32768, "fixed"),
    "smollm2-code-32k": _smollm("python-projects:heldout", 32768, "fixed"),
    "smollm2-proofs-8k": _smollm("hol-light:heldout", 8191, "fixed"),
    "smollm2-code-8k": _smollm("python-projects:heldout", 8191, "fixed"),
    "smollm2-proofs-8k-rotated": _smollm("hol-light:heldout", 8191, "original"),
    "smollm2-code-8k-rotated": _smollm("python-projects:heldout", 8191, "original"),
    "ours-proofs": Reference(
        "benchmarks/reference/memory",
        ("--documents", "hol-light:heldout", "--max-documents", "8", "--memory", "32768", "--tokens", "32768"),
    ),
    "small": _ours("--max-documents", "1", "--tokens", "1150", "--dtype", "bfloat16", "--licence", "BSD-2-Clause"),
}
"""By name. 8,192 places is what SmolLM2 was trained on, so only there keys as rotated mean something."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"default: all of {', '.join(REFERENCES)}")
    parser.add_argument("--out", type=Path, default=Path("build/traces"))
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in REFERENCES]
    if unknown:
        parser.error(f"no reference trace is called {unknown[0]}")
    for name in arguments.names or REFERENCES:
        out = arguments.out / f"{name}.h5"
        reference = REFERENCES[name]
        if not out.exists() and (status := run(["trace", reference.model, *reference.arguments, "--out", str(out)])):
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
