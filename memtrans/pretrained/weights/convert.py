"""A GGUF file to a folder that `from_pretrained` reads: safetensors in bfloat16, config and tokenizer.

Imports torch, transformers and gguf: only for whoever has checked that they are there.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, cast

import torch
from gguf import GGUFReader
from safetensors import SafetensorError
from tokenizers.pre_tokenizers import Digits, Sequence
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerFast

from memtrans.errors import MemtransError
from memtrans.pretrained.libraries import misconverted, quiet, recorded_versions

DIGIT_BY_DIGIT = frozenset({"smollm"})
"""Values of `tokenizer.ggml.pre` that split text at every digit before anything else."""


def convert(gguf: Path, folder: Path) -> dict[str, int]:
    """Write what `gguf` holds to the new folder; gives how many of its tensors were stored in which type.

    Weights that were quantised stay what they are, rounded to bfloat16.

    Raises:
        MemtransError: transformers cannot read the file, or the disk is full.
    """
    reader = GGUFReader(gguf)
    with quiet():
        try:
            model, tokenizer = _load_model(gguf), _load_tokenizer(gguf, reader)
        except MemtransError:
            raise
        except Exception as error:  # whatever a library raises at a file that one of its versions does not know
            tried = recorded_versions()["transformers"]
            raise MemtransError(
                f"transformers {tried} cannot convert {gguf.name}: {error}. Try another version of it, 5 or later."
            ) from error
        try:
            model.save_pretrained(folder)
            tokenizer.save_pretrained(folder)
        except SafetensorError as error:
            raise MemtransError(
                f"Cannot write the weights to {folder}: {error}; free some space, or choose another folder with "
                "--out or MEMTRANS_DATA."
            ) from error
    return dict(Counter(tensor.tensor_type.name for tensor in reader.tensors))


def _load_model(gguf: Path) -> PreTrainedModel:
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16, **_unpacked()
    )
    dtypes = {tensor.dtype for tensor in model.state_dict().values()}
    if dtypes != {torch.bfloat16}:
        raise MemtransError(f"{gguf.name} was read as {sorted(map(str, dtypes))} and not as bfloat16 alone.")
    # A model that came from a GGUF file says that it is quantised, and would not be saved.
    vars(model.config).pop("quantization_config", None)
    vars(model).pop("hf_quantizer", None)
    return model


def _unpacked() -> dict[str, Any]:
    """Newer versions of transformers can leave weights quantised; older ones know no such setting."""
    try:
        from transformers import GgufConfig
    except ImportError:
        return {}
    return {"quantization_config": GgufConfig(dequantize=True)}


def require_same_tokens(tokenizer: PreTrainedTokenizerFast, reader: GGUFReader) -> None:
    """Compare vocabulary and ends with the file's: some versions of transformers make up their own.

    Raises:
        MemtransError: they differ.
    """
    fields = [reader.get_field(f"tokenizer.ggml.{name}") for name in ("tokens", "bos_token_id", "eos_token_id")]
    in_file = [len(field.data) if index == 0 else field.contents() for index, field in enumerate(fields) if field]
    here = [len(tokenizer), tokenizer.bos_token_id, tokenizer.eos_token_id]
    if here != in_file:
        raise misconverted(f"number of tokens, beginning and end are {here}, but {in_file} in the file")


def _load_tokenizer(gguf: Path, reader: GGUFReader) -> PreTrainedTokenizerFast:
    tokenizer = cast(PreTrainedTokenizerFast, AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name))
    require_same_tokens(tokenizer, reader)
    split = reader.get_field("tokenizer.ggml.pre")
    if split and split.contents() in DIGIT_BY_DIGIT:
        # transformers overlooks this field. Spaces before a digit would become other tokens than the trained ones.
        backend = tokenizer.backend_tokenizer
        backend.pre_tokenizer = Sequence([Digits(individual_digits=True), backend.pre_tokenizer])
    return tokenizer
