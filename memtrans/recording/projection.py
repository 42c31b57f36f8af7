"""How large a trace will be and how long it will take, before it is begun."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from memtrans import files
from memtrans.data.documents import TokenizedDocument
from memtrans.recording.record import Recording
from memtrans.traces.manifest import LayerFacts
from memtrans.traces.writing import value_bytes


class Projection(NamedTuple):
    """token_bytes: of a token, and nbytes: of the finished file, both at most. needed: bytes of disk while it is put
    together. seconds: about so many."""

    token_bytes: int
    nbytes: int
    needed: int
    seconds: float


def project(recording: Recording) -> Projection:
    """From the beginning of the longest document, read as all will be.

    Raises:
        UsageError: a head that the model does not have.
    """
    longest = max(recording.documents, key=lambda document: len(document.tokens))
    few = beginning(recording, longest)
    recorder = recording.recorder(None)
    moments = [time.perf_counter()]
    recording.read(few, recorder, lambda _: moments.append(time.perf_counter()))
    tokens = sum(len(document.tokens) for document in recording.documents)
    each = _token_bytes(recording, list(recorder.facts.values()))
    # The first step makes things ready, and the last one is as slow as those with a memory.
    seconds = (moments[-1] - moments[-2]) / min(recording.segment, len(few.tokens)) * tokens
    # Finished documents are kept until the file that has all of them is whole.
    return Projection(each, each * tokens, 2 * each * tokens, seconds)


def require_room(projection: Projection, out: Path) -> None:
    """Refuse what will not fit on the disk.

    Raises:
        UsageError: it will not.
    """
    remedy = "choose another disk, fewer --layers, --heads or --tokens, or a 16-bit --dtype"
    files.require_room(out, projection.needed, remedy)


def beginning(recording: Recording, document: TokenizedDocument) -> TokenizedDocument:
    """So much of a document that its last segment is searched for in a memory that holds something."""
    steps = (recording.reading.window or 0) // recording.segment + 3
    return replace(document, tokens=document.tokens[: steps * recording.segment])


def _token_bytes(recording: Recording, layers: Sequence[LayerFacts]) -> int:
    numbers = sum(
        len(layer.heads) * (layer.key_dim + layer.value_dim) + layer.query_heads * layer.key_dim for layer in layers
    )
    block = recording.block if recording.residual else None
    width = block.width if block else 0
    places = 8 * 3 * len(layers) + 12
    return (numbers + width) * value_bytes(recording.dtype) + places
