"""Where fetched models are kept, DATA/models/NAME/VERSION/, and which weights a name stands for."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from memtrans.data.packages.kept import Kind, data_folder, fetched_versions
from memtrans.errors import UsageError, did_you_mean, shorten
from memtrans.files import read_whole
from memtrans.pretrained.weights.known import MODELS

MODEL = Kind("model", "files", ("name", "bytes", "sha256"))
CONFIG = "config.json"
MOST_BYTES = 2**24
HUB_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)


def models_folder() -> Path:
    # A folder further down than corpora are, or one of them could be called `models`.
    return data_folder() / "models"


def find_model(name: str | Path) -> Path | str:
    """What `from_pretrained` takes: the folder of a fetched model or the user's own, or a name on the hub as it is.

    A known name means the model of that name, even where a folder is called the same; `./NAME` is the folder.
    A name on the hub is an owner and a model, `owner/name`, and no folder, nor is its owner one; whether it exists is
    not asked here.

    Raises:
        UsageError: none of these, or a known model that was not fetched.
    """
    text = str(name)
    if text in MODELS and not isinstance(name, Path):
        return _fetched(text)
    path = Path(os.path.expanduser(text))
    if text and _exists(path):
        return _checked(path)
    # Where the first part is a folder here, a path was meant: asking the hub for it would take a minute to fail.
    if HUB_NAME.fullmatch(text) and not isinstance(name, Path) and not path.parent.is_dir():
        return text
    if "/" in text:
        raise UsageError(f"There is no folder {shorten(text, 200)}; name one that holds a model's {CONFIG}.")
    raise UsageError(
        f"No model '{shorten(text)}'. There are: {', '.join(MODELS)}; a folder with a model's {CONFIG} or a name on "
        f"the hub (owner/name) will do as well.{did_you_mean(text, MODELS)}"
    )


def _fetched(name: str) -> Path:
    if versions := fetched_versions(models_folder(), name):
        return versions[-1]
    raise UsageError(f"Model '{name}' is not in {models_folder()}: run `memtrans models fetch {name}`.")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no name that a file could have
        return False


def _checked(folder: Path) -> Path:
    """The folder, if it is one of transformers' own making."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; name the folder that holds the model's {CONFIG}.")
    try:
        settings = json.loads(read_whole(folder / CONFIG, MOST_BYTES))
    except FileNotFoundError as error:
        raise UsageError(
            f"{folder} holds no {CONFIG}, so no model; name a folder that `save_pretrained` wrote."
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{folder / CONFIG} cannot be read: {shorten(str(error), 200)}.") from error
    if not isinstance(settings, dict) or not isinstance(settings.get("model_type"), str):
        raise UsageError(
            f"{folder / CONFIG} names no model_type, so this is no model of Hugging Face's; name a folder that "
            "`save_pretrained` wrote."
        )
    return folder
