"""The peer: Radford et al. 2015 in PyTorch, with the filters of PyTorch's own example (64 to 512), batch 64.

BatchNorm everywhere except in G's output and D's input, N(0, 0.02) weights, Adam 2e-4 with beta 0.5, z ~ N(0, 1). D
is updated on separate batches of real and fake faces, then G on the same fakes against the new D.
"""

import torch
from torch import nn

LATENT_DIM = 100
BATCH = 64


def build():
    """(G, D): z (N, 100, 1, 1) -> images (N, 3, 64, 64) in [-1, 1]; images -> logits (N,)."""
    g = [nn.ConvTranspose2d(LATENT_DIM, 512, 4, bias=False), nn.BatchNorm2d(512), nn.ReLU(True)]
    for n_in, n_out in ((512, 256), (256, 128), (128, 64)):
        g += [nn.ConvTranspose2d(n_in, n_out, 4, 2, 1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU(True)]
    g += [nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh()]
    d = [nn.Conv2d(3, 64, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)]
    for n_in, n_out in ((64, 128), (128, 256), (256, 512)):
        d += [nn.Conv2d(n_in, n_out, 4, 2, 1, bias=False), nn.BatchNorm2d(n_out), nn.LeakyReLU(0.2, True)]
    d += [nn.Conv2d(512, 1, 4, bias=False), nn.Flatten(0)]
    G, D = nn.Sequential(*g), nn.Sequential(*d)
    for module in [*G, *D]:
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0.0, 0.02)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1.0, 0.02)
    return G, D


def trainer(seed=0):
    """(draw, step): draw(n) -> images (n, 3, 64, 64); step(x) does one update of D and G.

    x: real images float32 (64, 3, 64, 64) in [-1, 1].
    """
    torch.manual_seed(seed)
    G, D = build()
    g_optimizer, d_optimizer = (torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in (G, D))
    softplus = nn.functional.softplus

    def step(x):
        fake = G(torch.randn(len(x), LATENT_DIM, 1, 1))
        d_optimizer.zero_grad()
        (softplus(-D(x)).mean() + softplus(D(fake.detach())).mean()).backward()
        d_optimizer.step()
        g_optimizer.zero_grad()
        loss = softplus(-D(fake)).mean()
        loss.backward()
        g_optimizer.step()
        return float(loss.detach())

    def draw(n):
        G.eval()
        images = G(torch.randn(n, LATENT_DIM, 1, 1))
        G.train()
        return images

    return draw, step
