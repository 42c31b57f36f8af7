"""What backend options have in common: pydantic models that know every key they accept."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Options(BaseModel):
    """Base of a backend's options: an unknown key is an error, and options never change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TrainedOptions(Options):
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
