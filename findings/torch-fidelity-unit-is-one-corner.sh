#!/bin/sh
# The noise "unit" of torch-fidelity is not spread over the sphere: none of its numbers is ever negative.
#
# torch-fidelity 0.4.0 with torch 2.14.1, torchvision 0.29.1, numpy 2.2.6. The documentation calls z_type="unit" a
# "uniform distribution on a unit sphere". It scales numbers from 0 to 1 to length 1, instead of normal ones, so all
# codes lie in one corner of the sphere: 1 of 8 in three dimensions, 1 of 2 ** 64 in 64. A generator that was trained on
# the whole sphere is judged by that corner. FID, KID, ISC, precision, recall and PPL all use it, without a warning. The
# cure is z_type="normal" with the scaling inside the generator. Seen, for a generator that paints the first three
# numbers of a code as a colour, against its own pictures of 2,000 even codes (mean angle between codes, and the metrics
# in the space of these colours):
#
#     3 numbers, unit: smallest number 0.000, angle 34 degrees, FID 1.195, recall 0.13
#     3 numbers, normal, scaled: smallest number -1.000, angle 90 degrees, FID 0.001, recall 0.99
#     64 numbers, unit: smallest number 0.000, angle 41 degrees, FID 0.047, recall 0.12
#     64 numbers, normal, scaled: smallest number -0.523, angle 90 degrees, FID 0.000, recall 0.97
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch-fidelity==0.4.0 torch==2.14.1 torchvision==0.29.1 numpy==2.2.6 \
    scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
import torch_fidelity
from torch_fidelity.feature_extractor_base import FeatureExtractorBase

torch.set_num_threads(1)


class MeanColour(FeatureExtractorBase):
    def __init__(self, name, features_list, **_):
        super().__init__(name, features_list)

    @staticmethod
    def get_provided_features_list():
        return ("colour",)

    @staticmethod
    def get_default_feature_layer_for_metric(metric):
        return "colour"

    @staticmethod
    def can_be_compiled():
        return False

    def forward(self, pictures):
        return (pictures.double().mean((2, 3)) / 127.5 - 1,)


class Generator(torch.nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale, self.codes = scale, []

    def forward(self, z):
        z = z / z.norm(dim=1, keepdim=True) if self.scale else z
        self.codes.append(z)
        return ((z[:, :3, None, None] + 1) * 127.5).round().to(torch.uint8).expand(-1, -1, 4, 4).contiguous()


class Pictures(torch.utils.data.Dataset):
    def __init__(self, codes):
        self.pictures = Generator(True)(codes)

    def __len__(self):
        return len(self.pictures)

    def __getitem__(self, k):
        return self.pictures[k]


torch_fidelity.register_feature_extractor("colour", MeanColour)
random = torch.Generator().manual_seed(0)
for numbers in (3, 64):
    even = Pictures(torch.randn(2000, numbers, generator=random))
    for kind in ("unit", "normal"):
        generator = Generator(scale=kind == "normal")
        metrics = torch_fidelity.calculate_metrics(
            input1=torch_fidelity.GenerativeModelModuleWrapper(generator, numbers, kind, 0),
            input1_model_num_samples=2000,
            input2=even,
            fid=True,
            prc=True,
            feature_extractor="colour",
            cuda=False,
            verbose=False,
            cache=False,
            save_cpu_ram=True,
        )
        codes = torch.cat(generator.codes)
        cosines = (codes @ codes.T)[torch.ones(2000, 2000).triu(1) > 0].clamp(-1, 1)
        least, angle = codes.min().item(), torch.rad2deg(cosines.acos().mean()).item()
        fid, recall = metrics["frechet_inception_distance"], metrics["recall"]
        name = kind if kind == "unit" else "normal, scaled"
        print(f"{numbers} numbers, {name}: smallest number {least:.3f}, angle {angle:.0f} degrees, ", end="")
        print(f"FID {fid:.3f}, recall {recall:.2f}")
        assert len(codes) == 2000 and torch.allclose(codes.norm(dim=1), torch.ones(2000))
        if kind == "unit":
            assert least >= 0 and angle < 50 and recall < 0.5
            worse = fid
        else:
            assert least < -0.3 and abs(angle - 90) < 2 and fid < worse / 20 and recall > 0.8
PYTHON
