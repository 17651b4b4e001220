"""GIF and MP4: the frames that went in come out, and the same frames give the same bytes."""

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from latentfaces.pictures.movies import save_gif, save_mp4

# Four flat colours, as films of faces would be too large to compare here.
FRAMES = np.repeat(np.uint8([[200, 30, 30], [30, 200, 30], [30, 30, 200], [90, 90, 90]]), 32 * 48, axis=0)
FRAMES = FRAMES.reshape(4, 32, 48, 3)


@pytest.mark.parametrize(("save", "suffix"), [(save_gif, "gif"), (save_mp4, "mp4")])
def test_the_same_frames_give_the_same_bytes(tmp_path, save, suffix):
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    save(FRAMES, first)
    save(FRAMES, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_gif_holds_every_frame_enlarged_and_loops(tmp_path):
    save_gif(FRAMES, tmp_path / "walk.gif", scale=2)
    with Image.open(tmp_path / "walk.gif") as film:
        assert film.n_frames == 4 and film.size == (96, 64) and film.info["loop"] == 0
        film.seek(2)
        assert film.convert("RGB").getpixel((5, 5)) == (30, 30, 200)


def test_a_gif_has_the_very_colours_of_its_frames_if_they_are_few(tmp_path):
    greys = np.random.default_rng(0).integers(100, 256, (4, 32, 48, 1), dtype=np.uint8)
    frames = np.repeat(greys, 3, axis=3)
    save_gif(frames, tmp_path / "greys.gif", scale=1)
    with Image.open(tmp_path / "greys.gif") as film:
        shown = np.stack([film.seek(i) or np.asarray(film.convert("RGB")) for i in range(4)])
    np.testing.assert_array_equal(shown, frames)


@pytest.mark.parametrize("fps", [12, 20, 30])
def test_a_film_lasts_as_long_as_its_rate_says(tmp_path, fps):
    frames = np.concatenate([FRAMES] * 15)
    save_gif(frames, tmp_path / "walk.gif", fps)
    with Image.open(tmp_path / "walk.gif") as film:
        assert film.n_frames == 60
        durations = [film.seek(i) or film.info["duration"] for i in range(60)]
    assert sum(durations) == 1000 * 60 / fps and max(durations) - min(durations) <= 10
    save_mp4(frames, tmp_path / "walk.mp4", fps)
    reader = imageio_ffmpeg.read_frames(str(tmp_path / "walk.mp4"))
    assert next(reader)["fps"] == fps
    reader.close()


def test_an_mp4_can_be_read_back(tmp_path):
    save_mp4(FRAMES, tmp_path / "walk.mp4", scale=2)
    reader = imageio_ffmpeg.read_frames(str(tmp_path / "walk.mp4"))
    assert next(reader)["size"] == (96, 64)
    frames = [np.frombuffer(frame, np.uint8).reshape(64, 96, 3) for frame in reader]
    assert len(frames) == 4
    np.testing.assert_allclose(frames[2][5, 5], (30, 30, 200), atol=12)
