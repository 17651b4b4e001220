"""Comparing a model with real faces: the choice of the faces, and the files of the scores."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from latentfaces import paths
from latentfaces.arrays import Images
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.faces.load import load_faces
from latentfaces.measures.features import load_extractor
from latentfaces.measures.metrics import batches_to_compare, compare_batches
from latentfaces.measures.traits import BATCH, percentiles_of_batches
from latentfaces.models.catalogue import find_model
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
    train, faces = held_out_faces(folder, every, hold_out) if hold_out else (None, every)
    compared = batches_to_compare(G, faces, n, others=train)
    if folders:
        real, fake = (_written(batches, to) for batches, to in zip(compared[:2], folders, strict=True))
        compared = compared._replace(real=real, generated=fake)
    scores = {
        "model": model,
        "data": Path(faces.source).stem,
        "weights": file_sha256(folder.weights),
        "held_out": bool(hold_out),
        **compare_batches(compared, faces.size, faces.jpeg, extractor=extractor),
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


def held_out_faces(folder: RunFolder, faces: Faces, n: int) -> tuple[Faces, Faces]:
    """(the training faces, the n that training held out). Raises LatentFacesError if it held out others, or none."""
    train, held_out = faces.holdout(n)
    known = folder.read_metadata().get("held_out") or {}
    if held_out.fingerprint != known.get("fingerprint"):
        raise LatentFacesError(
            f'The training of "{folder.path.name}" did not hold out these {n} faces of {faces.source}; omit '
            "--hold-out, or give the faces and the number that it was trained with."
        )
    return train, held_out


def unseen_faces(folder: RunFolder, faces: Faces) -> Faces:
    """Those of faces that the model's training held out; all of them if it held out none, or had other faces."""
    known = folder.read_metadata().get("held_out") or {"count": 0}
    if not 0 < known["count"] < len(faces):
        return faces
    held_out = faces.holdout(known["count"])[1]
    return held_out if held_out.fingerprint == known["fingerprint"] else faces
