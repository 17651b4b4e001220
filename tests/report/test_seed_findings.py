"""The tests over training seeds: what plan.toml promises is true, and a made-up study has the results put into it."""

import sys

import numpy as np
import pytest

from latentfaces.errors import LatentFacesError
from latentfaces.paths import ROOT
from latentfaces.storage import file_sha256, write_json

sys.path.insert(0, str(ROOT / "report"))
import seed_findings  # noqa: E402
import train_seeds  # noqa: E402

PLAN = train_seeds.read_plan()


def made_up_run(name, condition, seed, rng):
    """Hair that gets warmer in 18 of 20 runs on avatars, faces that are darker at the middle mean, no other effect."""
    slopes = {finding["measure"]: rng.standard_normal(20) for finding in PLAN["findings"] if "measure" in finding}
    slopes["warmth, hair"][0] = (5 if name == "avatars" else 1) * (-1 if seed in (3, 11) else 1)
    if name == "anime":
        del slopes["sharpness, eyes"], slopes["sharpness, mouth"]
        slopes["warmth, hair"][0] *= (-1) ** seed
    scores = {score: 0.5 + 0.01 * rng.standard_normal() for score in ("precision", "recall", "realism")}
    return {
        "set": name,
        "condition": condition,
        "seed": seed,
        "slopes": {measure: values.tolist() for measure, values in slopes.items()},
        "dips": {"brightness": (0.1 + 0.01 * rng.standard_normal(20)).tolist()},
        "at mean 0": {"brightness": 0.4},
        "brightness of z = 0": 0.3,
        "brightness of real faces": 0.6,
        "at std": {"0.4": scores, "1.0": {score: value + rng.choice([-0.1, 0.1]) for score, value in scores.items()}},
    }


@pytest.fixture
def study(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    runs = [made_up_run(*run, rng) for run in train_seeds.all_runs(PLAN)]
    path = tmp_path / "seeds.json"
    write_json(path, {"plan": file_sha256(train_seeds.PLAN), "minutes of one core": 90.0, "runs": runs})
    monkeypatch.setattr(seed_findings, "RESULTS", path)
    return path


def test_the_plan_says_truly_what_the_design_can_find():
    design = seed_findings.design(PLAN["seeds"])
    assert design["signs_needed"] == 15 and design["power_at_share_0.8"] == pytest.approx(0.8, abs=0.01)
    assert design["power_at_effect_1.2"] == pytest.approx(0.9, abs=0.03)
    # Also after Holm's correction for every finding on both sets.
    assert design["smallest_even_p"] * len(PLAN["findings"]) * len(train_seeds.sources()) <= 0.05


def test_a_made_up_study_has_the_results_put_into_it(study):
    found = seed_findings.findings()
    tests = {(test["number"], test["set"]): test for test in found["tests"]}
    # Without eyes and mouth in anime; the others are for both sets.
    assert set(tests) == {(n, "avatars") for n in range(1, 6)} | {(n, "anime") for n in (1, 2, 5)}
    hair = tests[2, "avatars"]
    assert hair["positive"] == 18 and hair["p_holm"] < 0.05 and hair["spread_ratio"] > 5
    assert tests[2, "anime"]["positive"] == 12 and tests[2, "anime"]["p"] > 0.4
    # Darker at the middle mean: as far as 10 seeds can say.
    assert tests[5, "anime"]["mean"] == pytest.approx(-0.1, abs=0.01)
    assert tests[5, "anime"]["p"] == pytest.approx(2 / 1024, abs=1e-5)
    assert tests[5, "anime"]["low"] < -0.1 < tests[5, "anime"]["high"] < 0
    brightness = found["conditions"]["avatars"]["none"]
    assert brightness["at z = 0"] == 0.3 and brightness["away"] == pytest.approx(0.5, abs=0.01)


def test_results_of_another_plan_are_refused(study):
    write_json(study, {"plan": "of last year", "runs": []})
    with pytest.raises(LatentFacesError, match="made by another plan; run `python report/train_seeds.py` again"):
        seed_findings.findings()
