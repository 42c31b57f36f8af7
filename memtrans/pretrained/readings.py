"""The ways in which a pretrained model can read, from the `reading` section of a config."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, field_validator

from memtrans.config.validation import validated
from memtrans.errors import UsageError
from memtrans.pretrained.attachment import choose_layers, require_room
from memtrans.pretrained.positions import AUTO, choose_policy
from memtrans.pretrained.traits import Traits
from memtrans.reading import Reading, Reads

READS: tuple[Reads, ...] = ("full", "window", "window+sinks", "memory")

STORED: Final = "stored"
"""The type in which a model's weights lie on the disk."""

Layers = Literal["all"] | tuple[NonNegativeInt, ...]


class ReadingConfig(BaseModel):
    """How a pretrained model reads; lists are swept, `layers` as a list of lists.

    reads: what its tokens attend to. Full attention is left out where documents are longer than the trained length.
    dtype: that the model computes in; `stored`: as its weights are. What memories store is another matter.
    window, step, sinks, positions, layers, neighbours, remainder, distance, group: as in `memtrans.pretrained.attach`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reads: tuple[Reads, ...] = Field(READS, min_length=1)
    dtype: tuple[Literal["stored", "float32", "bfloat16", "float16"], ...] = Field((STORED,), min_length=1)
    window: tuple[PositiveInt, ...] = Field((512,), min_length=1)
    step: tuple[PositiveInt, ...] = Field((512,), min_length=1)
    sinks: tuple[NonNegativeInt, ...] = Field((4,), min_length=1)
    positions: tuple[str, ...] = Field((AUTO,), min_length=1)
    layers: tuple[Layers, ...] = Field(("all",), min_length=1)
    neighbours: tuple[PositiveInt, ...] = Field((32,), min_length=1)
    remainder: tuple[NonNegativeInt, ...] = Field((0,), min_length=1)
    distance: tuple[PositiveInt | None, ...] = Field((None,), min_length=1)
    group: tuple[PositiveInt, ...] = Field((8,), min_length=1)

    @field_validator("*", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return value if isinstance(value, (list, tuple)) else [value]

    @field_validator("layers", mode="before")
    @classmethod
    def _several_lists(cls, value: Any) -> Any:
        one = isinstance(value, (list, tuple)) and value and all(isinstance(each, int) for each in value)
        return [value] if one else value


def find_readings(asked: Mapping[str, Any], traits: Traits, longest: int, stored: str = STORED) -> list[Reading]:
    """What the section asks for, each once. longest: tokens of the longest document, BOS included.

    stored: the type of the model's weights; one that reads in that reads as it does if no type is asked for.

    Raises:
        UsageError: an unknown key, a value out of range, or a way in which this model cannot read such documents.
    """
    config = validated("reading", ReadingConfig, asked)
    _require_known_places(traits, longest)
    found: dict[str, Reading] = {}
    for reads, dtype in itertools.product(config.reads, config.dtype):
        for way in _ways(reads, config, traits, longest, explicit="reads" in asked):
            own = {} if dtype in (STORED, stored) else {"dtype": dtype}
            reading = replace(way, settings={**way.settings, **own})
            found.setdefault(repr(reading), reading)
    return list(found.values())


def _require_known_places(traits: Traits, longest: int) -> None:
    """Refuse documents with places that a model has learned nothing for: nothing can be put elsewhere there."""
    if longest > traits.trained and not any(traits.rotations.values()):
        raise UsageError(
            f"The longest document has {longest:,} tokens, and {traits.kind} knows {traits.trained:,} places, which it "
            f"learned one by one; cut documents with max_tokens={traits.trained - 1}."
        )


def _ways(reads: Reads, config: ReadingConfig, traits: Traits, longest: int, explicit: bool) -> Iterator[Reading]:
    if reads == "full":
        if longest <= traits.trained:
            yield Reading("full", "original")
        elif explicit:
            raise UsageError(
                f"reading.reads asks for full attention, but the longest document has {longest:,} tokens and "
                f"{traits.kind} was trained on {traits.trained:,}; cut them with max_tokens, or leave full out."
            )
        return
    for window, step, sinks in itertools.product(config.window, config.step, config.sinks):
        require_room(window, step, sinks, traits)
        if reads == "memory":
            yield from _with_memory(Reading(reads, None, window, sinks, (), {"step": step}), config, traits, longest)
        elif reads == "window" or sinks:
            policy = choose_policy(AUTO, longest, traits.trained)
            yield Reading(reads, policy, window, sinks if "sinks" in reads else 0, (), {"step": step})


def _with_memory(reading: Reading, config: ReadingConfig, traits: Traits, longest: int) -> Iterator[Reading]:
    product = itertools.product(config.positions, config.layers, config.neighbours, config.remainder)
    for positions, layers, neighbours, remainder in product:
        policy = choose_policy(positions, longest, traits.trained)
        numbers: list[dict[str, int]] = [{}]
        if policy == "fixed":
            numbers = [{"distance": each or traits.trained // 4} for each in config.distance]
        if policy == "group":
            numbers = [{"group": each} for each in config.group]
        for each in numbers:
            settings = {**reading.settings, "neighbours": neighbours, **each}
            settings |= {"remainder": remainder} if remainder else {}
            yield Reading("memory", policy, reading.window, reading.sinks, choose_layers(layers, traits), settings)
