"""Figures: the same bytes every time, crisp faces, and a sentence where what they show is missing."""

import hashlib
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.random_directions import CONTROL_MEANS, Controlled
from latentfaces.faces.face_set import Faces
from latentfaces.figures import charts, schema
from latentfaces.figures import faces as figures
from latentfaces.measures.parts import MEASURES
from latentfaces.models import networks
from latentfaces.models.directions import Direction
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
CONTROLLED = Controlled(CONTROL_MEANS, np.random.default_rng(3).normal(size=(4, 5, 6)), tuple(MEASURES))
DIRECTIONS = {"to the left": Direction(np.eye(12, dtype=np.float32)[0], -3.0, 3.0, "")}
STDS = {
    "anime": pd.DataFrame({"diversity": [0.1, 0.2, 0.4]}, index=pd.Index([0.2, 0.6, 1.0], name="std")),
    "avatars": pd.DataFrame({"diversity": [0.3, 0.2, 0.1], "brightness": [1, 2, 3]}, index=[0.2, 0.6, 1.0]),
}
SEED_TESTS = [
    {"number": 1, "text": "good", "set": "avatars", "effects": [0.1, 0.3], "low": -1.0, "high": 1.4},
    {"number": 1, "text": "good", "set": "anime", "effects": [0.2, 0.2], "low": 0.1, "high": 0.3},
    {
        **{"number": 2, "text": "warm", "set": "anime", "effects": [-0.1, 0.1], "low": -0.9, "high": 0.9},
        "nine of ten random directions": [-0.2, 0.5],
    },
]
UNITS = {1: "points", 2: "sd"}
DISTANCES = {"anime": {"generated": np.linspace(1, 9, 101).tolist(), "held out": np.linspace(2, 8, 101).tolist()}}


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
    "direction_strips": lambda: figures.direction_strips(G, DIRECTIONS),
    "leakage": lambda: charts.leakage(pd.DataFrame({"fit": [0.9], "warmth": [-2.5]}, index=["warmer"])),
    "mirrored": lambda: figures.mirrored(G),
    "interpolation": lambda: figures.interpolation(G),
    "walk": lambda: figures.walk(figures.walk_frames(G)),
    "neighbours": lambda: figures.neighbours(G, FACES),
    "gan_schema": lambda: schema.gan_schema(get_preset("compact"), FACES.images[0], FACES.images[1]),
    "controls": lambda: charts.controls(CONTROLLED),
    "std_effects": lambda: charts.std_effects(STDS),
    "seed_effects": lambda: charts.seed_effects(SEED_TESTS, UNITS),
    "neighbour_distances": lambda: charts.neighbour_distances(DISTANCES),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_figure_has_the_same_bytes_every_time(name):
    first = png_bytes(PICTURES[name]())
    with matplotlib.rc_context({"font.size": 20, "figure.dpi": 50, "axes.facecolor": "pink"}):
        assert png_bytes(PICTURES[name]()) == first


def digests():
    return {name: hashlib.sha256(png_bytes(draw())).hexdigest() for name, draw in PICTURES.items()}


def test_another_process_draws_the_same_bytes(tmp_path):
    """Drawn in another order by a process with hashes, a locale and Matplotlib settings of its own."""
    (tmp_path / "matplotlibrc").write_text("font.size: 20\nlines.linewidth: 9\n")
    here = Path(__file__).parent
    program = (
        f"import json, sys; sys.path[:0] = {[str(here), str(here.parent)]}; import test_figures as figures\n"
        "figures.PICTURES = dict(reversed(figures.PICTURES.items())); print(json.dumps(figures.digests()))"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "MATPLOTLIBRC": str(tmp_path),
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == digests()


def lines_of(axis):
    """Label -> (x, y) of the lines of a Matplotlib axis."""
    return {line.get_label(): tuple(np.asarray(line.get_data()).tolist()) for line in axis.lines}


def test_losses_are_running_means_in_a_band(run):
    table = pd.DataFrame(
        {name: 0.2 + 0.02 * np.arange(200) for name in LOSSES}, index=pd.RangeIndex(1, 201, name="step")
    )
    table.insert(0, "kimg", table.index * 0.016)
    table.to_csv(run / "losses.csv")
    figure = charts.losses.__wrapped__({"a run": run})
    top, middle, bottom = figure.axes
    assert top.get_title() == "a run" and top.get_yscale() == "log"
    steps, means = lines_of(top)["discriminator"]
    # A fiftieth of 200 rows is four: two before, the row itself and one after, fewer at the ends.
    assert steps == list(range(1, 201)) and [*means[:3], means[100]] == pytest.approx([0.21, 0.22, 0.23, 2.19])
    assert set(lines_of(top)) == {"discriminator", "generator"} and len(top.collections) == 2
    assert set(lines_of(middle)) == {"real faces", "generated faces"} and not middle.collections
    assert lines_of(bottom)["log 2, its\nlargest value"][1] == [math.log(2)] * 2
    FigureCanvasAgg(figure).draw()
    assert not any(label.get_text() for label in top.yaxis.get_minorticklabels())
    band = top.collections[0].get_paths()[0].get_extents()
    assert (band.ymin, band.ymax) == pytest.approx((0.202, 4.176))


def test_the_mean_stands_out_from_the_random_directions():
    figure = charts.controls.__wrapped__(CONTROLLED)
    effects = CONTROLLED.effects()
    for i, (name, axis) in enumerate(zip(MEASURES, figure.axes, strict=True)):
        assert axis.get_title() == (f"{name}\nslope p = {effects.slope_p[name]:.3f}, dip p = {effects.dip_p[name]:.3f}")
        assert len(axis.lines) == 1
        x, y = lines_of(axis)["the mean of z"]
        assert x == list(CONTROL_MEANS) and y == CONTROLLED.values[0, :, i].tolist()
        (band,) = axis.collections
        low, high = np.quantile(CONTROLLED.values[1:, :, i], (0.05, 0.95), axis=0)
        corners = band.get_paths()[0].vertices
        assert {*zip(CONTROL_MEANS, low), *zip(CONTROL_MEANS, high)} <= {tuple(corner) for corner in corners}


def test_std_effects_have_a_panel_for_each_measure_and_a_line_for_each_model_that_has_it():
    diversity, brightness = charts.std_effects.__wrapped__(STDS).axes
    assert lines_of(diversity) == {
        "anime": ([0.2, 0.6, 1.0], [0.1, 0.2, 0.4]),
        "avatars": ([0.2, 0.6, 1.0], [0.3, 0.2, 0.1]),
    }
    assert lines_of(brightness) == {"avatars": ([0.2, 0.6, 1.0], [1, 2, 3])}
    assert diversity.get_ylim()[0] == 0 and brightness.get_title() == "brightness"


def test_bars_are_drawn_where_intervals_are_given():
    low, high = (
        pd.DataFrame({"diversity": ends}, [0.2, 0.6, 1.0]) for ends in ([0.09, 0.18, 0.37], [0.11, 0.22, 0.43])
    )
    intervals = {"anime": (low, high), "avatars": (pd.DataFrame(), pd.DataFrame())}
    diversity, brightness = charts.std_effects.__wrapped__(STDS, intervals).axes
    (bars,) = diversity.collections
    ends = np.array(bars.get_segments())[..., 1]
    np.testing.assert_allclose(ends, [[0.09, 0.11], [0.18, 0.22], [0.37, 0.43]])
    assert not brightness.collections


def test_seed_effects_show_every_run_the_interval_and_the_random_directions():
    good, warm = charts.seed_effects.__wrapped__(SEED_TESTS, UNITS).axes[:2]
    assert good.get_title() == "1. good" and good.get_xlabel() == "points"
    assert [label.get_text() for label in good.get_yticklabels()] == ["avatars", "anime"]
    runs = [list(line.get_xdata()) for line in good.lines if line.get_label() == "a training run"]
    assert runs == [[0.1, 0.3], [0.2, 0.2]]
    intervals = [list(line.get_xdata()) for line in good.lines if line.get_label() == "95% interval of their mean"]
    assert intervals == [[-1.0, 1.4], [0.1, 0.3]]
    assert not good.patches
    (band,) = warm.patches
    assert (band.get_x(), band.get_width()) == pytest.approx((-0.2, 0.7))


def test_leakage_shows_every_number_but_the_fit():
    table = pd.DataFrame({"fit": [0.9, np.nan], "warmth": [-2.5, 0.1], "glasses": [0.0, 3.04]}, index=["a", "b"])
    (axis,) = charts.leakage.__wrapped__(table).axes
    assert [text.get_text() for text in axis.texts] == ["-2.5", "+0.0", "+0.1", "+3.0"]
    assert [label.get_text() for label in axis.get_xticklabels()] == ["warmth", "glasses"]


def test_neighbour_distances_show_which_part_of_the_faces_is_nearer():
    (axis,) = charts.neighbour_distances.__wrapped__(DISTANCES).axes
    lines = lines_of(axis)
    assert lines["generated"] == (DISTANCES["anime"]["generated"], list(range(101)))
    assert lines["held out"] == (DISTANCES["anime"]["held out"], list(range(101)))
    assert axis.get_xlim()[0] == 0 and axis.get_ylim() == (0, 100)


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


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
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
