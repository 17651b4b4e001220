"""The report's figures of faces, one function for each; `charts` has the figures with axes.

Each returns a PIL image and is deterministic: the same weights, faces and seed give the same bytes. `Models` is
a dict label -> `Generator`, such as {"A": load_generator("avatars-short"), "B": load_generator("avatars")}.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from latentfaces import latent
from latentfaces.arrays import Images, as_pictures
from latentfaces.checks import MOST, instance, labelled, listed, number, user_path, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.random_directions import CONTROL_MEANS
from latentfaces.faces.face_set import Faces
from latentfaces.latent import MEANS, generate, sample_latent
from latentfaces.measures.neighbours import nearest_faces
from latentfaces.models.catalogue import find_model
from latentfaces.models.directions import Direction
from latentfaces.models.generator import Generator
from latentfaces.paths import StrPath
from latentfaces.pictures import movies
from latentfaces.pictures.images import GAP
from latentfaces.pictures.sheets import FACE, enlarged_grid, face_sheet, sheet
from latentfaces.run_folder import RunFolder
from latentfaces.storage import reporting_damage

STDS = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3)
PROGRESS_STEPS = (100, 300, 1000, 3000)
WALK_FPS = 12

Models = dict[str, Generator]


def dataset_samples(faces: Faces, n: int = 64, seed: int = 0) -> Image.Image:
    """n real faces of `Faces`, drawn by seed. Use it only for faces that may be shown."""
    instance("The faces of a figure", faces, Faces, "`Faces`, such as `load_faces` returns")
    n, seed = whole_number("The number of faces", n, 1, MOST), whole_number("The seed", seed, 0)
    rows = np.random.default_rng(seed).choice(len(faces), min(n, len(faces)), replace=False)
    return enlarged_grid(faces.images[np.sort(rows)])


def samples(G: Generator, n: int = 64, seed: int = 0) -> Image.Image:
    """n generated faces, unselected."""
    return enlarged_grid(generate(G, sample_latent(n, G, seed=seed)))


def samples_of(models: Models, n: int = 64, seed: int = 0) -> Image.Image:
    """n faces of each model side by side, from the same z."""
    models = labelled("The models of a figure", models)
    grids = [samples(G, n, seed) for G in models.values()]
    return sheet([grids], list(models))


def progress(runs: Mapping[str, StrPath], steps: Sequence[int] = PROGRESS_STEPS, columns: int = 3) -> Image.Image:
    """The samples that training saved at these steps, a row for each run: columns x columns faces of the same z.

    runs: dict label -> shipped model's name or run folder. Raises LatentFacesError if a run has no samples of a step.
    """
    runs = labelled("The runs of a figure", runs)
    steps = [whole_number("Each step of a figure", step, 1) for step in listed("The steps of a figure", steps)]
    columns = whole_number("The columns of samples", columns, 1, 100)
    cells = [[_saved_samples(find_model(run), step, columns) for step in steps] for run in runs.values()]
    return sheet(cells, [f"step {step:,}" for step in steps], list(runs) if len(runs) > 1 else None)


def _saved_samples(folder: RunFolder, step: int, columns: int) -> Image.Image:
    size = folder.read_metadata()["preset"]["size"]
    side, factor = GAP + columns * (size + GAP), max(1, FACE // size)
    path = folder.sample_grid(step)
    if not path.is_file():
        raise LatentFacesError(
            f"There are no samples of step {step:,} in {path.parent}; train to this step, or restore the file."
        )
    with reporting_damage(path, "restore it"), Image.open(path) as image:
        part = image.convert("RGB").crop((0, 0, side, side))
    return part.resize((side * factor, side * factor), Image.Resampling.NEAREST)


def two_stds(models: Models, stds: Sequence[float] = (1.0, 0.4), n: int = 9, seed: int = 0) -> Image.Image:
    """N(0, 1) and N(0, 0.4) side by side for each model; every panel draws the same n z."""
    return _panels(models, [(0.0, number("Each std", std, 0)) for std in listed("The stds", stds)], n, seed)


def two_means(
    models: Models, means: Sequence[float] = (-0.3, 0.3), std: float = 0.4, n: int = 9, seed: int = 0
) -> Image.Image:
    """N(-0.3, 0.4) and N(0.3, 0.4) side by side for each model; every panel draws the same n z."""
    return _panels(
        models, [(number("Each mean", mean), number("The std", std, 0)) for mean in listed("The means", means)], n, seed
    )


def _panels(models: Models, laws: Sequence[tuple[float, float]], n: int, seed: int) -> Image.Image:
    models = labelled("The models of a figure", models)
    panels = {
        f"{label}: N({_number(mean)}, {std:g})": enlarged_grid(generate(G, sample_latent(n, G, mean, std, seed)))
        for label, G in models.items()
        for mean, std in laws
    }
    return sheet([list(panels.values())], list(panels))


def average_faces(
    models: Models, means: Sequence[float] = MEANS, n: int = 1000, std: float = 0.4, seed: int = 0
) -> Image.Image:
    """Both average faces of every model at each mean: the pixel mean of n faces, and the face at the mean of z."""
    models = labelled("The models of a figure", models)
    rows: list[Images] = []
    labels: list[str] = []
    for label, G in models.items():
        rows += latent.average_faces(G, means, n, std, seed)
        labels += [f"{label}, mean of faces", f"{label}, face of mean z"]
    return face_sheet(rows, [_number(mean) for mean in means], labels)


def std_sweep(G: Generator, stds: Sequence[float] = STDS, n: int = 3, seed: int = 0) -> Image.Image:
    """n faces, one in each row, at each standard deviation of z, one in each column."""
    faces = latent.std_sweep(G, stds, n, seed=seed)
    return face_sheet(faces.swapaxes(0, 1), [f"std {std:g}" for std in stds], None)


def mean_sweep(
    G: Generator, means: Sequence[float] = MEANS, n: int = 3, std: float = 0.4, seed: int = 0
) -> Image.Image:
    """n faces, one in each row, at each mean of z, one in each column."""
    faces = latent.mean_sweep(G, means, n, std, seed)
    return face_sheet(faces.swapaxes(0, 1), [_number(mean) for mean in means], None)


def mirrored(G: Generator, n: int = 2, std: float = 0.4, seed: int = 0) -> Image.Image:
    """The faces of G and of its mirror image G(-z) along the mean of z: what grows in one falls in the other.

    Training draws both generators with the same probability: see `random_directions`.
    """
    z = np.stack([sample_latent(n, G, mean, std, seed) for mean in CONTROL_MEANS], axis=1)
    rows = [G.faces(sign * along) for sign in (1, -1) for along in z]
    return face_sheet(rows, [_number(mean) for mean in CONTROL_MEANS], ["G(z)"] * n + ["G(-z)"] * n)


def direction_strips(G: Generator, directions: Mapping[str, Direction], n: int = 7, seed: int = 0) -> Image.Image:
    """A row of n faces along each direction, from its lowest strength to its highest, all from the face of one z."""
    directions = labelled("The directions of a figure", directions)
    z = sample_latent(1, G, std=0.8, seed=seed)
    rows, n = [], whole_number("The number of faces along a direction", n, 2, MOST)
    for way in directions.values():
        strengths = np.linspace(way.low, way.high, n)
        rows.append(G.faces(z + np.outer(strengths, way.vector)))
    return face_sheet(rows, [f"{strength:+.3g}" for strength in strengths], list(directions))


def interpolation(G: Generator, pairs: int = 1, n: int = 9, seed: int = 0) -> Image.Image:
    """From one face to another along a straight line and along a great circle (White 2016), for each pair.

    The faces at both ends are the same; only the path between them differs.
    """
    t = np.linspace(0, 1, whole_number("The number of faces from one to another", n, 2, MOST))
    z = sample_latent(2 * whole_number("The number of pairs", pairs, 1, MOST // 2), G, seed=seed)
    rows = [G.faces(way(a, b, t)) for a, b in zip(z[::2], z[1::2]) for way in (latent.lerp, latent.slerp)]
    return face_sheet(rows, [f"{value:.3g}" for value in t], ["straight", "great circle"] * pairs)


def walk_frames(G: Generator, stops: int = 4, frames_between: int = 12, seed: int = 0) -> Images:
    """The frames of a film, uint8 (stops * frames_between, S, S, 3): a closed walk through `stops` faces."""
    return generate(G, latent.walk(G, stops, frames_between, seed=seed))


def walk(frames: Images, n: int = 8) -> Image.Image:
    """n frames of `walk_frames`, evenly spaced, with their times: a still of the film."""
    frames = as_pictures("The frames of a walk", frames)
    n = whole_number("The number of frames", n, 1, len(frames))
    rows = np.arange(n) * len(frames) // n
    return face_sheet(frames[None, rows], [f"{row / WALK_FPS:.1f} s" for row in rows], None)


def save_walk(frames: Images, path: Path) -> None:
    """Writes the film of `walk_frames` as path.gif and path.mp4 (path: pathlib.Path without a suffix)."""
    path, frames = user_path("The path of a film", path), as_pictures("The frames of a film", frames)
    scale = max(1, FACE // frames.shape[1])
    movies.save_gif(frames, path.with_suffix(".gif"), fps=WALK_FPS, scale=scale)
    movies.save_mp4(frames, path.with_suffix(".mp4"), fps=WALK_FPS, scale=scale)


def neighbours(G: Generator, faces: Faces, n: int = 8, k: int = 2, seed: int = 0) -> Image.Image:
    """n generated faces, each above the k real faces nearest to it. Use it only for faces that may be shown."""
    generated = generate(G, sample_latent(n, G, seed=seed))
    distances, rows = nearest_faces(generated, faces, k)
    real = [faces.images[np.asarray(nearest)] for nearest in rows.T]
    labels = [f"{distance:.1f}" for distance in distances[:, 0]]
    return face_sheet([generated, *real], labels, ["generated", "nearest", *(f"nearest, {i}" for i in range(2, k + 1))])


def _number(value: float) -> str:
    # A minus sign, not a hyphen.
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")
