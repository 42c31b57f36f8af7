"""The README's table of what an index costs a pretrained model is that of the committed results."""

from __future__ import annotations

from pathlib import Path

from benchmarks.gap import run

ROOT = Path(__file__).parents[2]


def test_the_readme_has_the_measured_numbers() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [row for row in run.read_rows(run.RESULTS / "indexes") if row["reads"] == "memory"]
    found = {(row["sinks"], row["backend"], row["options"].get("centre")): row for row in rows}
    for (sinks, backend, centre), row in found.items():
        if backend == "exact" or not sinks:
            continue
        name = f"{backend}, keys {'centred' if centre else 'not centred'}"
        recalls = f"{row['recall']:.3f} | {row['worst_layer_recall']:.3f}"
        without = f"{found[0, backend, centre]['delta_nats']:+.4f}"
        line = next(line for line in readme.splitlines() if line.startswith(f"| {name} | {recalls} |"))
        assert f"| {row['delta_nats']:+.4f} | {without} |" in line.replace("*", "")
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
