"""The standard library of the Python that runs this: code for a first try, without any download.

The text varies with the Python version and its packager, so no published number should rest on it.
"""

from __future__ import annotations

import platform
import sysconfig
from collections import defaultdict
from pathlib import Path

from memtrans.data.corpora.corpus import Collected, Corpus, join_sources
from memtrans.errors import MemtransError

MIN_BYTES = 32 * 1024
HELDOUT = frozenset({"_pydecimal.py", "argparse.py", "email.py", "unittest.py", "urllib.py", "zipfile.py"})
LEFT_OUT = {
    "encodings": "generated: tables of characters",
    "pydoc_data": "help texts, not code",
}
NOT_OURS = {"site-packages", "dist-packages", "test", "tests", "__pycache__"}
LICENCE_ELSEWHERE = b"Python Software Foundation License Version 2: https://docs.python.org/3/license.html\n"


def collect(downloads: Path) -> Collected:
    """One document per top-level package or module; nothing is downloaded."""
    library = Path(sysconfig.get_path("stdlib"))
    modules: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path in library.rglob("*.py"):
        parts = path.relative_to(library).parts
        module = parts[0].removesuffix(".py")
        if not NOT_OURS.intersection(parts) and module not in LEFT_OUT and not module.startswith("_sysconfigdata"):
            modules[module]["/".join(parts)] = path.read_bytes()
    documents = {
        f"{module}.py": join_sources(files)
        for module, files in modules.items()
        if sum(map(len, files.values())) >= MIN_BYTES
    }
    if not documents:
        raise MemtransError(f"No sources of the standard library in {library}; use a Python that has them as files.")
    licence = library / "LICENSE.txt"
    text = licence.read_bytes() if licence.is_file() else LICENCE_ELSEWHERE
    return Collected(platform.python_version(), (), documents, {"LICENSE.txt": text}, LEFT_OUT)


CORPUS = Corpus(
    name="cpython",
    summary="code: the standard library of this Python; for a first try, not for numbers",
    licence="PSF-2.0",
    source="this machine's Python",
    heldout=HELDOUT,
    collect=collect,
    version=platform.python_version(),
)
