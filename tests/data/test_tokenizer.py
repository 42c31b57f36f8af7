"""No text is lost, none is special, and a saved tokenizer is the same tokenizer."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from memtrans.data import tokenizer as module
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer, Tokenizer, cut, load_tokenizer
from memtrans.errors import UsageError

WORDS = " ".join(f"{verb}_{noun}_TAC" for verb in ("ASM", "MESON", "SET") for noun in ("NORM", "ARITH", "REWRITE"))
CORPUS = [
    WORDS,
    "let lemma = prove (`!x:real. &0 <= x ==> x = abs x`, REAL_ARITH_TAC);;\n" * 20,
    "naïve 数学 ∀x. x ≤ x\r\n" * 9,
]
NASTY = "\ufeff<bos><|endoftext|>[PAD]\x00Ġ \t\r\n  é e\u0301 漢字 😀‍👩 \u2028 \ufffd"


@cache
def bpe() -> BPETokenizer:
    return BPETokenizer.train(CORPUS, 300)


def both() -> list[Tokenizer]:
    return [ByteTokenizer(), bpe()]


@given(text=st.text())
def test_any_text_comes_back(text: str) -> None:
    for tokenizer in both():
        tokens = tokenizer.encode(text)
        assert tokenizer.decode(tokens) == text
        assert tokenizer.token_bytes[tokens].sum() == len(text.encode())
        assert tokenizer.bos not in tokens


@pytest.mark.parametrize("tokenizer", both(), ids=["bytes", "bpe"])
def test_what_looks_special_is_plain_text(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode(NASTY)
    assert tokenizer.decode(tokens) == NASTY
    assert tokens.max() < tokenizer.bos == tokenizer.vocab_size - 1


@pytest.mark.parametrize("tokenizer", both(), ids=["bytes", "bpe"])
def test_single_tokens_can_be_shown(tokenizer: Tokenizer) -> None:
    assert tokenizer.decode([tokenizer.bos]) == ""
    assert [tokenizer.decode([token]) for token in tokenizer.encode("a😀")] == ["a", *"\ufffd" * 4]


@pytest.mark.parametrize("tokenizer", both(), ids=["bytes", "bpe"])
def test_saved_and_loaded_is_the_same(tokenizer: Tokenizer, tmp_path: Path) -> None:
    tokenizer.save(tmp_path / "new" / "tokenizer.json")
    loaded = load_tokenizer(tmp_path / "new" / "tokenizer.json")
    assert (loaded.vocab_size, loaded.bos) == (tokenizer.vocab_size, tokenizer.bos)
    assert loaded.encode(NASTY).tolist() == tokenizer.encode(NASTY).tolist()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["tokenizer.json"]


def test_training_learns_merges_and_counts_bos() -> None:
    assert bpe().vocab_size == 300
    assert len(bpe().encode(CORPUS[1])) < len(CORPUS[1].encode()) / 2
    assert BPETokenizer.train(["ab"], 300).vocab_size == 258  # too little text for so many merges


def test_training_is_the_same_in_another_process(tmp_path: Path) -> None:
    bpe().save(tmp_path / "here.json")
    program = (
        "import sys, pathlib; from memtrans.data.tokenizer import BPETokenizer as B; "
        f"B.train({CORPUS!r}, 300).save(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path / "there.json"], check=True)
    assert (tmp_path / "here.json").read_bytes() == (tmp_path / "there.json").read_bytes()


def test_a_vocabulary_smaller_than_the_bytes_is_refused() -> None:
    with pytest.raises(UsageError, match="vocab_size=256"):
        BPETokenizer.train(CORPUS, 256)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        json.dumps({"kind": "bytes"}),
        json.dumps({"format": 9, "kind": "bytes"}),
        json.dumps({"format": 1, "kind": "words"}),
        json.dumps({"format": 1, "kind": "bpe", "bpe": {}}),
    ],
)
def test_damaged_files_are_usage_errors(content: str, tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(content)
    with pytest.raises(UsageError, match="tokenizer"):
        load_tokenizer(path)
    with pytest.raises(UsageError, match="cannot read"):
        load_tokenizer(tmp_path / "absent.json")


SPACED = st.text(st.sampled_from("ab9_'s é漢\u0301\u00a0\u2028\u180e\x1c\x85\u3000😀.(\t\n\r  "))


@given(text=st.text() | SPACED, least=st.integers(1, 9))
@example(text="it's  they're  'll \r\n\r\n x", least=1)
@example(text="x \u00a0 y\u2003\u2003 z\n\n\n", least=1)
def test_a_text_cut_in_pieces_has_the_tokens_of_the_whole(text: str, least: int) -> None:
    pieces = list(cut(text, least))
    assert "".join(pieces) == text
    assert all(len(piece) >= least for piece in pieces[:-1])
    whole = bpe()._bpe.encode(text).ids
    assert [token for piece in pieces for token in bpe()._bpe.encode(piece).ids] == whole


def test_a_long_text_is_encoded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(CORPUS) * 3
    for tokenizer in both():
        whole = tokenizer.encode(text).tolist()
        with monkeypatch.context() as patch:
            patch.setattr(module, "PIECE", 100)
            pieces = list(tokenizer.encode_in_pieces(text))
            assert len(pieces) > 9
            assert [token for piece in pieces for token in piece.tolist()] == whole == tokenizer.encode(text).tolist()


def test_a_tokenizer_is_the_same_if_it_is_trained_on_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(CORPUS) * 3
    whole = BPETokenizer.train([text], 300)._bpe.to_str()
    monkeypatch.setattr(module, "PIECE", 50)
    assert BPETokenizer.train([text], 300)._bpe.to_str() == whole == bpe_of(list(cut(text, 7)))


def bpe_of(texts: list[str]) -> str:
    return BPETokenizer.train(texts, 300)._bpe.to_str()
