"""What several peers in PyTorch need: the average of a network, and the slope of D at images."""

import torch
from torch.optim.swa_utils import AveragedModel


def average(net, decay):
    """The moving average of net, moved by its `update_parameters(net)`.

    The decay starts near 0, as in `GAN.move_average`, so that the first weights do not stay in it.
    """

    @torch.no_grad()
    def move(averages, weights, n):
        torch._foreach_lerp_(averages, weights, 1 - min(decay, (1 + int(n)) / (10 + int(n))))

    return AveragedModel(net, multi_avg_fn=move).requires_grad_(False)


def logits_and_slope(D, x):
    """Logits (N,) of D for images, and the mean over them of |dD/dx|^2, through which D can learn."""
    x = x.detach().requires_grad_()
    logits = D(x)
    [slope] = torch.autograd.grad(logits.sum(), x, create_graph=True)
    return logits, slope.square().sum((1, 2, 3)).mean()
