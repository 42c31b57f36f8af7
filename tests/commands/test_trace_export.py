"""`memtrans trace export` and `import`: what they print, write and refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest
from tiny_traces import documents, tiny_trace

from benchmarks.check_neighbors import main as check
from memtrans.commands.cli import run

pytestmark = pytest.mark.usefixtures("without_shape_checks")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trace")
    return tiny_trace(folder, layers=3, memory_layers=(1, 3), documents=documents((200, 40, 5)))


@pytest.fixture(autouse=True)
def folder(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(recorded, tmp_path / "T.h5")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*arguments: str, layout: str = "vibe", out: str = "a.hdf5", layer: str = "3") -> int:
    return run(["trace", "export", "T.h5", "--format", layout, "--out", out, "--layer", layer, *arguments])


@pytest.mark.parametrize(("layout", "out"), [("vibe", "a.hdf5"), ("ann-benchmarks", "a.hdf5"), ("runbook", "book")])
def test_all_heads_become_files_that_are_right(
    layout: str, out: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("--neighbours", "20", layout=layout, out=out) == 0
    said = capsys.readouterr()
    assert "MB in 2 of" in said.err.splitlines()[1]
    assert "about" in said.err.splitlines()[1]
    names = [folder / f"{Path(out).stem}-h{head}{Path(out).suffix}" for head in (0, 1)]
    assert all(name.exists() for name in names)
    assert "layer 3, head 1, document 0 (0.txt): " in said.out
    assert check([str(name) for name in names]) == 0


def test_one_head_keeps_the_name(folder: Path) -> None:
    assert export("--head", "1", "--document", "1.txt", "--queries", "8", "--learn", "10", "--memory", "9") == 0
    with h5py.File(folder / "a.hdf5") as file:
        assert (file.attrs["head"], file.attrs["document"], file.attrs["layer"]) == (1, "1.txt", 3)
        assert (len(file["train"]), len(file["test"]), len(file["learn"])) == (9, 8, 10)


def test_an_import_is_a_trace_that_compare_takes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--head", "0", "--queries", "20") == 0
    assert run(["trace", "import", "a.hdf5", "--out", "A.h5"]) == 0
    said = capsys.readouterr()
    assert "A.h5: 176 keys and 20 queries of dimension 8, k = 32" in said.out
    assert "The distance was 'ip': searched as it is." in said.out
    assert "A memory of 176 holds all keys; there are no values" in said.out
    assert "MB, about" in said.err
    assert run(["trace", "show", "A.h5"]) == 0
    Path("c.yaml").write_text("checkpoint: A.h5\nmemory: 176\nbackend: [exact, dial]\ndial:\n  recall: 0.5\n")
    assert run(["compare", "c.yaml", "--threads", "1"]) == 0
    exact, dial = (json.loads(line) for line in Path("results/c/results.jsonl").read_text().splitlines())
    assert exact["recall"] == 1
    assert 0.3 < dial["recall"] < 0.7
    assert dial["output_error"] is None
    assert dial["perplexity"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--head", "7"], "--head 7: layer 3 has key/value heads 0, 1; choose among them."),
        (["--layer", "2"], "--layer 2: T.h5 has layers 1, 3; choose one of them."),
        (["--document", "0.text"], "has documents 0 to 2 (0.txt, 1.txt, 2.txt). Did you mean '0.txt'?"),
        (["--document", "3"], "has documents 0 to 2"),
        (["--document", "2"], "Nothing was searched for in layer 3 of document 2 (2.txt); choose another --document."),
        (["--format", "vib"], "'vib' is no format. Did you mean 'vibe'? Formats: vibe, ann-benchmarks, runbook."),
        (["--format", "runbook", "--learn", "5"], "--learn says nothing of --format runbook; leave it out."),
        (["--searches", "5"], "--searches says nothing of --format vibe; leave it out."),
        (["--out", "a.h5"], "vibe looks for NAME.hdf5; call it a.hdf5."),
        (["--queries", "999"], "--queries 999: 184 queries of this list were asked after it had keys"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_a_sentence(
    arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(*arguments) == 2
    assert said in capsys.readouterr().err
    assert [each.name for each in folder.iterdir()] == ["T.h5"]


def test_of_several_layers_one_has_to_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", "export", "T.h5", "--format", "vibe", "--out", "a.hdf5"]) == 2
    assert "T.h5 has layers 1, 3; choose one with --layer." in capsys.readouterr().err


def test_nothing_is_written_where_one_of_several_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a-h1.hdf5").write_text("mine")
    assert export() == 2
    assert "a-h1.hdf5 exists already" in capsys.readouterr().err
    assert not (folder / "a-h0.hdf5").exists()


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a file system without room")
@pytest.mark.parametrize(("layout", "name"), [("vibe", "a.hdf5"), ("ann-benchmarks", "a.hdf5"), ("runbook", "a")])
def test_an_export_that_does_not_fit_on_the_disk_is_refused_before_it_is_begun(
    layout: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(layout=layout, out=f"/proc/{name}") == 2
    assert "MB while it is made, and 0 MB are free there; choose another disk" in capsys.readouterr().err


def test_an_import_that_does_not_fit_on_the_disk_is_refused_before_it_is_begun(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with h5py.File("large.hdf5", "w") as file:  # what was never written takes no room
        file.attrs["distance"] = "ip"
        file.create_dataset("train", (10**12, 100), np.float32, chunks=(1000, 100))
        file["test"] = np.ones((1, 100))
    before = sorted(folder.iterdir())
    assert run(["trace", "import", "large.hdf5", "--out", "A.h5"]) == 2
    assert "are free there; choose another disk, or fewer --queries" in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.hdf5", "--out", "A.h5"], "nowhere.hdf5 cannot be read"),
        (["T.h5", "--out", "A.h5"], "has no rows in 'train', so it is no file of VIBE or ann-benchmarks"),
        (["a.hdf5", "--out", "A.hdf5"], "a trace is known by its ending; call it A.h5."),
        (["a.hdf5", "--out", "T.h5"], "T.h5 exists already"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["trace", "import", *arguments]) == 2
    assert said in capsys.readouterr().err
