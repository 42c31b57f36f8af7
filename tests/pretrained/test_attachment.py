"""Attaching and detaching, and caches in the wrong hands: as it was before, or refused in words."""

from __future__ import annotations

import copy
import pickle
import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_pretrained import attach_small, logits_of, tiny, tokens
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, DynamicCache, PreTrainedModel

from memtrans.errors import BadInput, UsageError
from memtrans.pretrained.traits import cache_argument


def call(model: PreTrainedModel, ids: Tensor, **given: Any) -> Tensor:
    if "cache" in given:
        given[cache_argument(model)] = given.pop("cache")
    return model(ids, **given).logits


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gemma3_text", "gpt2"])
def test_a_detached_model_is_bit_for_bit_what_it_was(kind: str) -> None:
    model, ids = tiny(kind), tokens(n=30)
    before, hooks = logits_of(model, ids), hooks_of(model)
    implementation = model.config._attn_implementation
    with attach_small(model) as attachment:
        logits_of(model, ids, attachment.new_cache())
        assert hooks_of(model) > hooks
    assert (model.config._attn_implementation, hooks_of(model)) == (implementation, hooks)
    assert torch.equal(logits_of(model, ids), before)


def hooks_of(model: PreTrainedModel) -> int:
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules())


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gemma3_text", "gpt2"])
@pytest.mark.parametrize("padding", [0, 9])
def test_a_plain_call_while_attached_is_plain(kind: str, padding: int) -> None:
    model, ids = tiny(kind), tokens(n=30)
    mask = torch.ones_like(ids)
    mask[0, :padding] = 0
    before = logits_of(model, ids, attention_mask=mask)
    with attach_small(model):
        assert torch.allclose(logits_of(model, ids, attention_mask=mask), before, atol=1e-5)
        cache = DynamicCache(config=model.config)
        parts = []
        with torch.no_grad():
            for begin, end in ((0, 11), (11, 12), (12, 30)):
                parts.append(call(model, ids[:, begin:end], cache=cache, attention_mask=mask[:, :end]))
        assert torch.allclose(torch.cat(parts, 1)[:, padding:], before[:, padding:], atol=1e-5)


def test_plain_soft_capping_takes_masks_of_numbers_and_drops_out_in_training() -> None:
    model, ids = tiny("gemma2", attention_dropout=0.5), tokens(n=8)
    numbers = torch.full((8, 8), torch.finfo(torch.float32).min).triu(1).expand(2, 1, 8, 8)
    before = logits_of(model, ids)
    with attach_small(model), torch.no_grad():
        assert torch.allclose(call(model, ids, attention_mask=numbers), before, atol=1e-5)
        model.train()
        assert (call(model, ids) - before).abs().max() > 0.01


def test_an_exception_detaches() -> None:
    model = tiny()
    before = model.config._attn_implementation
    with pytest.raises(KeyError), attach_small(model):
        raise KeyError
    assert model.config._attn_implementation == before
    attach_small(model).detach()


def test_twice_is_refused_and_a_late_detach_harms_nobody() -> None:
    model, ids = tiny(), tokens(n=30)
    first = attach_small(model)
    with pytest.raises(UsageError, match="attached already"):
        attach_small(model)
    first.detach()
    second = attach_small(model)
    first.detach()
    logits_of(model, ids, second.new_cache())
    with pytest.raises(UsageError, match="attached already"):
        attach_small(model)
    second.detach()


STRANGERS = ["detached", "attached anew", "another", "another attached", "a copy"]


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("kind", ["llama", "gemma3_text"])
def test_a_cache_in_the_hands_of_a_stranger_is_refused(kind: str, used: bool, stranger: str) -> None:
    model, ids = tiny(kind), tokens(n=30)
    attachment = attach_small(model)
    cache = attachment.new_cache()
    if used:
        logits_of(model, ids, cache)
    other = model
    if stranger in ("detached", "attached anew"):
        attachment.detach()
    if stranger == "attached anew":
        attach_small(model, traits=attachment.traits)
    if stranger.startswith("another"):
        other = tiny(kind, seed=1)
    if stranger == "another attached":
        attach_small(other)
    if stranger == "a copy":
        other = copy.deepcopy(model)
    with pytest.raises(UsageError, match="of no use here"):
        logits_of(other, ids, cache)


def test_two_caches_and_two_models_by_turns() -> None:
    models, ids = [tiny(seed=seed) for seed in (0, 1)], [tokens(n=n, seed=n) for n in (40, 33)]
    expected = [[logits_of(model, each) for each in ids] for model in models]
    attachments = [attach_small(model, traits=None) for model in models]
    caches = [[attachment.new_cache() for _ in ids] for attachment in attachments]
    got: list[list[list[Tensor]]] = [[[], []], [[], []]]
    for begin in range(0, 40, 7):
        for m, model in enumerate(models):
            for i, each in enumerate(ids):
                if begin < each.shape[1]:
                    got[m][i].append(logits_of(model, each[:, begin : begin + 7], caches[m][i]))
    for m in range(2):
        for i in range(2):
            assert torch.allclose(torch.cat(got[m][i], 1), expected[m][i], atol=2e-5)


def test_threads_do_not_mix_their_positions() -> None:
    model = tiny()
    texts = [tokens(1, n=64, seed=seed) for seed in range(3)]
    starts = [0, 100, 300]
    with attach_small(model, positions="fixed", distance=20) as attachment:

        def read(number: int) -> Tensor:
            positions = torch.arange(64)[None] + starts[number]
            return logits_of(model, texts[number], attachment.new_cache(), range(4, 64, 4), position_ids=positions)

        alone = [read(number) for number in range(3)]
        together: dict[int, Tensor] = {}
        threads = [threading.Thread(target=lambda n=n: together.update({n: read(n)})) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for number in range(3):
        assert torch.equal(together[number], alone[number])


class Interruption(Exception):
    """What a program raises when it is told to stop."""


@pytest.mark.parametrize("error", [KeyboardInterrupt, Interruption])
@pytest.mark.parametrize("at", ["first attention", "first projection", "last attention"])
@pytest.mark.parametrize("kind", ["llama", "gemma3_text"])
def test_a_cache_after_an_interrupted_call_is_refused(kind: str, at: str, error: type[BaseException]) -> None:
    model, ids = tiny(kind), tokens(n=30)
    expected = logits_of(model, ids)

    def stop(*_: object) -> None:
        raise error

    with attach_small(model) as attachment:
        cache = attachment.new_cache()
        logits_of(model, ids, cache)
        layer = model.model.layers[-1 if at.startswith("last") else 0].self_attn
        hook = (layer.o_proj if at.endswith("projection") else layer.v_proj).register_forward_pre_hook(stop)
        with pytest.raises(error):
            logits_of(model, ids[:, :8], cache)
        hook.remove()
        for n in (8, 5):
            if at == "first attention":  # nothing had begun
                logits_of(model, ids[:, :n], cache)
                continue
            with pytest.raises(UsageError, match="interrupted"):
                logits_of(model, ids[:, :n], cache)
        cache.reset()
        assert torch.allclose(logits_of(model, ids, cache), expected, atol=2e-5)


def test_not_a_number_stops_in_words_and_the_cache_is_spent() -> None:
    model, ids = tiny("llama", num_hidden_layers=1), tokens(n=30)
    embeds = model.get_input_embeddings()(ids).detach()
    embeds[0, 3] = torch.nan
    with attach_small(model) as attachment:
        cache = attachment.new_cache()
        logits_of(model, ids, cache)
        with pytest.raises(BadInput, match="NaN"):
            model(inputs_embeds=embeds, **{cache_argument(model): cache})
        with pytest.raises(UsageError, match="interrupted"):
            logits_of(model, ids, cache)


@pytest.mark.parametrize("kind", ["llama", "gemma3_text"])
def test_other_rows_than_before_are_refused(kind: str) -> None:
    model = tiny(kind)
    with attach_small(model) as attachment:
        cache = attachment.new_cache()
        logits_of(model, tokens(2, n=20), cache)
        with pytest.raises(BadInput, match="3 rows came to a cache of 2"):
            logits_of(model, tokens(3, n=20), cache)
        logits_of(model, tokens(2, n=20), cache)


def test_a_cache_is_neither_copied_nor_pickled() -> None:
    model = tiny()
    with attach_small(model) as attachment:
        cache = attachment.new_cache()
        for way in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(UsageError, match="neither copied nor pickled"):
                way(cache)


def test_a_copied_or_saved_model_is_an_ordinary_one(tmp_path: Path) -> None:
    model, ids = tiny(), tokens(n=20)
    before = logits_of(model, ids)
    with attach_small(model):
        twin = copy.deepcopy(model)
        model.save_pretrained(tmp_path)
    assert torch.allclose(logits_of(twin, ids), before, atol=1e-5)
    saved = AutoModelForCausalLM.from_pretrained(tmp_path)
    assert saved.config._attn_implementation != "memtrans"
    assert torch.equal(logits_of(saved, ids), before)


def test_embeddings_instead_of_tokens_and_arguments_that_change_nothing() -> None:
    model, ids = tiny(), tokens(n=30)
    expected = logits_of(model, ids)
    with attach_small(model) as attachment, torch.no_grad():
        embeds = model.get_input_embeddings()(ids)
        got = model(inputs_embeds=embeds, **{cache_argument(model): attachment.new_cache()}).logits
        assert torch.allclose(got, expected, atol=2e-5)
        assert torch.allclose(call(model, ids, cache=attachment.new_cache(), use_cache=False), expected, atol=2e-5)
        for inner in (model.model,):
            hidden = inner(ids, **{cache_argument(model): attachment.new_cache()}).last_hidden_state
            assert torch.allclose(model.lm_head(hidden), expected, atol=2e-5)


def test_attention_weights_are_none() -> None:
    model, ids = tiny(), tokens(n=30)
    with attach_small(model) as attachment, torch.no_grad():
        out = model(ids, output_attentions=True, **{cache_argument(model): attachment.new_cache()})
    assert not any(weights is not None for weights in out.attentions or ())
    assert torch.allclose(out.logits, logits_of(model, ids), atol=2e-5)


@pytest.mark.filterwarnings("ignore::FutureWarning")  # the method is getting another name
def test_gradient_checkpointing_is_refused() -> None:
    model, ids = tiny(), tokens(n=30)
    model.train()
    model.gradient_checkpointing_enable()
    with attach_small(model) as attachment, pytest.raises(UsageError, match="checkpoints gradients"):
        call(model, ids, cache=attachment.new_cache())


def test_a_model_that_changes_its_dtype_needs_a_new_cache() -> None:
    model, ids = tiny(), tokens(n=30)
    with attach_small(model) as attachment:
        old = attachment.new_cache()
        logits_of(model, ids, old)
        model.bfloat16()
        logits_of(model, ids, attachment.new_cache())
        with pytest.raises(BadInput, match="bfloat16"):
            logits_of(model, ids, old)


def test_masks_that_do_not_tell_of_tokens_are_refused() -> None:
    model, ids = tiny(), tokens(n=12)
    with attach_small(model) as attachment:
        for n in (1, 12):
            whole = torch.ones(2, 1, n, n, dtype=torch.bool).tril()
            with pytest.raises(BadInput, match=r"attention mask as \[rows, tokens\]"):
                call(model, ids[:, :n], cache=attachment.new_cache(), attention_mask=whole)
        with pytest.raises(BadInput, match="mask of 5 tokens came with 12"):
            call(model, ids, cache=attachment.new_cache(), attention_mask=torch.ones(2, 5))


def test_a_mask_of_the_new_tokens_alone_hides_nothing_from_sliding_layers() -> None:
    ids, mask = tokens(n=30), torch.ones(2, 10, dtype=torch.long)
    for kind in ("llama", "gemma3_text"):
        model = tiny(kind)
        expected = logits_of(model, ids)
        with attach_small(model) as attachment, torch.no_grad():
            cache = attachment.new_cache()
            call(model, ids[:, :20], cache=cache)
            if kind == "llama":
                got = call(model, ids[:, 20:], cache=cache, attention_mask=mask)
                assert torch.allclose(got, expected[:, 20:], atol=2e-5)
            else:
                with pytest.raises(BadInput, match=r"mask of 10 tokens.*all 30"):
                    call(model, ids[:, 20:], cache=cache, attention_mask=mask)


def test_a_row_that_is_none_cannot_begin_anew() -> None:
    model = tiny()
    with attach_small(model) as attachment:
        cache = attachment.new_cache()
        logits_of(model, tokens(n=20), cache)
        with pytest.raises(BadInput, match="rows"):
            cache.restart(torch.tensor([True, False, True]))


def test_a_module_around_the_model_is_not_the_model() -> None:
    with pytest.raises(UsageError, match="Sequential is no PreTrainedModel"):
        attach_small(nn.Sequential(tiny()))  # type: ignore[arg-type]  # what is no model is what is tested
