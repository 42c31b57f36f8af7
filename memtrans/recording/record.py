"""Record a trace: one document after the other, so that one that was killed goes on with the next."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from memtrans import __version__
from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment
from memtrans.errors import UsageError
from memtrans.evaluation.evaluate import Evaluation, evaluate
from memtrans.evaluation.finite import require_finite_loss
from memtrans.files import locked, remove_unfinished, write_atomically, writing
from memtrans.reading import Block, MemoryConfig, Reader, Reading, fingerprint
from memtrans.recording.inside import block_of, gates_of, kind_of, told_of
from memtrans.recording.recorder import Recorder
from memtrans.traces.manifest import VERSION, Dtype, LayerFacts, Manifest, ModelFacts
from memtrans.traces.writing import CHUNK, DocumentWriter, write_trace

LIBRARIES = ("torch", "transformers", "h5py", "numpy")


@dataclass(frozen=True)
class Recording:
    """What to record.

    name: of the model, as it was given. kind: what it is. capacity: of the exact memory. heads: key/value heads, None =
    all. layers: the model's numbers of those to keep, None = all that retrieve. residual: also what the memory layer is
    given, from which the layers above can be run again; of a model with one. corpus: for the manifest.
    """

    reader: Reader
    name: str
    reading: Reading
    documents: Sequence[TokenizedDocument]
    segment: int
    capacity: int
    dtype: Dtype = "float32"
    layers: Sequence[int] | None = None
    heads: Sequence[int] | None = None
    seed: int = 0
    threads: int | None = None
    corpus: Mapping[str, Any] = field(default_factory=dict)
    residual: bool = False

    def __post_init__(self) -> None:
        if not self.reading.retrieves or not self.reading.layers:
            raise UsageError(f"{self.name} has no memory layer, so nothing goes through a memory; give one that has.")
        missing = [number for number in self.layers or () if number not in self.reading.layers]
        if missing:
            there = ", ".join(map(str, self.reading.layers))
            raise UsageError(f"--layers names {missing[0]}, and the model retrieves in {there}; choose among them.")

        if self.residual and self.block is None:
            raise UsageError(
                "--residual is for a model that reads with one memory layer, all heads of it, and can go on from what "
                "that layer is given: otherwise what stands above is not run again; leave it out."
            )

    def keeps(self, layer: int) -> bool:
        return self.layers is None or layer in self.layers

    @property
    def block(self) -> Block | None:
        """What is given the residual stream to be recorded; None where no layers could be run again from it."""
        return block_of(self.reader, self.reading, self.heads)

    def recorder(self, writer: DocumentWriter | None) -> Recorder:
        scales = self.reader.memory_scales(self.reading)
        numbers = self.reading.layers
        return Recorder(numbers, scales, self.heads, self.reading.sinks, self.seed, writer, self.keeps)

    def read(self, document: TokenizedDocument, recorder: Recorder, advance: Callable[[int], None]) -> Evaluation:
        """Let the model read one document, watched by the recorder."""

        def observe(segment: Segment) -> None:
            recorder.read(segment)
            advance(int(segment.valid.sum()))

        with self._told_of_residual(recorder):
            result = evaluate(
                self.reader,
                [document],
                self.reading,
                MemoryConfig(capacity=self.capacity),
                segment=self.segment,
                rows=1,
                threads=self.threads,
                seed=self.seed,
                observe=observe,
                observer_of=recorder.observer_of,
            )
        require_finite_loss(result)
        return result

    def _told_of_residual(self, recorder: Recorder) -> AbstractContextManager[None]:
        block, layer = self.block if self.residual else None, self.reading.layers[0]
        return nullcontext() if block is None else told_of(block.module, partial(recorder.given, layer))

    def manifest(self, layers: Sequence[LayerFacts]) -> Manifest:
        tokenizer = self.reader.tokenizer
        model = ModelFacts(
            name=self.name,
            kind=kind_of(self.reader),
            fingerprint=fingerprint(self.reader),
            vocab_size=self.reader.vocab_size,
            bos=tokenizer.bos,
        )
        return Manifest(
            version=VERSION,
            model=model,
            reading=self.reading.facts,
            layers=tuple(self._with_gate(layer) for layer in layers),
            residual=self.residual,
            capacity=self.capacity,
            segment=self.segment,
            seed=self.seed,
            dtype=self.dtype,
            corpus=dict(self.corpus),
            documents=tuple(document.name for document in self.documents),
            versions=_versions(),
        )

    def _with_gate(self, layer: LayerFacts) -> LayerFacts:
        """A layer with the gates of its recorded heads."""
        gates = gates_of(self.reader).get(layer.number)
        if gates is None:
            return layer
        chosen = [head * layer.group + each for head in layer.heads for each in range(layer.group)]
        return layer.model_copy(update={"gate": tuple(gates[head] for head in chosen)})


def record(
    recording: Recording, out: Path, advance: Callable[[int], None] = lambda _: None, token_bytes: int = 0
) -> Manifest:
    """Write the trace to `out`, which appears whole. advance: told of the tokens of each step, read or found finished.

    token_bytes: of what is recorded of a token, at most; the disk is taken for a document before it is read.

    What a killed one has finished is in a hidden folder beside `out`, from which the next one goes on.

    Raises:
        UsageError: something is at `out`, another process records it, or what was begun there is another recording.
        MemtransError: the disk is full, or a number cannot be stored in the type asked for.
    """
    if out.exists():
        raise UsageError(f"{out} exists already; choose a path that does not, or remove it.")
    parts = parts_of(out)
    with locked(parts):
        _require_same(recording, parts)
        remove_unfinished(parts, "*")
        facts: dict[int, LayerFacts] = {}
        for number, document in enumerate(recording.documents):
            facts |= _record_one(recording, document, parts / f"{number}.h5", advance, token_bytes)
        if not facts:
            longest = max(len(document.tokens) for document in recording.documents)
            raise UsageError(
                f"Nothing was searched for: the longest document has {longest:,} tokens, all of which the model reads "
                "without its memory; give longer ones, or a smaller window."
            )
        manifest = recording.manifest([facts[number] for number in sorted(facts)])
        unfinished = parts / ".whole.h5"
        with writing(out):
            write_trace(unfinished, manifest, [parts / f"{number}.h5" for number in range(len(recording.documents))])
            unfinished.rename(out)
    shutil.rmtree(parts)
    return manifest


def parts_of(out: Path) -> Path:
    """Where finished documents wait until all are."""
    return out.with_name(f".{out.name}.parts")


def _record_one(
    recording: Recording, document: TokenizedDocument, part: Path, advance: Callable[[int], None], token_bytes: int
) -> dict[int, LayerFacts]:
    """What was searched in one document, which is recorded if it was not before."""
    said = part.with_suffix(".json")
    if said.exists():
        advance(len(document.tokens))
        written: list[Any] = json.loads(said.read_text(encoding="utf-8"))
        return {each["number"]: LayerFacts.model_validate(each) for each in written}
    unfinished = part.with_name(f".{part.name}")
    with writing(part):
        writer = DocumentWriter(unfinished, recording.dtype, token_bytes * (len(document.tokens) + CHUNK))
        try:
            recorder = recording.recorder(writer)
            result = recording.read(document, recorder, advance)
            segments = np.arange(0, len(document.tokens), recording.segment, dtype=np.int64)
            writer.finish(
                {"name": document.name, "byte_count": document.byte_count},
                tokens=document.tokens.astype(np.int32),
                token_bytes=recording.reader.tokenizer.token_bytes[document.tokens].astype(np.int32),
                nats=result.nats[0],
                segments=segments,
            )
        finally:
            writer.close()
        unfinished.rename(part)
    write_atomically(said, json.dumps([each.model_dump() for each in recorder.facts.values()]))
    return recorder.facts


def _require_same(recording: Recording, parts: Path) -> None:
    """Refuse to go on with what was begun otherwise."""
    asked = {
        "model": fingerprint(recording.reader),
        "reading": recording.reading.facts,
        "documents": [[each.name, _digest(each)] for each in recording.documents],
        "settings": [recording.segment, recording.capacity, recording.dtype, recording.seed, recording.residual],
        "kept": [recording.layers and list(recording.layers), recording.heads and list(recording.heads)],
    }
    file = parts / "asked.json"
    encoded = json.dumps(asked, sort_keys=True)
    if file.exists() and file.read_text(encoding="utf-8") != encoded:
        raise UsageError(f"{parts} holds the beginning of another recording; remove it, or choose another --out.")
    if not file.exists():
        write_atomically(file, encoded)


def _digest(document: TokenizedDocument) -> str:
    return hashlib.sha256(np.asarray(document.tokens, dtype=np.int64).tobytes()).hexdigest()


def _versions() -> dict[str, str]:
    found = {"memtrans": __version__}
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
