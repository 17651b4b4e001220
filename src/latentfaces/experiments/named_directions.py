"""The sliders of a model: directions along which a trait grows, others that its weights favour, and one at random.

Names come from measurements: a regressed direction has the name of its trait, if the trait follows it on faces that it
was not found with; any other direction has a sentence that says what it changes most.
"""

import numpy as np
import pandas as pd

from latentfaces.experiments.find_directions import (
    REACH,
    Measures,
    changes,
    fit,
    regressed_direction,
    weight_directions,
)
from latentfaces.latent import sample_latent
from latentfaces.models.directions import Direction
from latentfaces.models.generator import Generator

FITTED, CHECKED = 2000, 1000  # faces
# The smallest correlation, on faces of other z, with which a direction has the name of its trait.
LEAST_FIT = 0.5
WEIGHT_DIRECTIONS = 3
CONTROL = "a random direction"


def named_directions(
    G: Generator, measures: Measures, real_std: pd.Series, seed: int = 0
) -> tuple[dict[str, Direction], pd.DataFrame]:
    """({name: Direction} for directions.json, the table of what each changes).

    measures: every trait that a slider can have; its name is that of the slider. real_std: the standard deviation of
    each trait over real faces. The table has a row for each direction: the fit (a correlation, see `fit`) of regressed
    ones, and for each trait the change from one end of the slider to the other, in standard deviations of real faces.
    """
    # What real faces all have alike has no unit.
    known = real_std.index[real_std > 0]
    z = sample_latent(FITTED + CHECKED, G, seed=seed)
    values = measures(G.faces(z))[known]
    found, fits = {}, {}
    for trait in values.columns[values.std() > 0]:
        way = regressed_direction(z[:FITTED], values[trait].to_numpy()[:FITTED])
        r = fit(z[FITTED:], values[trait].to_numpy()[FITTED:], way)
        if r >= LEAST_FIT:
            found[trait], fits[trait] = way, r
    found |= {f"weights, {i + 1}": way for i, way in enumerate(weight_directions(G, WEIGHT_DIRECTIONS))}
    control = np.random.default_rng(seed).standard_normal(G.latent_dim)
    found[CONTROL] = (control / np.linalg.norm(control)).astype(np.float32)
    table = (changes(G, found, measures) / real_std)[known]
    directions = {
        name: Direction(way, -REACH, REACH, about(name, table.loc[name]), is_trait=name in fits)
        for name, way in found.items()
    }
    table.insert(0, "fit", pd.Series(fits))
    return directions, table


def about(name: str, changed: pd.Series) -> str:
    """What a slider changes most, as a sentence; changed: in standard deviations of real faces, for each trait."""
    others = changed.drop(name, errors="ignore")
    largest = others.reindex(others.abs().sort_values(ascending=False).index)[:2]
    also = ", ".join(f"{trait} {change:+.1f}" for trait, change in largest.items())
    unit = "From end to end, in standard deviations of real faces"
    if name in changed:
        return f"{unit}: {name} {changed[name]:+.1f}; also {also}."
    if name == CONTROL:
        return f"A control, drawn at random. {unit}: {also}."
    return f"What G's first layer amplifies. {unit}: {also}."
