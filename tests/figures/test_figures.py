"""Figures: the same bytes every time, crisp faces, and a sentence where what they show is missing."""

import json

import matplotlib
import numpy as np
import pytest
from PIL import Image
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.figures import charts, schema
from latentfaces.figures import faces as figures
from latentfaces.models import networks
from latentfaces.models.presets import PRESETS, get_preset
from latentfaces.pictures import sheets
from latentfaces.pictures.images import GAP, grid, png_bytes


def wavy(z):
    """Images of 32 px whose pixels follow z in a way that takes no time to compute."""
    pattern = np.random.default_rng(0).standard_normal((12, 32 * 32 * 3)).astype(np.float32) / 4
    return ops.reshape(ops.tanh(ops.matmul(z, pattern)), (-1, 32, 32, 3))


G = generator_of(wavy, 12)
MODELS = {"A": G, "B": G}
FACES = Faces(np.random.default_rng(1).integers(0, 256, (40, 32, 32, 3), dtype=np.uint8), source="noise")


@pytest.fixture
def run(tmp_path):
    """A run folder with the samples and losses that training leaves behind."""
    folder = tmp_path / "run"
    (folder / "samples").mkdir(parents=True)
    card = {"preset": get_preset("compact").to_json(), "seed": 0, "faces": {"source": "noise", "count": 40}}
    (folder / "run.json").write_text(json.dumps(card))
    rng = np.random.default_rng(2)
    for step in figures.PROGRESS_STEPS:
        faces = rng.integers(0, 256, (36, 64, 64, 3), dtype=np.uint8)
        grid(faces).save(folder / "samples" / f"{step:06d}.png")
    rows = [f"{step},{step * 0.064},1.3,0.7,0.9,0.8,0.1" for step in range(1, 201)]
    (folder / "losses.csv").write_text("\n".join([",".join(("step", "kimg", *LOSSES)), *rows]) + "\n")
    return folder


LOSSES = ("d_loss", "g_loss", "real_accuracy", "fake_accuracy", "jensen_shannon")
PICTURES = {
    "dataset_samples": lambda: figures.dataset_samples(FACES, n=9),
    "samples": lambda: figures.samples(G, n=9),
    "samples_of": lambda: figures.samples_of(MODELS, n=4),
    "two_stds": lambda: figures.two_stds(MODELS, n=4),
    "two_means": lambda: figures.two_means(MODELS, n=4),
    "average_faces": lambda: figures.average_faces(MODELS, n=8),
    "std_sweep": lambda: figures.std_sweep(G),
    "mean_sweep": lambda: figures.mean_sweep(G),
    "interpolation": lambda: figures.interpolation(G),
    "walk": lambda: figures.walk(figures.walk_frames(G)),
    "neighbours": lambda: figures.neighbours(G, FACES),
    "gan_schema": lambda: schema.gan_schema(get_preset("compact"), FACES.images[0], FACES.images[1]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_figure_has_the_same_bytes_every_time(name):
    first = png_bytes(PICTURES[name]())
    with matplotlib.rc_context({"font.size": 20, "figure.dpi": 50, "axes.facecolor": "pink"}):
        assert png_bytes(PICTURES[name]()) == first


def test_another_seed_gives_another_figure():
    assert png_bytes(figures.samples(G, seed=1)) != png_bytes(figures.samples(G, seed=2))


def test_the_figures_of_a_run_have_the_same_bytes_every_time(run):
    for draw in (lambda: figures.progress({"run": run}), lambda: charts.losses({"run": run})):
        assert png_bytes(draw()) == png_bytes(draw())


def test_every_pixel_of_a_face_is_a_whole_square():
    picture = np.asarray(figures.dataset_samples(Faces(FACES.images[:1])))
    factor = sheets.FACE // 32
    shown = picture[GAP : GAP + sheets.FACE, GAP : GAP + sheets.FACE]
    np.testing.assert_array_equal(shown[::factor, ::factor], FACES.images[0])
    np.testing.assert_array_equal(shown, FACES.images[0].repeat(factor, axis=0).repeat(factor, axis=1))


def test_a_sheet_keeps_the_order_and_leaves_room_for_its_labels():
    colours = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [9, 9, 9]]], np.uint8)
    cells = [[Image.new("RGB", (50, 40), tuple(map(int, colour))) for colour in row] for row in colours]
    picture = np.asarray(sheets.sheet(cells, ["first", "second"], ["a long label", "b"], gap=4))
    height, width = picture.shape[:2]
    left, top = width - (50 + 4 + 50), height - (40 + 4 + 40)
    assert left > 100 and top > 20
    for row in range(2):
        for column in range(2):
            y, x = top + row * 44 + 20, left + column * 54 + 25
            assert picture[y, x].tolist() == colours[row, column].tolist()
    assert (picture[:top] < 100).any() and (picture[:, :left] < 100).any()


def test_progress_shows_the_faces_that_training_saved(run):
    with Image.open(run / "samples" / "000300.png") as image:
        face = np.asarray(image)[GAP : GAP + 64, GAP : GAP + 64]
    sheet = np.asarray(figures.progress({"run": run}, (300,), columns=1))
    corner = 2 * GAP
    np.testing.assert_array_equal(sheet[-128 - corner : -corner, -128 - corner : -corner][::2, ::2], face)


def test_progress_of_a_run_that_was_too_short_is_refused_in_a_sentence(run):
    (run / "samples" / "003000.png").unlink()
    with pytest.raises(LatentFacesError, match="no samples of step 3,000"):
        figures.progress({"run": run})


@pytest.mark.parametrize("contents", [None, "", "step,kimg\n1,0.064\n"])
def test_missing_or_damaged_losses_are_named(run, contents):
    (run / "losses.csv").unlink()
    if contents is not None:
        (run / "losses.csv").write_text(contents)
    with pytest.raises(LatentFacesError, match="losses.csv is missing or damaged"):
        charts.losses({"run": run})


def test_a_walk_is_written_as_gif_and_mp4_of_all_its_frames(tmp_path):
    frames = figures.walk_frames(G, stops=2, frames_between=3)
    assert frames.shape == (6, 32, 32, 3)
    figures.save_walk(frames, tmp_path / "walk")
    with Image.open(tmp_path / "walk.gif") as film:
        assert film.n_frames == 6 and film.size == (128, 128)
    assert b"ftyp" in (tmp_path / "walk.mp4").read_bytes()[:16]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=str)
def test_a_table_of_layers_accounts_for_every_parameter(preset):
    for build in (networks.build_generator, networks.build_discriminator):
        network = build(preset)
        rows = schema.layer_table(network)
        assert sum(row["parameters"] for row in rows) == network.count_params()
        assert rows[-1]["output"].endswith("× 3" if build is networks.build_generator else "1")


def test_a_table_of_layers_names_kernel_stride_and_output():
    rows = schema.layer_table(networks.build_generator(get_preset("anime-baseline")))
    assert [(row["layer"], row["kernel"], row["stride"], row["output"]) for row in rows] == [
        ("Dense, LeakyReLU", None, None, "131,072 to 32 × 32 × 128"),
        ("Conv2D, LeakyReLU", 5, 1, "32 × 32 × 256"),
        ("Conv2DTranspose, LeakyReLU", 4, 2, "64 × 64 × 256"),
        ("Conv2D, LeakyReLU", 5, 1, "64 × 64 × 256"),
        ("Conv2D, LeakyReLU", 5, 1, "64 × 64 × 256"),
        ("Conv2D, tanh", 7, 1, "64 × 64 × 3"),
    ]
