"""The memorizing transformer, readable in one sitting.

Wu, Rabe, Hutchins, Szegedy: Memorizing Transformers, ICLR 2022 (arXiv 2203.08913). A decoder in which some layers
also attend to the nearest of the (key, value) pairs they computed earlier in the same document.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.model.attention import LearnedScale, normalise
from memtrans.model.config import PRESETS as PRESETS
from memtrans.model.config import ModelConfig as ModelConfig
from memtrans.model.local_attention import RelativeBias, local_attention
from memtrans.model.remembered import attend_to_stored, attends


class Cache(NamedTuple):
    """Transformer-XL cache: detached keys and values of the last tokens, every layer."""

    keys: Float[Tensor, "layers rows kv_heads cached dim"]
    values: Float[Tensor, "layers rows kv_heads cached dim"]
    valid: Bool[Tensor, "rows cached"]


class New(NamedTuple):
    """What a forward pass has for the memory, detached: the arguments of `Memory.append`."""

    keys: Float[Tensor, "memory_layers rows kv_heads tokens dim"]
    values: Float[Tensor, "memory_layers rows kv_heads tokens dim"]
    valid: Bool[Tensor, "rows tokens"]


class Output(NamedTuple):
    logits: Float[Tensor, "rows tokens vocab"]
    cache: Cache
    new: New | None


class Context(NamedTuple):
    """What all layers of one forward pass share.

    hidden: cached and new tokens that no other token may see. generation: of the memory, where the pass will be
    repeated. valid: False = padding, for which nothing is retrieved.
    """

    memory: Memory | None
    hidden: Bool[Tensor, "rows cached_and_tokens"] | None
    generation: int | None
    valid: Bool[Tensor, "rows tokens"] | None = None


class Attention(nn.Module):
    """Causal attention over the segment and the cache; in a memory layer also over retrieved pairs."""

    def __init__(self, config: ModelConfig, layer: int) -> None:
        super().__init__()
        self.config, self.memory_index = config, config.memory_index(layer)
        heads, stores, dim = config.heads, config.store_heads, config.key_dim
        self.project = nn.Linear(config.width, (heads + 2 * stores) * dim, bias=False)
        self.output = nn.Linear(heads * dim, config.width, bias=False)
        self.bias = RelativeBias(heads, config.bias_buckets, config.bias_max_distance, config.bias_slope(layer))
        self.local_scale = LearnedScale(heads, config.local_scale_start, config.scale_form)
        if self.memory_index is not None:
            self.memory_scale = LearnedScale(heads, config.memory_scale_start, config.scale_form)
            if config.combine == "gate":
                self.gate = nn.Parameter(torch.full((heads,), config.gate_start))

    def forward(self, x: Tensor, cached: tuple[Tensor, Tensor], context: Context) -> tuple[Tensor, Tensor, Tensor]:
        """x [rows, tokens, width] → the attended x, and the keys and values of the cache and this segment."""
        heads, stores, dim = self.config.heads, self.config.store_heads, self.config.key_dim
        q, k, v = self.project(x).split([heads * dim, stores * dim, stores * dim], dim=-1)
        # A group of query heads shares a key/value head; the paper has groups of one.
        q = normalise(q.unflatten(-1, (stores, heads // stores, dim))).permute(0, 2, 3, 1, 4)  # [rows, kv, group, T, d]
        k = normalise(k.unflatten(-1, (stores, dim))).transpose(1, 2)  # [rows, kv, T, d]
        v = v.unflatten(-1, (stores, dim)).transpose(1, 2)
        keys, values = (torch.cat([old.to(new.dtype), new], dim=2) for old, new in zip(cached, (k, v)))
        scaled = q * self._per_head(self.local_scale())[:, :, None, None]
        out, local_mass = local_attention(scaled, keys, values, self.bias(keys.shape[2]), context.hidden)
        if self.memory_index is not None and context.memory is not None:
            if context.generation not in (None, context.memory.generation):
                # A forward repeated for backward would find other pairs than the first time.
                raise RuntimeError(
                    "The memory was changed before backward; append, reset, rebuild and load_state_dict "
                    "come after loss.backward() where activations are recomputed."
                )
            out = self._mix_in_memory(q, out, local_mass, context.memory, context.valid)
        out = out.permute(0, 3, 1, 2, 4).flatten(2)  # [rows, T, heads·d]
        return self.output(out.to(x.dtype)), keys, values

    def _per_head(self, x: Tensor) -> Tensor:
        """[heads, …] → [kv_heads, group, …]."""
        return x.view(self.config.store_heads, self.config.heads // self.config.store_heads, *x.shape[1:])

    def _mix_in_memory(
        self, q: Tensor, local: Tensor, local_mass: Tensor, memory: Memory, valid: Tensor | None
    ) -> Tensor:
        """`g · near + (1 − g) · local`; exactly `local` where nothing was found."""
        layer = self.memory_index
        assert layer is not None
        queries = q.flatten(2, 3)  # the group's queries all search the one list: [rows, kv, group·T, d]
        asking = None if valid is None else valid.repeat(1, q.shape[2])
        slots = memory.search(queries, self.config.neighbours, layer, asking, per_token=q.shape[2]).flatten(0, 1)
        scale = self._per_head(self.memory_scale())[:, :, None, None]

        def scaled(scores: Tensor) -> Tensor:
            return (scores.view(*q.shape[:4], -1) * scale).view(scores.shape)

        near, near_mass = attend_to_stored(queries.flatten(0, 1), slots, memory, layer, scaled)
        near, near_mass = near.view(*q.shape), near_mass.view(*q.shape[:4], 1)
        if self.config.combine == "gate":
            gate = torch.sigmoid(self._per_head(self.gate))[:, :, None, None]
        else:
            # One softmax over local and memory scores is a gate by the share of the two masses.
            gate = torch.sigmoid(near_mass - local_mass)
        gate = gate * attends(near_mass)
        return gate * near + (1 - gate) * local


class Block(nn.Module):
    """Pre-norm attention and feed-forward, each with a residual connection."""

    def __init__(self, config: ModelConfig, layer: int) -> None:
        super().__init__()
        hidden = config.ffn_width or 4 * config.width
        self.attention_norm = nn.RMSNorm(config.width, eps=1e-6)
        self.attention = Attention(config, layer)
        self.ffn_norm = nn.RMSNorm(config.width, eps=1e-6)
        self.ffn_in = nn.Linear(config.width, hidden, bias=False)
        self.ffn_out = nn.Linear(hidden, config.width, bias=False)

    def forward(self, x: Tensor, cached: tuple[Tensor, Tensor], context: Context) -> tuple[Tensor, Tensor, Tensor]:
        attended, keys, values = self.attention(self.attention_norm(x), cached, context)
        x = x + attended
        x = x + self.ffn_out(nn.functional.gelu(self.ffn_in(self.ffn_norm(x))))
        return x, keys, values


class MemorizingTransformer(nn.Module):
    """Decoder-only transformer; `forward` reads a memory and never writes it.

    Append `Output.new` to the memory after backward: a write invalidates the graph that read it.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.width)
        blocks = [Block(config, number) for number in range(1, config.layers + 1)]
        self.blocks = nn.ModuleList(blocks)
        self.norm = nn.RMSNorm(config.width, eps=1e-6)
        self.unembedding = nn.Linear(config.width, config.vocab_size, bias=False)
        self.apply(_initialise)
        for block in blocks:
            for last in (block.attention.output, block.ffn_out):  # keep the residual stream's size whatever the depth
                nn.init.normal_(last.weight, std=(last.in_features * 2 * config.layers) ** -0.5)
        if config.tied_embeddings:
            self.unembedding.weight = self.embedding.weight

    def forward(
        self,
        tokens: Int[Tensor, "rows tokens"],
        memory: Memory | None = None,
        cache: Cache | None = None,
        starts: Bool[Tensor, " rows"] | None = None,
        valid: Bool[Tensor, "rows tokens"] | None = None,
    ) -> Output:
        """Logits of the next token at every position.

        starts: rows whose document begins here; their cache is not seen (reset their memory yourself, before).
        valid: False = padding, which nothing sees that comes later and which is never remembered.
        """
        if valid is None:
            valid = torch.ones_like(tokens, dtype=torch.bool)
        if cache is None:
            cache = self.empty_cache(tokens.shape[0])
        return self.read_above(0, self.embedding(tokens), memory, cache, starts, valid)

    def read_above(
        self,
        below: int,
        x: Float[Tensor, "rows tokens width"],
        memory: Memory | None,
        cache: Cache,
        starts: Bool[Tensor, " rows"] | None,
        valid: Bool[Tensor, "rows tokens"],
    ) -> Output:
        """The same from what came out of the first `below` layers, of which the next cache knows nothing.

        The memory layers have to be above them.
        """
        if starts is not None:
            cache = cache._replace(valid=cache.valid & ~starts.unsqueeze(1))
        repeated = self.config.activation_checkpointing and self.training
        generation = memory.generation if repeated and memory is not None else None
        context = Context(memory, _hidden(cache.valid, valid), generation, valid)
        unknown = nn.functional.pad(cache.keys[:below], (0, 0, 0, x.shape[1]))  # zeros, as long as what is known
        keys, values = list(unknown), list(unknown)
        for number, block in enumerate(self.blocks[below:], start=below):
            cached = (cache.keys[number], cache.values[number])
            if repeated:
                x, k, v = checkpoint(block, x, cached, context, use_reentrant=False)
            else:
                x, k, v = block(x, cached, context)
            keys.append(k.detach())
            values.append(v.detach())
        logits = self.unembedding(self.norm(x)).float()
        return Output(logits, self._next_cache(cache, keys, values, valid), self._new(keys, values, valid))

    def empty_cache(self, rows: int) -> Cache:
        config, weight = self.config, self.embedding.weight
        empty = weight.new_zeros(config.layers, rows, config.store_heads, config.xl_cache, config.key_dim)
        return Cache(empty, empty, weight.new_zeros(rows, config.xl_cache, dtype=torch.bool))

    def new_memory(self, rows: int, capacity: int, **settings: Any) -> Memory:
        """A memory of the right shape for this model; `settings` as in `Memory`."""
        config = self.config
        if not config.memory_layers:
            raise UsageError("This model has no memory layer, so it cannot use a memory; choose memory 0.")
        return Memory(
            rows=rows,
            heads=config.store_heads,
            capacity=capacity,
            key_dim=config.key_dim,
            layers=len(config.memory_layers),
            delay=0 if config.xl_overlap else config.xl_cache,
            device=self.embedding.weight.device,
            **settings,
        )

    def memory_scales(self) -> list[Tensor]:
        """Per memory layer the factor of each head's memory scores, [heads]."""
        attentions = [module for module in self.modules() if isinstance(module, Attention)]
        return [each.memory_scale().detach() for each in attentions if each.memory_index is not None]

    def _next_cache(self, cache: Cache, keys: list[Tensor], values: list[Tensor], valid: Tensor) -> Cache:
        """The last tokens of what each layer attended to."""
        seen = torch.cat([cache.valid, valid], dim=1)
        first = seen.shape[1] - self.config.xl_cache
        last_keys, last_values = (torch.stack([each[:, :, first:] for each in layers]) for layers in (keys, values))
        return Cache(last_keys, last_values, seen[:, first:])

    def _new(self, keys: list[Tensor], values: list[Tensor], valid: Tensor) -> New | None:
        """What each memory layer has attended to that was not cached."""
        layers = [number - 1 for number in self.config.memory_layers]
        if not layers:
            return None
        first = keys[0].shape[2] - valid.shape[1]
        new_keys, new_values = (
            torch.stack([every[layer][:, :, first:] for layer in layers]) for every in (keys, values)
        )
        return New(new_keys, new_values, valid)


def _hidden(cached: Tensor, valid: Tensor) -> Tensor | None:
    """Which cached and new tokens are padding, or of another document; None = none is, so no mask is needed."""
    hidden = ~torch.cat([cached, valid], dim=1)
    return hidden if bool(hidden.any()) else None


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=module.in_features**-0.5)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
