"""Are generated faces too soft? python benchmarks/softness.py MODEL DATA [MODEL DATA ...]

For each model and its set of faces: the energy of the waves shorter than three pixels in generated faces, relative to
that in held-out ones (neither is compressed for it), and the distances when the generated faces are softened or
sharpened a little. Writes results/softness.csv.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.ndimage import gaussian_filter

from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures.metrics import HeldOutKid, fid, kid
from latentfaces.models.pretrained import load_generator

TABLE = Path(__file__).parent / "results" / "softness.csv"
HELD_OUT, SAMPLES = 1000, 2000


def short_waves(images):
    """Mean energy of the waves shorter than three pixels in the grey of faces uint8 (n, S, S, 3)."""
    energy = (np.abs(np.fft.fft2(images.mean(-1))) ** 2).mean(0)
    cycles_per_pixel = np.hypot(*np.meshgrid(*[np.fft.fftfreq(len(energy))] * 2))
    return energy[cycles_per_pixel > 1 / 3].mean()


def sharpened(images, amount):
    """Faces uint8 plus amount times what a blur of one pixel (sigma) takes away; an amount below 0 softens."""
    images = images.astype(np.float32)
    fine = images - gaussian_filter(images, (0, 1, 1, 0))
    return np.clip(np.rint(images + amount * fine), 0, 255).astype(np.uint8)


def main():
    names, rows = sys.argv[1:], []
    if not names or len(names) % 2:
        sys.exit("Give each model with its set of faces: python benchmarks/softness.py avatars avatars anime anime")
    for model, data in zip(names[::2], names[1::2], strict=True):
        held_out = load_faces(data).holdout(HELD_OUT)[1]
        measure, real_waves = HeldOutKid(held_out), short_waves(held_out.images)
        G = load_generator(model)
        faces = G.faces(sample_latent(SAMPLES, G, seed=1))
        for amount in (-0.5, 0.0, 0.5, 1.0):
            images = sharpened(faces, amount)
            fake = measure.features(images)
            rows.append(
                {
                    "model": G.name,
                    "data": Path(data).stem,
                    "sharpened": amount,
                    "fid": fid(fake, measure.real),
                    "kid_x1000": kid(fake, measure.real)[0],
                    "short_waves": short_waves(images) / real_waves,
                }
            )
            print(rows[-1], flush=True)
    pd.DataFrame(rows).round(3).to_csv(TABLE, index=False)


if __name__ == "__main__":
    main()
