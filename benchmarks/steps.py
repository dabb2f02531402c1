"""One step of training: forward, loss, backward, Adam; all on a batch that lies ready."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from benchmarks.timing import Workload
from course_lib.engine import Adam, Network, Optimizer, cross_entropy, mlp, stack, train

BATCHES = 100  # in a pass over the data of a run


def batch(sizes: Sequence[int], rows: int, dtype: str) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and labels for a network of these sizes."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((rows, sizes[0])).astype(dtype)
    return x, rng.integers(sizes[-1], size=rows)


def step_of(network: Network, x: np.ndarray, labels: np.ndarray) -> Workload:
    """One Adam step of the engine."""
    optimizer = Optimizer(Adam(), lr=1e-3)

    def step() -> None:
        _, grad = cross_entropy(network.forward(x, training=True), labels)
        network.backward(grad)
        optimizer.step(network)

    return step


def our_step(sizes: Sequence[int], rows: int, dtype: str) -> Workload:
    """One Adam step of one multilayer perceptron."""
    network = mlp(sizes, rng=np.random.default_rng(0), dtype=dtype)
    return step_of(network, *batch(sizes, rows, dtype))


def step_of_a_run(sizes: Sequence[int], rows: int, dtype: str) -> Workload:
    """One step of ``train``: the batch drawn from shuffled data, and a look whether it diverged."""
    network = mlp(sizes, rng=np.random.default_rng(0), dtype=dtype)
    data = batch(sizes, BATCHES * rows, dtype)
    run = train(
        network, cross_entropy, Optimizer(Adam(), lr=1e-3), data,
        epochs=10**9, batch_size=rows, rng=np.random.default_rng(0),
    )  # fmt: skip
    return lambda: next(run)


def stacked_step(sizes: Sequence[int], rows: int, dtype: str, models: int) -> Workload:
    """One Adam step of many perceptrons side by side, on the same batch."""
    rng = np.random.default_rng(0)
    networks = [mlp(sizes, rng=rng, dtype=dtype) for _ in range(models)]
    return step_of(stack(networks), *batch(sizes, rows, dtype))


def separate_steps(sizes: Sequence[int], rows: int, dtype: str, models: int) -> Workload:
    """One Adam step of each of many perceptrons, one after another."""
    rng = np.random.default_rng(0)
    steps = [
        step_of(mlp(sizes, rng=rng, dtype=dtype), *batch(sizes, rows, dtype)) for _ in range(models)
    ]

    def all_steps() -> None:
        for step in steps:
            step()

    return all_steps


def bare_products(sizes: Sequence[int], rows: int, dtype: str) -> Workload:
    """The matrix products that such a step cannot avoid, and nothing else."""
    rng = np.random.default_rng(0)

    def random(*shape: int) -> np.ndarray:
        return rng.standard_normal(shape).astype(dtype)

    def product(a: np.ndarray, b: np.ndarray) -> Callable[[], np.ndarray]:
        out = np.empty((a.shape[0], b.shape[1]), a.dtype)
        return lambda: np.matmul(a, b, out=out)

    products = []
    for position, (n_in, n_out) in enumerate(pairwise(sizes)):
        x, W, grad_y = random(rows, n_in), random(n_in, n_out), random(rows, n_out)
        products += [product(x, W), product(x.T, grad_y)]
        if position > 0:  # nobody needs the gradient by the network's input
            products.append(product(grad_y, W.T))

    def all_products() -> None:
        for multiply in products:
            multiply()

    return all_products
