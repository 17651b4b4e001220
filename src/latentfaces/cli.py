"""The command line: `latentfaces data | train | sample | evaluate | blind | directions | find | models | ship`."""

import argparse
import contextlib
import dataclasses
import json
import sys
import warnings
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from latentfaces.checks import LARGEST, MOST, number, user_path, whole_number
from latentfaces.console import check_output, reopen_output
from latentfaces.errors import LatentFacesError
from latentfaces.models.presets import PRESETS, Preset, get_preset
from latentfaces.paths import RUNS
from latentfaces.run_folder import RULER, RunFolder

# Only the commands that need TensorFlow import modules that load it, so that --help answers at once.


def data(args: Namespace) -> None:
    from latentfaces.faces.load import load_faces

    faces = load_faces(args.source, args.size)
    print(f"{len(faces):,} faces of {faces.size} px from {faces.source}")
    if faces.report:
        print(faces.report)
    if faces.traits is not None:
        print(faces.traits.describe().T.to_string())


def train(args: Namespace) -> int:
    from latentfaces.faces.load import load_faces
    from latentfaces.training.run import train

    preset, size = _chosen_preset(args)
    faces, held_out = load_faces(args.data, size), None
    if args.hold_out:
        faces, held_out = faces.holdout(args.hold_out)
    run = train(preset, faces, args.run, args.steps, args.resume, args.seed, held_out, args.devices, args.start)
    print(f"{run.folder}: step {run.step}, {run.seconds / 60:.1f} minutes of training")
    return 130 if run.interrupted else 0


def _chosen_preset(args: Namespace) -> tuple[str | Preset, int]:
    """(the preset that the options name, its size); to resume, the run's own, changed if an option contradicts it."""
    from latentfaces.training.plan import begun_preset

    begun = begun_preset(RunFolder(args.run)) if args.resume else None
    # `--preset compact --size 96` began a run of "compact-96".
    if begun and args.preset in (None, begun.name, begun.name.removesuffix(f"-{begun.size}")):
        preset = begun
    else:
        preset = get_preset(args.preset or "compact")
    changes = {"precision": args.precision} if args.precision else {}
    if args.size not in (None, preset.size):
        changes |= {"size": args.size, "name": f"{preset.name}-{args.size}"}
    chosen = dataclasses.replace(preset, **changes)
    # By name if possible: only the first of several hosts may have the run's folder, and all must ask for the same.
    return (chosen.name if not changes and chosen.name in PRESETS else chosen), chosen.size


def sample(args: Namespace) -> None:
    from tqdm import trange

    from latentfaces.latent import sample_latent
    from latentfaces.models.pretrained import load_generator
    from latentfaces.pictures.images import check_new_folder, write_faces

    check_new_folder(args.out)
    G = load_generator(args.model)
    z = sample_latent(args.n, G, args.mean, args.std, args.seed)
    for start in trange(0, args.n, 64, unit="batch", desc="sampling", file=sys.stdout):
        write_faces(G.faces(z[start : start + 64]), args.out, start)
    print(f"{args.n:,} faces of N({args.mean:g}, {args.std:g}) in {args.out}")


def evaluate(args: Namespace) -> None:
    from latentfaces.models.evaluation import evaluate_model

    options = {"hold_out": args.hold_out, "extractor": args.extractor, "png": args.png, "out": args.out}

    def show(scores: dict[str, Any]) -> None:
        print(json.dumps(scores, indent=2), flush=True)

    evaluate_model(args.model, args.data, args.n, show=show, **options)


def blind(args: Namespace) -> None:
    from latentfaces.experiments.blind import write_blind_page

    write_blind_page(args.model, args.data, args.out, args.seed)
    print(f"{args.out}: open it in a browser. It contains real faces: share it only if you may share them.")


def directions(args: Namespace) -> None:
    from latentfaces.experiments.sliders import write_sliders

    print(write_sliders(args.model, args.data).round(2).to_string(na_rep=""))
    print("Each row is what a slider changes from end to end, in standard deviations of real faces.")


def find(args: Namespace) -> None:
    from latentfaces.figures.found import write_found

    print(write_found(args.model, args.pictures, args.out, args.seed))


def models(args: Namespace) -> None:
    from latentfaces.models.catalogue import REPOSITORY, left_out_names, model_table

    print(model_table().to_string(index=False))
    if left_out := left_out_names():
        print(
            f"{', '.join(left_out)} are too large for the installed package: `git clone --depth 1 {REPOSITORY}` gets "
            "them, as folders in latentfaces/data/pretrained."
        )


def ship(args: Namespace) -> None:
    from latentfaces.models.catalogue import pretrained_names
    from latentfaces.models.publish import model_folder, publish

    folder = model_folder(args.name)
    if args.name in pretrained_names() and not args.replace:
        raise LatentFacesError(
            f"There is a model {args.name} already; choose another name, or add --replace to lose that model with its "
            "scores, sliders and earlier states."
        )
    publish(args.run, folder)
    print(f"{folder}: shipped; now measure it with `latentfaces evaluate`.")


def whole(name: str, low: int, high: int | None = None) -> Callable[[str], int]:
    """The type of an option that is a whole number in these limits."""

    def parse(text: str) -> int:
        value: int | str = text
        with contextlib.suppress(ValueError):
            value = int(text)
        return whole_number(name, value, low, high)

    return parse


def real(name: str, low: float = -LARGEST) -> Callable[[str], float]:
    """The type of an option that is a finite number, from low on."""

    def parse(text: str) -> float:
        value: float | str = text
        with contextlib.suppress(ValueError):
            value = float(text)
        return number(name, value, low)

    return parse


def path(name: str) -> Callable[[str], Path]:
    """The type of an option that is a path."""
    return lambda text: user_path(name, text)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser("latentfaces", description="Train small GANs on cartoon faces and explore them.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(function: Callable[[Namespace], int | None], summary: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(function.__name__, help=summary, description=summary)
        sub.set_defaults(function=function)
        return sub

    faces = "avatars, anime, simpsons, or the path of a folder or zip of faces"
    sub = command(data, "load (render, download, scan) a set of faces and describe it")
    sub.add_argument("source", help=faces)
    sub.add_argument(
        "--size", type=whole("--size", 8, 1024), default=64, help="width and height in pixels (default 64)"
    )

    sub = command(train, "train a GAN, or continue a run")
    sub.add_argument("--preset", help=f"{', '.join(PRESETS)} (default compact; to resume, the run's)")
    sub.add_argument("--data", default="avatars", help=faces)
    size = "width and height of the faces in pixels, for compact (default: the preset's)"
    sub.add_argument("--size", type=whole("--size", 8, 1024), help=size)
    sub.add_argument("--steps", type=whole("--steps", 1), default=10_000, help="total updates (default 10,000)")
    run = "folder of the run (default %(default)s)"
    sub.add_argument("--run", type=path("--run"), default=RUNS / "first", help=run)
    start = "folder of another run, with whose networks this one begins: for few faces"
    sub.add_argument("--start", type=path("--start"), help=start)
    sub.add_argument("--resume", action="store_true", help="continue from the newest good checkpoint")
    sub.add_argument(
        "--seed", type=whole("--seed", 0, 2**32 - 1), default=0, help="seed of weights, z and order (default 0)"
    )
    precision = "float32, bfloat16, or auto for the faster (default: the preset's)"
    sub.add_argument("--precision", choices=("float32", "bfloat16", "auto"), help=precision)
    held_out = "hold out N faces of training, and save the generator with the lowest KID against them in RUN/best"
    sub.add_argument("--hold-out", type=whole("--hold-out", 0), default=0, metavar="N", help=held_out)
    sub.add_argument(
        "--devices", type=whole("--devices", 1), help="GPUs or TPU cores that share each batch, on JAX (default all)"
    )

    sub = command(sample, "write generated faces as 00000.png, 00001.png, ...")
    sub.add_argument("--model", default="avatars", help="a shipped model or a run folder (default avatars)")
    sub.add_argument("--mean", type=real("--mean"), default=0.0, help="mean of every coordinate of z (default 0)")
    sub.add_argument("--std", type=real("--std", 0), default=1.0, help="standard deviation of z (default 1)")
    sub.add_argument("--n", type=whole("--n", 1, MOST), default=64, help="number of faces (default 64)")
    sub.add_argument("--seed", type=whole("--seed", 0), default=0, help="seed of z (default 0)")
    sub.add_argument("--out", type=path("--out"), default="samples", help="folder for the pictures (default samples)")

    sub = command(evaluate, "compare generated with real faces; prints JSON and saves it in the model's folder")
    sub.add_argument("--model", default="avatars", help="a shipped model or a run folder (default avatars)")
    sub.add_argument("--data", default="avatars", help=faces)
    sub.add_argument(
        "--n", type=whole("--n", 1, MOST), default=5000, help="number of generated and of real faces (default 5000)"
    )
    sub.add_argument(
        "--hold-out",
        type=whole("--hold-out", 0),
        default=0,
        metavar="N",
        help="compare only with the N faces that `train` held out",
    )
    extractors = "network of the features: neutral (default), embedded or inception"
    sub.add_argument("--extractor", default=RULER, help=extractors)
    sub.add_argument(
        "--png", type=path("--png"), metavar="DIR", help="also write the compared faces to DIR/real and DIR/generated"
    )
    sub.add_argument(
        "--out", type=path("--out"), help="the JSON file (default: scores[-EXTRACTOR].json in the model's folder)"
    )

    sub = command(blind, "make a page that tests a person: which of two faces is real, which generated?")
    sub.add_argument("--model", default="avatars", help="a shipped model or a run folder (default avatars)")
    sub.add_argument("--data", default="avatars", help=faces)
    sub.add_argument("--seed", type=whole("--seed", 0), default=0, help="seed of faces and order (default 0)")
    sub.add_argument("--out", type=path("--out"), default="blind.html", help="the page (default blind.html)")

    sub = command(directions, "find directions in a model's latent space, for sliders in the explorer")
    sub.add_argument("--model", default="avatars", help="a shipped model or a run folder (default avatars)")
    sub.add_argument("--data", help=f"the faces that it was trained on: {faces} (default: those the model names)")

    sub = command(find, "find the z of your own pictures: the nearest faces that a model can draw")
    sub.add_argument("pictures", help="a folder or zip of pictures, each of one face")
    sub.add_argument("--model", default="avatars", help="a shipped model or a run folder (default avatars)")
    sub.add_argument("--seed", type=whole("--seed", 0), default=0, help="seed of the search (default 0)")
    sub.add_argument("--out", type=path("--out"), default=Path("found"), help="folder for the results (default found)")

    command(models, "list the shipped models")

    sub = command(ship, "copy a run's generator, in half precision and with its card, to the models that have a name")
    sub.add_argument("run", help="folder of the run")
    sub.add_argument("name", help="the model's name")
    sub.add_argument("--replace", action="store_true", help="replace the model that has this name")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status. A LatentFacesError or an interrupt is printed as one sentence.

    Raises SystemExit after --help, for wrong arguments, and if stdout could not be written.
    """
    reopen_output()
    try:
        args = parser().parse_args(argv)
        return args.function(args) or 0
    except LatentFacesError as error:
        print(f"latentfaces: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("latentfaces: interrupted.", file=sys.stderr)
        # The process ends here, and joblib would add how many tasks it cancels.
        warnings.simplefilter("ignore")
        return 130
    finally:
        check_output()
