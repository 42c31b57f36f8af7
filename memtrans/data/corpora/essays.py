"""Prose: the longer pages of "An Anarchist FAQ", argument and history in plain English with long quotations."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from memtrans.data.corpora.corpus import Collected, Corpus, decode_text
from memtrans.data.packages.archives import archive_files, gunzipped
from memtrans.data.packages.download import download_debian

PACKAGE = "anarchism"
PAGES = "usr/share/doc/anarchism/markdown/"
COPYRIGHT = "usr/share/doc/anarchism/copyright"
MIN_BYTES = 64 * 1024
KNOWN = {
    "anarchism_15.3-3_all.deb": "cf21c10948b00e923c62eb31c39a3390413fa26c5ee0e3b925feb0ec7fe42948",
}

HELDOUT = frozenset(
    {
        "append34.md",
        "append42.md",
        "secA5.md",
        "secB2.md",
        "secC8.md",
        "secD5.md",
        "secE3.md",
        "secF8.md",
        "secG4.md",
        "secH4.md",
        "secI3.md",
        "secJ5.md",
    }
)

LEFT_OUT = {
    "alinks.md": "a list of links, not prose",
    "biblio.md": "a list of books, not prose",
    **{
        f"append{part}.md": "an earlier or later version of arguments that the main sections make"
        for part in ("11", "12", "131", "132", "138")
    },
}


def collect(downloads: Path) -> Collected:
    archive = download_debian(PACKAGE, downloads, KNOWN)
    files = dict(archive_files(archive.path))
    documents = {}
    for name in sorted(files):
        page = PurePosixPath(name).name.removesuffix(".gz")
        if not name.startswith(PAGES) or not page.endswith(".md") or page in LEFT_OUT:
            continue
        content = gunzipped(name, files[name]) if name.endswith(".gz") else files[name]
        if len(content) >= MIN_BYTES:
            documents[page] = decode_text(content)
    return Collected(archive.version, (archive,), documents, {"copyright": files[COPYRIGHT]}, LEFT_OUT)


CORPUS = Corpus(
    name="essays",
    summary="prose: pages of An Anarchist FAQ, 64 KiB or more each",
    licence="GPL-2",
    source="Debian package anarchism",
    heldout=HELDOUT,
    collect=collect,
)
