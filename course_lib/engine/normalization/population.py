"""The running statistics of batch norm, estimated anew from data."""

import numpy as np

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.floating import check_floating
from course_lib.engine.network import Network, check_network
from course_lib.engine.normalization.batch_norm import BatchNorm
from course_lib.engine.normalization.batch_renorm import BatchRenorm


def estimate_population(
    network: Network, x: Array, *, batch_size: int, rng: Rng | None = None
) -> None:
    """Set the running statistics of every batch norm to their plain average over the batches of x.

    ::

        running mean     = E[batch mean]
        running variance = E[batch variance * m / (m - 1)]

    Running averages follow the weights of the last few steps only roughly; this is what they
    estimate, for the weights as they are now. It also adapts a trained network to inputs whose
    distribution has moved, without any labels.

    Parameters
    ----------
    network : Network, or a stack
        Its buffers are overwritten in place, or left as they were where anything fails.
    x : array of shape (n, features), or (K, n, features)
        Cut into batches in the order in which it comes: shuffle it first where it is sorted. A
        short last batch counts by its examples; a single example that remains is left out.
    batch_size : int, at least 2
        At best that of training.
    rng : Generator, or a list of K
        For layers that draw something: forward runs in training mode, so dropout drops.

    Notes
    -----
    Ioffe and Szegedy (2015), algorithm 2. A ``BatchRenorm`` works as plain batch norm meanwhile,
    so that the result does not depend on its running statistics of before.

    Examples
    --------
    >>> net = Network([BatchNorm(1)], rng=np.random.default_rng(0))
    >>> estimate_population(net, np.array([[1.0], [3.0], [5.0], [7.0]]), batch_size=2)
    >>> net.buffers  # batch means 2 and 6, unbiased variances 2 and 2
    array([[4., 2.]])

    Notebook 07b, Going further.
    """
    check_network(network)
    whole_number("batch_size", batch_size, least=2)  # one example has no variance
    check_floating("estimate_population: x", x)
    n = x.shape[-2] if x.ndim > 1 else 0
    if n < 2 or not np.isfinite(x).all():
        raise ValueError(
            "estimate_population needs at least 2 examples and finite numbers; "
            f"got x of shape {x.shape} with {np.sum(~np.isfinite(x))} NaN or inf"
        )
    probe = network.copy()  # its hyperparameters may change, and nothing is lost where it fails
    norms = [layer for layer in probe.layers if isinstance(layer, BatchNorm)]
    if not norms:
        raise ValueError(f"there is no batch norm in {network!r}")
    for norm in norms:
        if isinstance(norm, BatchRenorm):
            norm.r_max, norm.d_max = 1.0, 0.0
    for seen in range(0, n - 1, batch_size):
        batch = x[..., seen : seen + batch_size, :]
        for norm in norms:  # a running average that keeps this share is the plain average
            norm.keep = seen / (seen + batch.shape[-2])
        probe.forward(batch, training=True, rng=rng)
    for norm in norms:
        network[norm.name].mean[...] = norm.mean
        network[norm.name].variance[...] = norm.variance
