"""Images a second of training, against peers with the same networks and batch: make bench

Every contender runs in a separate process, and those of a pair take turns, so that both see the same noise of the
machine. Compared with PyTorch, ours updates both players from one pass (`fused`), while PyTorch's recipe runs D once
more for the update of G; compared with a reference's loop, ours follows the order of that loop. The results also give
the share of the matrix peak, the highest speed of one large product on this machine. Writes
benchmarks/results/step.json; `python benchmarks/bench_step.py PAIR ...` measures only these pairs and keeps the others.

With KERAS_BACKEND=jax, for a GPU, it measures only our presets and writes step-jax.json, because the peers' loops are
TensorFlow.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from operations import forward_operations

ON_JAX = os.environ.get("KERAS_BACKEND") == "jax"
RESULTS = Path(__file__).parent / "results" / ("step-jax.json" if ON_JAX else "step.json")
ROUNDS = 3
SECONDS = 15
# Pair -> its contenders, the peer first: a kind and what it runs.
PAIRS = {
    "compact in float32": ["float32 compact", "bfloat16 compact", "loading compact"],
    "PyTorch's DCGAN": ["torch", "dcgan float32", "dcgan bfloat16"],
    "the anime reference's loop": [f"{kind} anime-baseline" for kind in ("loop", "float32", "bfloat16")],
    "the Simpsons reference's loop": [f"{kind} simpsons" for kind in ("loop", "float32", "bfloat16")],
}
PRESETS = ("compact", "compact-128", "dcgan", "anime-baseline", "simpsons")
OURS = {f"{name} in float32": [f"{kind} {name}" for kind in ("float32", "bfloat16")] for name in PRESETS}


def timed(step, batch):
    """Images a second of step(), called for SECONDS and at least twice, after one call that compiles."""
    step()
    began, n = time.perf_counter(), 0
    while n < 2 or time.perf_counter() - began < SECONDS:
        step()
        n += 1
    return n * batch / (time.perf_counter() - began)


def matrix_peak(dtype):
    """Operations a second of the faster of two products, of two matrices and of a 5 x 5 convolution of 256 channels.

    It measures both because, in bfloat16 on a CPU, TensorFlow's matrix products take twice as long as its convolutions.
    """
    from latentfaces.backend import compiled, ops

    def total(x):
        return ops.sum(ops.cast(x, "float32"))

    square = compiled(lambda a: total(ops.matmul(a, a)))
    convolve = compiled(lambda x, kernel: total(ops.conv(x, kernel, padding="same")))
    kernel = ops.ones((5, 5, 256, 256), dtype)
    return max(
        _best_rate(square, lambda n: [ops.ones((512 * n, 512 * n), dtype)], lambda n: 2 * (512 * n) ** 3),
        _best_rate(
            convolve, lambda n: [ops.ones((n, 32, 32, 256), dtype), kernel], lambda n: 2 * n * 32**2 * 5**2 * 256**2
        ),
    )


def _best_rate(call, arguments, operations):
    """Operations a second of the best of ten turns of call(*arguments(n)), which takes operations(n).

    n is doubled until a turn takes a hundredth of a second.
    """
    n, seconds = 1, 0.0
    while seconds < 0.01:
        n *= 2
        given = arguments(n)
        call(*given)
        seconds = min(_seconds(lambda given=given: float(call(*given))) for _ in range(10))
    return operations(n) / seconds


def _seconds(call):
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def operations_per_image(preset):
    """Multiplications and additions in the products of one step, for each real image.

    A backward pass costs two forward passes, one for the weights and one for the input. A fused step has one forward
    and one backward pass of G, and of D over both kinds, and the gradient of G passes back through D. Other steps have
    one more forward pass of G and of D. R1, on one step in sixteen, is not counted; products with the zeros of a
    padding are counted, as in the peak.
    """
    from latentfaces.models.networks import build_discriminator, build_generator

    G, D = forward_operations(build_generator(preset)), forward_operations(build_discriminator(preset))
    return 3 * G + 7 * D if preset.fused else 4 * G + 8 * D


def torch_step():
    import torch
    import torch_dcgan

    _, step = torch_dcgan.trainer()
    x = torch.rand(torch_dcgan.BATCH, 3, 64, 64) * 2 - 1
    return timed(lambda: step(x), torch_dcgan.BATCH)


def same_networks():
    """The peer's networks in Keras, as an architecture of ours: 64 to 512 filters, kernels of 4."""
    from latentfaces.backend import layers
    from latentfaces.models.convolutions import Conv2D, Conv2DTranspose
    from latentfaces.models.normalization import BatchNormalization

    def norm(x, activation):
        return activation(BatchNormalization()(x))

    def generator(z, preset):
        x = layers.Reshape((4, 4, 512))(layers.Dense(4 * 4 * 512, use_bias=False)(z))
        x = norm(x, layers.ReLU())
        for filters in (256, 128, 64):
            x = Conv2DTranspose(filters, 4, strides=2, padding="same", use_bias=False)(x)
            x = norm(x, layers.ReLU())
        x = layers.Conv2DTranspose(3, 4, strides=2, padding="same", use_bias=False)(x)
        return layers.Activation("tanh")(x)

    def discriminator(x, preset):
        x = layers.LeakyReLU(0.2)(Conv2D(64, 4, strides=2, padding="same", use_bias=False)(x))
        for filters in (128, 256, 512):
            x = Conv2D(filters, 4, strides=2, padding="same", use_bias=False)(x)
            x = norm(x, layers.LeakyReLU(0.2))
        return layers.Flatten()(layers.Conv2D(1, 4, use_bias=False)(x))

    return generator, discriminator


def our_step(preset):
    """{"images_per_s", "precision", "operations_per_image"} of `GAN.fit`."""
    import numpy as np

    from latentfaces.backend import keras
    from latentfaces.faces.face_set import Faces
    from latentfaces.training.batches import Batches
    from latentfaces.training.gan import GAN
    from latentfaces.training.run import enable_determinism

    class Clock(keras.callbacks.Callback):
        """Stops the training after SECONDS and at least two steps, the first one, which compiles, not counted."""

        def on_train_batch_end(self, batch, logs=None):
            float(logs["g_loss"])  # waits for the device
            if batch == 0:
                self.began = time.perf_counter()
            self.seconds, self.steps = time.perf_counter() - self.began, batch
            self.model.stop_training = batch >= 2 and self.seconds > SECONDS

    enable_determinism()
    gan, clock = GAN(preset), Clock()
    images = np.random.default_rng(0).integers(0, 256, (1000, preset.size, preset.size, 3), np.uint8)
    gan.compile()
    gan.fit(
        Batches(Faces(images), preset.batch_size, 0), steps_per_epoch=10**9, shuffle=False, verbose=0, callbacks=[clock]
    )
    return {
        "images_per_s": clock.steps * preset.batch_size / clock.seconds,
        "precision": preset.precision,
        "operations_per_image": operations_per_image(preset),
    }


def our_dcgan(precision):
    import dataclasses

    from latentfaces.models import networks
    from latentfaces.models.presets import SIZES, get_preset

    networks.ARCHITECTURES["dcgan-64"], SIZES["dcgan-64"] = same_networks(), 64
    preset = dataclasses.replace(
        get_preset("dcgan"), architecture="dcgan-64", latent="normal", batch_size=64, fused=True, precision=precision
    )
    return our_step(preset)


def reference_loop(name):
    """What `our_step` gives, of the loop that a reference had on Keras 2 (`keras2_loops.py`)."""
    import keras2_loops
    import numpy as np

    from latentfaces.models.presets import get_preset

    preset, rng = get_preset(name), np.random.default_rng(0)
    original, n = keras2_loops.ORIGINALS[name](), preset.batch_size
    faces = rng.integers(0, 256, (n, preset.size, preset.size, 3), np.uint8)

    return {
        "images_per_s": timed(lambda: original.iterate(faces, **original.draw(rng, n)), n),
        "precision": "float32",
        "operations_per_image": operations_per_image(preset),
    }


def loading(name):
    """Faces loaded a second without training; compared with the faces of a step, this gives the cost of loading."""
    from latentfaces.faces.load import load_faces
    from latentfaces.models.presets import get_preset
    from latentfaces.training.batches import Batches

    preset = get_preset(name)
    stream = iter(Batches(load_faces("avatars"), preset.batch_size, 0, flips=preset.flips))
    return timed(lambda: next(stream), preset.batch_size)


def measure(contender):
    """{"images_per_s": ...} of a contender, a kind and what it runs; for ours also what `our_step` adds.

    Of a peak it is {"operations_per_s": ...}.
    """
    kind, _, name = contender.partition(" ")
    if kind == "peak":
        return {"operations_per_s": matrix_peak(name)}
    if kind == "torch":
        return {"images_per_s": torch_step()}
    if kind == "loop":
        return reference_loop(name)
    if kind == "loading":
        return {"images_per_s": loading(name)}
    if kind == "dcgan":
        return our_dcgan(precision=name)
    import dataclasses

    from latentfaces.models.presets import get_preset

    return our_step(dataclasses.replace(get_preset(name), precision=kind))


def measured(contender):
    """The result of `measure`, run in a separate process."""
    out = subprocess.run([sys.executable, __file__, "--one", contender], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(out.stdout.splitlines()[-1])


def machine():
    """In a separate process, so that the GPU is free afterwards."""
    code = "from latentfaces.backend import machine; print(machine())"
    return subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def run_pair(contenders):
    """One row for each contender, the peer first; they take turns."""
    turns = {contender: [] for contender in contenders}
    for _ in range(ROUNDS):
        for contender in contenders:
            turns[contender].append(measured(contender))
            print(f"{contender}: {turns[contender][-1]['images_per_s']:.1f} images/s", flush=True)
    peer = turns[contenders[0]]
    return {
        contender: {
            **them[0],
            "images_per_s": [round(turn["images_per_s"], 2) for turn in them],
            "times_the_peer": round(
                statistics.median(a["images_per_s"] / b["images_per_s"] for a, b in zip(them, peer, strict=True)), 2
            ),
        }
        for contender, them in turns.items()
    }


def main(chosen):
    pairs = OURS if ON_JAX else PAIRS
    if unknown := [pair for pair in chosen if pair not in pairs]:
        sys.exit(f'There is no pair "{unknown[0]}"; choose among: {"; ".join(pairs)}.')
    results = {"machine": machine(), "rounds": ROUNDS, "matrix_peak": {}, "pairs": {}}
    if chosen and RESULTS.exists():
        kept = json.loads(RESULTS.read_text())
        # Shares are of one machine's peak.
        if kept["machine"] == results["machine"]:
            results |= kept
    RESULTS.parent.mkdir(exist_ok=True)
    peaks = results["matrix_peak"] = {"float32": 0.0, "bfloat16": 0.0}
    done = []
    for pair in chosen or pairs:
        print(f"{pair}:")
        for precision in peaks:
            peaks[precision] = max(peaks[precision], measured(f"peak {precision}")["operations_per_s"])
        results["pairs"][pair] = run_pair(pairs[pair])
        done.append(pair)
        # Pairs of an earlier run keep their shares: the machine may have been faster or slower then.
        for row in (row for name in done for row in results["pairs"][name].values() if "precision" in row):
            used = statistics.median(row["images_per_s"]) * row["operations_per_image"]
            row["share_of_matrix_peak"] = round(used / peaks[row["precision"]], 3)
        # After each pair, so that a failure does not lose the others.
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2])))
    else:
        main(sys.argv[1:])
