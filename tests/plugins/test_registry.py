from __future__ import annotations

import json
import subprocess
import sys
import types
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from toy_plugins import TOY, Site, ToyOptions, registry_of

from memtrans.backend import Ring
from memtrans.errors import BackendUnavailable, MemtransError, UsageError
from memtrans.plugins import Registry, hookimpl
from memtrans.plugins.entries import STATUSES


def test_strict_raises_what_would_be_a_row(site: Site) -> None:
    site.install("broken-plugin", "1 / 0", "shaky")
    with pytest.raises(MemtransError, match=r"MEMTRANS_STRICT=1 refuses .*broken-plugin:shaky is broken") as caught:
        Registry(environ={"MEMTRANS_STRICT": "1"}).find("toy")
    assert caught.value.__cause__ is not None
    with pytest.raises(MemtransError, match="conflict"):
        registry_of(TOY, TOY, MEMTRANS_STRICT="1").entries()
    disabled = registry_of(TOY, TOY, MEMTRANS_STRICT="1", MEMTRANS_DISABLE="toy")
    assert {entry.status for entry in disabled.entries()} == {"disabled"}
    assert registry_of(replace(TOY, requires=("nowhere_at_all",)), MEMTRANS_STRICT="1").entries()
    with pytest.raises(UsageError, match="MEMTRANS_STRICT='yes' is neither 1 nor 0"):
        registry_of(TOY, MEMTRANS_STRICT="yes").load()


def test_an_unknown_name_is_answered_with_what_there_is() -> None:
    faiss = replace(TOY, name="faiss", requires=("nowhere_at_all",), install="pip install 'memtrans[faiss]'")
    registry = registry_of(TOY, replace(TOY, name="exact"), faiss)
    with pytest.raises(BackendUnavailable) as caught:
        registry.find("fais")
    assert str(caught.value) == (
        "Backend 'fais' is not installed. Installed: exact, toy. Did you mean 'faiss'? pip install 'memtrans[faiss]'"
    )
    with pytest.raises(BackendUnavailable) as caught:
        registry.find("faiss")
    assert str(caught.value) == (
        "Backend 'faiss' cannot be used (missing-dependency: not installed: nowhere_at_all). "
        "pip install 'memtrans[faiss]'"
    )


@given(st.text().filter(lambda name: name not in ("toy", "given:toy")))
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(BackendUnavailable) as caught:
        registry_of(TOY).find(name)
    assert "Installed: toy." in str(caught.value)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.sampled_from(["ok", "missing-dependency", "incompatible", "broken"]),
            st.booleans(),
        ),
        max_size=5,
    )
)
def test_a_name_is_usable_iff_one_claims_it_and_that_one_is_ok(offers: list[tuple[str, str, bool]]) -> None:
    changes = {"ok": {}, "missing-dependency": {"requires": ("nowhere_at_all",)}}
    changes |= {"incompatible": {"api_version": 9}, "broken": {"kind": "?"}}
    specs = [replace(TOY, name=name, **changes[status]) for name, status, _ in offers]
    disabled = {name for name, _, off in offers if off}
    registry = registry_of(*specs, MEMTRANS_DISABLE=",".join(disabled))
    assert all(entry.status in STATUSES for entry in registry.entries())
    for name in "ab":
        claims = [status for other, status, _ in offers if other == name and status in ("ok", "missing-dependency")]
        if claims == ["ok"] and name not in disabled:
            assert registry.find(name).name == name
        else:
            with pytest.raises(BackendUnavailable):
                registry.find(name)


def test_options_get_their_defaults() -> None:
    assert registry_of(TOY).resolve_options("toy", {"nprobe": 4}) == ToyOptions(nprobe=4, nlist=32)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"nprob": 4}, "unknown key 'nprob'. Did you mean 'nprobe'? Known: nlist, nprobe, metric."),
        (
            {"nlist": 0},
            "nlist=0 is refused: it should be greater than or equal to 1; nlist is integer, 1 to 1024, default 32.",
        ),
        ({"nlist": "many"}, "nlist='many' is refused: it should be a valid integer"),
        ({"nlist": 32, "nprobe": 64}, "nprobe=64 exceeds nlist=32; choose 1 to 32."),
        ({3: 4}, "Keys should be strings"),
        ({"nprobe": True}, "nprobe=True is refused: it should be a valid number."),
    ],
)
def test_bad_options_name_value_rule_and_remedy(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        registry_of(TOY).resolve_options("toy", options)
    assert str(caught.value).startswith("Backend 'toy': ")
    assert message in str(caught.value)


def test_every_bad_option_is_named_at_once() -> None:
    with pytest.raises(UsageError, match=r"nlist=0 .*metric=3 .*unknown key 'x'"):
        registry_of(TOY).resolve_options("toy", {"nlist": 0, "metric": 3, "x": 1})


def ring() -> Ring:
    return Ring(keys=torch.zeros(2, 8, 4), lengths=torch.tensor([3, 0]))


def test_create_gives_the_backend_the_ring() -> None:
    registry = registry_of(TOY)
    backend = registry.create("toy", ToyOptions(), ring())
    assert backend.search(torch.zeros(2, 1, 4), 2).tolist() == [[[2, 1]], [[-1, -1]]]


def test_a_factory_that_cannot_be_imported_is_one_sentence() -> None:
    for factory in ("nowhere_at_all:Index", "toy_plugins:Gone"):
        registry = registry_of(replace(TOY, factory=factory, install="pip install toy"))
        with pytest.raises(BackendUnavailable, match=f"importing {factory} failed: .* pip install toy$") as caught:
            registry.create("toy", ToyOptions(), ring())
        assert caught.value.__cause__ is not None


def test_a_factory_that_fails_or_makes_something_else_is_one_sentence() -> None:
    with pytest.raises(MemtransError, match=r"'toy' could not be made with .*'broken'.*RuntimeError: no such metric"):
        registry_of(TOY).create("toy", ToyOptions(metric="broken"), ring())
    other = registry_of(replace(TOY, factory="toy_plugins:NotABackend"))
    with pytest.raises(MemtransError, match="is a NotABackend, which lacks a method of MemoryBackend"):
        other.create("toy", ToyOptions(), ring())


def test_what_a_factory_refuses_in_our_words_stays_as_it_is() -> None:
    with pytest.raises(UsageError, match=r"^nlist=1000 is too much for 8 keys\.$"):
        registry_of(TOY).create("toy", ToyOptions(nlist=1000), ring())


def test_options_of_another_backend_are_refused() -> None:
    class OtherOptions(BaseModel):
        ef: int = 3

    with pytest.raises(UsageError, match=r"takes ToyOptions, not OtherOptions\(ef=3\); see resolve_options"):
        registry_of(TOY).create("toy", OtherOptions(), ring())


def test_an_index_becomes_a_backend() -> None:
    spec = replace(TOY, kind="index", factory="toy_plugins:BruteForce")
    keys = torch.randn(2, 8, 4, generator=torch.manual_seed(0))
    backend = registry_of(spec).create("toy", ToyOptions(), Ring(keys=keys, lengths=torch.tensor([8, 8])))
    backend.write(torch.arange(8).expand(2, -1), keys)
    found = backend.search(keys[:, :3], 2)
    assert found.sort().values.tolist() == (keys[:, :3] @ keys.mT).topk(2).indices.sort().values.tolist()


def test_facts_are_kept_apart_by_distribution_and_a_failure_is_a_fact(site: Site) -> None:
    start = "from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_environment():\n    "
    site.install("first-plugin", start + "return {'simd': 'avx2'}")
    site.install("second-plugin", start + "return {'simd': 'neon'}")
    site.install("third-plugin", start + "return 1 / 0")
    facts = Registry(environ={}).environment()
    assert facts["first-plugin"] == {"simd": "avx2"}
    assert facts["second-plugin"] == {"simd": "neon"}
    assert facts["third-plugin"] == {"error": "a hook failed: ZeroDivisionError: division by zero"}


def test_modules_can_be_handed_over() -> None:
    module = types.ModuleType("handed_over")
    module.memtrans_backends = hookimpl(lambda: [TOY])
    module.memtrans_environment = hookimpl(lambda: {"cores": 2})
    registry = Registry(plugins=[module], installed=False, environ={})
    assert registry.find("toy").spec is TOY
    assert registry.environment() == {"given": {"cores": 2}}


def test_listing_imports_no_torch_and_no_index_library() -> None:
    code = (
        "import json, sys; from memtrans.plugins import registry; rows = registry().entries();"
        "print(json.dumps([sorted(r.name for r in rows), sorted(m for m in sys.modules if '.' not in m)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names, modules = json.loads(done.stdout)
    assert "exact" in names
    assert not {"torch", "faiss", "hnswlib", "scann", "numpy"} & set(modules)
