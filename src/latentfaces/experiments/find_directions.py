"""Directions in the latent space: found in the weights, in activations or by regression, and what each one changes.

Every direction is a unit vector, so z from N(0, 1) varies by a standard deviation of 1 along it, and sliders from -3 to
3 stay among the z of training.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from jaxtyping import Float, Float32
from sklearn.decomposition import PCA

from latentfaces.arrays import Images, Latent, Latents, PerImage
from latentfaces.backend import compiled_network, keras, layers
from latentfaces.latent import sample_latent
from latentfaces.models.generator import BATCH, Generator

# Faces uint8 (n, S, S, 3) -> DataFrame with n rows and a column of numbers for each trait.
Measures = Callable[[Images], pd.DataFrame]
REACH = 3.0


def weight_directions(G: Generator, count: int = 5) -> Float32[np.ndarray, "count d"]:
    """The directions that move the first layer of G most, the strongest first (SeFa, Shen and Zhou 2021).

    They are singular vectors of the layer, with the scales of a normalisation that follows it. Nothing is drawn. In a G
    with self-modulation the layer is not linear in z: they are the singular vectors of its changes from z = 0 to each
    unit vector, and leave out that z also enters later layers.
    """
    units = np.vstack([np.zeros(G.latent_dim), np.eye(G.latent_dim)])
    outputs = _outputs(G, units.astype(np.float32), 0, before=True)
    return _oriented(np.linalg.svd(outputs[1:] - outputs[0], full_matrices=False)[0].T[:count])


def activation_directions(G: Generator, count: int = 5, n: int = 2000, seed: int = 0) -> Float32[np.ndarray, "count d"]:
    """The directions of z that go with the principal components of an early layer (GANSpace, Härkönen et al. 2020).

    The layer is the second activation of G, for n draws from the prior: the first is nearly linear in z,
    without self-modulation.
    """
    z = sample_latent(n, G, seed=seed)
    components = PCA(count, random_state=seed).fit_transform(_outputs(G, z, 1))
    return _oriented(np.stack([regressed_direction(z, values) for values in components.T]))


def regressed_direction(z: Latents, values: PerImage) -> Latent:
    """The direction along which values (n,), such as a trait of the faces of z (n, d), grow most by least squares."""
    slopes = np.linalg.lstsq(z - z.mean(axis=0), values - values.mean(), rcond=None)[0]
    return (slopes / np.linalg.norm(slopes)).astype(np.float32)


def fit(z: Latents, values: PerImage, direction: Latent) -> float:
    """The correlation of values (n,) with the place of z (n, d) along a direction: give z that did not find it."""
    return float(np.corrcoef(z @ direction, values)[0, 1])


def changes(
    G: Generator, directions: Mapping[str, Latent], measures: Measures, n: int = 250, seed: int = 1
) -> pd.DataFrame:
    """What else moves: a row for each direction, and for each trait its mean change from -REACH to REACH.

    The same n draws of z move along every direction. Divide by the standard deviations over real faces to compare
    traits.
    """
    z = sample_latent(n, G, seed=seed)
    rows = {}
    for name, direction in directions.items():
        # At the same distance from the origin along every direction.
        across = z - np.outer(z @ direction, direction)
        low, high = (measures(G.faces(across + step * direction)).mean() for step in (-REACH, REACH))
        rows[name] = high - low
    return pd.DataFrame(rows).T


def _oriented(directions: Float[np.ndarray, "count d"]) -> Float32[np.ndarray, "count d"]:
    """The same directions, each with a positive sum: a singular vector has no sign of its own."""
    signs = np.where(directions.sum(axis=1, keepdims=True) < 0, -1, 1)
    return (signs * directions).astype(np.float32)


def _outputs(G: Generator, z: Latents, which: int, before: bool = False) -> Float32[np.ndarray, "n f"]:
    """What the activation number `which` of G makes of z (n, d), or gets, as rows."""
    activation = [
        layer for layer in G.network.layers if isinstance(layer, layers.ReLU | layers.LeakyReLU | layers.Activation)
    ][which]
    draw = compiled_network(keras.Model(G.network.input, activation.input if before else activation.output))
    rows = [np.asarray(draw(z[start : start + BATCH])) for start in range(0, len(z), BATCH)]
    return np.concatenate(rows).reshape(len(z), -1)
