"""The GAN: optimizers, labels, R1, the moving average, and what one step changes."""

import dataclasses

import keras
import numpy as np
import pytest
from tiny import TINY, one_step, tiny_faces

from latentfaces.backend import compiled
from latentfaces.latent import sample_latent
from latentfaces.models.networks import Style
from latentfaces.models.presets import PRESETS, Optimizer, get_preset
from latentfaces.training import gan as gan_module
from latentfaces.training.gan import GAN, STATISTICS_FACES, build_optimizer

LOSSES = {"d_loss", "g_loss", "real_accuracy", "fake_accuracy", "jensen_shannon"}


def values(variables):
    return [np.array(v.numpy()) for v in variables]


def same(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def step_of(gan, n_steps=1, seed=0):
    """The logs of the last of n_steps eager steps on noise."""
    preset, rng = gan.preset, np.random.default_rng(seed)
    for _ in range(n_steps):
        shape = (preset.batch_size, preset.size, preset.size, 3)
        logs = one_step(gan, rng.uniform(-1, 1, shape).astype(np.float32))
    return {name: float(value) for name, value in logs.items()}


def names(variables):
    return [v.path.partition("/")[2] for v in variables]


def still(settings):
    return dataclasses.replace(settings, learning_rate=0.0)


# --- Optimizers


def apply_once(settings, gradient, steps=1):
    optimizer, weight = build_optimizer(settings), keras.Variable([0.0])
    for _ in range(steps):
        optimizer.apply([keras.ops.convert_to_tensor([gradient])], [weight])
    return float(weight.numpy()[0])


def test_rmsprop_clips_the_gradient():
    clipped = Optimizer("rmsprop", 0.1, clipvalue=1.0)
    # rho = 0.9: the first mean square is a tenth of the squared gradient.
    assert apply_once(clipped, 1.0) == pytest.approx(-0.1 / np.sqrt(0.1), rel=1e-3)
    optimizer, weight = build_optimizer(clipped), keras.Variable([0.0])
    for gradient in (1.0, 100.0):
        optimizer.apply([keras.ops.convert_to_tensor([gradient])], [weight])
    assert float(weight.numpy()[0]) == pytest.approx(-0.1 / np.sqrt(0.1) - 0.1 / np.sqrt(0.19), rel=1e-3)


def test_epsilon_of_keras_2_stands_outside_the_root():
    """At sqrt(v) = epsilon the step is half that of large gradients; in Keras 3 it is thousands of times shorter."""
    gradient = 1e-7 * 10**0.5
    assert apply_once(Optimizer("rmsprop-keras2", 0.1), gradient) == pytest.approx(-0.1 * np.sqrt(10) / 2, rel=1e-3)
    assert apply_once(Optimizer("rmsprop", 0.1), gradient) == pytest.approx(-0.1 * gradient / np.sqrt(1e-7), rel=1e-3)
    assert apply_once(Optimizer("rmsprop-keras2", 0.1), 7.0) == pytest.approx(-0.1 * np.sqrt(10), rel=1e-5)


def test_decay_divides_the_rate():
    optimizer = build_optimizer(Optimizer("rmsprop", 0.1, decay=0.5))
    weight, rates = keras.Variable([0.0]), []
    for _ in range(3):
        rates.append(float(optimizer.learning_rate))
        optimizer.apply([keras.ops.convert_to_tensor([1.0])], [weight])
    assert rates == pytest.approx([0.1 / 1, 0.1 / 1.5, 0.1 / 2])


def test_adam_has_the_moments_of_the_preset():
    adam = build_optimizer(Optimizer("adam", 0.1, beta_1=0.5, beta_2=0.999))
    assert (adam.beta_1, adam.beta_2, adam.clipvalue) == (0.5, 0.999, None)
    assert apply_once(Optimizer("adam", 0.1), 7.0) == pytest.approx(-0.1, rel=1e-3)


def test_biases_and_scales_have_a_rate_of_their_own():
    adam = build_optimizer(Optimizer("adam", 0.01, vector_rate=10.0))
    bias, kernel = keras.Variable([0.0]), keras.Variable([[0.0]])
    adam.apply([keras.ops.ones((1,)), keras.ops.ones((1, 1))], [bias, kernel])
    assert bias.numpy().item() == pytest.approx(-0.1, rel=1e-3)
    assert kernel.numpy().item() == pytest.approx(-0.01, rel=1e-3)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_optimizers_are_those_of_the_preset(preset):
    for settings in (preset.generator_optimizer, preset.discriminator_optimizer):
        optimizer = build_optimizer(settings)
        assert optimizer.name == settings.algorithm and optimizer.clipvalue == settings.clipvalue
        assert float(optimizer.learning_rate) == pytest.approx(settings.learning_rate)


# --- What is drawn


def test_z_is_normal_or_uniform():
    z = {}
    for latent in ("normal", "uniform"):
        gan = GAN(dataclasses.replace(TINY, latent=latent))
        z[latent] = keras.ops.convert_to_numpy(gan.sample_z(4000, seed=1))
        assert z[latent].shape == (4000, TINY.latent_dim) and z[latent].dtype == np.float32
        np.testing.assert_array_equal(z[latent], keras.ops.convert_to_numpy(gan.sample_z(4000, seed=1)))
    assert abs(z["normal"].mean()) < 0.03 and abs(z["normal"].std() - 1) < 0.03
    assert np.abs(z["uniform"]).max() <= 1 and abs(z["uniform"].std() - 1 / np.sqrt(3)) < 0.02


def test_a_part_of_the_z_that_g_trains_on_is_short():
    gan = GAN(dataclasses.replace(TINY, shortened_fraction=0.25, shortened_kimg=100))
    for kimg, shortest in ((0, 1), (50, 0.5), (100, 0), (300, 0)):
        gan.step.assign(int(1000 * kimg / TINY.batch_size))
        z, training_z = gan.sample_z(4000, seed=1), gan.training_z(4000, seed=1)
        np.testing.assert_array_equal(training_z[1000:], z[1000:])
        scale = keras.ops.convert_to_numpy(training_z[:1000] / z[:1000])
        np.testing.assert_allclose(scale, np.broadcast_to(scale[:, :1], scale.shape), rtol=1e-4, atol=1e-5)
        assert abs(scale.min() - shortest) < 0.01 and abs(scale.max() - 1) < 0.01
        assert abs(scale.mean() - (1 + shortest) / 2) < 0.03
    np.testing.assert_array_equal(GAN(TINY).training_z(10, seed=1), GAN(TINY).sample_z(10, seed=1))


@pytest.mark.parametrize("fused", [True, False])
def test_every_pass_of_a_step_draws_with_shortened_z(fused, monkeypatch):
    gan, drawn = GAN(dataclasses.replace(TINY, fused=fused, shortened_fraction=0.5)), []
    monkeypatch.setattr(gan, "training_z", lambda n, seed: drawn.append(n) or gan.sample_z(n, seed))
    step_of(gan)
    assert drawn == [TINY.batch_size] * (1 if fused else 2)
    gan.recalibrate_batchnorm()
    assert drawn[-1] == STATISTICS_FACES


def test_labels_fill_their_interval():
    gan = GAN(dataclasses.replace(TINY, batch_size=2000, real_label=(0.9, 1.0), fake_label=(1.0, 1.0)))
    labels, constant = map(keras.ops.convert_to_numpy, gan.draw_labels())
    assert labels.shape == (2000, 1)
    assert 0.9 <= labels.min() < 0.901 and 0.999 < labels.max() <= 1.0 and abs(labels.mean() - 0.95) < 0.003
    assert not np.array_equal(labels, keras.ops.convert_to_numpy(gan.draw_labels()[0]))
    assert constant == 1.0


def test_a_fixed_label_serves_the_whole_run():
    preset = dataclasses.replace(TINY, fused=False, fixed_label=True)
    gan, again, other = GAN(preset, seed=1), GAN(preset, seed=1), GAN(preset, seed=2)
    assert 0.9 <= gan.fixed_label <= 1.0 and gan.fixed_label == again.fixed_label != other.fixed_label
    assert [gan.draw_labels() for _ in range(2)] == [(gan.fixed_label, 0.0)] * 2
    logits = keras.ops.convert_to_tensor([[2.0], [-3.0]])
    expected = np.mean([np.log1p(np.exp(x)) - gan.fixed_label * x for x in (2.0, -3.0)])
    assert float(gan.generator_loss(logits)) == pytest.approx(expected, rel=1e-6)


def test_same_seed_same_gan():
    a, b, other = GAN(TINY, seed=3), GAN(TINY, seed=3), GAN(TINY, seed=4)
    assert step_of(a, 3) == step_of(b, 3) and same(a.get_weights(), b.get_weights())
    assert not same(values(other.G.weights), values(GAN(TINY, seed=3).G.weights))


# --- One step


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_updates_one_network_from_each_loss(name):
    """With its own rate at 0 a network stands still, so that neither update touches the other network."""
    preset = dataclasses.replace(get_preset(name), batch_size=2)
    optimizers = {"G": "generator_optimizer", "D": "discriminator_optimizer"}
    for moving, standing in (("G", "D"), ("D", "G")):
        standing_still = {optimizers[standing]: still(getattr(preset, optimizers[standing]))}
        gan = GAN(dataclasses.replace(preset, **standing_still))
        before = {part: values(getattr(gan, part).trainable_variables) for part in "GD"}
        logs = step_of(gan)
        assert set(logs) == LOSSES and all(np.isfinite(value) for value in logs.values())
        assert same(before[standing], values(getattr(gan, standing).trainable_variables))
        after = values(getattr(gan, moving).trainable_variables)
        assert all(np.isfinite(x).all() for x in after)
        moved = [not np.array_equal(x, y) for x, y in zip(before[moving], after, strict=True)]
        assert sum(moved) > len(moved) / 2
    assert int(gan.step) == 1
    assert names(gan.ema.weights) == names(gan.G.weights)


def test_a_trained_discriminator_tells_black_from_white():
    gan = GAN(dataclasses.replace(TINY, generator_optimizer=still(TINY.generator_optimizer), r1_gamma=0.0))
    white = keras.ops.ones((TINY.batch_size, 8, 8, 3))
    first = one_step(gan, white)
    for _ in range(15):
        last = one_step(gan, white)
    assert float(last["d_loss"]) < float(first["d_loss"])
    assert float(last["real_accuracy"]) == float(last["fake_accuracy"]) == 1.0
    assert float(last["jensen_shannon"]) > 0.1


def test_joint_batch_is_the_mean_over_both_kinds():
    hard = dataclasses.replace(TINY, real_label=(1.0, 1.0), batch_size=3)
    gan = GAN(dataclasses.replace(hard, joint_batch=True))
    gan.D = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(), keras.layers.Dense(1)])
    x_real, x_fake = np.float32(tiny_faces(6).images / 127.5 - 1).reshape(2, 3, 8, 8, 3)
    logits = gan.judge_both(x_real, x_fake)
    joint = gan.discriminator_loss(*logits, gan.draw_labels())
    gan.preset = hard
    logits_apart = gan.judge_both(x_real, x_fake)
    apart = gan.discriminator_loss(*logits_apart, gan.draw_labels())
    np.testing.assert_allclose(logits, logits_apart, rtol=1e-5)
    assert float(joint) == pytest.approx(float(apart) / 2, rel=1e-5)


def test_augmentation_stands_between_every_image_and_d(monkeypatch):
    # Blanks only if GAN hands on the preset's cutout.
    monkeypatch.setattr(gan_module, "augment", lambda x, seed, cutout: x * (0 if cutout else 1))
    blind = dataclasses.replace(TINY, augment=True, cutout=True)
    for preset in (blind, dataclasses.replace(blind, fused=False), dataclasses.replace(blind, joint_batch=True)):
        gan = GAN(preset)
        kernel = next(v for v in gan.D.trainable_variables if v.path.endswith("kernel"))
        before = values([kernel, *gan.G.trainable_variables])
        step_of(gan, preset.r1_interval)
        assert same(before, values([kernel, *gan.G.trainable_variables])), "some image reached D as it was"


def test_two_updates_of_d_are_of_one_kind_each():
    """Real images, then those that G draws from its moving statistics; G then plays with the same z."""
    preset = dataclasses.replace(TINY, fused=False, two_updates=True, r1_gamma=0.0, real_label=(1.0, 1.0))
    gan, seen, drawn = GAN(preset), [], []
    judge, G = gan.judge, gan.G
    gan.judge = lambda x: seen.append(x) or judge(x)

    def generator(z, training):
        drawn.append((np.array(z), training, G(z, training=training)))
        return drawn[-1][2]

    generator.weights, generator.trainable_variables = G.weights, G.trainable_variables
    gan.G = generator
    x = np.float32(tiny_faces(TINY.batch_size).images / 127.5 - 1)
    logs = one_step(gan, x)
    (first_z, first_mode, x_fake), (second_z, second_mode, _) = drawn
    assert (first_mode, second_mode) == (False, True) and np.array_equal(first_z, second_z)
    np.testing.assert_array_equal(seen[0], x)
    np.testing.assert_array_equal(seen[1], x_fake)
    assert len(seen) == 3 and int(gan.d_optimizer.iterations) == 2 and int(gan.g_optimizer.iterations) == 1
    assert set(logs) == LOSSES


def test_d_is_as_sure_as_keras_2_lets_it_be():
    """Beyond a probability of 1e-7 or 1 - 1e-7 the loss grows no more, and no gradient comes back."""
    gan = GAN(dataclasses.replace(TINY, probability_epsilon=1e-7, augment=False))
    gan.D = lambda x, training: x
    logits = keras.ops.convert_to_tensor([[-40.0], [-16.2], [-16.1], [3.0], [40.0]])
    expected = [[np.log(1e-7)], [np.log(1e-7)], [-16.1], [3.0], [-np.log(1e-7)]]
    np.testing.assert_allclose(gan.judge(logits), expected, rtol=1e-6)


# --- R1


@pytest.mark.parametrize(("step", "gamma"), [(0, 3.0), (396, 3.0), (400, 0.5), (4000, 0.5)])
def test_r1_of_a_linear_discriminator(step, gamma):
    changes = {"r1_gamma": 3.0, "r1_interval": 4, "r1_late": 0.5, "r1_late_kimg": 0.8, "batch_size": 2}
    gan = GAN(dataclasses.replace(TINY, **changes))
    gan.step.assign(step)
    gan.D = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(), keras.layers.Dense(1)])
    kernel = gan.D.trainable_variables[0].numpy()
    x = keras.ops.convert_to_tensor(np.float32(tiny_faces(2).images / 127.5 - 1))
    before = [keras.ops.ones((192, 1)), keras.ops.ones((1,))]
    # D = w x + b has the slope w everywhere, so gamma / 2 |w|^2 has the gradient gamma w.
    on_kernel, on_bias = gan_module.engine.add_r1(gan, before, x)
    np.testing.assert_allclose(on_kernel, 1 + 4 * gamma * kernel, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(on_bias, before[1])


def test_r1_agrees_with_a_numeric_slope():
    gan = GAN(dataclasses.replace(TINY, r1_gamma=2.0, r1_interval=1, batch_size=1))
    smooth = [keras.layers.Dense(3, "tanh"), keras.layers.Dense(1)]
    gan.D = keras.Sequential([keras.Input((2, 1, 3)), keras.layers.Flatten(), *smooth])
    x = np.random.default_rng(0).normal(size=(1, 2, 1, 3)).astype(np.float32)
    weight = gan.D.trainable_variables[0]
    start, h = weight.numpy().astype(np.float64), 1e-2
    rest = [w.astype(np.float64) for w in values(gan.D.trainable_variables)]

    def penalty(kernel):
        def logit(pixels):
            return (np.tanh(pixels @ kernel + rest[1]) @ rest[2] + rest[3]).item()

        slopes = [(logit(x.ravel() + 1e-4 * unit) - logit(x.ravel() - 1e-4 * unit)) / 2e-4 for unit in np.eye(6)]
        return 2.0 / 2 * np.sum(np.square(slopes))

    expected = np.zeros_like(start)
    for index in np.ndindex(start.shape):
        nudge = np.zeros_like(start)
        nudge[index] = h
        expected[index] = (penalty(start + nudge) - penalty(start - nudge)) / (2 * h)
    zeros = [keras.ops.zeros(w.shape) for w in gan.D.trainable_variables]
    found = keras.ops.convert_to_numpy(gan_module.engine.add_r1(gan, zeros, keras.ops.convert_to_tensor(x))[0])
    np.testing.assert_allclose(found, expected, rtol=1e-2, atol=1e-3)


def test_r1_falls_on_every_sixteenth_step():
    gan = GAN(dataclasses.replace(TINY, r1_interval=16))
    x = keras.ops.convert_to_tensor(np.float32(tiny_faces(4).images / 127.5 - 1))
    zeros = [keras.ops.zeros(w.shape) for w in gan.D.trainable_variables]

    @compiled  # once for all steps
    def largest_at(step):
        with keras.StatelessScope([(gan.step, step)]):
            return keras.ops.max(keras.ops.abs(gan_module.engine.add_r1(gan, zeros, x)[0]))

    steps = keras.ops.arange(40, dtype=gan.step.dtype)
    assert [step for step in range(40) if float(largest_at(steps[step])) > 0] == [0, 16, 32]


def test_r1_is_off_at_gamma_0():
    gan = GAN(dataclasses.replace(TINY, r1_gamma=0.0))
    gradients = [object()]
    assert gan_module.engine.add_r1(gan, gradients, None) is gradients


# --- The moving average


def weights_of(model):
    """Values of what an optimizer moves: all but batch statistics."""
    return values([v for v in model.weights if "moving" not in v.path])


def test_without_decay_the_average_is_g_itself():
    gan = GAN(dataclasses.replace(TINY, ema_decay=0.0))
    assert same(values(gan.ema.weights), values(gan.G.weights))
    step_of(gan)
    assert same(weights_of(gan.ema), weights_of(gan.G))


def test_average_follows_the_weights_of_g():
    gan = GAN(dataclasses.replace(TINY, ema_decay=0.5))
    expected = weights_of(gan.G)
    for step in range(15):
        step_of(gan, seed=step)
        decay = min(0.5, (1 + step) / (10 + step))
        expected = [decay * e + (1 - decay) * w for e, w in zip(expected, weights_of(gan.G), strict=True)]
    for found, e in zip(weights_of(gan.ema), expected, strict=True):
        np.testing.assert_allclose(found, e, rtol=1e-3, atol=1e-5)
    assert not same(weights_of(gan.ema), weights_of(gan.G))


@pytest.mark.parametrize("shortened_fraction", [0.0, 0.5])
def test_the_settled_average_has_batch_statistics_of_its_own(shortened_fraction):
    gan = GAN(dataclasses.replace(TINY, shortened_fraction=shortened_fraction, shortened_kimg=0.01))
    step_of(gan, 5)
    ema = gan.recalibrate_batchnorm()
    statistics = [v for v in ema.weights if "moving" in v.path]
    dense = next(layer for layer in ema.layers if isinstance(layer, keras.layers.Dense))
    activations = keras.ops.convert_to_numpy(dense(gan.training_z(STATISTICS_FACES, seed=0)))
    np.testing.assert_allclose(statistics[0], activations.mean(axis=0), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(statistics[1], activations.var(axis=0), rtol=1e-4, atol=1e-5)
    before = values(ema.weights)
    assert same(values(gan.recalibrate_batchnorm().weights), before), "they follow from the weights alone"
    assert not ema.trainable_variables


def test_bfloat16_rounds_the_steps_and_nothing_that_is_kept():
    exact = GAN(TINY, seed=1)
    rounded = GAN(dataclasses.replace(TINY, precision="bfloat16"), seed=1)
    z = exact.sample_z(4, seed=2)
    assert rounded.G(z).dtype == rounded.D(rounded.G(z)).dtype == "float32"
    assert not np.array_equal(rounded.G(z), exact.G(z)), "nothing was rounded"
    assert np.array_equal(rounded.ema(z), exact.ema(z)), "the average computes in float32"
    a, b = step_of(exact, 3), step_of(rounded, 3)
    assert a["d_loss"] == pytest.approx(b["d_loss"], rel=0.02)
    assert {v.dtype for v in rounded.D.weights + rounded.G.weights + rounded.ema.weights} <= {"float32", "uint32"}


def test_calling_a_gan_is_calling_the_average():
    gan = GAN(TINY)
    step_of(gan, 2)
    z = gan.sample_z(3, seed=0)
    np.testing.assert_array_equal(gan(z), gan.ema(z))


# --- Which sign an effect of z has


@pytest.mark.parametrize("preset", [TINY, dataclasses.replace(PRESETS["compact"], size=16)], ids=["tiny", "compact"])
def test_a_run_with_negated_coordinates_of_z_draws_the_same_faces_of_the_mirrored_z(preset):
    """So whatever a greater mean of z does in one run, it undoes in an equally likely one."""
    signs = np.random.default_rng(5).choice([-1, 1], preset.latent_dim).astype(np.float32)

    class Mirrored(GAN):
        def sample_z(self, n, seed):
            return super().sample_z(n, seed) * signs

    run, mirrored = GAN(preset), Mirrored(preset)
    for network in (mirrored.G, mirrored.ema):
        styles = [layer.dense[0].kernel for layer in network.layers if isinstance(layer, Style)]
        for kernel in (network.weights[0], *styles):
            kernel.assign(kernel * signs[:, None])
    assert step_of(run, 5) == step_of(mirrored, 5)
    z = sample_latent(16, run.average())
    faces = run.average()(z)
    np.testing.assert_array_equal(faces, mirrored.average()(z * signs))
    assert not np.array_equal(faces, run.average()(z * signs))
