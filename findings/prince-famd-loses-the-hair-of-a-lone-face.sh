#!/bin/sh
# FAMD of prince places a row by the rows that come with it, and a single row without its categories: hair is lost.
#
# prince 0.23.0. FAMD draws a map from numbers and categories, such as latent numbers, hair and hat of faces. fit()
# learns how frequent each category is, and row_coordinates() and transform() should use that for any row;
# handle_unknown says what to do with unknown categories of later rows. In fact both count again, in the rows they get.
# The rows of fit() come out right, which hides it. Some of them without the others come out elsewhere. For a single row
# its own category has a share of 1 and all others 0, so the categories become 0, and what is left are the numbers.
# Nothing warns. So a page that puts a new face on the map moves it by its sliders, and by no choice of hair or hat.
# Seen, for 60 faces with two numbers, hair and hat, and by hand with the shares of the 60 faces:
#
#     face 0: with the others  1.23  2.00, by hand  1.23  2.00, alone  0.62  1.40
#     face 1: with the others -0.63  0.34, by hand -0.63  0.34, alone  0.32  0.65
#     face 2: with the others -0.62  0.97, by hand -0.62  0.97, alone -0.40  0.06
#     face 0 with hair blue:  0.62  1.40, by hand  0.40  2.31
#     face 0 with hair green:  0.62  1.40, by hand  1.23  2.00
#     face 0 with hair red:  0.62  1.40, by hand  1.80  1.16
#     two halves of the faces: up to 0.20 away from where they were
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet prince==0.23.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1 \
  altair==6.0.0
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import pandas as pd
import prince

random = np.random.default_rng(0)
hair = random.choice(["blue", "green", "red"], size=60, p=[0.5, 0.3, 0.2])
hat = random.choice(["no", "yes"], size=60)
numbers = random.normal(size=(60, 2)) + np.stack([hair == "red", hat == "yes"], axis=1)
faces = pd.DataFrame({"z0": numbers[:, 0], "z1": numbers[:, 1], "hair": hair, "hat": hat})
model = prince.FAMD(n_components=2, engine="scipy").fit(faces)

parts = [(numbers - numbers.mean(0)) / numbers.std(0)]
for values in hair, hat:
    chosen = values[:, None] == np.unique(values)
    shares = chosen.mean(0)
    parts.append((chosen - shares) / np.sqrt(shares))
table = np.concatenate(parts, axis=1)
axes = np.linalg.svd(table, full_matrices=False)[2][:2]
together = model.row_coordinates(faces).to_numpy()
axes *= np.sign(np.sum(together * (table @ axes.T), axis=0))[:, None]
by_hand = table @ axes.T
assert np.allclose(together, by_hand)


def show(place):
    return " ".join(f"{number:5.2f}" for number in np.ravel(place))


for row in range(3):
    alone = model.row_coordinates(faces.iloc[[row]]).to_numpy()[0]
    print(f"face {row}: with the others {show(together[row])}, by hand {show(by_hand[row])}, alone {show(alone)}")
    assert np.allclose(alone, table[row, :2] @ axes[:, :2].T) and abs(alone - by_hand[row]).max() > 0.2
for colour in np.unique(hair):
    face = faces.iloc[[0]].assign(hair=colour)
    place = model.transform(face).to_numpy()[0]
    shares = (hair[:, None] == np.unique(hair)).mean(0)
    row = np.concatenate([table[0, :2], ((np.unique(hair) == colour) - shares) / np.sqrt(shares), table[0, 5:]])
    print(f"face 0 with hair {colour}: {show(place)}, by hand {show(axes @ row)}")
    assert np.allclose(place, model.transform(faces.iloc[[0]])) and abs(place - axes @ row).max() > 0.2
halves = pd.concat([model.row_coordinates(part) for part in (faces[:30], faces[30:])]).to_numpy()
print(f"two halves of the faces: up to {abs(halves - by_hand).max():.2f} away from where they were")
assert abs(halves - by_hand).max() > 0.05
PYTHON
