"""What could refute a transfer: own layers, pictures moved anew, the rule to the letter."""

from functools import cache

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.cases import RATES as GRID
from course_lib.chapters.transfer_learning.cases import SEEDS
from course_lib.chapters.transfer_learning.measured import RATES, RUNS
from course_lib.chapters.transfer_learning.strategies import (
    ALL,
    HEAD,
    Floats,
    Strategy,
    adapted,
    features,
    right,
    source,
    untrained,
    updates_for,
    upper,
)
from course_lib.engine import (
    Adam,
    Network,
    Optimizer,
    cross_entropy,
    fit,
    mlp,
    stack,
)

AT_ONCE, FIRST = 0.003, 0.01
"""Rates of all layers together, and of a last layer that learns alone."""


def _at_best(dev: Floats, test: Floats) -> Floats:
    """Percent of right answers of each seed at the rate that is best on the dev set."""
    best = int(dev.mean(axis=0).argmax())
    return 100 * np.asarray(test, float)[:, best]


def _share(networks: Network, x: Floats, labels: Floats) -> Floats:
    return np.asarray((networks.forward(x).argmax(axis=-1) == labels).mean(axis=-1))


@cache
def _own(per_class: int, seed: int) -> Network:
    """Train on the target itself, on the pictures that its frozen layers will be tried with."""
    network, data = untrained(seed + 50), worlds.drawn("digits", per_class, seed)
    batch = min(50, len(data[1]))
    epochs = int(np.ceil(updates_for(len(data[1])) / np.ceil(len(data[1]) / batch)))
    fit(
        network, cross_entropy, Optimizer(Adam(), AT_ONCE), data, epochs=epochs, batch_size=batch,
        rng=np.random.default_rng([seed, 9]), every=epochs,
    )  # fmt: skip
    return network


def own_layers(strategy: Strategy, per_class: int) -> Floats:
    """Freeze layers that have learned the target itself: right answers of each seed, percent.

    The control of Yosinski et al. (2014): what is lost here is not lost to another task. Of
    ``HEAD`` both layers stay, of ``LOWER`` the first, as ``cases.measured`` has it.
    """
    data, nets = worlds.together("digits", per_class, SEEDS), [_own(per_class, s) for s in SEEDS]
    done = adapted(nets, strategy, data, GRID, seeds=SEEDS)
    dev, test = (right(nets, done, strategy, worlds.judges("digits", u)) for u in ("dev", "test"))
    return _at_best(dev, test)


def last_on_first(kind: str, per_class: int) -> Floats:
    """Train a last layer directly on layer 1 of a source: right answers of each seed, percent."""
    data, found = worlds.together("digits", per_class, SEEDS), []
    lr = np.array(RATES, np.float32)[:, None, None]
    for seed, x, labels in zip(SEEDS, *data, strict=True):
        net = source(kind, seed)
        rng = np.random.default_rng([seed, 2])
        width = net["hidden 1"].W.shape[-1]
        heads = stack([mlp([width, worlds.CLASSES], rng=rng, dtype=np.float32)] * len(RATES))
        fit(
            heads, cross_entropy, Optimizer(Adam(), lr), (features(net, x, 1), labels),
            epochs=updates_for(len(labels)), batch_size=len(labels),
            rng=np.random.default_rng([seed, 3]), every=10**6,
        )  # fmt: skip
        judges = [worlds.judges("digits", use) for use in ("dev", "test")]
        found.append([_share(heads, features(net, given, 1), named) for given, named in judges])
    dev, test = np.swapaxes(found, 0, 1)
    return _at_best(dev, test)


def last_layer_anew(per_class: int, updates: int) -> Floats:
    """Train the last layer alone, its pictures moved anew in each batch: percent, of each draw.

    Nothing can be stored: each batch goes through the frozen layers at its new places.
    """
    found = []
    lr = np.array(RATES, np.float32)[:, None, None]
    for seed in range(RUNS):
        net, (x, labels) = source("digits", seed), worlds.drawn("digits", per_class, seed)
        rng, move = np.random.default_rng([seed, 3]), worlds.moved()
        heads = stack([upper(net, HEAD, seed)] * len(RATES))
        batches = np.concatenate([move(x, rng=rng) for _ in range(updates)])
        fit(
            heads, cross_entropy, Optimizer(Adam(), lr),
            (features(net, batches, 2), np.tile(labels, updates)), epochs=1, rng=rng,
            batch_size=len(labels), every=1,
        )  # fmt: skip
        judges = [worlds.judges("digits", use) for use in ("dev", "test")]
        found.append([_share(heads, features(net, given, 2), named) for given, named in judges])
    dev, test = np.swapaxes(found, 0, 1)
    return _at_best(dev, test)


def last_layer_first(per_class: int) -> dict[str, Floats]:
    """Train the last layer alone, then everything; and everything at once: percent, of each draw.

    Source: Kumar et al. (2022), *linear probing, then fine-tuning*.
    """
    found: dict[str, list[float]] = {"last layer": [], "then everything": [], "at once": []}
    judge = worlds.judges("digits")
    for seed in range(RUNS):
        net, data = source("digits", seed), worlds.drawn("digits", per_class, seed)
        probed, at_once = upper(net, ALL, seed), upper(net, ALL, seed)
        head = Optimizer(Adam(), FIRST, mask=probed.mask("output"))
        for name, network, optimizer, stream in (
            ("last layer", probed, head, 3), ("then everything", probed,
             Optimizer(Adam(), AT_ONCE), 4), ("at once", at_once, Optimizer(Adam(), AT_ONCE), 3),
        ):  # fmt: skip
            updates = updates_for(len(data[1]))
            fit(
                network, cross_entropy, optimizer, data, epochs=updates, every=updates,
                batch_size=len(data[1]), rng=np.random.default_rng([seed, stream]),
            )  # fmt: skip
            found[name].append(100 * float(np.ravel(_share(network, *judge))[0]))
    return {name: np.array(came) for name, came in found.items()}
