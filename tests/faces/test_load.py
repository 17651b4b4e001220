"""load_faces: names, paths, the cache, and what the faces cost in memory."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.faces import cache as face_cache
from latentfaces.faces import kaggle
from latentfaces.faces.load import Faces, load_faces, set_name

REAL_FACES = os.environ.get("LATENTFACES_REAL_FACES")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path):
    """Ten different PNG files."""
    (tmp_path / "in").mkdir()
    for i in range(10):
        pixels = np.random.default_rng(i).integers(0, 256, (32, 32, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(tmp_path / "in" / f"{i}.png")
    return tmp_path / "in"


def test_avatars_come_with_their_traits(capsys):
    faces = load_faces("avatars", size=16, limit=12)
    assert len(faces) == 12 and faces.size == 16 and faces.source == "avatars"
    assert faces.images.dtype == np.uint8 and list(faces.traits.index) == list(range(12))
    assert "rendering avatars" in capsys.readouterr().out
    again = load_faces("avatars", size=16, limit=12)
    assert "rendering" not in capsys.readouterr().out
    assert again.fingerprint == faces.fingerprint
    pd.testing.assert_frame_equal(again.traits, faces.traits)
    assert isinstance(again.images, np.memmap) and not again.images.flags.writeable


def test_fingerprint_is_of_shape_and_pixels_alone():
    pixels = np.random.default_rng(0).integers(0, 256, (6, 8, 8, 3), dtype=np.uint8)
    fingerprint = Faces(pixels, source="here").fingerprint
    assert Faces(pixels[::-1][::-1], pd.DataFrame({"a": range(6)}), "there").fingerprint == fingerprint
    assert Faces(pixels.reshape(24, 4, 4, 3)).fingerprint != fingerprint
    pixels[3, 2, 1, 0] ^= 1
    assert Faces(pixels).fingerprint != fingerprint


def test_holdout_shares_no_face_and_keeps_the_traits():
    pixels = np.arange(50, dtype=np.uint8).repeat(12).reshape(50, 2, 2, 3)
    faces = Faces(pixels, pd.DataFrame({"value": range(50)}), "test")
    train, held_out = faces.holdout(8, seed=1)
    assert len(train) == 42 and len(held_out) == 8 and held_out.source == "test"
    for part in (train, held_out):
        np.testing.assert_array_equal(part.images[:, 0, 0, 0], part.traits["value"])
        assert part.traits["value"].is_monotonic_increasing
    assert set(train.traits["value"]) | set(held_out.traits["value"]) == set(range(50))
    assert faces.holdout(8, seed=1)[1].fingerprint == held_out.fingerprint
    assert faces.holdout(8, seed=2)[1].fingerprint != held_out.fingerprint
    for n in (0, 50, -1):
        with pytest.raises(LatentFacesError, match="Cannot hold out"):
            faces.holdout(n)


def damage_pixels(folder):
    data = bytearray((folder / "images.npy").read_bytes())
    data[-1] ^= 1
    (folder / "images.npy").write_bytes(data)


def cut_pixels(folder):
    (folder / "images.npy").write_bytes((folder / "images.npy").read_bytes()[:-1])


def damage_traits(folder):
    with open(folder / "traits.csv", "a") as file:
        file.write("nonsense\n")


def empty_about(folder):
    (folder / "about.json").write_text("{}")


def lose_pixels(folder):
    (folder / "images.npy").unlink()


def cut_header(folder):
    (folder / "images.npy").write_bytes((folder / "images.npy").read_bytes()[:40])


def damage_header(folder, old=b"'shape': (", new=b"'shape': {"):
    data = (folder / "images.npy").read_bytes()
    assert old in data
    (folder / "images.npy").write_bytes(data.replace(old, new))


def sign_pixels(folder):
    damage_header(folder, b"|u1", b"|i1")


def edit_about(folder):
    text = (folder / "about.json").read_text()
    (folder / "about.json").write_text(text.replace('"report": null', '"report": 0'))


DAMAGES = [damage_pixels, cut_pixels, damage_traits, empty_about, lose_pixels]
DAMAGES += [cut_header, damage_header, sign_pixels, edit_about]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_cache_is_made_again(damage, cache, capsys):
    good = load_faces("avatars", size=16, limit=3)
    (made,) = cache.iterdir()
    damage(made)
    again = load_faces("avatars", size=16, limit=3)
    assert "are damaged, so they are made again" in capsys.readouterr().out
    assert again.fingerprint == good.fingerprint
    pd.testing.assert_frame_equal(again.traits, good.traits)
    assert list(cache.iterdir()) == [made]


def test_changed_files_are_read_again(folder, cache):
    assert len(load_faces(folder, 16)) == 10
    (folder / "3.png").unlink()
    faces = load_faces(folder, 16)
    assert len(faces) == 9 and faces.report.used == 9
    assert len(list(cache.iterdir())) == 1  # no copy of what is gone stays behind


def test_a_copy_with_the_size_and_time_of_the_original_is_read_again(tmp_path, cache):
    path = tmp_path / "faces" / "a.bmp"
    path.parent.mkdir()
    Image.new("RGB", (16, 16), "red").save(path)
    before, first = path.stat(), load_faces(path.parent, 16)
    Image.new("RGB", (16, 16), "blue").save(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert load_faces(path.parent, 16).fingerprint != first.fingerprint


def test_a_set_is_called_by_its_name_or_that_of_its_folder():
    assert [set_name(source) for source in ("avatars", "anime", "/a/friends.zip")] == ["avatars", "anime", "friends"]
    assert set_name("/a/avatars") == "own avatars" and set_name("") == "faces"


def test_a_path_that_is_spelled_like_a_set_is_not_that_set(tmp_path, monkeypatch, cache):
    Image.new("RGB", (16, 16), "red").save(tmp_path / "a.png")
    tmp_path.rename(tmp_path.with_name("avatars"))
    monkeypatch.chdir(tmp_path.parent)
    assert set_name(load_faces(Path("avatars"), 16).source) == "own avatars"


def test_report_survives_the_cache(folder):
    (folder / "bad.png").write_bytes(b"nonsense")
    first = load_faces(folder, 16).report
    assert load_faces(folder, 16).report == first
    assert first.left_out == {"corrupt": ["bad.png"]}


@pytest.mark.parametrize("source", ["avatar", "/no/such/folder", "", 7, None, "a\0b", "x" * 5000])
def test_unknown_sources_name_the_known_ones(source):
    with pytest.raises(LatentFacesError, match="avatars, anime, simpsons"):
        load_faces(source)


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "faces.rar").write_bytes(b"Rar!")
    with pytest.raises(LatentFacesError, match="neither a folder nor a valid zip"):
        load_faces(tmp_path / "faces.rar")


@pytest.mark.parametrize("size", [0, 7, 2000, 64.0, "64", None, True])
def test_sizes_out_of_range_are_refused(size):
    with pytest.raises(LatentFacesError, match="from 8 to 1024"):
        load_faces("avatars", size=size)


@pytest.mark.parametrize("limit", [0, -1, 2.5, "9"])
def test_limits_out_of_range_are_refused(limit):
    with pytest.raises(LatentFacesError, match="at least 1"):
        load_faces("avatars", limit=limit)


def test_cache_that_cannot_be_written_is_a_sentence(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(paths, "CACHE", tmp_path / "file")
    with pytest.raises(LatentFacesError, match="LATENTFACES_CACHE"):
        load_faces(folder, 16)


def test_full_disk_leaves_nothing_behind(folder, cache, monkeypatch):
    def write(self, images):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(face_cache.RowWriter, "write", write)
        with pytest.raises(LatentFacesError, match="No space left on device"):
            load_faces(folder, 16)
    assert list(cache.iterdir()) == []
    assert len(load_faces(folder, 16)) == 10


def test_only_the_folder_of_a_kaggle_set_that_counts_is_read(folder, cache):
    """Put there by hand, under Kaggle's own name; the set repeats its faces elsewhere."""
    import zipfile

    (cache / "kaggle").mkdir(parents=True)
    with zipfile.ZipFile(cache / "kaggle" / "simpsons-faces.zip", "w") as archive:
        for i in range(10):
            archive.write(folder / f"{i}.png", f"{'cropped' if i < 4 else 'simplified'}/{i}.png")
    faces = load_faces("simpsons", 16)
    assert len(faces) == 4 and faces.source == "simpsons"
    assert kaggle.kaggle_archive("simpsons").name == "simpsons-faces.zip"


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's count of memory")
def test_faces_are_held_once(tmp_path):
    """Building, loading and holding out 8,000 faces (94 MiB) never costs two copies of them."""
    script = """
import sys
from pathlib import Path
import numpy as np
from latentfaces import paths
from latentfaces.faces import cache as face_cache
paths.CACHE = Path(sys.argv[1])
n, block = 8000, np.zeros((100, 64, 64, 3), np.uint8)

def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024

def build(write):
    for _ in range(n // 100):
        write(block)
    return None, None

before = peak()
faces = face_cache.cached_faces("test", 64, "recipe", "test", build)
print((peak() - before) / (n * block[0].size))
train, held_out = faces.holdout(500)
print((peak() - before) / (n * block[0].size), len(train), len(held_out))
"""
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    loaded, held, n_train, n_held_out = map(float, done.stdout.split())
    assert n_train + n_held_out == 8000
    assert loaded < 0.5
    assert held < 1.3


@pytest.mark.skipif(not REAL_FACES, reason="LATENTFACES_REAL_FACES does not name the folder of real faces")
@pytest.mark.parametrize("archive, n", [("anime-faces.zip", 12_851), ("simpsons-faces.zip", 1_200)])
def test_real_faces_are_all_used(archive, n):
    faces = load_faces(Path(REAL_FACES) / archive, size=64)
    assert faces.images.shape == (n, 64, 64, 3)
    assert faces.report.left_out == {}
    assert 60 < faces.images[::50].mean() < 200
