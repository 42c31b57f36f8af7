"""The last result of everything, as a page that is committed with its date."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from datetime import datetime, timezone
from importlib.metadata import version

import torch

from everything.store import Facts

Results = Mapping[str, Mapping[str, Facts]]
"""By part and by step."""

LIBRARIES = ("torch", "numpy", "hypothesis", "faiss-cpu", "hnswlib", "scann")

LONGEST = 160
"""Characters of a detail."""


def page(results: Results, fingerprint: str) -> str:
    """Markdown: what was done when, a row for each part, and a row for each step that is no fault or went wrong."""
    now = datetime.now(timezone.utc)
    lines = [
        "# What everything came to",
        "",
        f"Written by `make test-all` on {now:%Y-%m-%d} at {now:%H:%M} UTC, sources {fingerprint}, Python "
        f"{platform.python_version()}, {', '.join(_libraries())}.",
        "",
        "| part | steps | right | wrong | minutes |",
        "|---|--:|--:|--:|--:|",
    ]
    for part, steps in results.items():
        right = sum(facts["ok"] for facts in steps.values())
        minutes = sum(facts["seconds"] for facts in steps.values()) / 60
        lines.append(f"| {part} | {len(steps)} | {right} | {len(steps) - right} | {minutes:.1f} |")
    led = [facts["about"] for facts in results.get("faults", {}).values() if "about" in facts]
    if led:
        share = f"{sum(led)} of {len(led)}"
        lines += ["", f"The report led with a check that is about the fault for {share} faults."]
    lines += _rows("Faults that no check about them caught", _wrong(results.get("faults", {})))
    for part in [part for part in results if part != "faults"]:
        lines += _rows(part.capitalize(), results[part])
    return "\n".join(lines) + "\n"


def _wrong(steps: Mapping[str, Facts]) -> Mapping[str, Facts]:
    return {name: facts for name, facts in steps.items() if not facts["ok"]}


def _rows(title: str, steps: Mapping[str, Facts]) -> list[str]:
    if not steps:
        return []
    lines = ["", f"## {title}", "", "| step | right | seconds | what it says |", "|---|---|--:|---|"]
    for name, facts in steps.items():
        says = " ".join(str(facts["detail"]).split()).replace("|", "\\|")
        says = says if len(says) <= LONGEST else says[: LONGEST - 2] + " …"
        lines.append(f"| {name} | {'yes' if facts['ok'] else '**no**'} | {facts['seconds']:.0f} | {says} |")
    return lines


def _libraries() -> list[str]:
    found = []
    for library in LIBRARIES:
        try:
            found.append(f"{library} {torch.__version__ if library == 'torch' else version(library)}")
        except ModuleNotFoundError:
            continue
    return found
