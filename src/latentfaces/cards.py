"""Model cards: what a shipped model was trained on, for how long, its scores, and 64 of its faces."""

import json

from latentfaces.checkpoints import whole
from latentfaces.latent import generate, sample_latent
from latentfaces.pictures import grid
from latentfaces.pretrained import find_model, load_generator, read_card

ARTIST = (
    "The avatars are a remix of “Adventurer” by [Lisa Wischofsky](https://www.instagram.com/lischi_art/), [CC BY "
    "4.0](https://creativecommons.org/licenses/by/4.0/), rendered with [DiceBear](https://www.dicebear.com)."
)


def write_card(model):
    """Writes README.md and samples.png (64 faces of seed 0, unselected) into a shipped model's folder."""
    folder = find_model(model)
    with whole(folder / "samples.png") as partial:
        G = load_generator(model)
        grid(generate(G, sample_latent(64, G))).save(partial, "png")
    card, preset = read_card(folder), read_card(folder)["preset"]
    faces, held_out = card["faces"], card.get("held_out")
    kept = f", {held_out['count']:,} more held out" if held_out else ""
    rows = {
        "preset": f"{preset['name']}, {preset['size']} px, {preset['precision']}",
        "trained on": f"{faces['source']}: {faces['count']:,} faces{kept}",
        "kimg": f"{card['kimg']:,} thousand faces, repeats counted; {card['steps']:,} steps of {preset['batch_size']}",
        "took": f"{card['minutes']} minutes on {card['machine']}",
    }
    if (folder / "scores.json").is_file():
        scores = json.loads((folder / "scores.json").read_text())
        rows |= {
            "FID": f"{scores['fid']} (real against real, half as many a side: {scores['floor_fid']})",
            "KID × 1,000": f"{scores['kid_x1000']} ± {scores['kid_x1000_std']}",
            "precision and recall": f"{scores['precision']} and {scores['recall']}",
            "density and coverage": f"{scores['density']} and {scores['coverage']}",
            "measured on": f"{scores['n']:,} generated and {scores['n']:,} real faces of {scores['data']} at "
            f"{scores['size']} px, in features of the extractor “{scores['extractor']}”",
        }
    table = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    rights = f"\n{ARTIST}\n" if faces["source"] == "avatars" else ""
    with whole(folder / "README.md") as partial:
        partial.write_text(
            f"# {folder.name}\n\n![64 faces, unselected](samples.png)\n\n*64 faces, z from seed 0, unselected.*\n\n"
            f"| | |\n| --- | --- |\n{table}{rights}\n"
            "This card is written by `latentfaces ship` and `latentfaces evaluate`.\n"
        )
