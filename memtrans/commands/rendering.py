"""Renders the template of a plug-in, from a clone or from the wheel."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml

from memtrans import __version__
from memtrans.errors import MissingExtra, UsageError
from memtrans.files import new_folder
from memtrans.plugins import registry
from memtrans.plugins.libraries import is_installed
from memtrans.remedies import pip_install

CLONE = Path(__file__).parents[2]
PACKAGED = Path(__file__).parents[1] / "plugins" / "template"
"""Where the wheel has copies of `copier.yml` and `plugins/template`, laid out as in a clone."""

ANSWERS = ".copier-answers.yml"


def render(name: str, answers: Mapping[str, str], out: Path | None = None, source: str | None = None) -> Path:
    """Make the folder of a distribution that offers the backend `name`, whole or not at all; where it lies.

    answers: to questions of `copier.yml`; the rest take their defaults. source: a repository of memtrans, which
    `copier update` will ask for later versions of the template.

    Raises:
        MissingExtra: copier is not installed.
        UsageError: the name or an answer cannot be, the name is taken, or something is at `out`.
        MemtransError: it cannot be written there.
    """
    if not is_installed("copier"):
        raise MissingExtra(f"A new plug-in is rendered by copier. {pip_install('memtrans[plugins]')}")
    _refuse_taken(name)
    folder = out or Path(f"memtrans-{name.replace('_', '-')}")
    with tempfile.TemporaryDirectory() as scratch:
        # Not at its place at once: only copier knows what names and answers can be, and a folder is named after one.
        rendered = _render(Path(scratch), {**answers, "name": name})
        _record_source(rendered / ANSWERS, source)
        with new_folder(folder) as staging:
            for entry in rendered.iterdir():
                shutil.move(entry, staging)
    return folder


def _render(scratch: Path, answers: Mapping[str, str]) -> Path:
    from copier import Settings, run_copy
    from copier.errors import CopierError

    # A copy, because in a clone copier would take the template of the latest tag, and not this version's.
    template, rendered = _copy_template(scratch / "template"), scratch / "rendered"
    try:
        run_copy(str(template), rendered, dict(answers), defaults=True, quiet=True, settings=Settings())
    except KeyboardInterrupt:  # copier makes one of its own errors of it
        raise
    except (CopierError, ValueError) as error:
        raise UsageError(f"{_reason(error)}.") from error
    return rendered


def _copy_template(folder: Path) -> Path:
    root = CLONE if (CLONE / "copier.yml").is_file() else PACKAGED
    folder.mkdir()
    shutil.copy(root / "copier.yml", folder)
    shutil.copytree(root / "plugins" / "template", folder / "plugins" / "template")
    return folder


def _reason(error: Exception) -> str:
    """Copier's sentence, less what it puts before ours."""
    said = " ".join(str(error).split()).rstrip(".")
    return said.partition("Validation error for question ")[2].partition(": ")[2] or said


def _refuse_taken(name: str) -> None:
    owners = [entry.distribution for entry in registry().providers(name)]
    if owners:
        raise UsageError(
            f"A backend '{name}' is offered by {owners[0]} already, and of two neither could be used by that name; "
            "choose another name."
        )


def _record_source(path: Path, source: str | None) -> None:
    """Where and from which version the template comes. Without an address nothing is said: a copy cannot be updated."""
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    answers = yaml.safe_load(path.read_text(encoding="utf-8"))
    answers.pop("_src_path", None)
    if source:
        answers |= {"_src_path": source, "_commit": f"v{__version__}"}
    written = yaml.safe_dump(answers, allow_unicode=True)
    path.write_text(f"{first}\n{written}", encoding="utf-8")
