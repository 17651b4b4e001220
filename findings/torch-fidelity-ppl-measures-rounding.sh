#!/bin/sh
# The perceptual path length of torch-fidelity, with its defaults, measures rounding: it is 190 times too large.
#
# torch-fidelity 0.4.0 with torch 2.14.1, torchvision 0.29.1, numpy 2.2.6. PPL compares the pictures of two codes that
# are a step of epsilon apart, and divides by the square of epsilon, 0.0001 by default. Its LPIPS by default refuses
# pictures of any type but 8 bits. In so small a step hardly a value changes by a thousandth of a level. So most stay
# the same, and a few, those near a half, jump by a whole level. Their number grows with the step instead of its square,
# so PPL grows with 1 / epsilon. A generator that is 10 times flatter has a PPL that is 10 times smaller instead of 100.
# torchmetrics and StyleGAN take floats. The cure is ppl_sample_similarity_dtype="float32" and a generator of floats.
# Seen, for a linear generator of 16 x 16 pixels and 8 numbers, whose PPL does not depend on epsilon, with the mean
# squared difference in the place of LPIPS, which for small changes behaves as a square, too (by hand: the mean over all
# samples; torch-fidelity leaves out the lowest and the highest hundredth):
#
#     8 bits, epsilon 0.1: 1581
#     8 bits, epsilon 0.01: 3130
#     8 bits, epsilon 0.001: 30485
#     8 bits, epsilon left at 0.0001: 298740
#     floats, epsilon 0.1: 1567
#     floats, epsilon 0.01: 1567
#     floats, epsilon 0.001: 1567
#     floats, epsilon left at 0.0001: 1567
#     by hand: 1606
#     10 times flatter: less by a factor of 10 in 8 bits, 100 in floats
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch-fidelity==0.4.0 torch==2.14.1 torchvision==0.29.1 numpy==2.2.6 \
    scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
import torch_fidelity
from torch_fidelity.sample_similarity_base import SampleSimilarityBase

torch.set_num_threads(1)
weights = 10 * torch.randn(8, 3 * 16 * 16, generator=torch.Generator().manual_seed(0))


class MeanSquare(SampleSimilarityBase):
    def __init__(self, name, sample_similarity_dtype=None, **_):
        super().__init__(name)
        self.dtype = getattr(torch, sample_similarity_dtype)

    def forward(self, first, second):
        assert first.dtype == second.dtype == self.dtype
        return ((first.float() - second.float()) ** 2).mean((1, 2, 3))


class Generator(torch.nn.Module):
    def __init__(self, dtype, steepness):
        super().__init__()
        self.dtype, self.steepness = dtype, steepness

    def forward(self, z):
        pictures = (128 + self.steepness * z @ weights).reshape(-1, 3, 16, 16)
        return pictures.clamp(0, 255).round().to(torch.uint8) if self.dtype == "uint8" else pictures


def ppl(dtype, epsilon=None, steepness=1.0):
    options = {} if dtype == "uint8" else {"ppl_sample_similarity_dtype": dtype}
    options |= {} if epsilon is None else {"ppl_epsilon": epsilon}
    wrapper = torch_fidelity.GenerativeModelModuleWrapper(Generator(dtype, steepness), 8, "normal", 0)
    measured = torch_fidelity.calculate_metrics(
        input1=wrapper,
        input1_model_num_samples=2000,
        ppl=True,
        ppl_sample_similarity="mean-square",
        cuda=False,
        verbose=False,
        **options,
    )
    return measured["perceptual_path_length_mean"]


torch_fidelity.register_sample_similarity("mean-square", MeanSquare)
exact = 2 * (weights**2).sum(0).mean().item()
seen = {}
for dtype in ("uint8", "float32"):
    for epsilon in (0.1, 0.01, 0.001, None):
        seen[dtype, epsilon] = ppl(dtype, epsilon)
        name = "8 bits" if dtype == "uint8" else "floats"
        print(f"{name}, epsilon {epsilon or 'left at 0.0001'}: {seen[dtype, epsilon]:.0f}")
print(f"by hand: {exact:.0f}")
ratios = {dtype: seen[dtype, None] / ppl(dtype, steepness=0.1) for dtype in ("uint8", "float32")}
print(f"10 times flatter: less by a factor of {ratios['uint8']:.0f} in 8 bits, {ratios['float32']:.0f} in floats")
assert all(abs(value / exact - 1) < 0.1 for (dtype, _), value in seen.items() if dtype == "float32")
assert abs(seen["uint8", 0.1] / exact - 1) < 0.1 and seen["uint8", None] > 100 * exact
assert 8 < seen["uint8", None] / seen["uint8", 0.001] < 12 and ratios["uint8"] < 15 and 95 < ratios["float32"] < 105
PYTHON
