"""HOL Light: formal proofs, one document per theory file. The domain where long memory helps most."""

from __future__ import annotations

from pathlib import Path

from memtrans.data.corpora.corpus import Collected, Corpus, decode_text
from memtrans.data.packages.archives import archive_files
from memtrans.data.packages.download import download_debian

PACKAGE = "hol-light"
THEORIES = "usr/share/hol-light/"
COPYRIGHT = "usr/share/doc/hol-light/copyright"
MIN_BYTES = 32 * 1024
KNOWN = {
    "hol-light_20230128-1+b1_amd64.deb": "9e908b3bf1e689769deee58f85df1cfc89b95aef00dcca087d65c89cd9020dfe",
}

HELDOUT = frozenset(
    {
        "100/bertrand.ml",
        "100/e_is_transcendental.ml",
        "100/fourier.ml",
        "100/isoperimetric.ml",
        "100/pnt.ml",
        "Examples/pell.ml",
        "Functionspaces/cfunspace.ml",
        "Geometric_Algebra/geometricalgebra.ml",
        "Library/card.ml",
        "Library/pocklington.ml",
        "Logic/given.ml",
        "Multivariate/gamma.ml",
        "Unity/mk_leadsto.ml",
        "iterate.ml",
    }
)

LEFT_OUT = {
    "Jordan/float.ml": "licence: GPL-3, while the rest is BSD-2-Clause",
    "database.ml": "generated: a list of theorem names, not a theory",
    "Multivariate/complex_database.ml": "generated: a list of theorem names, not a theory",
    "Multivariate/multivariate_database.ml": "generated: a list of theorem names, not a theory",
    # Near copies, by the share of lines of 40 or more characters that the other file has too.
    "Examples/hol88.ml": "82% of its lines are in 100/ramsey.ml",
    "Proofrecording/diffs/tactics.ml": "92% of its lines are in tactics.ml",
    "RichterHilbertAxiomGeometry/from_topology.ml": "89% of its lines are in Multivariate/topology.ml",
    "RichterHilbertAxiomGeometry/HilbertAxiom_read.ml": "theorems of miz3/HilbertAxiom.ml, all 193, in another syntax",
    "RichterHilbertAxiomGeometry/miz3/FontHilbertAxiom.ml": "miz3/HilbertAxiom.ml in other symbols",
    # Near copies of held-out theories.
    "Library/pratt.ml": "62% of its lines are in the held-out Library/pocklington.ml",
    "Logic/givensem.ml": "57% of its lines are in the held-out Logic/given.ml",
    "Multivariate/clifford.ml": "43% of its lines are in the held-out Geometric_Algebra/geometricalgebra.ml",
}


def collect(downloads: Path) -> Collected:
    archive = download_debian(PACKAGE, downloads, KNOWN)
    files = dict(archive_files(archive.path))
    documents = {}
    for name in sorted(files):
        theory = name.removeprefix(THEORIES)
        if theory == name or not name.endswith(".ml") or len(files[name]) < MIN_BYTES or theory in LEFT_OUT:
            continue
        documents[theory] = decode_text(files[name])
    return Collected(archive.version, (archive,), documents, {"copyright": files[COPYRIGHT]}, LEFT_OUT)


CORPUS = Corpus(
    name="hol-light",
    summary="formal proofs: HOL Light theories of 32 KiB or more",
    licence="BSD-2-Clause",
    source="Debian package hol-light",
    heldout=HELDOUT,
    collect=collect,
)
