#!/bin/sh
# forward_eval of ema-pytorch runs the averaged model in training mode: dropout stays on, and batch norm changes.
#
# ema-pytorch 0.8.3 with torch 2.13.0. EMA holds a copy of the model, in the mode that the model had: training.
# forward_eval notes this mode, calls the copy and sets the mode again, but never calls eval() in between, although its
# name and its comment, "no grad + eval", promise that. It turns only gradients off. So samples of an averaged generator
# change from call to call and depend on the rest of the batch. Each call also moves the running means of the averaged
# model towards the batch, and these are saved with it. The cure is ema.ema_model.eval() before the call. Seen, for a
# generator with dropout and one with batch norm, after 50 updates (the numbers of a picture are around 1):
#
#     dropout, forward_eval twice, same codes: differ by up to 0.50
#     batch norm, four codes alone and among eight: differ by up to 0.17
#     batch norm, forward_eval and eval(): differ by up to 1.96
#     after 22 calls: running means moved by up to 2.76, pictures of eval() differ by up to 1.73
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ema-pytorch==0.8.3 torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import copy

import torch
from ema_pytorch import EMA
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)


def trained(*layers):
    model = nn.Sequential(nn.Linear(4, 16), *layers, nn.ReLU(), nn.Linear(16, 2))
    ema = EMA(model, beta=0.99, update_after_step=0, update_every=1)
    for _ in range(50):
        model(torch.randn(32, 4) + 3)
        ema.update()
    return ema


def apart(x, y):
    return (x - y).abs().max().item()


codes = torch.randn(8, 4)
dropout = trained(nn.Dropout(0.5))
twice = apart(dropout.forward_eval(codes), dropout.forward_eval(codes))
print(f"dropout, forward_eval twice, same codes: differ by up to {twice:.2f}")

norm = trained(nn.BatchNorm1d(16))
right = copy.deepcopy(norm.ema_model).eval()
before = norm.ema_model[1].running_mean.clone()
batch, part = norm.forward_eval(codes), norm.forward_eval(codes[:4])
beside = apart(batch[:4], part)
print(f"batch norm, four codes alone and among eight: differ by up to {beside:.2f}")
with torch.no_grad():
    assert apart(right(codes)[:4], right(codes[:4])) < 1e-6
    off = apart(batch, right(codes))
print(f"batch norm, forward_eval and eval(): differ by up to {off:.2f}")
for _ in range(20):
    norm.forward_eval(codes)
moved = apart(before, norm.ema_model[1].running_mean)
with torch.no_grad():
    later = apart(copy.deepcopy(norm.ema_model).eval()(codes), right(codes))
print(f"after 22 calls: running means moved by up to {moved:.2f}, pictures of eval() differ by up to {later:.2f}")
assert not batch.requires_grad and norm.ema_model.training
assert twice > 0.1 and beside > 0.1 and off > 0.1 and moved > 0.1 and later > 0.1
norm.ema_model.eval()
assert apart(norm.forward_eval(codes)[:4], norm.forward_eval(codes[:4])) < 1e-6 and not norm.ema_model.training
PYTHON
