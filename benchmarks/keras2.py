"""Our presets of the references beside their own loops on Keras 2, from the same weights, faces and random numbers.

    python benchmarks/keras2.py                full size, few steps: writes benchmarks/results/keras2.json
    python keras2.py FOLDER CASE ...           our part alone, on the engine that KERAS_BACKEND names: reads
                                               FOLDER/CASE given.npz, writes FOLDER/CASE ENGINE.npz

In float64 the two agree to many digits after any number of steps. In float32 they cannot: RMSprop divides a gradient by
its own size, so that where it is nearly 0 its rounding decides which way a weight moves by a whole step, and a GAN
carries that on. Hence the full size is also measured with the original against itself, its start weights moved by their
rounding.
"""

import dataclasses
import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "keras2.json"
ENGINES = ("tensorflow", "jax")
SEED = 0
STEPS = (1, 3)
BATCH_SIZE = 4


def shrunk(model, part):
    """The model with that part of the filters of every layer but the last, whose outputs are what they are."""
    from latentfaces.backend import keras

    def shrink(layer):
        config = layer.get_config()
        for key in ("filters", "units"):
            if config.get(key, 0) > 3:
                config[key] //= part
        if "target_shape" in config:
            *places, channels = config["target_shape"]
            config["target_shape"] = (*places, channels // part)
        return type(layer).from_config(config)

    return model if part == 1 else keras.models.clone_model(model, clone_function=shrink)


def our_gan(given):
    """The GAN of a preset that starts where the original does, and draws what it does."""
    from keras.src.backend.common import dtypes

    from latentfaces.backend import keras, layers, ops
    from latentfaces.models import networks
    from latentfaces.models.presets import get_preset
    from latentfaces.training import gan as gan_module

    name, part, dtype = str(given["name"]), int(given["part"]), str(given["dtype"])
    keras.config.set_floatx(dtype)
    keras.config.set_dtype_policy(dtype)
    dtypes.BIT64_TO_BIT32_DTYPE["float64"] = (
        "float64"  # on JAX, Keras' BatchNormalization computes in float32 otherwise
    )
    gan_module.build_generator = lambda *args, **named: shrunk(networks.build_generator(*args, **named), part)
    gan_module.build_discriminator = lambda *args, **named: shrunk(networks.build_discriminator(*args, **named), part)
    preset = dataclasses.replace(get_preset(name), batch_size=len(given["give faces"][0]))
    gan = gan_module.GAN(preset, SEED)
    for key, model in (("G", gan.G), ("D", gan.D)):
        set_weights(model, [given[f"start {key} {i}"] for i in range(len(weights_of(model)))])
        for layer in model.layers:
            if isinstance(layer, layers.LeakyReLU):
                layer.negative_slope = float(np.float32(layer.negative_slope))  # TensorFlow has it in float32 always
    for optimizer in (gan.g_optimizer, gan.d_optimizer):
        schedule = optimizer._learning_rate
        if isinstance(schedule, keras.optimizers.schedules.LearningRateSchedule):  # it computes in its rate's dtype
            schedule.initial_learning_rate = ops.convert_to_tensor(schedule.initial_learning_rate, dtype)
    gan.update_average = lambda: None  # it is float32, and nothing of a step depends on it

    def of_this_step(*keys):
        """A function that returns, call by call of a step, what is given under these keys in turn."""
        turns = itertools.cycle([ops.convert_to_tensor(given[f"give {key}"], dtype) for key in keys])
        return lambda: ops.take(next(turns), gan.step, axis=0)

    z = of_this_step(*(key for key in ("z", "z_again") if f"give {key}" in given))
    gan.training_z = lambda n, seed: z()
    if name == "anime-baseline":
        noise, drops = of_this_step("u_real", "u_fake"), of_this_step("u_drop", "u_drop_again")
        keras.random.uniform = lambda shape, low, high, seed: low + (high - low) * noise()
        (dropout,) = (layer for layer in gan.D.layers if isinstance(layer, layers.Dropout))

        def call(x, training=False):
            return ops.where(drops() < dropout.rate, 0.0, x / (1 - dropout.rate)) if training else x

        dropout.call = call
    return gan


def weights_of(model):
    """The weights of a model, layer by layer: Keras 2 and 3 have them in the same order within one."""
    return [np.array(w) for layer in model.layers for w in layer.get_weights()]


def set_weights(model, weights):
    weights = iter(weights)
    for layer in model.layers:
        layer.set_weights([next(weights) for _ in layer.get_weights()])


def state_of(gan):
    """{name: array} of all that one step hands on to the next."""
    parts = {"G": weights_of(gan.G), "D": weights_of(gan.D)}
    for part, optimizer in (("G", gan.g_optimizer), ("D", gan.d_optimizer)):
        parts[f"{part} squares"] = [np.array(v) for v in optimizer.variables if "velocity" in v.path]
    return {f"{part} {i}": value for part, values in parts.items() for i, value in enumerate(values)}


def run(given):
    """What `keras2_loops.run` returns, of our preset in `fit`."""
    from latentfaces.backend import keras

    losses, states, done = [], {}, 0

    class Losses(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            losses.append([float(logs["d_loss"]), float(logs["g_loss"])])

    gan = our_gan(given)
    gan.compile()
    for mark in sorted(int(mark) for mark in given["marks"]):
        faces = (((x / 127.5 - 1).astype(str(given["dtype"])),) for x in given["give faces"][done:mark])
        gan.fit(faces, steps_per_epoch=mark - done, verbose=0, callbacks=[Losses()])
        gan.sync()
        states |= {f"{mark} {key}": value for key, value in state_of(gan).items()}
        done = mark
    return {"losses": np.array(losses), **states}


def give(name, part, marks, batch_size, dtype, faces=None, seed=SEED):
    """All that both are given, as `keras2_loops.run` describes it. faces: uint8 (n, S, S, 3); noise by default."""
    from latentfaces.backend import keras
    from latentfaces.models.networks import build_discriminator, build_generator
    from latentfaces.models.presets import get_preset

    keras.utils.set_random_seed(seed)
    preset, rng = get_preset(name), np.random.default_rng(seed)
    n, last, side = batch_size, max(marks), preset.size
    given = {"name": name, "part": part, "marks": marks, "dtype": dtype}
    for key, build in (("G", build_generator), ("D", build_discriminator)):
        model = shrunk(build(preset), part)
        given |= {f"start {key} {i}": w for i, w in enumerate(weights_of(model))}
        given |= {f"without effect {key}": without_effect(model, "weights")}
        given |= {f"without effect {key} squares": without_effect(model, "trainable_weights")}
        features = model.layers[-1].input.shape[-1]

    def uniform(*shape):
        return rng.random((last, *shape), np.float32)

    if faces is None:
        faces = rng.integers(64, 256, (4 * n, side, side, 3), np.uint8)
    drawn = {"faces": faces[rng.integers(0, len(faces), (last, n))]}
    if name == "anime-baseline":
        for key in ("z", "z_again"):
            drawn[key] = rng.standard_normal((last, n, 100), np.float32)
        drawn |= {"u_real": uniform(n, 1).astype(float), "u_fake": uniform(n, 1).astype(float)}
        drawn |= {"u_drop": uniform(2 * n, features), "u_drop_again": uniform(n, features)}
    else:
        drawn["z"] = 2 * uniform(n, 100) - 1
        drawn["label"] = np.full(last, np.random.default_rng((SEED, 2)).uniform(0.9, 1.0))
    return given | {f"give {key}": value for key, value in drawn.items()}


def without_effect(model, kind):
    """The places, among all weights of a kind, of biases that a BatchNormalization takes away again.

    The gradient of such a bias is 0 but for rounding, which RMSprop blows up; no picture and no logit depends on it.
    """
    followed = {
        id(layer.bias)
        for layer, after in itertools.pairwise(model.layers)
        if type(after).__name__ == "BatchNormalization" and getattr(layer, "bias", None) is not None
    }
    weights = [w for layer in model.layers for w in getattr(layer, kind)]
    return [i for i, w in enumerate(weights) if id(w) in followed]


def side_by_side(folder, cases, engines=ENGINES):
    """Runs the original and ours on each engine, each in a process of its own, and all at once."""
    runs = {"original": ("keras2_loops.py", {})}
    runs |= {engine: ("keras2.py", {"KERAS_BACKEND": engine}) for engine in engines}
    processes = {
        kind: subprocess.Popen(
            [sys.executable, HERE / script, folder, *cases],
            env={**os.environ, "JAX_ENABLE_X64": "1", "TF_CPP_MIN_LOG_LEVEL": "2", **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for kind, (script, env) in runs.items()
    }
    said = {kind: process.communicate()[0] for kind, process in processes.items()}
    for kind, process in processes.items():
        if process.returncode:
            raise RuntimeError(f"{kind}: {said[kind][-3000:]}")


def differences(given, a, b, mark):
    """How far two runs are apart after so many steps: {"losses", "G", "D", "G squares", "D squares"}.

    Of the losses the largest difference in any step, in nats. Of the others the largest over all arrays of the length
    of the difference, as a part of the distance from b's start (squares start at 0).
    """
    apart = {"losses": float(np.abs(a["losses"][:mark] - b["losses"][:mark]).max())}
    for part in ("G", "D", "G squares", "D squares"):
        left_out, i, worst = set(given[f"without effect {part}"].tolist()), 0, 0.0
        while (key := f"{mark} {part} {i}") in b:
            if i not in left_out:
                moved = np.linalg.norm(b[key] - given.get(f"start {part} {i}", 0.0))
                worst = max(worst, float(np.linalg.norm(a[key] - b[key]) / moved))
            i += 1
        apart[part] = worst
    return apart


def load(folder, case, kind):
    with np.load(Path(folder, f"{case} {kind}.npz")) as arrays:
        return dict(arrays)


def main():
    """Full size: each engine against the original, and the original against itself from weights that were rounded."""
    results = {"steps": STEPS, "batch_size": BATCH_SIZE, "dtype": "float32", "references": {}}
    for name in ("anime-baseline", "simpsons"):
        with tempfile.TemporaryDirectory() as folder:
            given = give(name, 1, STEPS, BATCH_SIZE, "float32")
            moved, rng = dict(given), np.random.default_rng(SEED)
            for key in (key for key in given if key.startswith("start")):
                moved[key] = given[key] * (1 + 2.0**-24 * rng.choice([-1, 1], given[key].shape)).astype(np.float32)
            np.savez(Path(folder, f"{name} given.npz"), **given)
            np.savez(Path(folder, "moved given.npz"), **moved)
            for engines, case in ((ENGINES, name), ((), "moved")):
                side_by_side(folder, [case], engines)
            given, original = load(folder, name, "given"), load(folder, name, "original")
            others = {engine: load(folder, name, engine) for engine in ENGINES}
            others["the original from rounded weights"] = load(folder, "moved", "original")
            results["references"][name] = {
                kind: {str(mark): differences(given, other, original, mark) for mark in STEPS}
                for kind, other in others.items()
            }
        print(name, json.dumps(results["references"][name], indent=2))
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    if sys.argv[1:]:
        from latentfaces.backend import keras

        folder, *cases = sys.argv[1:]
        for case in cases:
            np.savez(Path(folder, f"{case} {keras.backend.backend()}.npz"), **run(load(folder, case, "given")))
    else:
        main()
