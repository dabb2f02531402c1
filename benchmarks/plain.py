"""The same step as a student writes it in plain NumPy: lists of W and b, a moment for each."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from benchmarks.steps import batch
from benchmarks.timing import Workload

NAME = "a plain NumPy loop"
BETA1, BETA2, EPS, LR = 0.9, 0.999, 1e-8, 1e-3


def step(sizes: Sequence[int], rows: int, dtype: str) -> Workload:
    """One Adam step of a ReLU network with softmax cross-entropy."""
    rng = np.random.default_rng(0)
    x, labels = batch(sizes, rows, dtype)
    weights = [
        (rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)).astype(dtype)
        for n_in, n_out in pairwise(sizes)
    ]
    biases = [np.zeros((1, n_out), dtype) for n_out in sizes[1:]]
    m = {("W", i): np.zeros_like(W) for i, W in enumerate(weights)}
    m |= {("b", i): np.zeros_like(b) for i, b in enumerate(biases)}
    v = {key: np.zeros_like(moment) for key, moment in m.items()}
    t = 0

    def forward_backward() -> dict[tuple[str, int], np.ndarray]:
        inputs, last = [x], len(weights) - 1
        for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
            z = inputs[-1] @ W + b
            inputs.append(np.maximum(z, 0) if i < last else z)
        logits = inputs.pop()
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        -np.log(p[np.arange(rows), labels]).mean()  # the loss
        grad = p.copy()
        grad[np.arange(rows), labels] -= 1
        grad /= rows
        grads = {}
        for i in range(last, -1, -1):
            grads["W", i] = inputs[i].T @ grad
            grads["b", i] = grad.sum(axis=0, keepdims=True)
            if i > 0:
                grad = (grad @ weights[i].T) * (inputs[i] > 0)
        return grads

    def one_step() -> None:
        nonlocal t
        t += 1
        for key, grad in forward_backward().items():
            kind, i = key
            m[key] = BETA1 * m[key] + (1 - BETA1) * grad
            v[key] = BETA2 * v[key] + (1 - BETA2) * grad**2
            m_hat = m[key] / (1 - BETA1**t)
            v_hat = v[key] / (1 - BETA2**t)
            parameters = weights if kind == "W" else biases
            parameters[i] = parameters[i] - LR * m_hat / (np.sqrt(v_hat) + EPS)

    return one_step
