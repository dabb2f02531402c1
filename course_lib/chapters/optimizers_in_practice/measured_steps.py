"""What the claims of notebook 05c rest on: decay under Adam, Nesterov, the place of epsilon."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.chapters.optimizers_in_practice import decay_sweep
from course_lib.chapters.optimizers_in_practice.shrinking import L2_ADAM, PYTORCH, shrinking
from course_lib.engine import Adam, AdamEpsilonInRoot, Momentum, Nesterov
from course_lib.engine.rules.rule import Rule

Numbers = dict[str, Any]


def spared(strength: float, lr: float, beta2: float, steps: int, seeds: int) -> Numbers:
    """What is left of four weights, from small gradients to large: means of 20 random series."""
    found: dict[str, list[Any]] = {L2_ADAM: [], PYTORCH: []}
    for seed in range(seeds, seeds + 20):
        for method, left in found.items():
            rng = np.random.default_rng(seed)
            curves = shrinking(method, [strength], [lr], steps=steps, beta2=beta2, rng=rng)
            left.append(curves[0, 0, -1])
    return {method: np.mean(left, axis=0).tolist() for method, left in found.items()}


def large_ones_are_spared(numbers: Numbers) -> bool:
    """Under L2 the largest gradients leave at least twice what the smallest do; AdamW all alike."""
    small, *_, large = np.abs(numbers[L2_ADAM])
    decayed = np.array(numbers[PYTORCH])
    return bool(large >= 2 * small and np.ptp(decayed) <= 0.1 * decayed.mean())


def costs(strength: float, seeds: int, **of: Any) -> Numbers:
    """Right answers in percent of five networks: no penalty, L2 under Adam, AdamW."""
    five = range(seeds, seeds + 5)
    kinds = {"none": ("L2", 0.0), "L2": ("L2", strength), "AdamW": ("decay", strength)}
    found = {}
    for name, (kind, lam) in kinds.items():
        network = decay_sweep.trained(kind, lam, five, **of)
        found[name] = (100 * decay_sweep.accuracy(network, of["first"])).tolist()
    return found


def l2_costs_and_adamw_does_not(numbers: Numbers) -> bool:
    """L2 five points in every network at least; AdamW none, on average, by more than a half."""
    none, l2, adamw = (np.array(numbers[name]) for name in ("none", "L2", "AdamW"))
    return bool(np.all(l2 <= none - 5) and abs(np.mean(adamw - none)) <= 0.5)


MOST = 20_000


def arrives(rule: Rule, lr: float, curvatures: Any) -> float:
    """The step at which a quadratic's largest coordinate falls below 0.001 for good, or inf."""
    theta = np.ones((1, len(curvatures)))
    state, last = rule.init(theta), 0
    for step in range(1, MOST + 1):
        change, state = rule.update(curvatures * theta, state, lr, theta)
        theta = theta + change
        off = float(np.abs(theta).max())
        if not off < 1e6:
            return float(np.inf)
        if off >= 1e-3:
            last = step
        elif off < 1e-5 or step - last > 200:
            return float(last + 1)
    return float(np.inf)


def limit_of(rule: type, beta: float, largest: float) -> float:
    """The rate from which a quadratic explodes."""
    limit = 2 * (1 + beta) / largest
    return limit if rule is Momentum else limit / (1 + 2 * beta)


def nesterov(condition: float, beta: float, dims: int, scale: float, seeds: int) -> Numbers:
    """Steps of momentum and Nesterov, each at its best of 16 rates; and just around its limit."""
    inside = np.random.default_rng(seeds).uniform(0, 1, max(dims - 2, 0))
    bends = scale * np.sort([1.0, *condition**inside, condition])
    found: Numbers = {}
    makers: dict[str, Callable[[float], Rule]] = {"momentum": Momentum, "Nesterov": Nesterov}
    for name, make in makers.items():
        limit = limit_of(make, beta, scale * condition)  # type: ignore[arg-type]
        rates = np.geomspace(0.01, 0.97, 16) * limit
        steps = [arrives(make(beta), float(rate), bends) for rate in rates]
        found[name] = min(*steps, float(MOST))
        above = arrives(make(beta), 1.01 * limit, bends)
        found[f"{name}, arrivals above its limit"] = float(np.isfinite(above))
    return found


def limits_hold(numbers: Numbers) -> bool:
    """Both explode above their limits; Nesterov arrives sooner."""
    both = ("momentum", "Nesterov")
    above = any(numbers[f"{name}, arrivals above its limit"] for name in both)
    return bool(not above and numbers["Nesterov"] < numbers["momentum"])


def epsilon(size: float, eps: float, steps: int, beta2: float, seeds: int) -> Numbers:
    """Way of Adam with eps in the root, as a share of that with the root of eps outside."""
    shares = []
    for seed in range(seeds, seeds + 10):
        ways = []
        for rule in (AdamEpsilonInRoot(0.9, beta2, eps), Adam(0.9, beta2, eps**0.5)):
            rng, theta = np.random.default_rng(seed), np.zeros(1)
            state = rule.init(theta)
            for _ in range(steps):
                grad = size * (1 + rng.normal(size=1))
                change, state = rule.update(grad, state, 1.0, theta)
                theta = theta + change
            ways.append(float(theta[0]))
        shares.append(ways[0] / ways[1])
    return {"inside, of outside": shares}


def within_root_two(numbers: Numbers) -> bool:
    """Never shorter, and longer by a factor of at most the root of 2, a hundredth allowed."""
    shares = np.array(numbers["inside, of outside"])
    return bool(np.all((shares >= 0.99) & (shares <= 1.01 * np.sqrt(2))))
