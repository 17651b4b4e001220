"""Finds where the faces of a set have eyes, mouth and hair, and checks every measure that is taken there.

    python benchmarks/face_parts.py avatars
    LATENTFACES_REAL_FACES=DIR python benchmarks/face_parts.py anime      (needs: pip install animeface "pillow<12")

Writes src/latentfaces/measures/parts.json, which the package reads, and benchmarks/results/face_parts.json.

Avatars: DiceBear says what it drew. The map of a part has for each pixel the share of its variance over faces that the
true variant of the part explains. Anime: nobody says where the parts are, so a detector of anime faces that no GAN of
ours has seen (animeface 2.0, an open library of 2009) finds eyes and mouth in each face, and the colour of its hair.
The map of an eye or a mouth has for each pixel the share of faces in which it is inside the detected part, and the map
of the hair how much of its warmth (r squared) goes along with the warmth of the hair. The box of a part is where the
sum of the map minus its THRESHOLD is largest; the boxes of both eyes get one size, that of the larger.
"""

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image
from tqdm import tqdm

from latentfaces.faces.load import load_faces
from latentfaces.latent import generate, sample_latent
from latentfaces.measures import parts, traits
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import read_json, write_json

ROOT = Path(__file__).resolve().parents[1]
BOXES = ROOT / "src/latentfaces/measures/parts.json"
CHECKS = ROOT / "benchmarks/results/face_parts.json"
SIZE = 64
# Loose about eyes and mouth, which move from face to face, and strict about hair, which is large.
THRESHOLD = {"eyes": 0.1, "mouth": 0.1, "hair": 0.5}
# Boxes are found on the first faces and checked on others.
N = 4000
FIND, CHECK = slice(0, N), slice(10_000, 10_000 + N)
DETECTED = 2000
GENERATED = 500
# The detector wants larger faces, with something around them.
LARGE, MARGIN = 128, 32


def explained(values, classes):
    """(explained, total) sum of squares of each column of values (n, ...), by classes (n,).

    Their ratio is epsilon squared: eta squared, corrected for the number of classes, so that its mean is 0 where the
    classes say nothing.
    """
    codes, names = pd.factorize(classes)
    n, k = len(values), len(names)
    values = values.reshape(n, -1).astype(np.float64)
    is_of = np.zeros((k, n))
    is_of[codes, np.arange(n)] = 1
    counts = is_of.sum(axis=1, keepdims=True)
    total = ((values - values.mean(0)) ** 2).sum(0)
    between = (counts * (is_of @ values / counts - values.mean(0)) ** 2).sum(0)
    return between - (k - 1) * (total - between) / (n - k), total


def explained_percent(values, classes):
    """`explained` as a share of one variance, in percent; values (n,)."""
    between, total = explained(values, classes)
    return round(100 * float(between[0] / total[0]), 1)


def best_box(values):
    """(top, left, height, width) of the rectangle of a map with the largest sum."""
    sums = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    best = (-np.inf, 0, 0, 0, 0)
    for top in range(len(values)):
        for bottom in range(top + 1, len(values) + 1):
            row = sums[bottom] - sums[top]
            above = row - np.minimum.accumulate(row)
            right = int(above.argmax())
            left = int(row[: right + 1].argmin())
            best = max(best, (above[right], top, left, bottom - top, right - left))
    return best[1:]


def one_size(first, second):
    """Two boxes with the height and the width of the larger, about their own centres."""
    height, width = max(first[2], second[2]), max(first[3], second[3])
    return [(top - (height - h) // 2, left - (width - w) // 2, height, width) for top, left, h, w in (first, second)]


def boxes_of(left_eye, right_eye, mouth, hair):
    """{part: its box in fractions of the side} from the maps of four parts."""
    eyes = one_size(*(best_box(eye - THRESHOLD["eyes"]) for eye in (left_eye, right_eye)))
    found = (*eyes, best_box(mouth - THRESHOLD["mouth"]), best_box(hair - THRESHOLD["hair"]))
    return {name: [x / SIZE for x in box] for name, box in zip((*parts.EYES, "mouth", "hair"), found)}


def save(name, boxes, check, real):
    """Adds a set to both files; real: `Faces` for the standard deviations."""
    sets, checks = (read_json(path, dict, "delete it") if path.exists() else {} for path in (BOXES, CHECKS))
    sets[name] = {"boxes": boxes}
    write_json(BOXES, sets)
    parts._sets.cache_clear()
    measured = parts.measure(real, name)
    sets[name]["real_std"] = measured.std().astype(float).round(5).to_dict()
    write_json(BOXES, sets)
    checks[name] = check(measured)
    write_json(CHECKS, checks)


def avatars():
    faces = load_faces("avatars", SIZE)
    images, truth = faces.images[FIND], faces.traits[FIND]

    def map_of(trait):
        between, total = (x.reshape(SIZE, SIZE, 3).sum(2) for x in explained(images, truth[trait]))
        return between / np.maximum(total, 1)

    eyes = map_of("eyes")
    # The nose is between them: the column there of which eyes explain least.
    columns = eyes.sum(0)
    nose = SIZE // 4 + int(columns[SIZE // 4 : SIZE // 2].argmin())
    is_left = np.arange(SIZE) < nose
    boxes = boxes_of(eyes * is_left, eyes * ~is_left, map_of("mouth"), map_of("hair_color"))

    def check(measured):
        thirds = np.array_split(faces.images[CHECK], 3, axis=1)
        before = {
            "warmth, top third": traits.warmth(thirds[0]),
            "symmetry, middle third": traits.symmetry(thirds[1]),
            "sharpness, middle third": traits.sharpness(thirds[1]),
            "sharpness, bottom third": traits.sharpness(thirds[2]),
        }
        truth = faces.traits[CHECK].reset_index(drop=True)
        hair_warmth = truth.hair_color.map(lambda c: np.nan if c == "none" else int(c[1:3], 16) - int(c[5:7], 16))
        plain = truth.glasses == "none"
        values = pd.concat([measured[CHECK].reset_index(drop=True), pd.DataFrame(before)], axis=1)
        return {
            "n": N,
            "true hair warmth, r": {
                name: round(float(values[name].corr(hair_warmth)), 3) for name in ("warmth, hair", "warmth, top third")
            },
            "without glasses, by the eyes, percent": {
                name: explained_percent(values[name][plain].to_numpy(), truth.eyes[plain])
                for name in ("symmetry, eyes", "sharpness, eyes")
            },
            "explained_percent": {
                name: {trait: explained_percent(column.to_numpy(), truth[trait]) for trait in truth}
                for name, column in values.items()
            },
        }

    save("avatars", boxes, check, faces.images)


def detect(images):
    """A row for each face of uint8 (n, 64, 64, 3) in which the detector finds one: boxes in pixels, colour of hair."""
    import animeface

    scale = SIZE / LARGE
    rows = {}
    for i, image in enumerate(tqdm(images, desc="detecting", unit="face")):
        large = np.asarray(Image.fromarray(image).resize((LARGE, LARGE), Image.Resampling.BICUBIC))
        found = animeface.detect(Image.fromarray(np.pad(large, ((MARGIN,) * 2, (MARGIN,) * 2, (0, 0)), "edge")))
        if found:
            face = max(found, key=lambda face: face.face.pos.width)
            # The detector's left and right are those of the person.
            where = {"left eye": face.right_eye.pos, "right eye": face.left_eye.pos, "mouth": face.mouth.pos}
            rows[i] = {
                part: [(box.y - MARGIN) * scale, (box.x - MARGIN) * scale, box.height * scale, box.width * scale]
                for part, box in where.items()
            } | {"hair": face.hair.color.r - face.hair.color.b}
    return pd.DataFrame.from_dict(rows, orient="index")


def inside(found):
    """The map of detected boxes (n, 4): the share of faces in which each pixel is inside, (64, 64)."""
    pixels = np.arange(SIZE) + 0.5
    top, left, height, width = np.array(found.tolist()).T[:, :, None]
    is_row, is_column = (pixels > top) & (pixels < top + height), (pixels > left) & (pixels < left + width)
    return (is_row.astype(float).T @ is_column.astype(float)) / len(found)


def r_squared(x, y):
    """The squared correlation of x (n, ...) with y (n,), (...)."""
    x, y = x - x.mean(0), y - y.mean()
    return np.tensordot(y, x, (0, 0)) ** 2 / np.maximum((y @ y) * (x * x).sum(0), 1e-9)


def agreement(images, found, boxes):
    """How well fixed boxes fit the detected parts of faces."""
    result = {"faces": len(images), "detected_percent": round(100 * len(found) / len(images), 1)}
    images = images[found.index]
    for part in (*parts.EYES, "mouth"):
        top, left, height, width = np.array(found[part].tolist()).T
        y0, x0, h, w = np.array(boxes[part]) * SIZE
        y, x = top + height / 2, left + width / 2
        is_in = (y > y0) & (y < y0 + h) & (x > x0) & (x < x0 + w)
        rows = np.minimum(top + height, y0 + h) - np.maximum(top, y0)
        columns = np.minimum(left + width, x0 + w) - np.maximum(left, x0)
        share = rows.clip(0) * columns.clip(0) / (height * width)
        # The same measure in a box of the same size that follows the part.
        following = [parts.Box(max(cy - h / 2, 0), max(cx - w / 2, 0), h, w) for cy, cx in zip(y, x)]
        follows = [
            traits.sharpness(parts.Box(*(x / SIZE for x in box)).of(image[None]))[0]
            for image, box in zip(images, following)
        ]
        fixed = traits.sharpness(parts.Box(*boxes[part]).of(images))
        result[part] = {
            "centre_inside_percent": round(100 * float(is_in.mean()), 1),
            "area_inside_percent": {
                f"percentile {q}": round(100 * float(np.percentile(share, q)), 1) for q in (10, 50)
            },
            "centre_std_px": [round(float(v.std()), 2) for v in (y, x)],
            "sharpness, r with a box that follows": round(float(np.corrcoef(fixed, follows)[0, 1]), 3),
        }
    warmth = traits.warmth(parts.Box(*boxes["hair"]).of(images))
    result["hair"] = {"warmth, r with the detected colour": round(float(np.corrcoef(warmth, found["hair"])[0, 1]), 3)}
    return result


def anime():
    faces = load_faces(Path(os.environ["LATENTFACES_REAL_FACES"]) / "anime-faces.zip", SIZE)
    chosen = np.random.default_rng(0).permutation(len(faces))[: 2 * DETECTED]
    first, second = (faces.images[np.sort(rows)] for rows in np.split(chosen, 2))
    found = detect(first)
    images = first[found.index].astype(np.float32)
    hair = r_squared(images[..., 0] - images[..., 2], found["hair"].to_numpy(float))
    boxes = boxes_of(inside(found["left eye"]), inside(found["right eye"]), inside(found["mouth"]), hair)
    G = load_generator("anime")
    drawn = generate(G, sample_latent(GENERATED, G, seed=0))

    def check(measured):
        return {
            "real": agreement(second, detect(second), boxes),
            "generated": agreement(drawn, detect(drawn), boxes),
        }

    save("anime", boxes, check, faces.images)


if __name__ == "__main__":
    {"avatars": avatars, "anime": anime}[sys.argv[1]]()
