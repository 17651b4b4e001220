"""Comparing a model with real faces: the choice of the faces, and the files of the scores."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from latentfaces import paths
from latentfaces.arrays import Images
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.faces.load import load_faces, set_name
from latentfaces.latent import sample_latent
from latentfaces.measures.features import load_extractor
from latentfaces.measures.metrics import HeldOutKid, batches_to_compare, compare_batches
from latentfaces.measures.traits import BATCH, SMALLEST_WITH_GRAIN, grain, percentiles_of_batches
from latentfaces.models.catalogue import find_model
from latentfaces.models.generator import Generator
from latentfaces.models.model_card import write_card
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import check_new_folder, write_faces
from latentfaces.run_folder import RULER, RunFolder
from latentfaces.storage import check_writable, file_sha256, write_sealed_json


def evaluate_model(
    model: str,
    data: str,
    n: int = 5000,
    *,
    show: Callable[[dict[str, Any]], None],
    hold_out: int = 0,
    extractor: str = RULER,
    png: str | None = None,
    out: str | None = None,
) -> dict[str, Any]:
    """Scores of n generated against n real faces, see `compare`; saved with the model, with traits of all real faces.

    The KID is measured on the faces that training held out, if any, see `HeldOutKid`: it needs few faces, while the FID
    needs many, and compares with faces of the whole set.
    model: a shipped one or a run folder. data: as for `load_faces`. show: called with the scores before they are saved.
    hold_out: compare only with this number of faces that training held out, and measure the floor with training faces.
    png: a folder for the compared faces, in real/ and generated/. out: a JSON file for only the scores, instead of the
    files in the model's folder. If that folder cannot be written to, a sentence says at once that nothing will be
    saved. Raises LatentFacesError for an unusable model, faces or extractor, and for files that cannot be read or
    written.
    """
    # Everything that can be refused is checked before any faces are drawn.
    load_extractor(extractor)
    folders = [Path(png) / kind for kind in ("real", "generated")] if png else []
    for png_folder in folders:
        check_new_folder(png_folder)
    G, folder = load_generator(model), find_model(model)
    if out:
        check_writable(out)
    is_kept = bool(out) or _can_save(folder.scores(extractor))
    every = load_faces(data, G.size)
    split = split_of_training(folder, every)
    if hold_out and (split is None or len(split[1]) != hold_out):
        raise LatentFacesError(
            f'The training of "{folder.path.name}" did not hold out these {hold_out} faces of {every.source}; omit '
            "--hold-out, or give the faces and the number that it was trained with."
        )
    train, faces = split if hold_out and split else (None, every)
    compared = batches_to_compare(G, faces, n, others=train)
    if folders:
        real, fake = (_written(batches, to) for batches, to in zip(compared[:2], folders, strict=True))
        compared = compared._replace(real=real, generated=fake)
    scores = {
        "model": model,
        "data": set_name(faces.source),
        "weights": file_sha256(folder.weights),
        "held_out": bool(hold_out),
        **compare_batches(compared, faces.size, faces.jpeg, extractor=extractor),
        **(held_out_scores(G, *split, extractor) if split else {}),
    }
    try:
        show(scores)
    finally:  # the scores took minutes, so they are saved even if they cannot be shown
        if is_kept:
            write_sealed_json(out or folder.scores(extractor), scores)
    # A model of an installed package keeps its traits and its card.
    if is_kept and not out and folder.own == folder.path:
        write_sealed_json(folder.real_traits, percentiles_of_batches(every.blocks(BATCH)))
        if folder.path.resolve().parent == paths.PUBLISHED.resolve():
            write_card(folder)
    return scores


def _written(batches: Iterator[Images], folder: Path) -> Iterator[Images]:
    """The batches, each written to folder before it is passed on."""
    count = 0
    for batch in batches:
        write_faces(batch, folder, count)
        count += len(batch)
        yield batch


def _can_save(path: Path) -> bool:
    try:
        check_writable(path)
    except LatentFacesError:
        print(f"{path} cannot be written, so the scores are only printed; --out saves them elsewhere.", file=sys.stderr)
        return False
    return True


def held_out_scores(G: Generator, train: Faces, held_out: Faces, extractor: str) -> dict[str, Any]:
    """The KID of a generator's faces to held-out faces, and the floor: that of as many training faces.

    kid_n: the number of each. grain: of generated avatars, see `measures.traits.grain`; that of real ones is 0.
    """
    measure = HeldOutKid(held_out, extractor)
    images = G.faces(sample_latent(measure.n, G))
    mean, std = measure(images)
    scores = {"kid_x1000": round(mean, 3), "kid_x1000_std": round(std, 3), "kid_n": measure.n}
    rows = np.random.default_rng(0).choice(len(train), min(measure.n, len(train)), replace=False)
    scores["floor_kid_x1000"] = round(measure(train.images[np.sort(rows)])[0], 3)
    if held_out.source == "avatars" and G.size >= SMALLEST_WITH_GRAIN:
        scores["grain"] = round(float(grain(images).mean()), 3)
    return scores


def split_of_training(folder: RunFolder, faces: Faces) -> tuple[Faces, Faces] | None:
    """(the faces that a model was trained on, those that were held out); None if it held out none, or had others."""
    known = folder.read_metadata().get("held_out") or {"count": 0}
    if not 0 < known["count"] < len(faces):
        return None
    train, held_out = faces.holdout(known["count"])
    return (train, held_out) if held_out.fingerprint == known["fingerprint"] else None
