"""`compact` as it was released before the recipe changed, so that the race can always run it beside today's."""

from latentfaces.models.presets import Optimizer, Preset

_ADAM = Optimizer("adam", 5e-4, beta_1=0.0, beta_2=0.99, vector_rate=10.0)
RELEASED = Preset(
    name="released compact",
    architecture="compact",
    size=64,
    generator_optimizer=_ADAM,
    discriminator_optimizer=_ADAM,
    output_activation="linear",
    latent_dim=100,
    latent="normal",
    shortened_fraction=0.25,
    shortened_kimg=100.0,
    batch_size=16,
    fused=True,
    few_faces=5000,
    r1_gamma=20.0,
    r1_interval=16,
    r1_late=2.0,
    r1_late_kimg=400.0,
    ema_decay=0.9995,
    precision="auto",
)
