"""The template of a plug-in: what it renders installs, passes its own tests, and follows later versions of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from rendered_plugins import ROOT, install, run_there

from memtrans.backend import API_VERSION, Capabilities
from memtrans.commands.rendering import render
from memtrans.testing.suite import standard_checks

pytest.importorskip("copier", reason="needs memtrans[plugins]")

# Of every kind one; the whole suite is run on it where the wheels are.
SAMPLE = (
    "test_index_copies_what_it_is_given or test_long_keys_win or test_recall_on_drifting_topics or "
    "test_it_is_found or test_describing_it_imports_no_library"
)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render("sketch", {}, tmp_path_factory.mktemp("plugins") / "memtrans-sketch")


def test_its_own_tests_pass_untouched(rendered: Path, tmp_path: Path) -> None:
    install(rendered, tmp_path)
    done = run_there(tmp_path, rendered, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", SAMPLE)
    assert done.returncode == 0, done.stdout
    assert f"{len(SAMPLE.split(' or '))} passed" in done.stdout


def test_its_code_is_formatted(rendered: Path) -> None:
    if find_spec("ruff") is None:
        pytest.skip("needs memtrans[dev]")  # a user who runs the tests need not have the linter
    for command in (["ruff", "check"], ["ruff", "format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, "--config", ROOT / "pyproject.toml", "--no-cache", rendered],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.skipif(sys.version_info < (3, 11), reason="needs tomllib")
@pytest.mark.parametrize("licence", ["Apache-2.0", "MIT", "BSD-3-Clause", "none"])
def test_answers_stand_where_they_belong(licence: str, tmp_path: Path) -> None:
    import tomllib

    answers = {
        "summary": "it's über & <fast> {{ not a tag }}",
        "library": "scann-core>=1.4,<2",
        "library_module": "scann",
        "author": "Ada O'Neill <ada@example.org>",
        "licence": licence,
        "memtrans_from": "git+https://example.org/memtrans@v1",
    }
    folder = render("my_own-index", answers, tmp_path / "made")
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "memtrans-my-own-index"
    assert project["description"].endswith(answers["summary"])
    assert project["dependencies"] == ["memtrans", "numpy>=1.26", "scann-core>=1.4,<2"]
    assert project["entry-points"]["memtrans"] == {"my_own-index": "memtrans_my_own_index.plugin"}
    assert project["authors"] == [{"name": answers["author"]}]
    assert project.get("license", "none") == licence
    assert (folder / "LICENSE").exists() == (licence != "none")
    if licence in ("MIT", "BSD-3-Clause"):
        assert f"Copyright (c) {answers['author']}" in (folder / "LICENSE").read_text(encoding="utf-8")
    if licence == "Apache-2.0":
        assert (folder / "LICENSE").read_text().strip() == (ROOT / "LICENSE").read_text().strip()
    ci = yaml.safe_load((folder / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    assert ci["env"]["MEMTRANS"] == answers["memtrans_from"]
    plugin = folder / "memtrans_my_own_index" / "plugin.py"
    said = run_there(folder, tmp_path, "-c", "from memtrans_my_own_index.plugin import SPEC; print(SPEC)").stdout
    assert f"requires=('scann',), install=\"pip install '{answers['library']}'\"" in said
    assert f'summary="{answers["summary"]}"' in said or f"summary={answers['summary']!r}" in said
    assert f"api_version={API_VERSION}," in plugin.read_text(encoding="utf-8")


def test_every_capability_is_explained(rendered: Path) -> None:
    readme = (rendered / "README.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+)` \| ", readme, re.MULTILINE)
    assert sorted(explained) == sorted(field.name for field in fields(Capabilities))


def test_what_its_readme_names_exists(rendered: Path) -> None:
    readme = (rendered / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\btest_\w+", readme)) <= set(standard_checks())
    assert "{{" not in readme
    assert "{%" not in readme
    for path in re.findall(r"`((?:memtrans_sketch/|tests/)[\w./]+)`", readme):
        assert (rendered / path).exists(), path


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str, tag: str = "") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-m", message)
    if tag:
        git(folder, "tag", tag)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository that has what copier reads of this one, at a first tag."""
    folder = tmp_path / "clone"
    shutil.copytree(ROOT / "plugins" / "template", folder / "plugins" / "template")
    shutil.copy(ROOT / "copier.yml", folder)
    git(folder, "init")
    commit(folder, "first", "v5.0.0")
    return folder


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("by", ["copier copy", "plugins new --source"])
def test_a_later_version_of_the_template_is_taken_over(by: str, clone: Path, tmp_path: Path) -> None:
    from copier import run_copy, run_update

    made = tmp_path / "memtrans-sketch"
    if by == "copier copy":
        run_copy(str(clone), made, {"name": "sketch"}, defaults=True, quiet=True)
        assert yaml.safe_load((made / ".copier-answers.yml").read_text())["_commit"] == "v5.0.0"
    else:
        from memtrans import __version__

        git(clone, "tag", f"v{__version__}")
        render("sketch", {}, made, source=str(clone))
    git(made, "init")
    index = made / "memtrans_sketch" / "index.py"
    index.write_text(index.read_text() + "\n# The author's own line.\n")
    commit(made, "mine")

    template = clone / "plugins" / "template" / ".gitignore"
    template.write_text(template.read_text() + "*.log\n")
    commit(clone, "second", "v6.0.0")
    run_update(made, defaults=True, overwrite=True, quiet=True)
    assert (made / ".gitignore").read_text().endswith("*.log\n")
    assert index.read_text().endswith("# The author's own line.\n")
    assert yaml.safe_load((made / ".copier-answers.yml").read_text())["_commit"] == "v6.0.0"
