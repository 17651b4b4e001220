"""The plan of a run: its recipe, faces, steps and folder, checked before anything is built or written."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from latentfaces.checks import told
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.models.presets import Preset, get_preset
from latentfaces.run_folder import RULER, RunFolder
from latentfaces.storage import read_json
from latentfaces.training import hosts
from latentfaces.training.precision import fastest_precision

# That of runs which do not say one.
FIRST_EXTRACTOR = "embedded"


@dataclass(frozen=True)
class Plan:
    """preset: the resolved recipe. held_out: faces to track the KID on, or None. steps: in total.

    extractor: of the features that the KID is measured on; a run keeps the one that it was begun with.
    """

    preset: Preset
    faces: Faces
    held_out: Faces | None
    seed: int
    steps: int
    folder: RunFolder
    extractor: str = RULER

    def recipe(self) -> dict[str, Any]:
        """The contents of run.json as plain JSON values: everything that the weights depend on, except the steps."""
        held_out = self.held_out and {"count": len(self.held_out), "fingerprint": self.held_out.fingerprint}
        faces = {"source": self.faces.source, "count": len(self.faces), "fingerprint": self.faces.fingerprint}
        return {
            "preset": self.preset.to_json(),
            "seed": self.seed,
            "faces": faces,
            "held_out": held_out,
            "extractor": self.extractor,
        }

    def check_faces(self) -> None:
        """Raises LatentFacesError unless the faces fit the preset, and enough are held out to measure a KID."""
        preset = self.preset
        for some in [self.faces, *([] if self.held_out is None else [self.held_out])]:
            if len(some) == 0:
                raise LatentFacesError("There are no faces to train on; give a set with at least one face.")
            if some.size != preset.size:
                raise LatentFacesError(
                    f'The preset "{preset.name}" trains on faces of {preset.size} px but these are {some.size} px; '
                    f"load them with size={preset.size}."
                )
        if not preset.shuffle and len(self.faces) < preset.batch_size:
            raise LatentFacesError(
                f'The preset "{preset.name}" takes the faces in their order, {preset.batch_size} in a step, but there '
                f"are only {len(self.faces)}; give it at least {preset.batch_size}."
            )
        if self.held_out is not None and len(self.held_out) < 2:
            raise LatentFacesError("One held-out face is too few for a KID; hold out at least 2, preferably 1,000.")

    def check_held_out(self) -> None:
        """Raises LatentFacesError if held-out faces are among the training faces, where their KID would mean nothing.

        One in a hundred may be: a set can hold two faces with the same pixels, as 20,000 avatars of 64 px do twice.
        """
        if self.held_out is None:
            return
        shared, count = self.faces.count_shared(self.held_out), len(self.held_out)
        if shared > count / 100:
            raise LatentFacesError(
                f"{shared:,} of the {count:,} held-out faces are among the training faces too; hold out others, as "
                "`faces.holdout(n)` or --hold-out does, or remove faces that the set holds twice."
            )

    def check_resume(self) -> None:
        """Raises LatentFacesError unless the run in the folder was started with exactly this recipe."""
        recipe = self.recipe()

        def differences(begun: dict[str, Any]) -> list[str]:
            # A field that is newer than the run has the value that the run used without it.
            known = {"held_out": recipe["held_out"], "extractor": FIRST_EXTRACTOR}
            begun = {**known, **begun, "preset": Preset.from_json(begun["preset"]).to_json()}
            # The same faces may now be in another folder.
            begun["faces"] = {**begun["faces"], "source": recipe["faces"]["source"]}
            return [_difference(what, begun[what], recipe[what]) for what in recipe if begun[what] != recipe[what]]

        mend = f"the run in {self.folder} cannot be resumed: restore the file, or start a new run in another folder"
        differs = read_json(self.folder.run_json, differences, mend)
        if differs:
            raise LatentFacesError(
                f"The run in {self.folder} was started with another {'; another '.join(differs)}: resume it with the "
                "same, or start a new run in another folder."
            )


def _difference(what: str, begun: Any, now: Any) -> str:
    """Which entry of a recipe differs, and how, as far as values say something to a person."""
    if what == "preset":
        fields = [field for field in now if begun[field] != now[field]]
        return "preset (" + ", ".join(f"{field} {told(begun[field])}, now {told(now[field])}" for field in fields) + ")"
    if what == "seed":
        return f"seed ({begun}, now {now})"
    counts = [some["count"] if some else 0 for some in (begun, now)]
    # Two sets of faces may have the same number of them.
    numbers = f" ({counts[0]:,} of them, now {counts[1]:,})" if counts[0] != counts[1] else ""
    return f"set of {what.replace('held_out', 'held-out faces')}{numbers}"


def begun_extractor(folder: RunFolder) -> str:
    """The extractor of the run in a folder, so that its KIDs stay comparable; `RULER` if there is no run yet."""
    return folder.begun(lambda recipe: str(recipe.get("extractor", FIRST_EXTRACTOR))) or RULER


def begun_preset(folder: RunFolder) -> Preset | None:
    """The `Preset` of the run in a folder; None if there is no run yet, or one that `check_resume` will refuse."""
    return folder.begun(lambda recipe: Preset.from_json(recipe["preset"]))


def resolve_preset(preset: str | Preset, begun: Preset | None, count: int) -> Preset:
    """The `Preset` to train with on count faces; by name, that of the existing run, if any, else the current one.

    For few faces, it turns on flips, and for very few augmentation too, and R1 may become weaker at another time. The
    precision "auto" becomes that of the existing run, else the faster one here. Raises LatentFacesError for an unknown
    preset.
    """
    if begun and preset in (begun, begun.name):
        return begun
    chosen = get_preset(preset)
    if count < chosen.few_faces:
        late = chosen.r1_late_kimg if chosen.few_faces_r1_late_kimg is None else chosen.few_faces_r1_late_kimg
        if hosts.is_leader():
            is_told = chosen.r1_gamma and chosen.r1_late is not None and late != chosen.r1_late_kimg
            falls = f", and R1 becomes weaker after {late:g} kimg" if is_told else ""
            print(f"Only {count:,} faces: random flips and DiffAugment are on{falls}.")
        chosen = dataclasses.replace(chosen, flips=True, augment=True, r1_late_kimg=late)
    elif count < chosen.flips_below and not chosen.flips:
        if hosts.is_leader():
            print(f"Only {count:,} faces: random flips are on.")
        chosen = dataclasses.replace(chosen, flips=True)
    if chosen.precision != "auto":
        return chosen
    return dataclasses.replace(chosen, precision=begun.precision if begun else fastest_precision())
