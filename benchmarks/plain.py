"""The same step as a student writes it in plain NumPy: lists of W and b, moments by matrix."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from benchmarks.steps import BATCHES, batch
from benchmarks.timing import Workload

BETA1, BETA2, EPS, LR = 0.9, 0.999, 1e-8, 1e-3


def step(sizes: Sequence[int], rows: int, dtype: str) -> Workload:
    """One Adam step on a batch that lies ready."""
    x, labels = batch(sizes, rows, dtype)
    learn = learner(sizes, dtype)
    return lambda: learn(x, labels)


def step_of_a_run(sizes: Sequence[int], rows: int, dtype: str) -> Workload:
    """One step of a loop over shuffled data, which draws its batch."""
    x, labels = batch(sizes, BATCHES * rows, dtype)
    learn = learner(sizes, dtype)

    def run() -> Iterator[float]:
        rng = np.random.default_rng(0)
        while True:
            order = rng.permutation(len(x))
            for start in range(0, len(x), rows):
                chosen = order[start : start + rows]
                yield learn(x[chosen], labels[chosen])

    steps = run()
    return lambda: next(steps)


def learner(sizes: Sequence[int], dtype: str) -> Callable[[np.ndarray, np.ndarray], float]:
    """A ReLU network with softmax cross-entropy: a function that takes one Adam step."""
    rng = np.random.default_rng(0)
    weights, biases = [], []
    for n_in, n_out in pairwise(sizes):
        weights.append((rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)).astype(dtype))
        biases.append(np.zeros((1, n_out), dtype))
    parameters = {"W": weights, "b": biases}
    m = {(kind, i): np.zeros_like(p) for kind in "Wb" for i, p in enumerate(parameters[kind])}
    v = {key: np.zeros_like(moment) for key, moment in m.items()}
    t = 0

    def learn(x: np.ndarray, labels: np.ndarray) -> float:
        nonlocal t
        n, last = len(x), len(weights) - 1
        activations = [x]
        for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
            z = activations[-1] @ W + b
            activations.append(np.maximum(z, 0) if i < last else z)
        logits = activations[-1]
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log(p[np.arange(n), labels]).mean()

        grad, grads = p, {}
        grad[np.arange(n), labels] -= 1
        grad /= n
        for i in range(last, -1, -1):
            grads["W", i] = activations[i].T @ grad
            grads["b", i] = grad.sum(axis=0, keepdims=True)
            if i > 0:
                grad = (grad @ weights[i].T) * (activations[i] > 0)

        t += 1
        for (kind, i), g in grads.items():
            key = kind, i
            m[key] = BETA1 * m[key] + (1 - BETA1) * g
            v[key] = BETA2 * v[key] + (1 - BETA2) * g**2
            m_hat = m[key] / (1 - BETA1**t)
            v_hat = v[key] / (1 - BETA2**t)
            parameters[kind][i] -= LR * m_hat / (np.sqrt(v_hat) + EPS)
        return float(loss)

    return learn
