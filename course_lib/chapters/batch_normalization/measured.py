"""What the claims of notebook 07 rest on: what batch norm does to a batch, a step, a surface."""

from typing import Any

import numpy as np

from course_lib.chapters.batch_normalization.contest import recipe
from course_lib.chapters.batch_normalization.measured_training import ACTIVATIONS, Numbers
from course_lib.chapters.batch_normalization.shift import watch_shift
from course_lib.chapters.batch_normalization.shrinking import paced
from course_lib.chapters.batch_normalization.surface import watch
from course_lib.datasets import digits
from course_lib.engine import (
    BatchNorm,
    Network,
    Optimizer,
    accuracy,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    stack,
    train,
)


def parts_lost(m: int, shape: str, spread: float, offset: float, seeds: int) -> Numbers:
    """What is left of the two parts of the gradient by x, relative to its length."""
    rng = np.random.default_rng(seeds)
    draw = {"normal": rng.standard_normal, "skewed": rng.standard_exponential}[shape]
    x = offset + spread * draw((m, 20))
    network = Network([BatchNorm(20)], rng=rng)
    network.forward(x, training=True)
    g = rng.standard_normal((m, 20))
    network["batchnorm 1"].gamma[...] = rng.uniform(0.5, 2, 20)
    back = network.backward(g, input_gradient=True)
    assert back is not None
    x_hat = (x - x.mean(axis=0)) / x.std(axis=0)
    length = np.linalg.norm(g) / x.std()
    shift, stretch = back.sum(axis=0), (back * x_hat).sum(axis=0)
    given = np.linalg.norm(g.mean(axis=0)) * np.sqrt(m) / np.linalg.norm(g)
    return {"shift": float(np.abs(shift).max() / length),
            "stretch": float(np.abs(stretch).max() / length),
            "shift in g": float(given)}  # fmt: skip


def both_gone(numbers: Numbers) -> bool:
    """Less than a hundredth is left of each, and g had more of the first."""
    left = max(numbers["shift"], numbers["stretch"])
    return bool(left < 1e-2 and left < 0.5 * numbers["shift in g"])


def resized(
    factor: float, layer: int, norm: bool, activation: str, batch_size: int, epochs: int,
    start: int, seeds: int,
) -> Numbers:  # fmt: skip
    """Answers and gradient after one layer's weights are multiplied; the angle to the weights."""
    data = digits(1000, start, side=14)
    rng = np.random.default_rng(seeds)
    network = mlp(
        [196, *[50] * 5, 10], rng=rng, normalization=BatchNorm if norm else None,
        activation=ACTIVATIONS[activation],
    )  # fmt: skip
    if epochs:
        fit(network, cross_entropy, Optimizer(lr=0.1), data, epochs=epochs, batch_size=100, rng=rng)
    name = f"hidden {layer}"
    batch = data[0][:batch_size], data[1][:batch_size]
    before, grad_before = _answer_and_gradient(network, name, batch)
    network[name].W[...] *= factor
    after, grad_after = _answer_and_gradient(network, name, batch)
    lengths = np.linalg.norm(grad_before) * np.linalg.norm(network[name].W)
    return {
        "answers apart": float(np.abs(after - before).max() / np.abs(before).max()),
        "gradient times factor": float(
            factor * np.linalg.norm(grad_after) / np.linalg.norm(grad_before)
        ),
        "cosine": float(np.sum(grad_before * network[name].W) / lengths),
    }


def only_the_pace(numbers: Numbers) -> bool:
    """Answers as before, the gradient divided, and no part of it along the weights: to 2 %."""
    return bool(
        numbers["answers apart"] < 0.02
        and abs(numbers["gradient times factor"] - 1) < 0.02
        and abs(numbers["cosine"]) < 0.02
    )


def _answer_and_gradient(network: Network, name: str, batch: Any) -> tuple[Any, Any]:
    output = network.forward(batch[0], training=True)
    network.backward(cross_entropy(output, batch[1])[1])
    return output.copy(), network[name].gradients["W"].copy()


def shrunk(
    lr: float, shrink: float, epochs: int, batch_size: int, depth: int, width: int, norm: str,
    start: int, seeds: int,
) -> Numbers:  # fmt: skip
    """Share of equal answers: shrinking and a growing rate, shrinking and neither."""
    data = digits(1000, start, side=14)
    of: dict[str, Any] = {
        "lr": lr, "epochs": epochs, "batch_size": batch_size, "seed": seeds,
        "sizes": (196, *[width] * depth, 10), "activation": norm,
    }  # fmt: skip
    runs = {
        "shrinking": paced(data, shrink=shrink, **of),
        "growing": paced(data, shrink=shrink, rate=lambda r, s, t: r / s ** (2 * t), **of),
        "neither": paced(data, **of),
    }
    answers = {
        name: run.network.forward(data[0], training=True).argmax(-1) for name, run in runs.items()
    }
    return {
        "as with a growing rate": float(np.mean(answers["shrinking"] == answers["growing"])),
        "as without": float(np.mean(answers["shrinking"] == answers["neither"])),
        **{f"loss, {name}": round(float(run.loss[-10:].mean()), 3) for name, run in runs.items()},
    }


def same_answers(numbers: Numbers) -> bool:
    """95 % equal to those of the growing rate, more than to those without; losses 5 % apart."""
    grown = numbers["as with a growing rate"]
    apart = abs(numbers["loss, growing"] / numbers["loss, shrinking"] - 1)
    return bool(grown > 0.95 and grown > numbers["as without"] and apart < 0.05)


def forgotten(
    batch: int, trained_with: int, epochs: int, depth: int, width: int, lr: float, start: int,
    seeds: int,
) -> Numbers:  # fmt: skip
    """Accuracy on new digits by running averages, minus that in training mode in small batches."""
    training, new = digits(1000, start, side=14), digits(2000, start + 1000, side=14)
    rngs = [np.random.default_rng([seeds, draw]) for draw in range(5)]
    networks = stack(
        [mlp([196, *[width] * depth, 10], rng=rng, normalization=BatchNorm) for rng in rngs]
    )
    for _ in train(
        networks, cross_entropy, Optimizer(lr=lr), training, epochs=epochs,
        batch_size=trained_with, rng=rngs,
    ):  # fmt: skip
        pass
    running = np.asarray(evaluate(networks, cross_entropy, new)[1])
    probe = networks.copy()
    own = np.mean(
        [
            accuracy(probe.forward(new[0][i : i + batch], training=True), new[1][i : i + batch])
            for i in range(0, 2000 - batch + 1, batch)
        ],
        axis=0,
    )
    lost = running - own
    error = lost.std(ddof=1) / np.sqrt(len(lost))
    return {"lost": float(lost.mean()), "in errors": float(lost.mean() / max(error, 1e-9))}


def loses(numbers: Numbers) -> bool:
    """At least 1.5 points, and three standard errors."""
    return bool(numbers["lost"] > 0.015 and numbers["in errors"] > 3)


def ahead(lr: float, factor: int, start: float, epochs: int, place: int, seeds: int) -> Numbers:
    """Share of the looks at which the loss along the gradient is higher, without and with."""
    data = digits(1000, place, side=14)
    found: Numbers = {}
    for words, kind in (("without", 0), ("with", 1)):
        seen = watch(recipe(start, kind, lr, epochs=epochs), data, seed=seeds, every=20)
        found[words] = float(np.mean(seen.along[:, 0 if factor == 1 else 1] > 0))
    return found


def only_without(numbers: Numbers) -> bool:
    """Higher at most looks without, at one in five at most with."""
    return bool(numbers["without"] > 0.5 and numbers["with"] <= 0.2)


def stillness(
    lr: float, start: float, epochs: int, batch_size: int, place: int, seeds: int
) -> Numbers:
    """How far the third layer's inputs move, and its gradient changes, without and with."""
    data = digits(1000, place, side=14)
    found: Numbers = {}
    for words, kind in (("without", 0), ("with", 1)):
        setting = recipe(start, kind, lr, epochs=epochs, batch_size=batch_size)
        seen = [watch_shift(setting, data, seed=seeds + k, every=20) for k in (0, 1)]
        found[f"inputs, {words}"] = float(np.mean([each.moved.mean() for each in seen]))
        found[f"gradient, {words}"] = float(np.mean([np.median(each.turned) for each in seen]))
    return found


def stiller(numbers: Numbers) -> bool:
    """Both less with batch norm, by a quarter."""
    return all(
        numbers[f"{what}, with"] < 0.75 * numbers[f"{what}, without"]
        for what in ("inputs", "gradient")
    )
