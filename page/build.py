"""Builds page/dist: the explorer as a folder that any web server serves, with generators that run in the browser.

Keras exports each generator to TensorFlow Lite with weights in half precision, esbuild bundles the scripts, and the
WebAssembly runtime of LiteRT.js is copied, compressed. `python page/build.py [model ...]`, where avatars@60 is a model
too, an earlier state of a run; without names, every shipped model of `compact` networks, with the states of its run.
"""

import dataclasses
import gzip
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import tensorflow as tf
from PIL import Image

from latentfaces.errors import LatentFacesError
from latentfaces.experiments.inversion import FAILED, PRIOR, START_STD
from latentfaces.explorer import words
from latentfaces.explorer.animation import FILM_SIDE, FPS, FRAMES, FRAMES_BETWEEN, FRAMES_OF_STATE, PACES
from latentfaces.explorer.controls import ACTIONS, ANIMATING, CONTROLS, PAGE_PIN_HINTS, SHAPING, SHOW_LABELS, TABS, WALK
from latentfaces.explorer.link_names import LINK_NAMES, SLIPS
from latentfaces.explorer.scenes import AVERAGES
from latentfaces.explorer.shaping import DISTANCES, FIRST_SEED, VARIANTS
from latentfaces.explorer.view import LIMITS, MOST_PINS, NEW_SEEDS, START, WHOLE, View
from latentfaces.explorer.widget import BESIDE_SECONDS, SETTLE_SECONDS
from latentfaces.figures.found import ADVICE, FAR, NEAR, NONE
from latentfaces.latent import MEANS, sample_latent
from latentfaces.models.catalogue import find_model, finished_name, page_models, states_of
from latentfaces.models.directions import STEP
from latentfaces.models.generator import Generator
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import grid
from latentfaces.storage import made_beside, write_json

PAGE = Path(__file__).resolve().parent
DIST = PAGE / "dist"
# Faces are drawn four at a time, which is as fast a face as sixteen, and those left over one by one.
BATCHES = (4, 1)
SHARED = (1200, 630)  # pixels of the picture of a shared link, as index.html says
# With and without relaxed SIMD, which not every browser has, and the one that drives the GPU.
RUNTIMES = ("litert_wasm_internal", "litert_wasm_compat_internal", "litert_wasm_jspi_internal")


def build(models, dist=DIST):
    """Writes the page with these models (names of shipped ones, or run folders) into dist, and returns that.

    A state of a run, such as avatars@60, comes with its finished model, by which it is reached.
    Raises LatentFacesError without npm, or if it fails, if there is no such model, and for two of one name.
    """
    names = list(map(str, models))
    runs = list(dict.fromkeys(map(finished_name, names)))
    shown = [[name for name in states_of(run) if name in (run, *names)] for run in runs]
    called = Counter(page_name(name) for states in shown for name in states)
    if repeated := [name for name, count in called.items() if count > 1]:
        raise LatentFacesError(
            f"Two of the models would be called {repeated[0]} on the page; give it once, or rename one folder."
        )
    with made_beside(dist) as new:
        new.mkdir()
        bundle_scripts(new)
        write_html(new)
        for name in ("style.css", "still.css", "icon.svg"):
            shutil.copy(PAGE / name, new)
        facts = [write_run(states, new) for states in shown]
        draw_stills(runs[0], new)
        write_json(new / "models.json", {"constants": constants(new), "models": facts})
        shutil.rmtree(dist, ignore_errors=True)
    return dist


def write_html(dist):
    """index.html with the words that stand on the page from the start, each in the place of its {{name}}."""
    text = (PAGE / "index.html").read_text("utf-8")
    texts = {**TABS, **SHAPING, **ANIMATING, **DISTANCES, "link_names": "|".join(LINK_NAMES)}
    text = re.sub(r"\{\{(\w+)\}\}", lambda found: html.escape(str(texts[found[1]])), text)
    (dist / "index.html").write_text(text, "utf-8")


def bundle_scripts(dist):
    """node_modules from package-lock.json, then main.js, worker.js and the compressed runtime."""
    # Where it is up to date it stays, because two processes that test the page may build it at once.
    installed, wanted = PAGE / "node_modules" / ".package-lock.json", PAGE / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime <= wanted.stat().st_mtime:
        run("npm", "ci")
    shared = ("--bundle", "--minify", "--legal-comments=eof", "--target=es2022", "--log-level=warning")
    run("npx", "esbuild", "src/main.js", *shared, "--format=esm", "--splitting", f"--outdir={dist}")
    # LiteRT.js starts its runtime with importScripts, which only a classic worker has.
    run("npx", "esbuild", "src/worker.js", *shared, "--format=iife", f"--outdir={dist}")
    parts = json.loads((PAGE / "package.json").read_text())["dependencies"]
    (dist / "licences.txt").write_text("\n\n".join(map(licence, parts)), "utf-8")
    for name in RUNTIMES:
        source = PAGE / "node_modules/@litertjs/core/wasm" / name
        shutil.copyfile(source.with_suffix(".js"), dist / f"{name}.js")
        (dist / f"{name}.wasm.gz").write_bytes(gzip.compress(source.with_suffix(".wasm").read_bytes(), 9, mtime=0))


def licence(name):
    """The name of a package, what its licence is called, and its text where the package carries one."""
    folder = PAGE / "node_modules" / name
    facts = json.loads((folder / "package.json").read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("LICENSE*"))]
    return "\n\n".join([f"{name} {facts['version']}: {facts['license']}", *texts])


def run(*command):
    """Runs a command of Node.js in this folder."""
    try:
        subprocess.run(command, cwd=PAGE, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise LatentFacesError("The page needs npm; install Node.js (Debian: apt install npm).") from error
    except subprocess.CalledProcessError as error:
        raise LatentFacesError(f"`{' '.join(command[:3])}` failed: {error.stderr.strip()}") from error


def constants(dist):
    """What notebook and page share, for models.json (see page/src/types.ts), and what the page must know of dist."""
    return {
        "limits": {
            name: {"low": low, "high": high, "step": 1 if name in WHOLE else STEP}
            for name, (low, high) in LIMITS.items()
        },
        "step": STEP,
        "view": dataclasses.asdict(View()),
        "start_seed": START.seed,
        "means": MEANS,
        "most_pins": MOST_PINS,
        "link_names": LINK_NAMES,
        "slips": SLIPS,
        "new_seeds": NEW_SEEDS,
        "fps": FPS,
        "film_side": FILM_SIDE,
        "slider_frames": FRAMES,
        "frames_between_pins": FRAMES_BETWEEN,
        "frames_of_state": FRAMES_OF_STATE,
        "paces": PACES,
        "settle_seconds": SETTLE_SECONDS,
        "beside_seconds": BESIDE_SECONDS,
        "controls": {name: {"label": each.label, "about": each.about} for name, each in CONTROLS.items()},
        "shows": SHOW_LABELS,
        "walk": WALK,
        "actions": ACTIONS,
        "pin_hints": PAGE_PIN_HINTS,
        "shaping": SHAPING,
        "variants": VARIANTS,
        "first_variant_seed": FIRST_SEED,
        "averages": AVERAGES,
        "seen": words.SEEN,
        "alike": words.ALIKE,
        "odd": words.ODD,
        "pattern": words.PATTERN,
        "found": {
            "law": {"mean": 0, "std": START_STD, "truncation": None, "seed": 0, "directions": {}},
            "prior": PRIOR,
            "failed": FAILED,
            "none": NONE,
            "far": FAR,
            "near": NEAR,
            "advice": ADVICE,
        },
        "tips": [tip._asdict() for tip in words.TIPS],
        "batch": max(BATCHES),
        "runtime_bytes": max(
            sum((dist / f"{name}.{kind}").stat().st_size for kind in ("wasm.gz", "js")) for name in RUNTIMES[:2]
        ),
    }


def write_run(states, dist):
    """Exports the generators of a run by their names, the finished one last.

    Returns what the page must know of the finished one, with what is different for each of them.
    """
    facts = [write_state(name, dist) for name in states]
    G = load_generator(states[-1])
    return {
        **facts[-1],
        "states": facts,
        "size": G.size,
        "latent": G.latent,
        "latent_dim": G.latent_dim,
        "directions": [
            {**dataclasses.asdict(direction), "name": name, "vector": direction.vector.tolist()}
            for name, direction in G.directions.items()
        ],
        "real": G.real_traits,
        "credit": words.credit(G),
    }


def page_name(model):
    """What a model or a state is called on the page: "avatars", "avatars@60"."""
    folder = find_model(model)
    return folder.finished.path.name + (f"@{folder.kimg}" if folder.kimg else "")


def write_state(model, dist):
    """Exports one generator to dist/NAME.tflite, and returns what the page must know of it alone."""
    G, name = load_generator(model), page_name(model)
    path = dist / f"{name}.tflite"
    path.write_bytes(export(G))
    return {
        "name": name,
        "stop": words.stop(G.folder.kimg),
        "about": words.about_model(G),
        "early": words.early(G),
        "knows_short_z": words.knows_short_z(G),
        "bytes": path.stat().st_size,
    }


def draw_stills(model, dist):
    """first.webp, the faces that are seen while the page loads, and share.png, which a shared link is shown with."""
    G = load_generator(model)
    faces = G.faces(sample_latent(32, G, seed=START.seed))
    grid(faces[:16]).save(dist / "first.webp", quality=80)
    together = grid(faces, columns=8)
    share = Image.new("RGB", SHARED, "white")
    share.paste(together.resize((SHARED[0], SHARED[0] * together.height // together.width)), (0, 10))
    share.save(dist / "share.png", optimize=True)


def export(G: Generator) -> bytes:
    """G as a .tflite file: one signature a batch of `BATCHES`, which share their float16 weights."""
    archive = keras.export.ExportArchive()
    archive.track(G.network)
    for batch in BATCHES:
        z = tf.TensorSpec((batch, G.latent_dim), tf.float32, name="z")
        archive.add_endpoint(f"faces{batch}", lambda z: G.network(z, training=False), input_signature=[z])
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, [f"faces{batch}" for batch in BATCHES])
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
        return converter.convert()


if __name__ == "__main__":
    try:
        dist = build(sys.argv[1:] or [state for model in page_models() for state in states_of(model)])
    except LatentFacesError as error:
        sys.exit(f"latentfaces: {error}")
    size = sum(file.stat().st_size for file in dist.rglob("*")) / 1e6
    print(f"{dist} ({size:.1f} MB); look at it with: python -m http.server --directory {dist}")
