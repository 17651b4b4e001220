"""The peer: flow matching (Lipman et al. 2023) with a small U-Net, in PyTorch.

Linear path from noise x0 ~ N(0, 1) to a face x1: x_t = (1 - t) x0 + t x1 with t ~ U(0, 1); the network learns the
velocity x1 - x0. The U-Net works at half the size (space to depth), with GroupNorm, SiLU and attention at 8 px. Faces
are drawn by the average network with STEPS steps of Heun's method, which are two passes each. The network has 1.69
million parameters, and takes 193 million multiplications for an image: 580 in training, where compact's G and D take
about 400 together, and 4,600 for drawing a face, where compact's G takes 36.
"""

import torch
from torch import nn
from torch.nn.functional import mse_loss, scaled_dot_product_attention, silu
from torch_parts import average

BATCH = 32
WIDTHS = (32, 64, 128)  # at 32, 16 and 8 px
TIME_DIM = 128
RATE = 1e-3
DECAY = 0.999
STEPS = 12


class Block(nn.Module):
    """A residual block of two convolutions; the time shifts and scales between them."""

    def __init__(self, n_in, n_out):
        super().__init__()
        self.norm_in, self.conv_in = nn.GroupNorm(8, n_in), nn.Conv2d(n_in, n_out, 3, padding=1)
        self.norm_out, self.conv_out = nn.GroupNorm(8, n_out), nn.Conv2d(n_out, n_out, 3, padding=1)
        self.time = nn.Linear(TIME_DIM, 2 * n_out)
        self.skip = nn.Conv2d(n_in, n_out, 1) if n_in != n_out else nn.Identity()
        nn.init.zeros_(self.conv_out.weight)

    def forward(self, x, time):
        scale, shift = self.time(time)[:, :, None, None].chunk(2, 1)
        y = self.norm_out(self.conv_in(silu(self.norm_in(x)))) * (1 + scale) + shift
        return self.skip(x) + self.conv_out(silu(y))


class Attention(nn.Module):
    """Each place takes from all places, with four heads."""

    def __init__(self, width):
        super().__init__()
        self.norm, self.qkv = nn.GroupNorm(8, width), nn.Conv2d(width, 3 * width, 1)
        self.project = nn.Conv2d(width, width, 1)
        nn.init.zeros_(self.project.weight)

    def forward(self, x):
        q, k, v = self.qkv(self.norm(x)).flatten(2).unflatten(1, (3, 4, -1)).transpose(-1, -2).unbind(1)
        return x + self.project(scaled_dot_product_attention(q, k, v).transpose(-1, -2).reshape(x.shape))


class UNet(nn.Module):
    """Images (N, 3, 64, 64) at times (N,) -> velocities (N, 3, 64, 64)."""

    def __init__(self):
        super().__init__()
        first, last = WIDTHS[0], WIDTHS[-1]
        self.time = nn.Sequential(nn.Linear(64, TIME_DIM), nn.SiLU(), nn.Linear(TIME_DIM, TIME_DIM), nn.SiLU())
        self.enter = nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(12, first, 3, padding=1))
        self.down = nn.ModuleList(Block(n, n) for n in WIDTHS)
        self.shrink = nn.ModuleList(nn.Conv2d(a, b, 3, 2, 1) for a, b in zip(WIDTHS, WIDTHS[1:]))
        self.attention, self.middle = Attention(last), Block(last, last)
        self.up = nn.ModuleList(Block(2 * n, n) for n in reversed(WIDTHS))
        self.grow = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, 2) for a, b in reversed([*zip(WIDTHS, WIDTHS[1:])]))
        self.leave = nn.Sequential(
            nn.GroupNorm(8, first), nn.SiLU(), nn.Conv2d(first, 12, 3, padding=1), nn.PixelShuffle(2)
        )

    def forward(self, x, t):
        angles = t[:, None] * torch.logspace(0, 3, 32)
        time = self.time(torch.cat([angles.sin(), angles.cos()], 1))
        x, kept = self.enter(x), []
        for i, block in enumerate(self.down):
            x = block(self.shrink[i - 1](x) if i else x, time)
            kept.append(x)
        x = self.middle(self.attention(x), time)
        for i, block in enumerate(self.up):
            x = block(torch.cat([self.grow[i - 1](x) if i else x, kept.pop()], 1), time)
        return self.leave(x)


def trainer(seed=0):
    """(draw, step): draw(n) -> images (n, 3, 64, 64) of the average network; step(x) does one update.

    x: real images float32 (32, 3, 64, 64) in [-1, 1].
    """
    torch.manual_seed(seed)
    net = UNet().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), RATE)
    ema = average(net, DECAY)

    def step(x):
        noise, t = torch.randn_like(x), torch.rand(len(x))
        at = t[:, None, None, None]
        optimizer.zero_grad()
        loss = mse_loss(net((1 - at) * noise + at * x, t), x - noise)
        loss.backward()
        optimizer.step()
        ema.update_parameters(net)
        return float(loss.detach())

    def draw(n):
        x = torch.randn(n, 3, 64, 64).to(memory_format=torch.channels_last)
        for i in range(STEPS):
            begin, end = (torch.full((n,), j / STEPS) for j in (i, i + 1))
            slope = ema(x, begin)
            x = x + (slope + ema(x + slope / STEPS, end)) / 2 / STEPS
        return x

    return draw, step
