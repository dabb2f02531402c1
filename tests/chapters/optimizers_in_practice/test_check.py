"""The checks of notebook 05c: solutions pass, and each plausible mistake meets its message."""

import math

import numpy as np
import pytest

from course_lib.chapters.optimizers_in_practice import check
from tests.checks.saying import said_of


def adamw_plain(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * (m_hat / (np.sqrt(v_hat) + eps) + decay * theta), m, v


def adamw_shrinking_first(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad * grad - v)
    step = m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return [(1 - lr * decay) * theta - lr * step, m, v]


def adamw_adding_up(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    new = theta.copy()
    m = np.add(beta1 * m, (1 - beta1) * grad)
    v = np.add(beta2 * v, (1 - beta2) * np.square(grad))
    new -= lr * decay * theta
    new -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return new, m, v


def norm(*arrays):
    return np.linalg.norm(np.concatenate([array.ravel() for array in arrays]))


def clip_by_max(grads, limit):
    return [grad * (limit / max(norm(*grads), limit)) for grad in grads]


def clip_with_if(grads, limit):
    length = math.sqrt(sum(float((grad * grad).sum()) for grad in grads))
    return tuple(grads) if length <= limit else tuple(grad / length * limit for grad in grads)


def clip_in_a_loop(grads, limit):
    squares = 0.0
    for grad in grads:
        for entry in grad.ravel():
            squares += entry**2
    factor = 1.0 if squares <= limit**2 else limit / squares**0.5
    return [factor * grad for grad in grads]


def updates_in_a_loop(n, batch_size, epochs):
    count = 0
    for _ in range(epochs):
        count += len(range(0, n, batch_size))
    return count


CHECKS = {
    "count_updates": (
        1, 7,
        [
            lambda n, batch_size, epochs: math.ceil(n / batch_size) * epochs,
            lambda n, batch_size, epochs: (n + batch_size - 1) // batch_size * epochs,
            updates_in_a_loop,
        ],
    ),
    "my_plan": (2, 4, [lambda: (300, 1.0, 100), lambda: [200, np.float64(1.5), np.int64(90)],
                       lambda: (300, 2, 60)]),
    "clip_all": (3, 8, [clip_by_max, clip_with_if, clip_in_a_loop]),
    "my_limit": (
        4, 4,
        [
            lambda norms: 5 * np.median(norms),
            lambda norms: np.quantile(norms, 0.99),
            lambda norms: float(10 * sorted(norms)[50]),
        ],
    ),
    "adamw_step": (5, 7, [adamw_plain, adamw_shrinking_first, adamw_adding_up]),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_solutions_pass(name, capsys):
    number, rules, solutions = CHECKS[name]
    for solution in solutions:
        out = said_of(getattr(check, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. {rules} rules checked:\n"), out


def fails_with(asked, function, message, capsys):
    out = said_of(asked, function, capsys)
    assert ": not yet right: " in out or "it stopped with" in out
    assert message in out


COUNT_MISTAKES = [
    (lambda n, batch_size, epochs: n // batch_size * epochs, "That drops the short batch."),
    (lambda n, batch_size, epochs: (n // batch_size + 1) * epochs, "a batch that is empty."),
    (lambda n, batch_size, epochs: n / batch_size * epochs, "must be a whole number"),
    (lambda n, batch_size, epochs: -(-n // batch_size), "That is one epoch only."),
    (lambda n, batch_size, epochs: epochs, "That counts epochs."),
    (lambda n, batch_size, epochs: n * epochs, "That counts examples."),
    (lambda n, batch_size, epochs: -(-n // batch_size) + epochs, "adds the epochs"),
    (lambda n, batch_size, epochs: -(-n * epochs // batch_size), "reach into the next epoch"),
    (lambda n, batch_size, epochs: np.array([n // batch_size]), "must be one number"),
    (lambda n, batch_size, epochs: round(n / batch_size) * epochs, "expected 3, got 2."),
]
PLAN_MISTAKES = [
    (lambda: (300, 0.01, 100), "Its rate is too small"),
    (lambda: (1, 1.0, 100), "A third of the rate does better"),
    (lambda: (1, 0.1, 100), "below 0.195"),
    (lambda: (300, 8.0, 100), "A third of the rate does better"),
    (lambda: (300, 1.0, 20), "So few updates"),
    (lambda: (300, 1.0, 6000), "at most 100 updates; got 6000."),
    (lambda: (512, 1.0, 100), "there are 300 points"),
    (lambda: (64.0, 1.0, 100), "the batch size must be a whole number"),
    (lambda: (0, 1.0, 100), "the batch size must be a whole number"),
    (lambda: (300, 1.0), "three numbers"),
    (lambda: (300, -1.0, 100), "a rate is positive"),
    (lambda: (300, 0.1, 100), "Its rate is too small"),
]
CLIP_MISTAKES = [
    (lambda g, limit: [a * min(1, limit / norm(a)) for a in g], "each array by its own norm"),
    (lambda g, limit: [np.clip(a, -limit, limit) for a in g], "clips each entry by itself"),
    (lambda g, limit: list(g), "They came back as they were."),
    (lambda g, limit: [a / max(norm(*g), 1) for a in g], "Together they are now 1 long"),
    (lambda g, limit: [a * max(1, norm(*g) / limit) for a in g], "are exchanged"),
    (lambda g, limit: [a / limit for a in g], "That divides by the limit alone."),
    (lambda g, limit: [a * min(1, limit / max(1, norm(*g) ** 2)) for a in g], "needs a root"),
    (lambda g, limit: [a * min(1, limit / sum(norm(b) for b in g)) for a in g], "arrays' norms"),
    (lambda g, limit: [a * min(1, limit / max(norm(b) for b in g)) for a in g], "longest array"),
    (
        lambda g, limit: [a * min(1, limit / sum(np.abs(b).sum() for b in g)) for a in g],
        "That is the sum of sizes",
    ),
    (
        lambda g, limit: [a * min(1, limit / max(np.abs(b).max() for b in g)) for a in g],
        "That is the largest entry",
    ),
    (lambda g, limit: [-a * limit / max(norm(*g), limit) for a in g], "turned round"),
    (lambda g, limit: [a * limit / norm(*g) for a in g], "as long as the limit: take the smaller"),
    (lambda g, limit: [a * (limit / norm(*g)) * (norm(*g) > limit) for a in g], "It became 0."),
    (lambda g, limit: [a / norm(*g) * min(norm(*g), limit) for a in g], "they became NaN"),
    (lambda g, limit: [clip_by_max(g, limit)[0], g[1]], "Only the first was clipped."),
    (
        lambda g, limit: clip_by_max(g, limit) if max(map(norm, g)) > limit else list(g),
        "That asks each array alone.",
    ),
    (lambda g, limit: np.concatenate([a.ravel() for a in g]), "a list of 2 arrays"),
    (lambda g, limit: norm(*g), "a list of 2 arrays"),
]
LIMIT_MISTAKES = [
    (lambda norms: 3.0, "It does not look at the norms."),
    (lambda norms: np.median(norms) / 10, "It lies below most norms"),
    (lambda norms: np.median(norms) / 3, "It lies below most norms"),
    (lambda norms: 1000 * np.median(norms), "Some are still thrown off"),
    (lambda norms: 50 * norms.max(), "Some are still thrown off"),
    (lambda norms: norms.min(), "It lies below most norms"),
    (lambda norms: norms, "must be one number"),
    (lambda norms: -np.median(norms), "a limit is positive"),
    (lambda norms: np.inf, "a limit is positive and finite"),
    (lambda norms: np.median(norms) ** 2, "times as large"),
    (lambda norms: 5 / np.median(norms), "times as large"),
]
ALL = [
    (name, function, message)
    for name, mistakes in (
        ("count_updates", COUNT_MISTAKES), ("my_plan", PLAN_MISTAKES),
        ("clip_all", CLIP_MISTAKES), ("my_limit", LIMIT_MISTAKES),
    )
    for function, message in mistakes
]  # fmt: skip


@pytest.mark.parametrize(("name", "function", "message"), ALL)
def test_mistakes(name, function, message, capsys):
    fails_with(getattr(check, name), function, message, capsys)


def test_clipping_in_place_is_seen(capsys):
    def in_place(grads, limit):
        for grad, new in zip(grads, clip_by_max(grads, limit), strict=True):
            grad[...] = new
        return grads

    fails_with(check.clip_all, in_place, "a gradient was edited in place", capsys)


# AdamW: each mistake replaces some lines of the solution

LINES = {
    "g": "grad",
    "m": "beta1 * m + (1 - beta1) * g",
    "v": "beta2 * v + (1 - beta2) * g**2",
    "m_hat": "m / (1 - beta1**t)",
    "v_hat": "v / (1 - beta2**t)",
    "new": "theta - lr * m_hat / (np.sqrt(v_hat) + eps) - lr * decay * theta",
    "answer": "(new, m, v)",
}


def adamw(**changed):
    lines = [f"    {name} = {code}" for name, code in (LINES | changed).items()]
    head = "def adamw_step(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):"
    scope = {"np": np}
    exec("\n".join([head, *lines, "    return answer"]), scope)
    return scope["adamw_step"]


ADAM = "theta - lr * m_hat / (np.sqrt(v_hat) + eps)"
ADAMW_MISTAKES = [
    ({"g": "grad + decay * theta", "new": ADAM}, "That is an L2 penalty, inside the gradient."),
    ({"new": ADAM}, "The decay is missing."),
    ({"new": f"{ADAM} - decay * theta"}, "The decay must be multiplied by lr too."),
    ({"new": f"{ADAM} + lr * decay * theta"}, "The sign: weights must shrink."),
    (
        {"new": "theta - lr * (m_hat + decay * theta) / (np.sqrt(v_hat) + eps)"},
        "The decay is divided by the root",
    ),
    ({"new": f"{ADAM} - lr * decay"}, "It must be multiplied by theta"),
    ({"new": f"{ADAM} - lr * decay * np.abs(theta)"}, "theta itself is needed."),
    ({"new": f"{ADAM} - 2 * lr * decay * theta"}, "There is no factor 2."),
    ({"new": f"(1 - lr * decay) * ({ADAM})"}, "takes the old theta, not the one after"),
    ({"m_hat": "m", "v_hat": "v"}, "The corrections, m_hat and v_hat, are missing."),
    ({"new": "theta - lr * m_hat / np.sqrt(v_hat + eps) - lr * decay * theta"}, "inside the root."),
    ({"new": "theta - lr * m_hat / np.sqrt(v_hat) - lr * decay * theta"}, "eps is missing."),
    ({"answer": "(new, m_hat, v_hat)"}, "That is m_hat: m itself goes on uncorrected."),
    ({"answer": "(new, m, v_hat)"}, "That is v_hat: v itself goes on uncorrected."),
    ({"answer": "(new, v, m)"}, "That is v: return theta, m, v in this order."),
    ({"answer": "new"}, "it must return the three arrays (theta, m, v)."),
    ({"v": "beta2 * v + (1 - beta2) * g"}, "The square of the gradient is missing."),
    ({"new": "theta + lr * m_hat / (np.sqrt(v_hat) + eps) - lr * decay * theta"}, "goes against"),
]


@pytest.mark.parametrize(("changed", "message"), ADAMW_MISTAKES)
def test_mistakes_in_adamws_step(changed, message, capsys):
    fails_with(check.adamw_step, adamw(**changed), message, capsys)


def test_adamw_in_place_is_seen(capsys):
    def in_place(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
        result = adamw_plain(theta, m, v, grad, t, lr, beta1, beta2, eps, decay)
        theta[...] = result[0]
        return theta, *result[1:]

    fails_with(check.adamw_step, in_place, "theta was edited in place", capsys)
