"""Python projects: one document per project, its source files in tree order."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from memtrans.data.corpora.corpus import Collected, Corpus, join_sources
from memtrans.data.packages.archives import archive_files
from memtrans.data.packages.download import download_wheels
from memtrans.errors import MemtransError

VERSION = "1"
"""Of the list below; it goes up whenever the list changes."""

PROJECTS = {
    "networkx==3.6.1": "d47fbf302e7d9cbbb9e2555a0d267983d2aa476bac30e90dfbe5669bd57f3762",
    "twisted==26.10.0": "3732f42af218925a0fe78d6668db55853f7fb532245a89a2669babe7d3000fa8",
    "docutils==0.23": "25d013af9bf23bc1c7b2b093dff4208166c53a94786c9e447808335ef1185fea",
    "pygments==2.21.0": "2363c69b61c4a97c838da3b130dcd6468f4848992b21a82f2a63ec34377137d9",
    "jinja2==3.1.6": "85ece4451f492d0c13c5dd7c13a64681a86afae63a5f347908daf103ce6d2f67",
    "werkzeug==3.1.9": "6392e50c78460ba618e5b21f08a71f59c99ce99cdc6cf6e3dd7e6ccca8754fab",
    "celery==5.7.0": "18310a9c919f9029e4735367484d93e6a25cdfd30afdc474622cc263d9b35f6e",
    "scrapy==2.19.0": "44c1ad4b008f1976e946c75b2adce0e448cbfe470c584b1b59469abf270e8013",
    "tornado==6.6.1": "1b6ff57cc69b339f8feb9e7b567b0e0eacb16bfaf234159496623ef7a67ba640",
    "pytest==9.2.0": "07acdcf88ec174f907dc01af70bf52d49b014bbab03faeeade31c96b18c2e588",
    "setuptools==84.2.1": "ca140b45d5325a9478f880e351484f62fef15f336462e449ca0c03c873d589c2",
    "dask==2026.8.0": "ccc0c83a189b0398602435189771d28dad7b5773b6089bb8dce14ae732dd782c",
    "distributed==2026.8.0": "3bd8882861a2cf497453f28c6b61135fa8ef2bb1d6885ad3b9f27e887e9c0e01",
    "sqlglot==30.30.0": "06c4c212a7868c7dcff0fd0fda348dd3c5cbad40137b3083a70ecdfe22921cf9",
    "mpmath==1.4.1": "dc4f0ea2304480d4a9a48a94c1020571558ade522b44a6912efac63a586e140f",
    "peewee==4.5.3": "4c5db9d2a3c4ae9a5725b229c29af51dbd063193f3a6c03b837974a90e44548c",
    "trio==0.35.0": "9a062a029487c1bdbcc1b2543b729a0bde857ce478b1512c84f391f628e0c5c9",
    "prompt_toolkit==3.0.53": "01c0891d7f9237d5e339f7d3e42cdae80b7534abb1c7c0e3352efba6231492f2",
}
"""Requirement → sha256 of its wheel."""

HELDOUT = frozenset({"jinja2.py", "mpmath.py", "peewee.py", "tornado.py"})
LICENCE_FILES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


def collect(downloads: Path) -> Collected:
    documents: dict[str, str] = {}
    licences: dict[str, bytes] = {}
    archives = download_wheels(PROJECTS, downloads)
    for archive in archives:
        sources = {}
        for name, content in archive_files(archive.path):
            path = PurePosixPath(name)
            if path.parts[0].endswith(".dist-info"):
                if path.name.startswith(LICENCE_FILES):
                    licences[f"{archive.package}/{path.name}"] = content
            elif path.suffix == ".py" and "_vendor" not in path.parts:  # other projects' code
                sources[name] = content
        if not sources:
            raise MemtransError(f"{archive.path.name} holds no Python sources.")
        documents[f"{archive.package}.py"] = join_sources(sources)
    return Collected(VERSION, tuple(archives), documents, licences)


CORPUS = Corpus(
    name="python-projects",
    summary="code: 18 well-known Python projects, each one long document",
    licence="BSD, MIT and Apache-2.0, per project",
    source="wheels from the Python package index",
    heldout=HELDOUT,
    collect=collect,
    version=VERSION,
)
