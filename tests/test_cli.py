"""The command line: what it writes, and one sentence with a status of 2 for what it cannot do."""

import dataclasses
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from tiny import TINY, generator_of, grey, tiny_faces

from latentfaces import paths
from latentfaces.cli import main
from latentfaces.errors import LatentFacesError
from latentfaces.experiments import held_out
from latentfaces.faces.load import load_faces
from latentfaces.latent import generate, sample_latent
from latentfaces.models import evaluation
from latentfaces.models.presets import get_preset
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import write_faces
from latentfaces.storage import write_sealed_json
from latentfaces.training import run
from latentfaces.training.plan import resolve_preset
from latentfaces.training.run import Run, train


def test_sample_writes_the_faces_that_python_draws(tmp_path):
    assert main(["sample", "--mean", "0.3", "--std", "0.4", "--n", "66", "--seed", "1", "--out", str(tmp_path)]) == 0
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [f"{i:05d}.png" for i in range(66)]
    G = load_generator("avatars")
    last = generate(G, sample_latent(66, G, 0.3, 0.4, seed=1))[65]
    difference = np.asarray(Image.open(tmp_path / "00065.png")).astype(int) - last
    assert np.abs(difference).max() == 0


def test_train_resume_and_evaluate_on_a_folder_of_faces(tmp_path, monkeypatch, capsys):
    faces = tmp_path / "faces"
    write_faces(tiny_faces(220, size=64).images, faces)
    common = ["train", "--data", str(faces), "--run", str(tmp_path / "run"), "--hold-out", "120"]
    assert main([*common, "--steps", "1"]) == 0
    assert main([*common, "--steps", "1"]) == 2
    assert "already holds a run" in capsys.readouterr().err
    assert main([*common, "--steps", "2", "--resume"]) == 0
    assert json.loads((tmp_path / "run" / "run.json").read_text())["faces"]["count"] == 100
    measure = ["evaluate", "--model", str(tmp_path / "run"), "--data", str(faces), "--n", "100"]
    assert main([*measure, "--png", str(tmp_path / "png")]) == 0
    scores = json.loads((tmp_path / "run" / "scores.json").read_text())
    assert scores["n"] == 100 and scores["fid"] > scores["floor_fid"]
    # The KID is that of the held-out faces, whichever the FID is of.
    monkeypatch.setattr(held_out, "STDS", (1.0,))
    compared = held_out.compare_held_out(load_generator(tmp_path / "run"), *load_faces(faces).holdout(120))
    assert (scores["kid_n"], [scores["kid_x1000"]]) == (120, compared["by_std"]["kid_x1000"])
    for kind in ("real", "generated"):
        written = sorted((tmp_path / "png" / kind).iterdir())
        assert len(written) == 100 and Image.open(written[-1]).size == (64, 64)
    traits = (tmp_path / "run" / "real_traits.json").read_text()
    assert main([*measure, "--hold-out", "120"]) == 0
    of_held_out = json.loads((tmp_path / "run" / "scores.json").read_text())
    assert of_held_out["held_out"] and of_held_out["kid_x1000"] == scores["kid_x1000"]
    capsys.readouterr()
    assert main([*measure, "--hold-out", "119"]) == 2
    assert "did not hold out these 119 faces" in capsys.readouterr().err
    # Real faces are all of them, whichever the scores are of.
    assert (tmp_path / "run" / "real_traits.json").read_text() == traits
    capsys.readouterr()
    assert main([*measure, "--png", str(tmp_path / "png")]) == 2
    assert "already holds pictures" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ([], {}),
        (["--size", "96"], {}),
        (["--preset", "compact-96"], {}),
        (["--preset", "compact", "--precision", "float32"], {}),
        (["--precision", "bfloat16"], {"precision": "bfloat16"}),
        (["--size", "32"], {"size": 32, "name": "compact-96-32"}),
    ],
)
def test_a_resume_takes_what_the_options_leave_open_from_the_run(tmp_path, monkeypatch, options, changes):
    # As an earlier version may have begun it, with another recipe.
    begun = dataclasses.replace(get_preset("compact"), name="compact-96", size=96, batch_size=8, precision="float32")
    write_sealed_json(tmp_path / "run.json", {"preset": begun.to_json()})
    write_faces(tiny_faces(2, size=96).images, tmp_path / "faces")
    asked = {}

    def train(preset, faces, run_dir, *_):
        asked.update(preset=preset, size=faces.size)
        return Run(run_dir, 1, 0.0, None, False)

    monkeypatch.setattr(run, "train", train)
    common = ["train", "--data", str(tmp_path / "faces"), "--run", str(tmp_path), "--resume"]
    assert main([*common, *options]) == 0
    expected = dataclasses.replace(begun, **changes)
    assert asked == {"preset": expected, "size": expected.size}
    assert changes or resolve_preset(asked["preset"], begun, count=2) == begun


def test_scores_are_printed_before_they_are_saved_and_where_they_cannot_be(tmp_path, capsys, monkeypatch):
    write_faces(tiny_faces(210, size=64).images, tmp_path / "faces")
    monkeypatch.setattr(paths, "PUBLISHED", tmp_path / "own")
    # A folder in the place of the file: whoever runs the tests cannot write it.
    (tmp_path / "own" / "avatars" / "scores.json").mkdir(parents=True)
    measure = ["evaluate", "--data", str(tmp_path / "faces"), "--n", "100"]
    assert main(measure) == 0
    out, err = capsys.readouterr()
    assert json.loads(out[out.index("{\n") :])["n"] == 100
    assert "so the scores are only printed; --out saves them" in err and err.count("\n") == 1
    assert main([*measure, "--out", str(tmp_path / "faces" / "00000.png" / "scores.json")]) == 2
    out, err = capsys.readouterr()
    assert not out and "Could not write" in err

    def fail(*_):
        raise LatentFacesError("The disk is full.")

    monkeypatch.setattr(evaluation, "write_sealed_json", fail)
    assert main([*measure, "--out", str(tmp_path / "scores.json")]) == 2
    out, err = capsys.readouterr()
    assert '"fid"' in out and err.endswith("latentfaces: The disk is full.\n")


def test_scores_that_cannot_be_shown_are_saved(tmp_path, monkeypatch):
    write_faces(tiny_faces(100, size=64).images, tmp_path / "faces")
    monkeypatch.setattr(evaluation, "compare_batches", lambda *_, **__: {"fid": 1.5})

    def show(scores):
        raise OSError("No space left on device")

    out = tmp_path / "scores.json"
    with pytest.raises(OSError, match="No space left"):
        evaluation.evaluate_model("avatars", str(tmp_path / "faces"), 50, show=show, out=str(out))
    assert json.loads(out.read_text())["fid"] == 1.5


@pytest.mark.parametrize(("size", "is_told"), [(16, False), (32, True)])
def test_the_grain_of_avatars_is_told_where_their_corner_has_several_pixels(monkeypatch, size, is_told):
    class Measure:
        n = 4

        def __call__(self, images):
            return 1.0, 0.1

    monkeypatch.setattr(evaluation, "HeldOutKid", lambda *_: Measure())
    faces = dataclasses.replace(tiny_faces(8, size=size), source="avatars")
    G = generator_of(lambda z: grey(z[:, 0], size))
    assert ("grain" in evaluation.held_out_scores(G, faces, faces, "neutral")) == is_told


def test_sampling_mixes_no_faces_with_older_ones(tmp_path, capsys):
    write_faces(tiny_faces(3, size=8).images, tmp_path)
    assert main(["sample", "--n", "1", "--out", str(tmp_path)]) == 2
    assert f"{tmp_path} already holds pictures" in capsys.readouterr().err
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sample", "--model", "nonsense"], 'no model "nonsense"'),
        (["sample", "--n", "0"], "--n must be a whole number from 1 to 1000000, not 0"),
        (["sample", "--n", "10000000000"], "--n must be a whole number from 1 to 1000000, not 10000000000"),
        (["sample", "--n", "1.5"], "--n must be a whole number from 1 to 1000000, not '1.5'"),
        (["sample", "--seed", "-1"], "--seed must be a whole number, at least 0, not -1"),
        (["sample", "--mean", "1e39"], "--mean must be a finite number, not 1e+39"),
        (["sample", "--std", "nan"], "--std must be a finite number, at least 0, not nan"),
        (["sample", "--out", ""], "--out must be a path"),
        (["train", "--steps", "0"], "--steps must be a whole number, at least 1, not 0"),
        (["train", "--seed", "4294967296"], "--seed must be a whole number from 0 to 4294967295"),
        (["train", "--size", "100"], "never makes 100; the nearest sizes are 96 and 112"),
        (["train", "--preset", "dcgan", "--size", "96"], 'The architecture "dcgan" draws faces of 64 px, not 96'),
        (["train", "--run", ""], "--run must be a path"),
        (["evaluate", "--hold-out", "-1"], "--hold-out must be a whole number, at least 0, not -1"),
        (["data", "avatars", "--size", "4"], "--size must be a whole number from 8 to 1024, not 4"),
        (["train", "--preset", "nonsense"], 'no preset "nonsense"'),
        (["train", "--data", "no/such/folder"], "no/such/folder"),
        (["evaluate", "--data", "no/such/folder"], "no/such/folder"),
        (["evaluate", "--extractor", "nonsense", "--n", "100"], 'no extractor "nonsense"'),
        (["data", "no/such/folder"], "no/such/folder"),
        (["ship", "no/such/run", "name"], "There is no checkpoint in no/such/run"),
    ],
)
def test_bad_input_is_one_sentence(arguments, sentence, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert sentence in error and error.count("\n") == 1 and "Traceback" not in error
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [["models"], ["--help"], ["train", "--help"], ["nonsense"], ["data", "faces"]])
def test_what_needs_no_engine_imports_none(arguments, tmp_path):
    write_faces(tiny_faces(3, size=16).images, tmp_path / "faces")
    code = (
        "import sys\nfrom latentfaces.cli import main\n"
        "try: status = main(sys.argv[1:])\nexcept SystemExit as exit: status = exit.code\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'keras', 'tensorflow', 'jax', 'torch'}, status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env={**os.environ, "LATENTFACES_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
    )
    status = 2 if arguments == ["nonsense"] else 0
    assert done.stdout.endswith(f"set() {status}\n"), done.stdout + done.stderr


def test_a_model_is_replaced_only_if_asked_for(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "PUBLISHED", tmp_path / "own")
    train(TINY, tiny_faces(), tmp_path / "run", 1)
    ship = ["ship", str(tmp_path / "run"), "mine"]
    assert main(ship) == 0
    scores = tmp_path / "own" / "mine" / "scores.json"
    scores.write_text("measured for hours")
    assert main(ship) == 2
    assert "There is a model mine already; choose another name, or add --replace" in capsys.readouterr().err
    assert scores.read_text() == "measured for hours"
    assert main([*ship, "--replace"]) == 0 and not scores.exists()


def test_models_lists_what_is_shipped(capsys):
    assert main(["models"]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("avatars", "anime", "simpsons", "FID", "kimg"))


def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("not a folder")
    assert main(["sample", "--n", "1", "--out", str(tmp_path / "file" / "faces")]) == 2
    assert "Could not write" in capsys.readouterr().err
