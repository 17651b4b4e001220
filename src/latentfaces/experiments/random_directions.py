"""Does the mean of z do what it seems to do? Traits along the mean, and along random sign vectors.

N(m, s) moves z by m along (1, ..., 1). Training treats this direction like every other vector of signs, such as
(1, -1, -1, ..., 1): the prior, the start of the kernels that z meets and elementwise optimizers stay the same when a
coordinate of z is negated. So sign vectors are an exact control for the mean, which Gaussian directions are not
(Glorot's uniform start and Adam do change when z is rotated). An effect of the mean is a finding only if it stands out
from theirs.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from jaxtyping import Float
from tqdm import tqdm

from latentfaces.arrays import Images, PerImage
from latentfaces.checks import MOST, listed, whole_number
from latentfaces.latent import generate, sample_latent
from latentfaces.measures.parts import measure, measures_of
from latentfaces.models.generator import Generator

# Evenly spaced and symmetric, so that slope and dip do not mix.
CONTROL_MEANS = (-0.8, -0.4, 0.0, 0.4, 0.8)


def diversity(images: Images) -> float:
    """How much faces uint8 (N, S, S, 3) differ: standard deviation over faces, averaged over pixels, in [0, 1]."""
    return float(images.std(axis=0).mean() / 255)


def along_std(
    G: Generator, stds: Sequence[float], n: int = 256, seed: int = 0, faces: str | None = None
) -> pd.DataFrame:
    """DataFrame of the mean of every measure and the diversity of n faces of N(0, s), one row for each s in stds.

    faces: the set that G was trained on, which decides what can be measured (`parts.measures_of`).
    """
    rows = []
    stds = listed("The stds", stds)
    for std in stds:
        images = generate(G, sample_latent(n, G, std=std, seed=seed))
        rows.append([*measure(images, faces).mean(), diversity(images)])
    return pd.DataFrame(rows, index=pd.Index(stds, name="std"), columns=[*measures_of(faces), "diversity"])


@dataclass(frozen=True)
class Controlled:
    """Measures float (1 + K, len(means), M): along (1, ..., 1) first, then along K random sign vectors."""

    means: tuple[float, ...]
    values: Float[np.ndarray, "directions means M"]
    measures: tuple[str, ...]

    def of(self, values: Float[np.ndarray, "means M"]) -> "Controlled":
        """The same random directions beside another direction than the mean; values: the measures along it."""
        return replace(self, values=np.concatenate([values[None], self.values[1:]]))

    def slopes(self) -> Float[np.ndarray, "directions M"]:
        """The slope of every measure along every direction, by least squares, per unit of the mean."""
        x = np.array(self.means)
        return np.tensordot(x, self.values, (0, 1)) / (x @ x)

    def dips(self) -> Float[np.ndarray, "directions M"]:
        """The average of both ends minus the middle: positive if the middle is lower."""
        return (self.values[:, 0] + self.values[:, -1]) / 2 - self.values[:, len(self.means) // 2]

    def effects(self) -> pd.DataFrame:
        """DataFrame with a row for each measure: slope and dip along the mean, and their p-values.

        *_p: the fraction of the 1 + K directions, the mean's own included, whose slope or dip is at least as large in
        absolute value. This is a two-sided randomisation test: at least 1 / (1 + K), and small if the mean stands out.
        *_control_size: the root mean square of the effect over the random directions.
        """
        table = {}
        for name, effect in (("slope", self.slopes()), ("dip", self.dips())):
            table[name] = effect[0]
            table[f"{name}_p"] = (np.abs(effect) >= np.abs(effect[0])).mean(axis=0)
            table[f"{name}_control_size"] = np.sqrt((effect[1:] ** 2).mean(axis=0))
        return pd.DataFrame(table, index=pd.Index(self.measures, name="measure"))


def family_p(effects: Float[np.ndarray, "directions n"]) -> PerImage:
    """p-values of a family of tests, such that one is below 0.05 in one of twenty families if no effect is real.

    effects: float (1 + K, n), the n effects along (1, ..., 1) first, then along K random directions. Each is divided by
    its root mean square over all directions, and compared with the largest of the n in every direction (the maximum
    statistic of Westfall and Young 1993).
    """
    sizes = np.abs(effects) / np.sqrt((effects**2).mean(axis=0))
    return (sizes.max(axis=1)[:, None] >= sizes[0]).mean(axis=0)


def controlled(
    G: Generator, n: int = 128, directions: int = 199, std: float = 0.4, seed: int = 0, faces: str | None = None
) -> Controlled:
    """`Controlled` measures of n faces of N(m, std) at each m of CONTROL_MEANS, and along random sign vectors.

    Every direction moves the same n draws by the same lengths. Each sign is 1 or -1 with equal probability, by seed.
    faces: the set that G was trained on, which decides what can be measured (`parts.measures_of`).
    """
    directions = whole_number("The number of random directions", directions, 1, MOST)
    signs = np.random.default_rng([seed, 1]).choice([-1.0, 1.0], (directions, G.latent_dim))
    values = along(G, np.vstack([np.ones(G.latent_dim), signs]), n, std, seed, faces)
    return Controlled(CONTROL_MEANS, values, tuple(measures_of(faces)))


def along(
    G: Generator, ways: Float[np.ndarray, "directions d"], n: int, std: float, seed: int, faces: str | None
) -> Float[np.ndarray, "directions means M"]:
    """The mean of each measure over n faces of m * way + N(0, std), for each of the ways (K, d) and m of CONTROL_MEANS.

    A way as long as (1, ..., 1) has the length sqrt(d).
    """
    noise = sample_latent(n, G, std=std, seed=seed)
    sides, values = [mean for mean in CONTROL_MEANS if mean], []
    # Every way goes through the same middle.
    middle = measure(G.faces(noise), faces).to_numpy(float).mean(axis=0)
    for way in tqdm(ways, desc="directions", file=sys.stdout):
        # All means in one call, because many small calls take far longer.
        images = G.faces(np.concatenate([noise + mean * way for mean in sides]).astype(np.float32))
        measured = measure(images, faces).to_numpy(float).reshape(len(sides), n, -1).mean(axis=1)
        values.append(np.insert(measured, len(sides) // 2, middle, axis=0))
    return np.array(values)
