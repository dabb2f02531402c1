"""Answers of notebook 10 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import itertools

import numpy as np

# Exercise 1.


def by_where(theta, velocity, grad, trained, lr, beta, decay):
    velocity = beta * velocity + grad + decay * theta
    return np.where(trained == 1, theta - lr * velocity, theta), velocity


def all_masked(theta, velocity, grad, trained, lr, beta, decay):
    velocity = trained * (beta * velocity + grad + decay * theta)
    return [theta - lr * velocity, velocity]


def by_index(theta, velocity, grad, trained, lr, beta, decay):
    new, velocity = theta.copy(), beta * velocity
    moving = trained.astype(bool)
    velocity[moving] += grad[moving] + decay * theta[moving]
    new[moving] -= lr * velocity[moving]
    return new, velocity


def masks(**on):
    """A step in which the mask stands where it is told, and something may be wrong."""

    def step(theta, velocity, grad, trained, lr, beta, decay):
        def masked(name, value):
            return trained * value if on.get(name) else value

        memory = masked("memory", beta * velocity)
        new = memory + masked("grad", grad) + masked("decay", decay * theta)
        return theta - lr * masked("change", new), new

    return step


def wrong_change(change, velocity_of=None):
    """Frozen weights stay; what trained ones do is told."""

    def step(theta, velocity, grad, trained, lr, beta, decay):
        new = beta * velocity + grad + decay * theta
        moved = theta + trained * change(theta, velocity, grad, lr, beta, decay)
        return moved, new if velocity_of is None else velocity_of(new, velocity, lr)

    return step


def in_place(theta, velocity, grad, trained, lr, beta, decay):
    velocity = beta * velocity + grad + decay * theta
    theta -= lr * trained * velocity
    return theta, velocity


STEP_MISTAKES = {
    "gradient masked": (masks(grad=True), "the decay and the velocity still move it"),
    "memory alone": (masks(memory=True), "the gradient and the decay still move it"),
    "to and fro": (
        lambda theta, velocity, grad, trained, lr, beta, decay: (
            masks()(theta, velocity, grad, trained, lr, beta, decay)[0]
            + (1 - trained) * lr * (beta * velocity + grad + decay * theta),
            beta * velocity + grad + decay * theta,
        ),
        "off by a rounding",
    ),
    "decay not": (masks(grad=True, memory=True), "the decay still moves it"),
    "velocity not": (masks(grad=True, decay=True), "the velocity still moves it"),
    "nothing": (masks(), "Nothing is frozen."),
    "other way round": (
        lambda theta, velocity, grad, trained, lr, beta, decay: by_where(
            theta, velocity, grad, 1 - trained, lr, beta, decay
        ),
        "the other way round",
    ),
    "set to 0": (
        lambda theta, velocity, grad, trained, lr, beta, decay: (
            trained * by_where(theta, velocity, grad, trained, lr, beta, decay)[0],
            beta * velocity + grad + decay * theta,
        ),
        "It is set to 0",
    ),
    "none moves": (wrong_change(lambda *a: 0), "They do not move."),
    "no decay": (
        wrong_change(lambda t, v, g, lr, beta, decay: -lr * (beta * v + g)),
        "The decay is missing.",
    ),
    "no velocity": (
        wrong_change(lambda t, v, g, lr, beta, decay: -lr * (g + decay * t)),
        "The velocity is missing.",
    ),
    "no rate": (
        wrong_change(lambda t, v, g, lr, beta, decay: -(beta * v + g + decay * t)),
        "The rate is missing.",
    ),
    "uphill": (
        wrong_change(lambda t, v, g, lr, beta, decay: lr * (beta * v + g + decay * t)),
        "subtract.",
    ),
    "an average": (
        wrong_change(
            lambda t, v, g, lr, beta, decay: -lr * (beta * v + (1 - beta) * (g + decay * t))
        ),
        "not 1 - beta of it",
    ),
    "growth": (
        wrong_change(lambda t, v, g, lr, beta, decay: -lr * (beta * v + g - decay * t)),
        "same sign as the gradient",
    ),
    "no beta": (
        wrong_change(lambda t, v, g, lr, beta, decay: -lr * (v + g + decay * t)),
        "not multiplied by beta",
    ),
    "old velocity": (
        wrong_change(lambda t, v, g, lr, beta, decay: -lr * v),
        "step with the new one",
    ),
    "old velocity back": (
        wrong_change(
            lambda t, v, g, lr, beta, decay: -lr * (beta * v + g + decay * t),
            lambda new, old, lr: old,
        ),
        "That is the old one.",
    ),
    "rate in velocity": (
        wrong_change(
            lambda t, v, g, lr, beta, decay: -lr * (beta * v + g + decay * t),
            lambda new, old, lr: lr * new,
        ),
        "It has the rate in it.",
    ),
    "theta alone": (lambda *a: by_where(*a)[0], "it must return the pair (theta, velocity)"),
}

# Exercise 2.


def by_loop(sizes, frozen, epochs):
    anew = once = 0.0
    for k in range(len(sizes) - 1):
        cost = sizes[k] * sizes[k + 1]
        if k < frozen:
            anew, once = anew + epochs * cost, once + cost
        else:
            passes = epochs * cost * (3 if k > frozen else 2)
            anew, once = anew + passes, once + passes
    return anew / once


def by_numpy(sizes, frozen, epochs):
    layers = np.array(sizes[:-1]) * np.array(sizes[1:])
    times = np.where(np.arange(len(layers)) < frozen, 1, 3)
    times[frozen] = 2
    kept = np.where(np.arange(len(layers)) < frozen, 1 / epochs, 1)
    return (layers * times).sum() / (layers * times * kept).sum()


def by_parts(sizes, frozen, epochs):
    layers = [a * b for a, b in itertools.pairwise(sizes)]
    rest = 3 * sum(layers[frozen:]) - layers[frozen]
    return np.array((sum(layers[:frozen]) + rest) / (sum(layers[:frozen]) / epochs + rest))


def counted(first=2, others=3, below=1, of=lambda anew, once, epochs: anew / once, kept=1.0):
    """The count with a mistake in it."""

    def cheaper(sizes, frozen, epochs):
        layers = [a * b for a, b in itertools.pairwise(sizes)]
        rest = first * layers[frozen] + others * sum(layers[frozen + 1 :])
        frozen_part = below * sum(layers[:frozen])
        stored = sum(layers[:frozen]) if below == 1 else frozen_part
        return of(frozen_part + rest, kept * stored / epochs + rest, epochs)

    return cheaper


def three_for_the_first(sizes, frozen, epochs):
    layers = [a * b for a, b in itertools.pairwise(sizes)]
    above = layers[frozen:]
    rest = 2 * sum(above) + sum(above[:-1])
    below = sum(layers[:frozen])
    return (below + rest) / (below / epochs + rest)


CHEAPER_MISTAKES = {
    "the epochs": (lambda sizes, frozen, epochs: float(epochs), "Only the frozen layers are saved"),
    "forward alone": (counted(first=1), "computed twice in an epoch"),
    "three": (counted(first=3), "Nothing is handed down to a frozen layer."),
    "turned over": (counted(of=lambda anew, once, epochs: once / anew), "Turn it over"),
    "nothing saved": (lambda sizes, frozen, epochs: 1.0, "divide the frozen part by the epochs"),
    "without storing once": (
        counted(of=lambda anew, once, epochs: anew / (once * epochs)),
        "Without storing, all is paid in every epoch",
    ),
    "never": (counted(kept=0.0), "computed once, not never"),
    "two for all": (counted(others=2), "hands its gradient down"),
    "down from the first": (three_for_the_first, "not the one above the frozen"),
    "a text": (lambda sizes, frozen, epochs: "8", "the ratio must be one number"),
    "a pair": (lambda sizes, frozen, epochs: (900.0, 108.0), "the ratio must be one number"),
    "the example": (lambda sizes, frozen, epochs: 900 / 108, "with two layers trained"),
    "100 epochs": (
        lambda sizes, frozen, epochs: by_loop(sizes, frozen, 100),
        "it must hold for any inputs",
    ),
}

# Exercise 3.

RATES_MISTAKES = {
    "two": (lambda: (0.01, 0.01), "three rates, first layer first"),
    "one": (lambda: 0.01, "three rates, first layer first"),
    "a text": (lambda: ("a", "b", "c"), "a rate must be one number"),
    "frozen": (lambda: (0, 0, 0.01), "a rate is above 0"),
    "negative": (lambda: (1e-4, -1e-3, 1e-2), "a rate is above 0"),
    "NaN": (lambda: (1e-4, 1e-3, float("nan")), "a rate is above 0"),
    "huge": (lambda: (1e-4, 1e-3, 10.0), "a rate above 1"),
    "equal": (lambda: (0.003, 0.003, 0.003), "These are nearly one rate."),
    "equal and small": (lambda: (0.001, 0.001, 0.001), "These are nearly one rate."),
    "upside down": (lambda: (0.01, 0.001, 0.0001), "should another be faster?"),
    "asleep": (lambda: (1e-7, 1e-6, 1e-5), "no time to learn"),
    "second faster": (lambda: (1e-4, 1e-2, 1e-3), "should another be faster?"),
    "jumping": (lambda: (1e-4, 1e-3, 1.0), "jumps about"),
    "last layer alone": (lambda: (1e-12, 1e-12, 1e-2), "nearly the last layer alone"),
    "copied": (lambda: (0.01 / 2.6**2, 0.01 / 2.6, 0.01), "nearly as fast as the last one"),
    "fast below": (lambda: (0.02, 0.02, 0.05), "taken apart as fast"),
}

# Exercise 4.


def by_table(source, per_class):
    if source == "clothes":
        return "everything"
    return {10: "head only", 40: "from the middle"}.get(per_class, "everything")


def middle_longer(source, per_class):
    if source == "digits" and per_class <= 15:
        return "head only"
    return "from the middle" if source == "digits" and per_class < 100 else "everything"


def scratch_from_clothes(source, per_class):
    return by_table(source, per_class) if source == "digits" else "from scratch"


POLICY_MISTAKES = {
    "no name": (lambda source, per_class: "freeze", "needed one of"),
    "a number": (lambda source, per_class: 2, "needed one of"),
    "a name of the dashboard": (lambda source, per_class: "new above layer 1", "needed one of"),
    "head": (lambda source, per_class: "head only", "It loses most with 150"),
    "middle": (lambda source, per_class: "from the middle", "by 'from the middle'"),
    "everything": (lambda source, per_class: "everything", "It loses most with 10 pictures"),
    "scratch": (lambda source, per_class: "from scratch", "layers from digits"),
    "the rule by number": (
        lambda source, per_class: "head only" if per_class < 100 else "everything",
        "It loses most with 40",
    ),
    "upside down": (
        lambda source, per_class: "everything" if per_class < 100 else "head only",
        "on cases not shown it reaches",
    ),
    "source forgotten": (
        lambda source, per_class: (
            by_table("digits", per_class) if per_class == 150 else "head only"
        ),
        "on cases not shown it reaches",
    ),
}

RIGHT = {
    "frozen_step": {each.__name__: each for each in (by_where, all_masked, by_index)},
    "cheaper": {each.__name__: each for each in (by_loop, by_numpy, by_parts)},
    "layer_rates": {
        "a tenth": lambda: (1e-4, 1e-3, 1e-2),
        "a list": lambda: [3e-4, 3e-3, 3e-2],
        "an array": lambda: np.array([1e-5, 1e-3, 1e-2]),
    },
    "policy": {each.__name__: each for each in (by_table, middle_longer, scratch_from_clothes)},
}
SEEN = {
    "frozen_step": STEP_MISTAKES,
    "cheaper": CHEAPER_MISTAKES,
    "layer_rates": RATES_MISTAKES,
    "policy": POLICY_MISTAKES,
}
WRONG = {
    "frozen_step": {"in place": in_place},
    "cheaper": {"whole numbers": lambda *a: float(int(by_loop(*a)))},
    "layer_rates": {"none": lambda: None},
    "policy": {"none": lambda source, per_class: None},
}
