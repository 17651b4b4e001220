"""The embedded faces: the same bytes everywhere, and a table of traits that is the truth of the pixels."""

import json
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
from PIL import ImageColor

from latentfaces.faces import avatars

N = avatars.CHUNK + 30  # so that there are two chunks


def render(count=N, size=64, processes=1):
    images, traits = zip(*avatars.render_avatars(count, size, processes))
    return np.concatenate(images), pd.concat(traits, ignore_index=True)


@pytest.fixture(scope="module")
def rendered():
    return render()


def test_number_of_processes_changes_no_byte(rendered):
    images, traits = render(processes=2)
    np.testing.assert_array_equal(images, rendered[0])
    pd.testing.assert_frame_equal(traits, rendered[1])


def test_fewer_faces_are_the_first_of_more(rendered):
    images, traits = render(7)
    np.testing.assert_array_equal(images, rendered[0][:7])
    pd.testing.assert_frame_equal(traits, rendered[1][:7])


def test_faces_differ_and_fill_the_picture(rendered):
    images, _ = rendered
    assert images.shape == (N, 64, 64, 3) and images.dtype == np.uint8
    assert len({face.tobytes() for face in images}) == N
    background = ImageColor.getrgb(avatars.OPTIONS["backgroundColor"][0])
    is_face = (images != background).any(-1)
    assert 0.4 < is_face.mean() < 0.8
    assert is_face[:, 20:50, 16:48].mean() > 0.98  # the middle is face in every picture


def test_colours_in_the_table_are_colours_of_the_pixels(rendered):
    palette = json.loads(files("dicebear_styles").joinpath("adventurer.json").read_text("utf-8"))["colors"]
    images, traits = rendered
    for column, colours in (("hair_color", "hair"), ("skin_color", "skin")):
        # How many pixels of each face have exactly each colour of the palette.
        counts = pd.DataFrame(
            {c: (images == ImageColor.getrgb(c)).all(-1).sum((1, 2)) for c in palette[colours]["values"]}
        )
        drawn = traits[column] != "none"
        assert drawn.mean() > 0.9
        assert (counts[drawn].idxmax(axis=1) == traits.loc[drawn, column]).all()
        assert (counts[drawn].max(axis=1) > 25).all()
    assert (traits.hair[traits.hair_color == "none"] == "short19").all()  # the shaved head


@pytest.mark.parametrize("column", ["glasses", "earrings", "features"])
def test_a_part_is_in_the_table_just_when_it_is_in_the_picture(column, rendered, monkeypatch):
    images, traits = rendered
    name = avatars.TRAITS[column].removesuffix("Variant")
    monkeypatch.setitem(avatars.OPTIONS, f"{name}Probability", 0)
    without, _ = render()
    changed = (images != without).any((1, 2, 3))
    np.testing.assert_array_equal(changed, traits[column] != "none")
    assert 0.1 < changed.mean() < 0.5


def test_every_trait_varies(rendered):
    _, traits = rendered
    assert list(traits) == list(avatars.TRAITS)
    assert not traits.isna().any().any()
    assert (traits.nunique() >= [30, 14, 4, 20, 14, 25, 5, 6, 5]).all(), traits.nunique()


def test_workers_need_no_main_guard_and_no_tensorflow(tmp_path):
    """As in a notebook's cell or a plain script, whatever the caller has imported."""
    script = tmp_path / "script.py"
    script.write_text("""
import sys
from joblib import Parallel, delayed
from latentfaces.faces import avatars

def loaded_in_worker():
    import sys
    avatars._render(range(1), 16)
    return sorted({"tensorflow", "keras"} & set(sys.modules))

print(Parallel(n_jobs=2)(delayed(loaded_in_worker)() for _ in range(2)))
print(sum(len(images) for images, _ in avatars.render_avatars(210, 16, processes=2)))
""")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[[], []]\n")
    assert done.stdout.endswith("\n210\n")
    assert done.stdout.count("rendering avatars") > 0
