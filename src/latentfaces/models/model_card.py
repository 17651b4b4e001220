"""Model cards: a shipped model's training data and time, its scores, and 64 of its faces."""

from typing import Any

from latentfaces.latent import sample_latent
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import grid
from latentfaces.run_folder import RunFolder
from latentfaces.storage import atomic_write

ARTIST = (
    "The avatars are a remix of “Adventurer” by [Lisa Wischofsky](https://www.instagram.com/lischi_art/), [CC BY "
    "4.0](https://creativecommons.org/licenses/by/4.0/), rendered with [DiceBear](https://www.dicebear.com)."
)


def begun_with(start: dict[str, Any] | None) -> dict[str, str]:
    """The row of a card that says which other run this one began with, if any."""
    if start is None:
        return {}
    return {"began with": f"the networks of a run on {start['faces']['source']}, after {start['step']:,} steps"}


def write_card(folder: RunFolder) -> None:
    """Writes README.md and samples.png (64 faces of seed 0, unselected) into a shipped model's folder.

    Raises LatentFacesError if one of its files is damaged, or these cannot be written.
    """
    G, metadata, scores = load_generator(folder), folder.read_metadata("kimg", "steps", "minutes"), folder.read_scores()
    samples = grid(G.faces(sample_latent(64, G)))
    with atomic_write(folder.path / "samples.png") as partial:
        samples.save(partial, "png")
    preset, faces, held_out = metadata["preset"], metadata["faces"], metadata.get("held_out")
    kept = f", {held_out['count']:,} more held out" if held_out else ""
    rows = {
        "preset": f"{preset['name']}, {preset['size']} px, {preset['precision']}",
        "trained on": f"{faces['source']}: {faces['count']:,} faces{kept}",
        **begun_with(metadata.get("start")),
        "kimg": f"{metadata['kimg']:,} thousand faces, repeats included; "
        f"{metadata['steps']:,} steps of {preset['batch_size']}",
        "took": f"{metadata['minutes']} minutes on {metadata['machine']}",
    }
    if scores:
        which = "held-out" if scores["held_out"] else "training and held-out"
        to_held_out = f", to {scores['kid_n']:,} held-out faces" if "kid_n" in scores else ""
        rows |= {
            "FID": f"{scores['fid']} (floor, of as many other real faces: {scores['floor_fid']})",
            "KID × 1,000": f"{scores['kid_x1000']} ± {scores['kid_x1000_std']}{to_held_out}",
            "precision and recall": f"{scores['precision']} and {scores['recall']}",
            "density and coverage": f"{scores['density']} and {scores['coverage']}",
            "measured on": f"{scores['n']:,} generated and {scores['n']:,} {which} faces of {scores['data']}, "
            f"with the extractor “{scores['extractor']}” at {scores['size']} px; compression of all: "
            f"{scores['compression']}",
        }
        if "grain" in scores:
            rows["grain of the plain background"] = f"{scores['grain']} of 255 levels (real faces: 0)"
    table = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    rights = f"\n{ARTIST}\n" if faces["source"] == "avatars" else ""
    with atomic_write(folder.path / "README.md") as partial:
        partial.write_text(
            f"# {folder.path.name}\n\n"
            "![64 faces, unselected](samples.png)\n\n*64 faces, z from seed 0, unselected.*\n\n"
            f"| | |\n| --- | --- |\n{table}{rights}\n"
            "`latentfaces ship` and `latentfaces evaluate` write this card.\n",
            encoding="utf-8",
        )
