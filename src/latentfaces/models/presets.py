"""Presets: the complete recipe of a run as one frozen dataclass, saved as JSON with its weights.

`anime-baseline` and `simpsons` are the two reference systems, `dcgan` is Radford et al. 2015, `compact` is
ours.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any

from latentfaces.checks import LARGEST, choice, flag, instance, lowered, number, set_checked, text, told, whole_number
from latentfaces.errors import LatentFacesError

ALGORITHMS = ("adam", "rmsprop", "rmsprop-keras2")
OUTPUT_ACTIVATIONS = ("tanh", "linear")
LATENTS = ("normal", "uniform")
PRECISIONS = ("float32", "bfloat16", "auto")
# Architecture (its networks are in `networks`) -> the only size of its faces, in pixels; `compact` has many.
SIZES: dict[str, int | None] = {
    "anime-baseline": 64,
    "simpsons-dcgan": 128,
    "simpsons": 128,
    "dcgan": 64,
    "compact": None,
}
SMALLEST, LARGEST_SIZE = 8, 1024  # pixels

# The fields of a preset that are flags, whole numbers and numbers, with their limits.
FLAGS = (
    "shuffle",
    "flips",
    "augment",
    "cutout",
    "self_modulation",
    "resize_convolution",
    "contrast",
    "detail",
    "fused",
    "two_updates",
    "joint_batch",
    "fixed_label",
)
# Fields of the networks of `compact` alone.
COMPACT_FIELDS = ("self_modulation", "resize_convolution", "contrast", "detail", "discriminator_filters")
WHOLE_NUMBERS = {
    "latent_dim": (1, 10_000),
    "discriminator_filters": (8, 128),
    "batch_size": (1, 65_536),
    "few_faces": (0, 2**31 - 1),
    "flips_below": (0, 2**31 - 1),
    "r1_interval": (1, 2**31 - 1),
}
NUMBERS = {
    "shortened_fraction": (0, 1),
    "shortened_kimg": (1e-6, LARGEST),
    "probability_epsilon": (0, 0.49),
    "r1_gamma": (0, LARGEST),
    "r1_late_kimg": (0, LARGEST),
    "ema_decay": (0, 1),
}


@dataclass(frozen=True)
class Optimizer:
    """Settings of one Keras optimizer.

    algorithm: "adam", "rmsprop" (Keras 3's) or "rmsprop-keras2" (that of Keras 1 and 2). They differ in the place of
        epsilon, 1e-7: a step is gradient / sqrt(v + epsilon) in Keras 3, and gradient / (sqrt(v) + epsilon) before,
        which is far longer for gradients below 3e-4. A run that started with "rmsprop" continues with Keras 3's.
    learning_rate: the rate at the first step; later it is divided by 1 + decay * step (Keras' old `decay`).
    beta_1, beta_2: decay of Adam's two moments; RMSprop uses beta_2 as its rho and ignores beta_1.
    clipvalue: every element of a gradient is clipped to [-clipvalue, clipvalue]; None clips nothing.
    vector_rate: Adam's rate for weights with one axis (biases, BatchNormalization's scales), as a multiple of
        learning_rate. Adam moves all weights about equally far per step; kernels start at hundredths, these at 0 or 1.
    Raises LatentFacesError for any other algorithm, and for numbers that it cannot compute with.
    """

    algorithm: str
    learning_rate: float
    beta_1: float = 0.0
    beta_2: float = 0.9
    clipvalue: float | None = None
    decay: float = 0.0
    vector_rate: float = 1.0

    def __post_init__(self) -> None:
        algorithm = choice("optimizer", self.algorithm, ALGORITHMS)
        checked: dict[str, Any] = {
            name: number(f"The {name} of an optimizer", getattr(self, name), low, high)
            for name, (low, high) in {
                "learning_rate": (0, LARGEST),
                "beta_1": (0, 0.999999),
                "beta_2": (0, 0.999999),
                "decay": (0, LARGEST),
                "vector_rate": (0, LARGEST),
            }.items()
        }
        if self.clipvalue is not None:
            checked["clipvalue"] = number("The clipvalue of an optimizer", self.clipvalue, 1e-30)
        if algorithm != "adam" and checked["vector_rate"] != 1:
            raise LatentFacesError(f"Only adam has a vector_rate; leave it at 1 for {algorithm}.")
        set_checked(self, checked)


# Former names of a preset's fields, in the JSON of older runs and models.
RENAMED = {"end": "output_activation", "short_z": "shortened_fraction", "short_z_kimg": "shortened_kimg"}


@dataclass(frozen=True)
class Preset:
    """The recipe of a run.

    architecture: which pair of networks (see `networks`).
    size: height and width of a face, in pixels. `compact` can draw 4 to 7 pixels doubled at least once, up to 1,024:
        48, 64, 96, 112, 128, 192, 224, 256 and others. The other architectures have one size each.
    output_activation: of the last layer of the compact G, "tanh" or "linear"; the other architectures have a fixed one.
    latent_dim, latent: z has latent_dim coordinates, drawn from N(0, 1) ("normal") or U(-1, 1) ("uniform").
    shortened_fraction, shortened_kimg: the fraction of each batch whose z is shortened, so that G also learns the
        inside of the shell on which most z of many dimensions are. The full shortening, down to a length of 0, is
        reached after shortened_kimg thousand images (see `GAN.training_z`).
    batch_size: real images in a step, and as many generated ones.
    shuffle: each epoch has the faces in a new order. Otherwise every epoch has them in the order of the set, without
        the last ones that do not fill a batch.
    flips: mirror each real image left to right with probability 1/2.
    augment: apply DiffAugment (Zhao et al. 2020) to every image that D sees, real or generated.
    cutout: where augment is on, also blank a square of half the size of each image, as the paper does.
    self_modulation: z also scales and shifts the features of every layer of G of `compact`
        (`networks.SelfModulation`).
    resize_convolution: G of `compact` doubles its maps of features so that flat colours get no grid
        (`convolutions.ResizeConv2DTranspose`).
    contrast: D of `compact` also gets how much each colour of the image varies around each place (`networks.Contrast`).
    detail: G of `compact` has a layer of 16 features at the full size before its image, and D also gets how much fine
        detail there is around each place (`networks.Detail`).
    discriminator_filters: filters of the first layer of D of `compact`; each later layer has twice those of the one
        before. The other architectures have filters of their own.
    few_faces: a run on fewer faces than this uses flips and augment, so that D does not memorise them.
    few_faces_r1_late_kimg: replaces r1_late_kimg in a run on fewer faces than few_faces; None keeps it.
    flips_below: a run on fewer faces than this uses flips.
    fused: one pass of G serves both losses, and G and D are updated together. Otherwise D is updated first
        and G then plays against the new D with a new z, as in reference A.
    two_updates: D is updated twice in a step, as in reference B: on real images, and then on images that G draws with
        its moving statistics (Keras' `predict`). G then plays against the new D with the same z, and D's
        BatchNormalization does not include those images in its moving statistics.
    joint_batch: D sees real and generated images as one batch. Otherwise each half has separate batch statistics
        (Radford et al. 2015).
    real_label, fake_label: D's targets are drawn uniformly from [low, high]; G's target is 1.
    fixed_label: the real label, which is then also G's target, is one number drawn once for the whole run.
    probability_epsilon: D's probabilities are clipped to [epsilon, 1 - epsilon] before the loss takes their logarithm,
        as in Keras 2: an image of which D is more certain has no gradient. 0 clips nothing.
    r1_gamma, r1_interval: weight of the R1 penalty (Mescheder et al. 2018), applied on every r1_interval-th step and
        multiplied by r1_interval (lazy regularisation, StyleGAN2); 0 turns it off.
    r1_late, r1_late_kimg: after r1_late_kimg thousand images, r1_gamma becomes r1_late (R3GAN, Huang et al. 2024, also
        reduces it); None keeps it.
    ema_decay: decay of the moving average of G's weights per step; 0 keeps the weights of G itself.
    precision: the precision of G and D in training, except their last layers: "float32" or "bfloat16"; "auto" measures
        which is faster when a run starts. Weights and the moving average are always float32.
    Raises LatentFacesError for a field that the code cannot train with, and for choices that exclude each other.
    """

    name: str
    architecture: str
    size: int
    generator_optimizer: Optimizer
    discriminator_optimizer: Optimizer
    output_activation: str = "tanh"
    latent_dim: int = 100
    latent: str = "normal"
    shortened_fraction: float = 0.0
    shortened_kimg: float = 100.0
    batch_size: int = 64
    shuffle: bool = True
    flips: bool = False
    augment: bool = False
    cutout: bool = True
    self_modulation: bool = False
    resize_convolution: bool = False
    contrast: bool = False
    detail: bool = False
    discriminator_filters: int = 32
    few_faces: int = 0
    few_faces_r1_late_kimg: float | None = None
    flips_below: int = 0
    fused: bool = False
    two_updates: bool = False
    joint_batch: bool = False
    real_label: tuple[float, float] = (1.0, 1.0)
    fake_label: tuple[float, float] = (0.0, 0.0)
    fixed_label: bool = False
    probability_epsilon: float = 0.0
    r1_gamma: float = 0.0
    r1_interval: int = 16
    r1_late: float | None = None
    r1_late_kimg: float = 400.0
    ema_decay: float = 0.0
    precision: str = "float32"

    def __post_init__(self) -> None:
        name = text("The name of a preset", self.name)

        def whose(field: str) -> str:
            return f'The {field} of the preset "{name}"'

        choice("architecture", self.architecture, SIZES)
        choice("output_activation", self.output_activation, OUTPUT_ACTIVATIONS)
        choice("latent", self.latent, LATENTS)
        choice("precision", self.precision, PRECISIONS)
        checked: dict[str, Any] = {"size": _size(self.architecture, self.size)}
        for field in ("generator_optimizer", "discriminator_optimizer"):
            instance(whose(field), getattr(self, field), Optimizer, "an `Optimizer`")
        checked |= {field: flag(whose(field), getattr(self, field)) for field in FLAGS}
        checked |= {
            field: whole_number(whose(field), getattr(self, field), *WHOLE_NUMBERS[field]) for field in WHOLE_NUMBERS
        }
        checked |= {field: number(whose(field), getattr(self, field), *NUMBERS[field]) for field in NUMBERS}
        checked |= {field: _label(whose(field), getattr(self, field)) for field in ("real_label", "fake_label")}
        for field in ("r1_late", "few_faces_r1_late_kimg"):
            if getattr(self, field) is not None:
                checked[field] = number(whose(field), getattr(self, field), 0)
        set_checked(self, checked)
        if self.output_activation != "tanh" and SIZES[self.architecture] is not None:
            raise LatentFacesError(
                f'The architecture "{self.architecture}" always ends in tanh; leave output_activation.'
            )
        for field in COMPACT_FIELDS:
            if getattr(self, field) != getattr(Preset, field) and SIZES[self.architecture] is not None:
                raise LatentFacesError(
                    f'Only the architecture "compact" has {field}; leave it for "{self.architecture}".'
                )
        if self.two_updates and (self.fused or self.joint_batch or self.r1_gamma):
            raise LatentFacesError(
                f'The preset "{self.name}" updates D twice a step, on real and on generated images; that excludes '
                "fused, joint_batch and R1: turn these off, or two_updates."
            )

    def to_json(self) -> dict[str, Any]:
        """The preset as a dict of plain JSON values."""
        return {
            **dataclasses.asdict(self),
            "real_label": list(self.real_label),
            "fake_label": list(self.fake_label),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Preset":
        """The preset that `to_json` wrote, also before fields were renamed.

        Raises LatentFacesError for values that do not describe a preset.
        """
        try:
            values = {RENAMED.get(name, name): value for name, value in dict(values).items()}
            return cls(
                **{
                    **values,
                    "generator_optimizer": Optimizer(**values["generator_optimizer"]),
                    "discriminator_optimizer": Optimizer(**values["discriminator_optimizer"]),
                    "real_label": tuple(values["real_label"]),
                    "fake_label": tuple(values["fake_label"]),
                }
            )
        except (KeyError, TypeError, LatentFacesError) as error:
            raise LatentFacesError(
                f"The recipe was written by another version of latentfaces or is damaged ({str(error).rstrip('.')}); "
                "train again, or use the version that wrote it."
            ) from error


def _size(architecture: str, size: Any) -> int:
    """size as an int. Raises LatentFacesError unless the architecture can draw faces of that size."""
    size, fixed = (
        whole_number("The size of a preset's faces in pixels", size, SMALLEST, LARGEST_SIZE),
        SIZES[architecture],
    )
    if fixed not in (None, size):
        raise LatentFacesError(
            f'The architecture "{architecture}" draws faces of {fixed} px, not {size}; choose size={fixed}, or the '
            'architecture "compact".'
        )
    step = 1 << doublings(size)
    if fixed is None and size % step:
        below = size // step * step
        raise LatentFacesError(
            f'The architecture "{architecture}" doubles 4 to 7 pixels several times, which never makes {size}; the '
            f"nearest sizes are {below} and {below + step}."
        )
    return size


def doublings(size: int) -> int:
    """How often `compact` doubles its first 4 to 7 pixels a side to draw faces of a size."""
    return size.bit_length() - 3


def _label(name: str, value: Any) -> tuple[float, float]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise LatentFacesError(f"{name} must be two numbers, (low, high), not {told(value)}.")
    low, high = (number(f"Both numbers of {lowered(name)}", end) for end in value)
    if low > high:
        raise LatentFacesError(f"{name} must have its lower number first, not {told(value)}.")
    return low, high


def _radford_adam() -> Optimizer:
    return Optimizer("adam", 2e-4, beta_1=0.5, beta_2=0.999)


def _compact_adam() -> Optimizer:
    return Optimizer("adam", 5e-4, beta_1=0.0, beta_2=0.99, vector_rate=10.0)


PRESETS = {
    preset.name: preset
    for preset in (
        # Sorokoletova and Fischetto 2021: soft labels, RMSprop with clipping, no normalisation, in tf.keras 2.4, which
        # computes the cross-entropy of a sigmoid from its logits. The document does not give the order of the faces
        # (they are shuffled here, because the order of a folder is arbitrary), nor Dropout's rate (see `networks`).
        Preset(
            name="anime-baseline",
            architecture="anime-baseline",
            size=64,
            generator_optimizer=Optimizer("rmsprop-keras2", 4e-4, clipvalue=1.0, decay=1e-8),
            discriminator_optimizer=Optimizer("rmsprop-keras2", 8e-4, clipvalue=1.0, decay=1e-8),
            batch_size=16,
            joint_batch=True,
            real_label=(1.0, 1.05),
            fake_label=(0.0, 0.05),
        ),
        # dredwardhyde 2019, the code of 12 October 2019: Keras 2.2 on PlaidML, uniform z, one smooth label. There
        # the order of the faces is that of the file system; here it is that of their names.
        Preset(
            name="simpsons",
            architecture="simpsons-dcgan",
            size=128,
            generator_optimizer=Optimizer("rmsprop-keras2", 4e-5),
            discriminator_optimizer=Optimizer("rmsprop-keras2", 8e-5),
            latent="uniform",
            shuffle=False,
            flips=True,
            two_updates=True,
            real_label=(0.9, 1.0),
            fixed_label=True,
            probability_epsilon=1e-7,
        ),
        # Radford, Metz and Chintala 2015, section 4 and figure 1.
        Preset(
            name="dcgan",
            architecture="dcgan",
            size=64,
            generator_optimizer=_radford_adam(),
            discriminator_optimizer=_radford_adam(),
            latent="uniform",
            batch_size=128,
        ),
        # Ours: small networks, R1 instead of normalisation in D, and an average of G. The number of steps decides the
        # first minutes, so the batch is small (benchmarks/README.md reports what was tried).
        Preset(
            name="compact",
            architecture="compact",
            size=64,
            generator_optimizer=_compact_adam(),
            discriminator_optimizer=_compact_adam(),
            output_activation="linear",
            shortened_fraction=0.25,
            batch_size=16,
            self_modulation=True,
            resize_convolution=True,
            contrast=True,
            detail=True,
            fused=True,
            few_faces=5000,
            # With both, the KID of Simpsons is lower for 100 kimg, and their faces are more complete for longer.
            few_faces_r1_late_kimg=20.0,
            cutout=False,
            flips_below=15_000,
            r1_gamma=20.0,
            r1_late=2.0,
            r1_late_kimg=60.0,
            ema_decay=0.9995,
            precision="auto",
        ),
    )
}
# For a GPU: a step costs four times as much as at 64 px. The rates and R1 are those of 64 px, not tuned for 128.
PRESETS["compact-128"] = dataclasses.replace(PRESETS["compact"], name="compact-128", size=128)


def get_preset(preset: str | Preset) -> Preset:
    """A `Preset` by name; a `Preset` passes through. Raises LatentFacesError for an unknown name."""
    if isinstance(preset, Preset):
        return preset
    return PRESETS[choice("preset", preset, PRESETS)]
