"""LaTeX with formulas and code: one document per long vignette of R packages, most of them journal articles."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from memtrans.data.corpora.corpus import Collected, Corpus, decode_text
from memtrans.data.packages.archive import sha256_of
from memtrans.data.packages.archives import archive_files
from memtrans.data.packages.download import download_debian

VERSION = "1"
"""Of the list below; it goes up whenever the list changes."""

PACKAGES = (
    *("r-cran-coin", "r-cran-flexmix", "r-cran-gstat", "r-cran-lme4", "r-cran-maxlik", "r-cran-mcmc"),
    *("r-cran-multcomp", "r-cran-party", "r-cran-pscl", "r-cran-sandwich", "r-cran-sp", "r-cran-strucchange"),
    *("r-cran-surveillance", "r-cran-survival", "r-cran-vcd", "r-cran-zoo"),
)
MIN_BYTES = 32 * 1024
KNOWN = {
    "r-cran-coin_1.4-2-1+b1_amd64.deb": "391bda13701acba6329f821cfde3571827bd7a4cff91b66511945f1c9e7fa9aa",
    "r-cran-flexmix_2.3-18-1_all.deb": "0e034e32acc37efe705db9a27dc0d1ae10358879442b1f749906171020e1ee2e",
    "r-cran-gstat_2.1-0-1_amd64.deb": "a0cdb533bb1b27dc2ed9da3ca23a8688d1af3ae8d3b5b35c805ca749cfc8a887",
    "r-cran-lme4_1.1-31-1_amd64.deb": "232c90c0504309ee64749af8ca8359e999a00e6dc0c1abf697640f1c16ecb4aa",
    "r-cran-maxlik_1.5-2-1_all.deb": "f927b636393f72490748af630b456ebb8542ab4ac5f1cf7f67996af1991b768a",
    "r-cran-mcmc_0.9-7-1+b1_amd64.deb": "0c259a6f6dd63aabbb2bd6788e37fb49dcd577b2303a626a39e99f914b375a69",
    "r-cran-multcomp_1.4-22-1_all.deb": "c60126df9eb74d61d6101163fd4ba3c7484c5773fd1013e95bae11ecfa1740b5",
    "r-cran-party_1.3-11-1_amd64.deb": "ecca5564178b27b54228a5edace4d2b42493bc8635b251826cee4bd5bd1b7457",
    "r-cran-pscl_1.5.5-1+b1_amd64.deb": "646b2c6c04fc385f50efe9709f0ef64302fe7e07bb1953e424fb65e8bb43ac47",
    "r-cran-sandwich_3.0-2-1_all.deb": "a90e7d3c69c70a6d73e4bc63d1f20eae3b4a73866d5266246dd5b3d980c60d79",
    "r-cran-sp_1%3a1.6-0+dfsg-1_amd64.deb": "1f14290d38a0b6b5d34c227fe81b661b330f6ea8c8f5800a27ddc954e119530f",
    "r-cran-strucchange_1.5-3-1_amd64.deb": "0be3f44609be4e90be3f295880dbcaebf57e5a918b68eb11f18c0900b2a4874d",
    "r-cran-surveillance_1.20.3-1_amd64.deb": "a8c2260f22dab80a8a6a6ad212bed8166c555dbbab49eb719a674649667f5f18",
    "r-cran-survival_3.5-3-1_amd64.deb": "f7b474e37620b54bd0112b3847bbad0a6b75b9c2121d6936548dd74ebd4003d5",
    "r-cran-vcd_1%3a1.4-11-1_all.deb": "959639853b06a9056b4494e145bf84394a329805645e80c4384091323b6c6ae4",
    "r-cran-zoo_1.8-11-1_amd64.deb": "81f27bbee835d9d44d2a410211c813d2da6c2d71f1e37d71b019ab259e182b9b",
}

HELDOUT = frozenset(
    {
        "flexmix/flexmix-intro.Rnw",
        "flexmix/mixture-regressions.Rnw",
        "flexmix/regression-examples.Rnw",
        "gstat/spatio-temporal-kriging.Rnw",
        "lme4/Theory.Rnw",
        "lme4/lmer.Rnw",
        "pscl/countreg.Rnw",
        "sandwich/sandwich-CL.Rnw",
        "sandwich/sandwich-OOP.Rnw",
        "sandwich/sandwich.Rnw",
        "sp/csdacm.Rnw",
        "strucchange/strucchange-intro.Rnw",
        "vcd/strucplot.Rnw",
    }
)
"""All long vignettes of eight packages, so that no package is on both sides."""


def collect(downloads: Path) -> Collected:
    archives = [download_debian(package, downloads, KNOWN) for package in PACKAGES]
    documents: dict[str, str] = {}
    licences: dict[str, bytes] = {}
    for archive in archives:
        for name, content in archive_files(archive.path):
            path = PurePosixPath(name)
            if name == f"usr/share/doc/{archive.package}/copyright":
                licences[f"{archive.package}/copyright"] = content
            elif path.match("usr/lib/R/*/*/doc/*.Rnw") and len(content) >= MIN_BYTES:
                documents[f"{path.parts[-3]}/{path.name}"] = decode_text(content)
    # Each Debian release has its own set of versions; the manifest lists them.
    versions = sha256_of("\n".join(archive.sha256 for archive in archives).encode())
    return Collected(f"{VERSION}-{versions[:8]}", tuple(archives), documents, licences)


CORPUS = Corpus(
    name="latex",
    summary="LaTeX: vignettes of R packages, 32 KiB or more each",
    licence="GPL, one package Expat",
    source="16 Debian packages r-cran-*",
    heldout=HELDOUT,
    collect=collect,
)
