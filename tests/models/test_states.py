"""Earlier states of a run: models of the same z, named after the run and the thousands of images they have seen."""

import json

import numpy as np
import pytest
from visiting import TURNED, run_folder

from latentfaces.errors import LatentFacesError
from latentfaces.explorer.words import about_model, early, stop
from latentfaces.latent import sample_latent
from latentfaces.models.catalogue import find_model, pretrained_names, states_of
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import CHECKSUM


@pytest.fixture
def run(tmp_path):
    folder = run_folder(tmp_path / "run", [TURNED], latent_dim=100)
    (folder / "states").mkdir()
    for kimg in (9, 60):
        run_folder(folder / "states" / str(kimg), latent_dim=100)
    return folder


def test_a_state_is_a_model_with_the_directions_of_the_finished_one(run):
    names = {f"{run}@9": 9, f"{run}@60": 60, str(run): None}
    assert states_of(run) == states_of(f"{run}@60") == names
    G, finished = load_generator(f"{run}@60"), load_generator(run)
    assert list(G.directions) == ["turned"] and G.real_traits == finished.real_traits
    z = sample_latent(2, G)
    assert np.abs(G.faces(z).astype(int) - finished.faces(z)).max() > 0
    assert early(G) == "Drawn after 60,000 training images." and early(finished) == ""
    assert about_model(G) == f"{run}@60 is run after 60,000 training images, repeats included."
    assert [stop(kimg) for kimg in names.values()] == ["9,000 images", "60,000 images", "finished"]
    # Opened as a folder, a state stands alone.
    assert states_of(run / "states" / "60") == {str(run / "states" / "60"): None}
    # A folder of another meaning may have such a name.
    alone = run_folder(run.parent / "alone@9")
    assert states_of(alone) == {str(alone): None} and find_model(alone).kimg is None


def test_a_short_training_is_compared_only_with_a_model_that_is_there(tmp_path):
    folder = run_folder(tmp_path / "mine-short")
    recipe = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**recipe, "minutes": 3, "kimg": 20}))
    assert about_model(load_generator(folder)).endswith("for 3 minutes, on 20 thousand faces, repeats included.")
    assert about_model(load_generator("avatars-short")).endswith("Compare it with avatars.")


def test_what_is_no_state_is_told_in_a_sentence(run):
    for name, sentence in (
        (f"{run}@7", f"has no state .*; its earlier states are {run}@9, {run}@60"),
        (f"{run}@60@9", "no earlier state of it was kept"),
        ("avatars-short@60", "no earlier state of it was kept"),
        ("nonsense@60", 'no model "nonsense"'),
        (f"{run}@060", "no model"),
        (f"{run}@", "no model"),
        (f"{run}@../9", "no model"),
        ("@60", 'no model "@60"'),
        (f"{run}@{'9' * 5000}", "no model"),
    ):
        with pytest.raises(LatentFacesError, match=sentence):
            find_model(name)
    (run / "states" / "9" / "generator.weights.h5").unlink()
    with pytest.raises(LatentFacesError, match="9/generator.weights.h5 is missing"):
        load_generator(f"{run}@9")


def test_the_shipped_states_are_whole_and_of_the_run_that_the_model_comes_from():
    finished = find_model("avatars")
    assert len(finished.states) >= 3 and not any("@" in name for name in pretrained_names())
    for kimg, folder in finished.states.items():
        folder.check_weights()
        metadata, last = folder.read_metadata("kimg", "steps"), finished.read_metadata()
        assert [metadata[name] == last[name] for name in ("preset", "seed", "faces")] == 3 * [True]
        assert metadata["kimg"] == kimg < last["kimg"] and CHECKSUM in json.loads(folder.model_json.read_text())
