"""The last result of everything, as a page that is committed with its date."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from datetime import datetime, timezone
from importlib.metadata import version

import torch

from everything.store import Facts

TITLES = {
    "faults": "Every planted fault against the whole suite",
    "right": "Every backend without a fault against the whole suite",
    "conformance": "Every backend against the thorough suite",
    "wheels": "Wheels in an environment of their own",
    "kills": "A sweep that is killed",
}

LIBRARIES = ("torch", "numpy", "hypothesis", "faiss-cpu", "hnswlib", "scann")

LONGEST = 160
"""Characters of a detail."""


def page(part: str, steps: Mapping[str, Facts], fingerprint: str) -> str:
    """Markdown: what was done when, and a row for each step; of faults only for those that nothing caught."""
    now = datetime.now(timezone.utc)
    wrong = {name: facts for name, facts in steps.items() if not facts["ok"]}
    minutes = sum(facts["seconds"] for facts in steps.values()) / 60
    lines = [
        f"# {TITLES[part]}",
        "",
        f"Written by `make test-all` on {now:%Y-%m-%d} at {now:%H:%M} UTC, sources {fingerprint}, Python "
        f"{platform.python_version()}, {', '.join(_libraries())}.",
        "",
        f"Steps: {len(steps)}, right: {len(steps) - len(wrong)}, wrong: {len(wrong)}; {minutes:.0f} minutes in all.",
    ]
    led = [facts["about"] for facts in steps.values() if "about" in facts]
    if led:
        lines += ["", f"The report led with a check that is about the fault for {sum(led)} of {len(led)} faults."]
    return "\n".join(lines + _rows(wrong if part == "faults" else steps)) + "\n"


def _rows(steps: Mapping[str, Facts]) -> list[str]:
    if not steps:
        return []
    lines = ["", "| step | right | seconds | what it says |", "|---|---|--:|---|"]
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
