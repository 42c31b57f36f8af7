"""How fast does a pretrained model read with a memory, and where does the time go?

    python -m benchmarks.prefill.run [--model smollm2-135m] [--pairs 7168] [--steps 6] [--out DIR]

One thread. Every system reads the same document until its memory holds so many pairs, which it then keeps; after that
all read one step of 512 tokens in turn, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median
from typing import Any

import torch

from benchmarks.prefill.crossover import measure_crossover
from benchmarks.prefill.report import make_report
from benchmarks.prefill.systems import STEP, Part, Reading, systems
from memtrans.data.documents import DocumentsConfig, read_documents
from memtrans.evaluation.environment import describe_environment
from memtrans.evaluation.finite import to_json
from memtrans.files import write_atomically
from memtrans.plugins import registry
from memtrans.pretrained.reader import PretrainedReader

RESULTS = Path(__file__).parents[1] / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--documents", default="hol-light", help="A corpus; its first long held-out document is read.")
    parser.add_argument("--pairs", type=int, default=7168)
    parser.add_argument("--steps", type=int, default=6, help="Timed ones of each system.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[8_192, 32_768, 131_072], help="Of the last table.")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    measured = measure(arguments)
    write_atomically(arguments.out / "prefill.json", to_json(measured, indent=1) + "\n")
    report = make_report(measured)
    write_atomically(arguments.out / "prefill.md", report)
    print(report)


def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    tokens = _tokens(arguments)
    # A model for each: a memory is attached to one as long as its cache is in use.
    readings = [Reading(PretrainedReader.open(arguments.model).model, each) for each in systems(arguments.pairs)]
    warm_up = len(tokens) - arguments.steps * STEP
    for reading in readings:
        print(f"filling {reading.system.name}", flush=True)
        reading.fill(tokens[:warm_up])
    rounds: list[dict[str, dict[Part, float]]] = []
    for first in range(warm_up, len(tokens), STEP):
        rounds.append({each.system.name: each.read(tokens[first : first + STEP]) for each in readings})
        print(f"step {len(rounds)} of {arguments.steps}", flush=True)
    seconds = {name: {part: median(each[name][part] for each in rounds) for part in Part} for name in rounds[0]}
    return {
        "model": arguments.model,
        "pairs": arguments.pairs,
        "step": STEP,
        "steps": len(rounds),
        "seconds": {name: {part.value: value for part, value in parts.items()} for name, parts in seconds.items()},
        "crossover": measure_crossover(readings, arguments.sizes),
        "environment": describe_environment(1, registry()),
    }


def _tokens(arguments: argparse.Namespace) -> torch.Tensor:
    """Of a document that is long enough to fill the memory, the window and the timed steps."""
    wanted = arguments.pairs + 3 * STEP + arguments.steps * STEP
    wanted -= wanted % STEP
    tokenizer = PretrainedReader.open(arguments.model).tokenizer
    config = DocumentsConfig(corpus=arguments.documents, split="heldout", min_bytes=4 * wanted)
    for document in read_documents(config).documents:
        tokens = tokenizer.encode(document.text)[:wanted]
        if len(tokens) == wanted:
            return torch.from_numpy(tokens).long()
    raise SystemExit(f"No document of {arguments.documents} has {wanted:,} tokens; ask for fewer --pairs.")


if __name__ == "__main__":
    main()
