"""The layers above a trace's one memory layer, run again from what that layer was given: so losses are known too."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from memtrans.data.segments import IGNORE, Segment
from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.model.transformer import MemorizingTransformer
from memtrans.reading import MemoryLayer
from memtrans.traces.file import TraceFile


class AboveSession:
    """A `memtrans.reading.Session` of a memorizing transformer that begins at its memory layer.

    Raises:
        UsageError: (`read`) the trace cannot be read, or not in segments of that length.
    """

    def __init__(self, model: MemorizingTransformer, trace: TraceFile, rows: int, memory: Memory) -> None:
        self.rows, self._model, self._trace, self._memory = rows, model.eval(), trace, memory
        self._layer = model.config.memory_layers[0]
        self._cache = model.empty_cache(rows)

    @property
    def memory_layers(self) -> list[MemoryLayer]:
        return [MemoryLayer(self._memory, 0)]

    @torch.no_grad()
    def read(self, segment: Segment) -> Float[Tensor, "rows length"]:
        self._require_length(segment.tokens.shape[1])
        self._memory.reset(segment.starts)
        x = torch.zeros(*segment.tokens.shape, self._model.config.width)
        counts = segment.valid.sum(1).tolist()
        for row, (document, offset) in enumerate(zip(segment.documents.tolist(), segment.offsets.tolist())):
            if document >= 0 and counts[row]:
                recorded = self._trace.document(document)
                recorded.require_tokens(segment, row)
                x[row, : counts[row]] = recorded.residual(self._layer, offset, offset + counts[row])
        output = self._model.read_above(self._layer - 1, x, self._memory, self._cache, segment.starts, segment.valid)
        assert output.new is not None
        self._memory.append(*output.new)
        self._cache = output.cache
        targets = segment.targets
        losses = F.cross_entropy(output.logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORE, reduction="none")
        return losses.view_as(targets)

    def _require_length(self, length: int) -> None:
        recorded = self._trace.manifest.segment
        if length != recorded:
            raise UsageError(
                f"{self._trace.path} was recorded in segments of {recorded}, and only in those do the layers above its "
                f"memory lose as much as then; leave out segment={length}."
            )
