"""What a trace's one memory layer was given, from which the layers above can be run again: so losses are known too."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from memtrans.data.segments import Segment
from memtrans.errors import UsageError
from memtrans.traces.file import TraceFile


class Residual:
    """Of the segments of a trace's documents, a `memtrans.reading.Given`.

    Raises:
        UsageError: (when called) the trace cannot be read, or not in segments of that length.
    """

    def __init__(self, trace: TraceFile, width: int) -> None:
        self._trace, self._width = trace, width
        self._layer = trace.manifest.layers[0].number

    def __call__(self, segment: Segment) -> Float[Tensor, "rows length width"]:
        self._require_length(segment.tokens.shape[1])
        given = torch.zeros(*segment.tokens.shape, self._width)
        counts = segment.valid.sum(1).tolist()
        for row, (document, offset) in enumerate(zip(segment.documents.tolist(), segment.offsets.tolist())):
            if document >= 0 and counts[row]:
                recorded = self._trace.document(document)
                recorded.require_tokens(segment, row)
                given[row, : counts[row]] = recorded.residual(self._layer, offset, offset + counts[row])
        return given

    def _require_length(self, length: int) -> None:
        recorded = self._trace.manifest.segment
        if length != recorded:
            raise UsageError(
                f"{self._trace.path} was recorded in segments of {recorded}, and only in those do the layers above its "
                f"memory lose as much as then; leave out segment={length}."
            )
