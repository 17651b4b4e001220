"""The README says what the files say: scores of the shipped models, parameters, notebooks, commands, pictures."""

import json
import re

import pandas as pd

from latentfaces.cli import parser
from latentfaces.models.catalogue import model_table
from latentfaces.models.networks import build_discriminator, build_generator
from latentfaces.models.presets import PRESETS
from latentfaces.paths import ROOT

README = (ROOT / "README.md").read_text()


def rows(section, first_column):
    """The cells of the table in a section whose rows begin with one of these names."""
    table = {}
    for line in README.partition(f"\n## {section}\n")[2].partition("\n## ")[0].splitlines():
        cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] in first_column:
            table[cells[0]] = cells[1:]
    return table


def test_the_table_of_models_is_what_the_files_say():
    models = model_table().drop(columns="Mparams").set_index("name")
    said = rows("Shipped models", set(models.index))
    assert sorted(said) == list(models.index)
    for name, cells in said.items():
        preset, px, faces, *numbers = cells
        assert [preset, int(px), faces, *map(float, numbers)] == models.loc[name].tolist()


def test_the_parameters_are_those_of_the_networks():
    said = rows("Presets", set(PRESETS))
    for name, cells in said.items():
        networks = build_generator(PRESETS[name]), build_discriminator(PRESETS[name])
        assert cells[-1] == " and ".join(f"{network.count_params():,}" for network in networks)
    assert len(said) == len(PRESETS)


def test_every_link_and_picture_is_there():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert len(links) >= 8
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_that_is_named_is_one():
    commands = parser()._subparsers._group_actions[0].choices
    named = set(re.findall(r"latentfaces (\w+) ?-?", README)) & {
        "data",
        "train",
        "sample",
        "evaluate",
        "blind",
        "directions",
        "find",
        "models",
        "ship",
    }
    assert named == set(commands)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", README)) <= targets


def race(file):
    return pd.read_csv(ROOT / "benchmarks" / "results" / file)


def test_the_race_is_what_its_file_says():
    marks = race("race.csv")
    # The README has these two in another table.
    marks = marks[(marks.seed == 0) & ~marks.entrant.isin(["released compact", "compact-narrow"])]
    kid = {(f"{m.data} after {m.minutes:g} minutes", m.entrant): m.kid_x1000 for m in marks.itertuples()}
    header, *table = [
        line for line in README.splitlines() if line.startswith(("| KID × 1,000", *(f"| {row} |" for row, _ in kid)))
    ]
    entrants = [cell.strip(" `") for cell in header.strip("|").split("|")][1:]
    assert table and set(entrants) == set(marks.entrant)
    for line in table:
        row, *cells = [cell.strip().replace(",", "") for cell in line.strip("|").split("|")]
        for entrant, cell in zip(entrants, cells, strict=True):
            assert float(cell) == float(f"{kid[row, entrant]:.3g}")


def test_the_gains_over_the_released_compact_are_what_the_files_say():
    named = {
        "without resize-convolution": ("race.csv", "compact"),
        "the same with a D half as wide, on another day": ("race.csv", "compact-narrow"),
        "with resize-convolution, on a slower machine": ("race_resize_convolution.csv", "compact"),
    }
    said = rows("Better faces in the same minutes", named)
    assert set(said) == set(named)
    for label, (file, entrant) in named.items():
        marks = race(file).query("minutes == 10").sort_values("seed")
        for data, cell in zip(("avatars", "simpsons", "anime"), said[label], strict=True):
            kid = marks[marks.data == data].groupby("entrant").kid_x1000.agg(list)
            [released] = kid["released compact"]
            assert cell == ", ".join(f"{run / released:.2f}" for run in kid.get(entrant, []))


def test_what_the_rulers_see_is_what_their_file_says():
    sets = json.loads((ROOT / "benchmarks" / "results" / "extractors.json").read_text())["sets"]
    said = {
        f"{name}: {row['what']}, {row['step']:g} {row['unit']}".removesuffix(", 0 "): [
            f"{row[ruler]['fid_to_floor']:g} ({row[ruler]['kid_to_spread']:g})" for ruler in ("neutral", "embedded")
        ]
        for name, (_, *rows) in sets.items()
        for row in rows
    }
    text = (ROOT / "benchmarks" / "README.md").read_text().partition("## The rulers")[2].partition("\n## ")[0]
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"][2:]
    assert len(table) > 15
    for what, *cells in table:
        assert cells == said[what]
