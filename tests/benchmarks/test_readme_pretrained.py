"""The README's table of what an index costs a pretrained model is that of the committed results."""

from __future__ import annotations

from pathlib import Path

from benchmarks.gap import run

ROOT = Path(__file__).parents[2]


def test_the_readme_has_the_measured_numbers() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    rows = run.read_rows(run.RESULTS / "indexes")
    found = {
        (row["sinks"], row["options"].get("centre")): row["delta_nats"] for row in rows if row["backend"] == "hnsw"
    }
    kept = {row["backend"]: sum(row["document_nats"]) / sum(row["document_tokens"]) for row in rows if row["sinks"]}
    assert f"loses {kept['none'] - kept['exact']:.4f} nats, `hnsw` loses {found[0, False]:.4f} of them" in readme
    assert f"if keys are not centred, and {found[4, False]:.4f} once the four are kept apart" in readme
    domains = [run.read_rows(run.RESULTS / name) for name in run.DOMAINS]
    share = run.share(domains, "original")
    assert share is not None
    assert f"gives back {share[0]:.0%} of what full attention has" in readme


def test_the_page_is_made_of_the_committed_results() -> None:
    page = (run.RESULTS / "gap.md").read_text(encoding="utf-8")
    domains = {name: run.read_rows(run.RESULTS / name) for name in run.DOMAINS}
    assert run.gap_table(domains) in page
    for name, table in (("long", run.long_table), ("indexes", run.index_table)):
        assert table(run.read_rows(run.RESULTS / name)) in page
