"""What the claims of notebook 11b rest on: measurements, and what must be true of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.convolutions_and_skips import deep, shifting
from course_lib.chapters.convolutions_and_skips.fields import alike, middle_share, seen, stacked
from course_lib.engine import Conv2D, Network
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH

Numbers = dict[str, Any]


def ahead(ours: Sequence[float], theirs: Sequence[float], points: float = 0.0) -> bool:
    """Whether ours lead by more than so many points, by three errors of the difference."""
    mean, error = paired_change(ours, theirs)
    return bool(mean - points > ENOUGH * error)


def _short(values: Any) -> list[float]:
    return [round(float(each), 2) for each in values]


# Digits that were moved.


def moved(
    seeds: int, count: int, start: int, right: int, down: int, new: int, lr: float,
    pooled_lr: float, **network: Any,
) -> Numbers:  # fmt: skip
    """Right answers on new digits where they are and moved, for three networks."""
    found: Numbers = {}
    for kind in shifting.KINDS:
        rate = pooled_lr if kind == "pooled" else lr
        setting = shifting.Setting(kind, start=start, lr=rate, **network)
        there, away = [], []
        for seed in range(seeds, seeds + count):
            trained, data = shifting.trained(setting, seed), shifting.new_digits(setting, new)
            there.append(shifting.score(trained, data))
            away.append(shifting.score(trained, shifting.moved(data, down, right)))
        found |= {kind: _short(there), f"{kind}, moved": _short(away)}
    return found


def pooled_stays(n: Numbers) -> bool:
    """Pooled loses less than 10 points, the two others more than 30; and it has learnt."""
    falls = all(ahead(n[kind], n[f"{kind}, moved"], 30) for kind in shifting.KINDS[:2])
    stays = ahead(n["pooled, moved"], n["pooled"], -10)
    return bool(falls and stays and np.mean(n["pooled"]) > 65)


def slid(
    side: int, kernel: int, stride: int, padding: int, margin: int, by: int, channels: int,
    seeds: int,
) -> Numbers:  # fmt: skip
    """How much of the moved map the map of a moved image agrees with, at worst: 1 is all of it.

    The image is nothing but background within so many pixels of its edge.
    """
    worst = 0.0
    for seed in range(seeds, seeds + 10):
        rng = np.random.default_rng(seed)
        layer = Conv2D((side, side, 1), channels, kernel=kernel, stride=stride, padding=padding)
        Network([layer], rng=rng)
        image, wide = np.zeros((side, side)), side - 2 * margin
        image[margin:-margin, margin:-margin] = rng.standard_normal((wide, wide))
        pair = np.stack([image, np.roll(image, by, axis=1)]).reshape(2, -1)
        there, away = layer.forward(pair).reshape(2, *layer.out_shape)
        by_map = np.roll(there, by // stride, axis=1)
        off = np.linalg.norm(away - by_map) / np.linalg.norm(there)
        worst = max(worst, float(off))
    return {"same": round(max(0.0, 1 - worst), 6)}


def map_moves(n: Numbers) -> bool:
    """To a thousandth of its size."""
    return bool(n["same"] > 0.999)


def middle(layers: int, kernel: int, channels: int, images: int, seeds: int, side: int) -> Numbers:
    """What the middle quarter of the receptive field holds of the gradient's squares, untrained."""
    windows = [(kernel, 1, kernel // 2)] * layers
    shares = [
        middle_share(seen(stacked(side, windows, channels, seed), side, images, seed))
        for seed in range(seeds, seeds + 5)
    ]
    return {"shares": _short(shares)}


def mostly_middle(n: Numbers) -> bool:
    """More than 0.7 for each start; by area it would be a quarter."""
    return bool(min(n["shares"]) > 0.7)


# Ways around.


def gradients_alike(noise: float, images: int, seeds: int, **stack: Any) -> Numbers:
    """Cosines of gradients by nearly the same image, with batch norm: with ways and without."""
    found: Numbers = {}
    for name, skip in (("batch norm", False), ("with ways around", True)):
        setting = deep.Setting("batch norm", skip=skip, **stack)
        each = [alike(setting, seed, noise, images) for seed in range(seeds, seeds + 8)]
        found[name] = [round(one, 3) for one in each]
    return found


def ways_keep_them_alike(n: Numbers) -> bool:
    """Below 0.15 without a way, above 0.3 with."""
    return bool(np.mean(n["batch norm"]) < 0.15 and np.mean(n["with ways around"]) > 0.3)


def left_out(last: float, lr: float, seeds: int, count: int, **stack: Any) -> Numbers:
    """Right answers: all blocks always; blocks left out, at equal updates and at equal time."""
    full = deep.Setting("batch norm", skip=True, **stack)
    shares = deep.survivals(full.depth - 1, last)
    whole = full.depth / (1 + float(shares.sum()))
    longer = round(full.updates * whole)
    found: Numbers = {"time": round(1 / whole, 3)}
    for name, more in (
        ("all", {}),
        ("left out", {"last": last}),
        ("left out, same time", {"last": last, "updates": longer}),
    ):
        setting = deep.Setting(**{**vars(full), **more})
        scores = deep.right(setting, [lr], range(seeds, seeds + count))[2]
        found[name] = _short(scores.ravel())
    return found


def no_worse(n: Numbers) -> bool:
    """A fifth of an update's time is saved; in the same time not three points are lost."""
    return n["time"] < 0.8 and ahead(n["left out, same time"], n["all"], -3)


# Batches of two.


def in_twos(rates: Sequence[float], seeds: int, count: int, **stack: Any) -> Numbers:
    """Right answers of batch norm and group norm, each at its own best of the rates."""
    found: Numbers = {}
    for norm in ("batch norm", "group norm"):
        setting = deep.Setting(norm, **stack)
        _, dev, test = deep.right(setting, rates, range(seeds, seeds + count))
        best = int(dev.mean(axis=1).argmax())
        found |= {norm: _short(test[best]), f"{norm}, rate": rates[best]}
    return found


def level(n: Numbers) -> bool:
    """Neither leads by five points."""
    batch, group = n["batch norm"], n["group norm"]
    return ahead(batch, group, -5) and ahead(group, batch, -5)
