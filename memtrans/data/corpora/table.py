"""The table of corpora. To add a domain: one module like those below, and one line here."""

from __future__ import annotations

from memtrans.data.corpora import cpython, essays, hol_light, latex, python_projects
from memtrans.data.corpora.corpus import Corpus

CORPORA: dict[str, Corpus] = {
    corpus.name: corpus
    for corpus in (hol_light.CORPUS, python_projects.CORPUS, latex.CORPUS, essays.CORPUS, cpython.CORPUS)
}
