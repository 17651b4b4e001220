"""The report's pictures of faces, one function a figure; `charts` has the figures with axes.

Each returns a PIL image and is deterministic: the same weights, faces and seed give the same bytes. `models` is a
dict label -> generator, such as {"A": load_generator("avatars-short"), "B": load_generator("avatars")}.
"""

import numpy as np
from PIL import Image

from latentfaces import latent, movies
from latentfaces.errors import LatentFacesError
from latentfaces.latent import MEANS, generate, sample_latent
from latentfaces.metrics import nearest_faces
from latentfaces.pictures import GAP
from latentfaces.pretrained import find_model, read_card
from latentfaces.sheets import FACE, enlarged_grid, face_sheet, sheet

STDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2)
PROGRESS_STEPS = (100, 300, 1000, 3000)


def dataset_samples(faces, n=64, seed=0):
    """n real faces of `Faces`, drawn by seed. Only for faces that may be shown."""
    rows = np.random.default_rng(seed).choice(len(faces), min(n, len(faces)), replace=False)
    return enlarged_grid(faces.images[np.sort(rows)])


def samples(G, n=64, seed=0):
    """n generated faces as they come, none left out."""
    return enlarged_grid(generate(G, sample_latent(n, G, seed=seed)))


def samples_of(models, n=25, seed=0):
    """n faces of each model side by side, from the same z."""
    grids = [samples(G, n, seed) for G in models.values()]
    return sheet([grids], list(models))


def progress(model, steps=PROGRESS_STEPS, columns=4):
    """The samples that a training run saved at these steps, columns x columns faces of the same z each time.

    model: a shipped model's name or a run folder. Raises LatentFacesError if the run did not get that far.
    """
    folder = find_model(model)
    size = read_card(folder)["preset"]["size"]
    side = GAP + columns * (size + GAP)
    factor = max(1, FACE // size)
    grids = []
    for step in steps:
        path = folder / "samples" / f"{step:06d}.png"
        try:
            with Image.open(path) as image:
                part = image.convert("RGB").crop((0, 0, side, side))
        except OSError as error:
            raise LatentFacesError(
                f"There are no samples of step {step:,} in {path.parent}; train that far, or restore the file."
            ) from error
        grids.append(part.resize((side * factor, side * factor), Image.Resampling.NEAREST))
    return sheet([grids], [f"step {step:,}" for step in steps])


def two_stds(models, stds=(1.0, 0.4), n=16, seed=0):
    """N(0, 1) beside N(0, 0.4), a row for each model; every panel draws the same n z."""
    return _panels(models, [(0.0, std) for std in stds], n, seed)


def two_means(models, means=(-0.3, 0.3), std=0.4, n=16, seed=0):
    """N(-0.3, 0.4) beside N(0.3, 0.4), a row for each model; every panel draws the same n z."""
    return _panels(models, [(mean, std) for mean in means], n, seed)


def _panels(models, laws, n, seed):
    cells = [
        [enlarged_grid(generate(G, sample_latent(n, G, mean, std, seed))) for mean, std in laws]
        for G in models.values()
    ]
    return sheet(cells, [f"N({_number(mean)}, {std:g})" for mean, std in laws], list(models))


def average_faces(models, means=MEANS, n=1000, std=0.4, seed=0):
    """Both average faces of every model at each mean: the pixel mean of n faces, and the face at the mean of z."""
    rows, labels = [], []
    for label, G in models.items():
        rows += latent.average_faces(G, means, n, std, seed)
        labels += [f"{label}, mean of faces", f"{label}, face of mean z"]
    return face_sheet(rows, [_number(mean) for mean in means], labels)


def std_sweep(G, stds=STDS, n=6, seed=0):
    """n faces (one a row) at each standard deviation of z (one a column)."""
    faces = latent.std_sweep(G, stds, n, seed=seed)
    return face_sheet(faces.swapaxes(0, 1), [f"std {std:g}" for std in stds], None)


def mean_sweep(G, means=MEANS, n=5, std=0.4, seed=0):
    """n faces (one a row) at each mean of z (one a column)."""
    faces = latent.mean_sweep(G, means, n, std, seed)
    return face_sheet(faces.swapaxes(0, 1), [_number(mean) for mean in means], None)


def interpolation(G, pairs=2, n=9, seed=0):
    """From one face to another along a straight line and along a great circle (White 2016), for each pair.

    The faces at both ends are the same; only the way between them differs.
    """
    t = np.linspace(0, 1, n)
    z = sample_latent(2 * pairs, G, seed=seed)
    rows = [generate(G, way(a, b, t)) for a, b in zip(z[::2], z[1::2]) for way in (latent.lerp, latent.slerp)]
    return face_sheet(rows, [f"{value:.3g}" for value in t], ["straight", "great circle"] * pairs)


def walk_frames(G, abreast=3, stops=5, frames_between=16, seed=0):
    """The frames of a film, uint8 (n, S, abreast * S, 3): closed walks through `stops` faces each, side by side."""
    walks = [latent.walk(G, stops, frames_between, seed=seed + i) for i in range(abreast)]
    return np.concatenate([generate(G, z) for z in walks], axis=2)


def walk(frames, every=8):
    """Every eighth frame of `walk_frames`, walk by walk: a still of the film."""
    size = frames.shape[1]
    stills = frames[::every]
    rows = [stills[:, :, i : i + size] for i in range(0, frames.shape[2], size)]
    return face_sheet(rows, [f"frame {i}" for i in range(0, len(frames), every)], None)


def save_walk(frames, path):
    """Writes the film of `walk_frames` as path.gif and path.mp4 (path: pathlib.Path without a suffix)."""
    scale = max(1, FACE // frames.shape[1])
    movies.save_gif(frames, path.with_suffix(".gif"), fps=12, scale=scale)
    movies.save_mp4(frames, path.with_suffix(".mp4"), fps=12, scale=scale)


def neighbours(G, faces, n=10, k=2, seed=0):
    """n generated faces, each above the k real faces nearest to it. Only for faces that may be shown."""
    generated = generate(G, sample_latent(n, G, seed=seed))
    distances, rows = nearest_faces(generated, faces, k)
    real = [faces.images[np.asarray(nearest)] for nearest in rows.T]
    labels = [f"{distance:.1f}" for distance in distances[:, 0]]
    return face_sheet([generated, *real], labels, ["generated", "nearest", *(f"nearest, {i}" for i in range(2, k + 1))])


def _number(value):
    # A true minus sign, as wide as the plus.
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")
