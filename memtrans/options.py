"""What backend options have in common: pydantic models that know every key they accept."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

CENTRE = (
    "give an index keys less their mean: ranks alike, and finds more where keys have much in common; none: where the "
    "mean makes up three quarters of the mean square, looked at whenever an index is built"
)
"""What the option `centre` does, for an index of another default than no."""


class Options(BaseModel):
    """Base of a backend's options: an unknown key is an error, and options never change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class IndexOptions(Options):
    """Options of an index over one list of keys.

    `centre` is done for the index by `memtrans.search.indexed`, which subtracts the mean from keys and never from
    queries. All scores of a query then change by the same amount, so a ranking by inner product stays as it is, which
    is the one that an index promises; one by distance or by angle would not.
    """

    centre: bool | None = Field(False, description=CENTRE)


class TrainedOptions(IndexOptions):
    """Options of an index that is trained in place: it says itself from which size on it is used."""

    exact_below: int = Field(
        4096,
        ge=1,
        description="while a list holds fewer keys than this it is searched exactly; then the index trains, of many "
        "lists one after the other",
    )


class CompressedOptions(TrainedOptions):
    """Options of an index that ranks by compressed keys: its candidates are ranked again by the stored ones."""

    oversample: int = Field(3, ge=1, le=64, description="candidates per wanted key, ranked again by the stored keys")
