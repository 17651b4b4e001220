"""The available models: the shipped ones by name, and run folders. Listing them needs no engine."""

import math
import re
from pathlib import Path

import h5py
import pandas as pd

from latentfaces import paths
from latentfaces.checks import user_path
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.run_folder import RunFolder
from latentfaces.storage import reporting_damage

REPOSITORY = "https://github.com/latentfaces/latentfaces"
PAGE = "https://latentfaces.github.io/latentfaces/"


def find_model(model: StrPath) -> RunFolder:
    """The folder of a shipped model (of the user or this project), of a run, or of a state such as "avatars@60".

    Raises LatentFacesError with the known names if there is none.
    """
    own = user_path("A model", model)
    for path in (*(folder / str(model) for folder in _folders()), own):
        if RunFolder(path).holds_model():
            return RunFolder(path)
    run, kimg = _run_and_kimg(str(model))
    if kimg is not None:
        finished = find_model(run)
        if kimg in finished.states:
            return finished.states[kimg]
        if finished.states:
            known = f"its earlier states are {', '.join(f'{run}@{each}' for each in finished.states)}"
        elif paths.IS_INSTALLED and finished.path.parent == paths.PRETRAINED:
            known = f"the installed package has none, so run `git clone --depth 1 {REPOSITORY}` for them"
        else:
            known = "no earlier state of it was kept"
        raise LatentFacesError(f'{run} has no state "{model}"; {known}.')
    raise LatentFacesError(
        f'There is no model "{model}"; choose one of {", ".join(pretrained_names())}, or give the folder of a run '
        "that `latentfaces train` made."
    )


def states_of(model: StrPath) -> dict[str, int | None]:
    """{name: thousands of images} of the states of the run that a model is one of, in the order of training.

    {"avatars@20": 20, ..., "avatars": None}: the finished one is the last, and the only one where no earlier state was
    kept. All take the same z. Raises LatentFacesError as `find_model` does.
    """
    folder, name = find_model(model), str(model)
    run, kimg = _run_and_kimg(name)
    if kimg is None and folder.kimg is not None:  # the folder of a state, whose run is not asked for
        return {name: None}
    states = {**{f"{run}@{kimg}": kimg for kimg in folder.finished.states}, run: None}
    return states if name in states else {name: None}


def finished_name(model: StrPath) -> str:
    """The last name of `states_of`: "avatars" for "avatars@60"."""
    return list(states_of(model))[-1]


def _run_and_kimg(model: str) -> tuple[str, int | None]:
    """("avatars", 60) for "avatars@60", and ("avatars", None) for "avatars"."""
    found = re.fullmatch(r"(.+)@([1-9][0-9]{0,5})", model, re.DOTALL)
    return (found[1], int(found[2])) if found else (model, None)


def pretrained_names() -> list[str]:
    """Names of the shipped models, sorted; without those whose weights are left out of an installed package."""
    names = {path.parent.name for folder in _folders() for path in folder.glob("*/model.json")}
    return sorted(name for name in names if not lacks_weights(find_model(name)))


def page_models() -> list[str]:
    """Names of the shipped models that the page has, those of `compact` networks, with the default one first."""
    return sorted(filter(is_on_page, pretrained_names()), key=lambda name: (name != "avatars", name))


def is_on_page(model: StrPath) -> bool:
    """Whether the page has a model, or the run of an earlier state."""
    run, _ = _run_and_kimg(str(model))
    return run in pretrained_names() and find_model(run).read_metadata()["preset"]["architecture"] == "compact"


def left_out_names() -> list[str]:
    """Names of the models whose weights are left out of an installed package, sorted."""
    folders = (RunFolder(path.parent) for path in paths.PRETRAINED.glob("*/model.json"))
    return sorted(folder.path.name for folder in folders if lacks_weights(folder))


def lacks_weights(folder: RunFolder) -> bool:
    """Whether this is one of the large models of an installed package, which does not hold their weights."""
    return paths.IS_INSTALLED and folder.path.parent == paths.PRETRAINED and not folder.weights.is_file()


def _folders() -> tuple[Path, ...]:
    return paths.PUBLISHED, paths.PRETRAINED


def model_table() -> pd.DataFrame:
    """The shipped models, one in each row: name, preset, pixels, millions of parameters, faces, kimg, minutes, FID and
    its floor.

    Raises LatentFacesError if a file of one of them is damaged.
    """
    rows = []
    for name in pretrained_names():
        folder = find_model(name)
        metadata, scores = folder.read_metadata("kimg", "minutes"), folder.read_scores()
        rows.append(
            {
                "name": name,
                "preset": metadata["preset"]["name"],
                "px": metadata["preset"]["size"],
                "Mparams": round(count_parameters(folder.weights) / 1e6, 2),
                "faces": metadata["faces"]["source"],
                "kimg": metadata["kimg"],
                "minutes": metadata["minutes"],
                "FID": scores and scores["fid"],
                "floor": scores and scores["floor_fid"],
            }
        )
    return pd.DataFrame(rows)


def count_parameters(weights: Path) -> int:
    """The number of values in a weights file. Raises LatentFacesError if it is missing or damaged."""
    sizes = []

    def count(name: str, node: h5py.Group | h5py.Dataset) -> None:
        if isinstance(node, h5py.Dataset):
            sizes.append(math.prod(node.shape))

    with reporting_damage(weights, "restore it, or train again"), h5py.File(weights) as file:
        file.visititems(count)
    return sum(sizes)
