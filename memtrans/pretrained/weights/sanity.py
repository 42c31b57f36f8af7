"""Does a converted model read? A tokenizer that loses nothing, and a sane loss on plain English.

Imports torch and transformers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerBase

from memtrans.pretrained.libraries import misconverted, quiet

PROSE = (
    "The station stood at the end of a long road, and in winter the snow lay so deep that no train could reach it "
    "before noon. Every morning the old man walked down to the platform with his dog, looked at the clock, and "
    "waited. He had waited there for thirty years. People in the village said that he had once had a son who went "
    "away to sea, and that the boy had promised to come home by the first train of the year. Nobody knew whether "
    "the story was true. When the children asked him, he only smiled and gave them an apple from his coat."
)
TEXTS = (
    PROSE,
    "",
    "   spaces before,  between \t tabs\t\tand after   ",
    "def f(x):\n    return [\n        12,  345.678e-9,\n    ]\r\n\n\n# done\n",
    "naïve café – “quotes” … e\u0301 \u200b 日本語 العربية 🙂👩\u200d👩\u200d👧",
    "can 't do n't , . ! ? <s> </s> \x00\x01",
    r"let CONVEX_HULL = prove(`!s. convex hull s = UNIONS {a | a IN s} /\ ~(s = {})`, MESON_TAC[]);;",
)


@dataclass(frozen=True)
class Reading:
    """nats: mean loss of PROSE after the beginning-of-text token. The rest are ids of the tokenizer's."""

    nats: float
    parameters: int
    vocabulary: int
    bos: int
    eos: int
    pad: int | None
    bos_by_default: bool

    def described(self) -> dict[str, float | int | bool | None]:
        return asdict(self)


def read_sample(folder: Path, most_nats: float) -> Reading:
    """Load the model from its folder and read the samples.

    Raises:
        MemtransError: text is lost, a special token is missing, or the loss on PROSE is above `most_nats`.
    """
    with quiet():
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForCausalLM.from_pretrained(folder)
    _require_lossless(tokenizer)
    bos, eos = tokenizer.bos_token_id, tokenizer.eos_token_id
    if bos is None or eos is None:
        raise misconverted(f"its tokens for the beginning and end of a text are {bos} and {eos}")
    tokens = torch.tensor([[bos, *tokenizer.encode(PROSE, add_special_tokens=False)]])
    with torch.inference_mode():
        nats = float(model(tokens, labels=tokens).loss)
    if not nats <= most_nats:
        raise misconverted(
            f"it reads plain English at {nats:.2f} nats a token, where {most_nats:g} are expected at most"
        )
    by_default = tokenizer.encode("a")[0] == bos
    return Reading(round(nats, 4), model.num_parameters(), len(tokenizer), bos, eos, tokenizer.pad_token_id, by_default)


def _require_lossless(tokenizer: PreTrainedTokenizerBase) -> None:
    for text in TEXTS:
        back = tokenizer.decode(tokenizer.encode(text, add_special_tokens=False))
        if back != text:
            raise misconverted(f"its tokenizer makes {str(back)[:60]!r} of {text[:60]!r}")
