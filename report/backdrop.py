"""How much of an avatar model's KID is its backdrop and not its faces? python report/backdrop.py, a minute.

In real avatars everything around the head has one colour, down to the pixel. The generated ones get that colour too,
wherever a colour like that of the upper left corner reaches the edge of the picture, and are compared again. The same
is done to other real avatars, whose KID must not change. Writes report/results/backdrop.json.
"""

from pathlib import Path

import numpy as np
from scipy.ndimage import label

from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures.metrics import HeldOutKid
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import file_sha256, write_json

RESULTS = Path(__file__).parent / "results" / "backdrop.json"
MODEL, HELD_OUT, STDS = "avatars", 1000, (0.4, 1.0)
LIKE = 16  # levels of 255: more than a plain backdrop varies, less than an outline differs


def painted(images, colour):
    """Images uint8 (n, S, S, 3) with the backdrop in one colour uint8 (3,)."""
    images = images.copy()
    for image in images:
        is_like = (np.abs(image.astype(int) - image[0, 0]) <= LIKE).all(axis=-1)
        regions, _ = label(is_like)
        edge = np.concatenate([regions[0], regions[-1], regions[:, 0], regions[:, -1]])
        image[is_like & np.isin(regions, edge)] = colour
    return images


def main():
    G = load_generator(MODEL)
    others, held_out = load_faces(MODEL).holdout(HELD_OUT)
    colour = held_out.images[0, 0, 0]
    measure = HeldOutKid(held_out)

    def compared(images):
        before, after = measure(images)[0], measure(painted(images, colour))[0]
        corner = np.abs(images[:, 0, 0].astype(int) - colour).max(axis=-1)
        return {
            "kid_x1000": round(before, 2),
            "painted_kid_x1000": round(after, 2),
            "corner_off_by": {"mean": round(float(corner.mean()), 2), "most": int(corner.max())},
        }

    record = {
        "command": "python report/backdrop.py",
        "model": MODEL,
        "weights": file_sha256(G.folder.weights),
        "faces": measure.n,
        "colour": colour.tolist(),
        "by_std": {str(std): compared(G.faces(sample_latent(measure.n, G, std=std))) for std in STDS},
        "real": compared(others.images[: measure.n]),
    }
    write_json(RESULTS, record)
    print(record)


if __name__ == "__main__":
    main()
