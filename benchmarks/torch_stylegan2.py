"""The peer: StyleGAN2 (Karras et al. 2020) of about compact's size, in PyTorch.

As in the paper: mapping network, modulated convolutions with demodulation, noise inputs, G with skip connections and D
with residual ones, resampling by [1, 3, 3, 1], equalised learning rates, standard deviation over the batch, lazy R1.
The rates and R1's weight are those that StyleGAN2-ADA (Karras et al. 2020) chooses for 64 px. Left out: path length
regularisation and style mixing, which cost time and are turned off for small images there. G and D have 0.85 and 1.28
million parameters, and take 45 and 48 million multiplications for an image.
"""

import math

import torch
from torch import nn
from torch.nn.functional import conv2d, conv_transpose2d, interpolate, leaky_relu, normalize, softplus
from torch_parts import average, logits_and_slope

LATENT_DIM = 128
BATCH = 16
WIDTHS = (192, 96, 48, 24, 16)  # at 4, 8, 16, 32 and 64 px
R1_INTERVAL = 16
GAMMA = 0.0002 * 64**2 / BATCH
RATE = 2.5e-3
DECAY = 0.999
KERNEL = torch.tensor([1.0, 3.0, 3.0, 1.0]).outer(torch.tensor([1.0, 3.0, 3.0, 1.0])) / 64


def activate(x):
    return leaky_relu(x, 0.2) * math.sqrt(2)


def blur(x, padding, gain=1.0):
    kernel = (KERNEL.to(x) * gain).expand(x.shape[1], 1, 4, 4)
    return conv2d(x, kernel, padding=padding, groups=x.shape[1])


class Linear(nn.Module):
    """A layer whose weights are N(0, 1) and are scaled when used, so that Adam moves all of them equally."""

    def __init__(self, n_in, n_out, bias=0.0, rate=1.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / rate)
        self.bias = nn.Parameter(torch.full((n_out,), bias / rate))
        self.scale, self.rate = rate / math.sqrt(n_in), rate

    def forward(self, x):
        return nn.functional.linear(x, self.weight * self.scale, self.bias * self.rate)


class Conv(nn.Module):
    """A convolution with such weights; down: halves the size, after a blur."""

    def __init__(self, n_in, n_out, side, bias=True, down=False):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in, side, side))
        self.bias = nn.Parameter(torch.zeros(n_out)) if bias else None
        self.scale, self.down, self.side = 1 / math.sqrt(n_in * side**2), down, side

    def forward(self, x):
        weight = self.weight * self.scale
        if self.down:
            # The blur leaves one pixel more than the stride needs at each end of a 3 x 3 kernel.
            return conv2d(blur(x, 2 if self.side == 3 else 1), weight, self.bias, stride=2)
        return conv2d(x, weight, self.bias, padding=self.side // 2)


class Modulated(nn.Module):
    """A convolution whose input channels are scaled by a style; demodulation restores unit variance.

    Scaling the input and the output is the same as scaling the kernel for each image, without a kernel for each.
    """

    def __init__(self, n_in, n_out, side=3, up=False, demodulate=True):
        super().__init__()
        self.style = Linear(LATENT_DIM, n_in, bias=1.0)
        self.weight = nn.Parameter(torch.randn(n_out, n_in, side, side))
        self.scale, self.up, self.demodulate, self.side = 1 / math.sqrt(n_in * side**2), up, demodulate, side

    def forward(self, x, w):
        style, weight = self.style(w), self.weight * self.scale
        x = x * style[:, :, None, None]
        if self.up:
            x = blur(conv_transpose2d(x, weight.transpose(0, 1), stride=2), 1, gain=4)
        else:
            x = conv2d(x, weight, padding=self.side // 2)
        if self.demodulate:
            x = x * (style.square() @ weight.square().sum((2, 3)).T + 1e-8).rsqrt()[:, :, None, None]
        return x


class Layer(nn.Module):
    """A modulated convolution with noise, bias and activation."""

    def __init__(self, n_in, n_out, up=False):
        super().__init__()
        self.conv = Modulated(n_in, n_out, up=up)
        self.noise = nn.Parameter(torch.zeros(()))
        self.bias = nn.Parameter(torch.zeros(n_out, 1, 1))

    def forward(self, x, w):
        x = self.conv(x, w)
        return activate(x + self.noise * torch.randn(len(x), 1, *x.shape[2:]) + self.bias)


class Generator(nn.Module):
    """z (N, 128) -> images (N, 3, 64, 64), -1 black and 1 white; it may exceed both."""

    def __init__(self):
        super().__init__()
        self.mapping = nn.ModuleList(Linear(LATENT_DIM, LATENT_DIM, rate=0.01) for _ in range(2))
        self.start = nn.Parameter(torch.randn(1, WIDTHS[0], 4, 4))
        self.first = Layer(WIDTHS[0], WIDTHS[0])
        self.grow = nn.ModuleList(Layer(a, b, up=True) for a, b in zip(WIDTHS, WIDTHS[1:]))
        self.stay = nn.ModuleList(Layer(b, b) for b in WIDTHS[1:])
        self.rgb = nn.ModuleList(Modulated(a, 3, 1, demodulate=False) for a in WIDTHS)
        self.rgb_bias = nn.Parameter(torch.zeros(3, 1, 1))

    def forward(self, z):
        w = normalize(z) * math.sqrt(LATENT_DIM)
        for layer in self.mapping:
            w = activate(layer(w))
        x = self.first(self.start.expand(len(z), -1, -1, -1), w)
        image = self.rgb[0](x, w) + self.rgb_bias
        for grow, stay, rgb in zip(self.grow, self.stay, self.rgb[1:]):
            x = stay(grow(x, w), w)
            image = interpolate(image, scale_factor=2, mode="bilinear") + rgb(x, w)
        return image


class Residual(nn.Module):
    """Two convolutions, of which the second halves the size, beside one of 1 x 1."""

    def __init__(self, n_in, n_out):
        super().__init__()
        self.stay = Conv(n_in, n_in, 3)
        self.shrink = Conv(n_in, n_out, 3, down=True)
        self.skip = Conv(n_in, n_out, 1, bias=False, down=True)

    def forward(self, x):
        return (activate(self.shrink(activate(self.stay(x)))) + self.skip(x)) / math.sqrt(2)


class Discriminator(nn.Module):
    """Images (N, 3, 64, 64) -> logits (N,)."""

    def __init__(self):
        super().__init__()
        widths, last = WIDTHS[::-1], WIDTHS[0]
        self.rgb = Conv(3, widths[0], 1)
        self.blocks = nn.Sequential(*map(Residual, widths, widths[1:]))
        self.conv = Conv(last + 1, last, 3)
        self.dense, self.logit = Linear(last * 4 * 4, last), Linear(last, 1)

    def forward(self, x):
        x = self.blocks(activate(self.rgb(x)))
        # Standard deviations over groups of four images.
        std = (x.unflatten(0, (4, -1)).var(0, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3))
        x = torch.cat([x, std.repeat(4)[:, None, None, None].expand(-1, 1, 4, 4)], 1)
        return self.logit(activate(self.dense(activate(self.conv(x)).flatten(1)))).flatten().float()


def trainer(seed=0):
    """(draw, step): draw(n) -> images (n, 3, 64, 64) of the average G; step(x) does one update of D and G.

    x: real images float32 (16, 3, 64, 64) in [-1, 1].
    """
    torch.manual_seed(seed)
    G, D = (net().to(memory_format=torch.channels_last) for net in (Generator, Discriminator))
    lazy = R1_INTERVAL / (R1_INTERVAL + 1)  # as if R1 were a step of its own
    g_optimizer = torch.optim.Adam(G.parameters(), RATE, (0.0, 0.99))
    d_optimizer = torch.optim.Adam(D.parameters(), RATE * lazy, (0.0, 0.99**lazy))
    ema, steps = average(G, DECAY), 0

    def step(x):
        nonlocal steps
        fake = G(torch.randn(len(x), LATENT_DIM))
        g_optimizer.zero_grad()
        D.requires_grad_(False)
        loss = softplus(-D(fake)).mean()
        loss.backward()
        D.requires_grad_(True)
        g_optimizer.step()
        ema.update_parameters(G)
        d_optimizer.zero_grad()
        (softplus(-D(x)).mean() + softplus(D(fake.detach())).mean()).backward()
        d_optimizer.step()
        if steps % R1_INTERVAL == 0:
            d_optimizer.zero_grad()
            (GAMMA / 2 * R1_INTERVAL * logits_and_slope(D, x)[1]).backward()
            d_optimizer.step()
        steps += 1
        return float(loss.detach())

    return lambda n: ema(torch.randn(n, LATENT_DIM)), step
