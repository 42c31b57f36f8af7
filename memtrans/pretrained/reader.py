"""A pretrained model as something that can be measured: its readings, and one pass over documents."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache, PreTrainedModel
from transformers.cache_utils import Cache

from memtrans.data.segments import IGNORE, Segment
from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.pretrained.above import Above, find_above, go_along
from memtrans.pretrained.attachment import Attachment, Switch, attach
from memtrans.pretrained.cache import MemoryCache
from memtrans.pretrained.probe import examine
from memtrans.pretrained.readings import STORED, find_readings
from memtrans.pretrained.tokenizer import HubTokenizer
from memtrans.pretrained.traits import Traits, cache_argument
from memtrans.pretrained.weights.store import find_model
from memtrans.reading import Block, Given, MemoryConfig, MemoryLayer, ObserverOf, Reading, Session

NO_MATTER = ("_name_or_path", "transformers_version", "_attn_implementation", "architectures")


class PretrainedReader:
    """A causal language model and its tokenizer. found: a folder, or a name on the hub.

    shape: the model's settings, but not where it lies or which release of transformers wrote it. model: in the type
    that the last reading asked for, at first as it is stored.
    """

    segment: int | None = 512

    def __init__(self, found: str | Path, device: str) -> None:
        self._found, self._device = found, device
        self._attachment: Attachment | None = None
        self._load(STORED)
        settings = self.model.config
        known = json.loads(settings.to_json_string(use_diff=False))
        kept = {key: value for key, value in known.items() if key not in NO_MATTER}
        self.shape: Mapping[str, Any] = kept | {"dtype": str(self.model.dtype)}
        vocab_size = int(settings.get_text_config(decoder=True).vocab_size)
        self.tokenizer = HubTokenizer(AutoTokenizer.from_pretrained(found), vocab_size)

    @classmethod
    def open(cls, name: str | Path, device: str = "cpu") -> PretrainedReader:
        """A fetched model by its name, a folder of Hugging Face's form, or a name on the hub.

        Raises:
            UsageError: there is none, or it cannot be read.
        """
        try:
            return cls(find_model(name), device)
        except (OSError, ValueError, ImportError) as error:
            said = " ".join(str(error).split())
            raise UsageError(f"{name} cannot be read as a causal language model: {said:.300}") from error

    def _load(self, dtype: str) -> None:
        """From the disk: what was rounded to one type stays rounded in another."""
        named = "auto" if dtype == STORED else getattr(torch, dtype)
        model = AutoModelForCausalLM.from_pretrained(self._found, dtype=named).eval()
        self.model: PreTrainedModel = model.to(device=self._device)
        self._dtype = dtype
        self._traits: Traits | None = None
        self._aboves: dict[int, Above | None] = {}

    def _use(self, dtype: str) -> None:
        if dtype != self._dtype:
            self._detach()
            del self.model  # not two of them at a time
            self._load(dtype)

    def _detach(self) -> None:
        if self._attachment is not None:
            self._attachment.detach()
            self._attachment = None
            gc.collect()  # what was read before is a circle of references, and may hold gigabytes

    @property
    def vocab_size(self) -> int:
        return self.tokenizer.vocab_size

    @property
    def traits(self) -> Traits:
        """Found out by reading with the model as it is loaded."""
        if self._traits is None:
            self._traits = examine(self.model, Switch)
        return self._traits

    def weights(self) -> Iterable[tuple[str, Tensor]]:
        self._use(STORED)
        return sorted(self.model.state_dict().items())

    def readings(self, asked: Mapping[str, Any], longest: int) -> list[Reading]:
        stored = self.shape["dtype"].removeprefix("torch.")
        return find_readings(asked, self.traits, longest + 1, stored)  # BOS

    def memory_bytes(self, reading: Reading, memory: MemoryConfig, rows: int) -> int:
        nbytes = 0
        for shape in (self.traits.shapes[number] for number in reading.layers):
            nbytes += rows * shape.kv_heads * memory.list_bytes(shape.key_dim, shape.value_dim, reading.remainder)
        return nbytes

    def memory_scales(self, reading: Reading) -> list[Float[Tensor, " query_heads"]]:
        shapes = [self.traits.shapes[number] for number in reading.layers]
        return [torch.full((shape.heads,), shape.scale) for shape in shapes]

    def begin(
        self,
        reading: Reading,
        memory: MemoryConfig,
        rows: int,
        *,
        threads: int | None = None,
        seed: int = 0,
        observer_of: ObserverOf | None = None,
    ) -> PretrainedSession:
        self._detach()
        settings = dict(reading.settings)
        self._use(settings.pop("dtype", STORED))
        if reading.reads == "full":
            return PretrainedSession(self.model, 1, None, reading, observer_of)
        self._attachment = attach(
            self.model,
            memory=memory.capacity if reading.reads == "memory" else 0,
            backend=memory.backend,
            options=memory.options,
            window=reading.window or 0,
            sinks=reading.sinks,
            layers=reading.layers or "all",
            positions=reading.policy or "original",
            dtype=memory.torch_dtype,
            threads=threads,
            seed=seed,
            traits=self.traits,
            **settings,
        )
        return PretrainedSession(self.model, rows, self._attachment, reading, observer_of)

    def block(self, reading: Reading) -> Block | None:
        self._use(reading.settings.get("dtype", STORED))
        above = self._above(reading.layers[0]) if len(reading.layers) == 1 else None
        return Block(above.block, self.model.config.get_text_config(decoder=True).hidden_size) if above else None

    def above(self, begun: Session, reading: Reading, given: Given) -> Session:
        above = self._above(reading.layers[0])
        assert isinstance(begun, PretrainedSession), "it was begun here"
        assert above is not None, "there is a block"
        begun.begin_at(above, given)
        return begun

    def _above(self, layer: int) -> Above | None:
        if layer not in self._aboves:
            self._aboves[layer] = find_above(self.model, self.traits.layers, layer)
        return self._aboves[layer]


class PretrainedSession:
    """Documents that a pretrained model reads side by side. Full attention reads one at a time."""

    def __init__(
        self,
        model: PreTrainedModel,
        rows: int,
        attachment: Attachment | None,
        reading: Reading,
        observer_of: ObserverOf | None,
    ) -> None:
        self.rows, self._model, self._attachment, self._layers = rows, model, attachment, reading.layers
        self._observer_of = observer_of
        self._cache: Cache | None = None
        self._above: Above | None = None
        self._given: Given | None = None
        self._known = torch.zeros(rows, 0, dtype=torch.bool, device=model.device)

    @property
    def memory_layers(self) -> Sequence[MemoryLayer]:
        memories = self._cache.memories if isinstance(self._cache, MemoryCache) else {}
        return [MemoryLayer(memories[number], 0) for number in sorted(memories)]

    @torch.no_grad()
    def read(self, segment: Segment) -> Float[Tensor, "rows length"]:
        device = self._model.device
        tokens, valid, starts = (x.to(device) for x in (segment.tokens, segment.valid, segment.starts))
        self._begin_documents(starts)
        self._known = torch.cat([self._known, valid], dim=1)
        places = (segment.offsets[:, None] + torch.arange(tokens.shape[1])).to(device)
        given: dict[str, Any] = {cache_argument(self._model): self._cache}
        with self._from(segment):
            output = self._model(
                tokens, attention_mask=self._known.long(), position_ids=places, use_cache=True, **given
            )
        return torch.stack([_nats(*row) for row in zip(output.logits, segment.targets.to(device))])

    def begin_at(self, above: Above, given: Given) -> None:
        """Run no layer below those: their first one is given what was recorded of a segment."""
        self._above, self._given = above, given

    @contextmanager
    def _from(self, segment: Segment) -> Iterator[None]:
        """In the block of code the model runs the layers that it is to run."""
        if self._above is None or self._given is None:
            yield
            return
        with self._above.given(self._given(segment)):
            yield
        assert isinstance(self._cache, MemoryCache)
        go_along(self._cache, self._above.first, segment.tokens.shape[1])

    def _begin_documents(self, starts: Tensor) -> None:
        if self._attachment is None:
            if self._cache is None or bool(starts.all()):
                self._cache = DynamicCache(config=self._model.config)
                self._known = self._known[:, :0]
            return
        if self._cache is None:  # which has no rows yet to begin anew
            self._cache = self._attachment.new_cache(self._watch)
        else:
            assert isinstance(self._cache, MemoryCache)
            self._cache.restart(starts)
        self._known = self._known & ~starts[:, None]  # layers that slide a window of their own see it by this

    def _watch(self, number: int, memory: Memory) -> None:
        if self._observer_of is not None:
            memory.observer = self._observer_of(self._layers.index(number))


def _nats(logits: Float[Tensor, "length vocab"], targets: Tensor) -> Float[Tensor, " length"]:
    """One row at a time: in float32 all logits of a step are large."""
    return F.cross_entropy(logits.float(), targets, ignore_index=IGNORE, reduction="none")
