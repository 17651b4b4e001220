"""The peer: R3GAN (Huang et al. 2024) of about compact's size, in PyTorch.

As in the paper: relativistic pairing loss, R1 and R2 on every step, no normalisation, residual blocks of a 1 x 1, a
grouped 3 x 3 and a 1 x 1 convolution with fix-up initialisation, bilinear resampling, no mapping of z, and the rate and
gamma with which the paper's run on faces of 64 px begins. Smaller than there: the filters, one block at each size
instead of two, the batch. G and D have 0.29 and 0.28 million parameters, and take 31 million multiplications each for
an image.
"""

import torch
from torch import nn
from torch.nn.functional import avg_pool2d, interpolate, softplus
from torch_parts import average, logits_and_slope

LATENT_DIM = 64
BATCH = 16
WIDTHS = (192, 96, 48, 24, 16)  # at 4, 8, 16, 32 and 64 px
EXPANSION, GROUP = 2, 8
GAMMA = 2.0
RATE = 2e-4
DECAY = 0.999


class Block(nn.Module):
    """x + f(x). f begins as 0, because its last kernel does; the other two kernels shrink with the depth (fix-up)."""

    def __init__(self, width):
        super().__init__()
        wide = EXPANSION * width
        self.expand = nn.Conv2d(width, wide, 1)
        self.spatial = nn.Conv2d(wide, wide, 3, padding=1, groups=wide // GROUP)
        self.project = nn.Conv2d(wide, width, 1, bias=False)
        for conv in (self.expand, self.spatial):
            nn.init.kaiming_normal_(conv.weight, 0.2)
            nn.init.zeros_(conv.bias)
            conv.weight.data *= len(WIDTHS) ** -0.25
        nn.init.zeros_(self.project.weight)
        self.activate = nn.LeakyReLU(0.2, True)

    def forward(self, x):
        return x + self.project(self.activate(self.spatial(self.activate(self.expand(x)))))


def pointwise(n_in, n_out):
    conv = nn.Conv2d(n_in, n_out, 1, bias=False)
    nn.init.kaiming_normal_(conv.weight, nonlinearity="linear")
    return conv


class Generator(nn.Module):
    """z (N, 64) -> images (N, 3, 64, 64), -1 black and 1 white; it may exceed both."""

    def __init__(self):
        super().__init__()
        self.z = nn.Linear(LATENT_DIM, WIDTHS[0], bias=False)
        nn.init.kaiming_normal_(self.z.weight, nonlinearity="linear")
        self.start = nn.Parameter(torch.randn(1, WIDTHS[0], 4, 4))
        self.first = Block(WIDTHS[0])
        self.narrow = nn.ModuleList(map(pointwise, WIDTHS, WIDTHS[1:]))
        self.blocks = nn.ModuleList(map(Block, WIDTHS[1:]))
        self.rgb = pointwise(WIDTHS[-1], 3)

    def forward(self, z):
        x = self.first(self.start * self.z(z)[:, :, None, None])
        for narrow, block in zip(self.narrow, self.blocks):
            x = block(interpolate(narrow(x), scale_factor=2, mode="bilinear"))
        return self.rgb(x)


class Discriminator(nn.Module):
    """Images (N, 3, 64, 64) -> logits (N,)."""

    def __init__(self):
        super().__init__()
        widths = WIDTHS[::-1]
        self.rgb = pointwise(3, widths[0])
        self.blocks = nn.ModuleList(map(Block, widths[:-1]))
        self.widen = nn.ModuleList(map(pointwise, widths, widths[1:]))
        self.last = Block(widths[-1])
        self.ends = nn.Conv2d(widths[-1], widths[-1], 4, groups=widths[-1], bias=False)
        nn.init.kaiming_normal_(self.ends.weight, nonlinearity="linear")
        self.logit = nn.Linear(widths[-1], 1, bias=False)
        nn.init.kaiming_normal_(self.logit.weight, nonlinearity="linear")

    def forward(self, x):
        x = self.rgb(x)
        for block, widen in zip(self.blocks, self.widen):
            x = widen(avg_pool2d(block(x), 2))
        return self.logit(self.ends(self.last(x)).flatten(1)).flatten().float()


def trainer(seed=0):
    """(draw, step): draw(n) -> images (n, 3, 64, 64) of the average G; step(x) does one update of D and G.

    x: real images float32 (16, 3, 64, 64) in [-1, 1].
    """
    torch.manual_seed(seed)
    G, D = (net().to(memory_format=torch.channels_last) for net in (Generator, Discriminator))
    g_optimizer, d_optimizer = (torch.optim.Adam(net.parameters(), RATE, (0.0, 0.99)) for net in (G, D))
    ema = average(G, DECAY)

    def step(x):
        fake = G(torch.randn(len(x), LATENT_DIM))
        d_optimizer.zero_grad()
        (real_logits, r1), (fake_logits, r2) = logits_and_slope(D, x), logits_and_slope(D, fake)
        (softplus(fake_logits - real_logits).mean() + GAMMA / 2 * (r1 + r2)).backward()
        d_optimizer.step()
        with torch.no_grad():
            real_logits = D(x)
        g_optimizer.zero_grad()
        D.requires_grad_(False)
        loss = softplus(real_logits - D(fake)).mean()
        loss.backward()
        D.requires_grad_(True)
        g_optimizer.step()
        ema.update_parameters(G)
        return float(loss.detach())

    return lambda n: ema(torch.randn(n, LATENT_DIM)), step
