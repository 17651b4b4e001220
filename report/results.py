"""Every number of the report: report.typ reads them from report/results/*.json and has none typed in."""

import os
import platform
from importlib.metadata import version

import numpy as np
import psutil
from study import AVERAGED, CONTROL_FACES, PAIRS, SETS

from latentfaces.errors import LatentFacesError
from latentfaces.experiments.random_directions import family_p
from latentfaces.figures.schema import layer_table
from latentfaces.latent import MEANS, faces_at_mean_z
from latentfaces.measures import traits
from latentfaces.models.catalogue import find_model
from latentfaces.models.networks import build_discriminator, build_generator
from latentfaces.models.presets import PRESETS, Preset
from latentfaces.storage import write_json

SHIPPED = (
    *("avatars-short", "avatars", "anime-short", "anime", "simpsons", "simpsons-reference"),
    *("anime-baseline", "anime-baseline-a", "anime-baseline-b"),
)
PACKAGES = ("tensorflow", "keras", "numpy", "pillow", "matplotlib", "dicebear-core", "resvg-py")
# The findings about the mean: finding -> its measure, and what is tested of it. The third is about two measures.
TESTED = {
    "2": ("warmth, hair", "slope"),
    "3a": ("sharpness, eyes", "slope"),
    "3b": ("symmetry, eyes", "slope"),
    "4": ("sharpness, mouth", "slope"),
    "5": ("brightness", "dip"),
}
# The final part of a run over which its losses are averaged.
LAST = 0.1


def write_results(study, folder):
    """Writes one JSON file for each part of the report to folder (pathlib.Path)."""
    write_json(folder / "data.json", data(study))
    write_json(folder / "networks.json", {name: networks(preset) for name, preset in PRESETS.items()})
    write_json(folder / "models.json", {name: model(name) for name in SHIPPED})
    write_json(folder / "imbalance.json", {label: last_losses(run) for label, run in study.imbalance.items()})
    write_json(folder / "latent.json", {name: latent(study, name) for name in SETS})
    write_json(folder / "paths.json", {"pairs": PAIRS, "measures": study.paths.round(4).to_dict("index")})
    write_json(folder / "seed_findings.json", study.seeds)
    write_json(folder / "held_out.json", {name: study.held_out[name] for name in SETS})


def data(study):
    """Number and size of the avatars, and the number of values of each true trait."""
    faces = study.faces
    return {
        "count": len(faces),
        "size": faces.size,
        "traits": {name: int(values.nunique()) for name, values in faces.traits.items()},
        "megabytes": round(faces.images.nbytes / 1e6, 1),
    }


def networks(preset):
    """Both networks of a preset, layer by layer, with their numbers of parameters and of trainable ones."""
    parts = {}
    for name, network in (("generator", build_generator(preset)), ("discriminator", build_discriminator(preset))):
        parts[name] = {
            "layers": layer_table(network),
            "parameters": network.count_params(),
            "trainable": int(sum(np.prod(weight.shape) for weight in network.trainable_weights)),
        }
    return {**parts, "combined": sum(part["parameters"] for part in parts.values())}


def model(name):
    """The card of a shipped model, its scores and its last losses."""
    folder = find_model(name)
    card, scores = folder.read_metadata(), folder.read_scores()
    preset = Preset.from_json(card["preset"])
    if scores is None:
        raise LatentFacesError(f'The model "{name}" has no scores; `latentfaces evaluate --model {name}` makes them.')
    return {
        "preset": preset.to_json(),
        **{key: card[key] for key in ("steps", "kimg", "minutes")},
        "images_per_second": round(1000 * card["kimg"] / 60 / card["minutes"], 1),
        "faces": card["faces"]["count"],
        "parameters": build_generator(preset).count_params(),
        "scores": {key: value for key, value in scores.items() if key not in ("model", "data", "weights")},
        "last": last_losses(name),
    }


def last_losses(run):
    """The mean of every column of a run's losses.csv over its last tenth, and the number of steps."""
    table = find_model(run).read_losses()
    table = table[table.index > table.index[-1] * (1 - LAST)]
    return {"steps": int(table.index[-1]), **table.mean().round(4).to_dict()}


def latent(study, name):
    """Effects of the mean and the standard deviation of z in the B model of a set."""
    G, controlled = study.models[name]["B"], study.controlled[name]
    at_mean_z = faces_at_mean_z(G)
    return {
        "averaged": AVERAGED,
        "directions": len(controlled.values) - 1,
        "faces": CONTROL_FACES,
        "family_p": family(study)[name],
        "random_dip": round(float(np.median(controlled.dips()[1:, controlled.measures.index("brightness")])), 4),
        "positive": {label: effects_of(found) for label, found in study.positive[name].items()},
        "effects": effects_of(controlled),
        "means": list(controlled.means),
        "along_mean": dict(zip(controlled.measures, controlled.values[0].T.round(4).tolist())),
        "brightness_at_mean_z": dict(zip(map(str, MEANS), traits.brightness(at_mean_z).round(4).tolist())),
        "std": study.stds[name].round(4).reset_index().to_dict("list"),
    }


def effects_of(controlled):
    """{measure: its slope, its dip and their p-values}."""
    effects = controlled.effects().astype(float).round(4)
    return {measure: effects.loc[measure].to_dict() for measure in effects.index}


def family(study):
    """{set: {finding: its p corrected for all of TESTED in all sets}}."""
    columns = {}
    for name, found in study.controlled.items():
        kinds = {"slope": found.slopes(), "dip": found.dips()}
        for number, (measure, kind) in TESTED.items():
            if measure in found.measures:
                columns[name, number] = kinds[kind][:, found.measures.index(measure)]
    p = dict(zip(columns, family_p(np.stack(list(columns.values()), axis=1)).round(4).tolist(), strict=True))
    return {name: {number: p[name, number] for number in TESTED if (name, number) in p} for name in study.controlled}


def machine():
    """The machine that built the report: processor, memory, Python and the versions that matter."""
    return {
        "machine": platform.machine(),
        "system": platform.system(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }
