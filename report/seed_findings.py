"""The tests of report/plan.toml on the runs in results/seeds.json, and what else these runs show."""

import numpy as np
import pandas as pd
from train_seeds import PLAN, RESULTS, read_plan

from latentfaces.errors import LatentFacesError
from latentfaces.experiments import seed_tests
from latentfaces.storage import file_sha256, read_json


def findings():
    """Every test of the plan with its p, corrected for their number, and the effect of each seed behind it."""
    plan, record = read_plan(), read_json(RESULTS, dict, "make it with `python report/train_seeds.py`")
    if record["plan"] != file_sha256(PLAN):
        raise LatentFacesError(f"{RESULTS} was made by another plan; run `python report/train_seeds.py` again.")
    sets = list(dict.fromkeys(run["set"] for run in record["runs"]))
    tests = [test(finding, name, record["runs"]) for finding in plan["findings"] for name in sets]
    tests = [found for found in tests if found]
    for found, p in zip(tests, seed_tests.holm([found["p"] for found in tests])):
        found["p_holm"] = round(p, 4)
    return {
        "tests": tests,
        "design": design(plan["seeds"]),
        "conditions": {name: conditions(record["runs"], name) for name in sets},
        "seeds": plan["seeds"],
        "kimg": plan["kimg"],
        "hours of one core": round(record["minutes of one core"] / 60, 1),
    }


def test(finding, name, runs):
    """The test of a finding on a set; None if the set has no such measure."""
    runs = of(runs, name, finding["condition"])
    measure = finding.get("measure")
    if measure and measure not in runs[0]["slopes"]:
        return None
    if finding["test"] == "sign":
        slopes = np.array([run["slopes"][measure] for run in runs])
        effects = slopes[:, 0]
        positive, p = seed_tests.sign_test(effects)
        ratio, ratio_p = seed_tests.spread_ratio(slopes)
        low, high = np.quantile(slopes[:, 1:], (0.05, 0.95))
        more = {
            **{"positive": positive, "spread_ratio": round(ratio, 2), "spread_p": round(ratio_p, 4)},
            "nine of ten random directions": [round(float(low), 5), round(float(high), 5)],
        }
    else:
        effects = np.array([EVEN[finding["number"]](run) for run in runs])
        p, more = seed_tests.sign_flip_test(effects), {}
    low, high = seed_tests.interval(effects)
    return {
        **{"number": finding["number"], "text": finding["text"], "set": name, "seeds": len(runs)},
        **{"effects": effects.round(5).tolist(), "mean": round(float(effects.mean()), 5)},
        **{"low": round(low, 5), "high": round(high, 5), "p": round(p, 5), **more},
    }


# The number of a finding -> its effect in a run.
EVEN = {
    1: lambda run: run["at std"]["0.4"]["realism"] - run["at std"]["1.0"]["realism"],
    # Every direction has the same middle, and the first is the mean's own.
    5: lambda run: -float(np.mean(run["dips"]["brightness"][1:])),
}


def scores_at_std(rows):
    """{std: DataFrame of the scores, one row for each run}."""
    return {std: pd.DataFrame([row["at std"][std] for row in rows]) for std in rows[0]["at std"]}


def of(runs, name, condition):
    """The runs of a set under a condition, in the order of their seeds."""
    return sorted((r for r in runs if (r["set"], r["condition"]) == (name, condition)), key=lambda r: r["seed"])


def design(seeds):
    """What the tests can find."""
    return {
        "signs_needed": seed_tests.signs_needed(seeds["short"]),
        "power_at_share_0.8": round(seed_tests.sign_test_power(seeds["short"], 0.8), 2),
        "smallest_even_p": 2 / 2 ** seeds["none"],
        "power_at_effect_1.2": round(seed_tests.sign_flip_power(seeds["none"], 1.2), 2),
    }


def conditions(runs, name):
    """Means over the seeds that both conditions share: the scores at both stds, and four kinds of brightness."""
    table = {}
    for condition in ("short", "none"):
        rows = of(runs, name, condition)[: len(of(runs, name, "none"))]

        def mean(value, rows=rows):
            return round(float(np.mean([value(row) for row in rows])), 4)

        table[condition] = {
            "at std": {std: scores.mean().round(4).to_dict() for std, scores in scores_at_std(rows).items()},
            "at mean 0": mean(lambda r: r["at mean 0"]["brightness"]),
            "away": mean(lambda r: r["at mean 0"]["brightness"] - EVEN[5](r)),
            "at z = 0": mean(lambda r: r["brightness of z = 0"]),
            "real": mean(lambda r: r["brightness of real faces"]),
        }
    return table
