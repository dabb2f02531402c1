"""The checks of notebook 05b: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.optimizers_further import check as optimizers_further
from tests.checks.saying import said_of


def nesterov_plain(theta, velocity, grad, lr, beta):
    velocity = beta * velocity + grad
    return theta - lr * (grad + beta * velocity), velocity


def nesterov_on_copies(theta, velocity, grad, lr, beta):
    new = velocity.copy()
    new *= beta
    new += grad
    return [theta - lr * grad - lr * beta * new, new]


def adamw_plain(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * (m_hat / (np.sqrt(v_hat) + eps) + decay * theta), m, v


def adamw_shrinking_first(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad * grad - v)
    step = m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return [(1 - lr * decay) * theta - lr * step, m, v]


def clip_plain(grad, limit):
    return grad * (limit / max(np.linalg.norm(grad), limit))


def clip_with_if(grad, limit):
    norm = np.sqrt(np.sum(grad**2))
    return grad * limit / norm if norm > limit else grad


CHECKS = {
    "nesterov_step": (1, 6, [nesterov_plain, nesterov_on_copies]),
    "adamw_step": (2, 7, [adamw_plain, adamw_shrinking_first]),
    "clip_by_norm": (3, 7, [clip_plain, clip_with_if]),
}


@pytest.mark.parametrize("name", CHECKS)
def test_solutions_pass(name, capsys):
    number, rules, solutions = CHECKS[name]
    for solution in solutions:
        out = said_of(getattr(optimizers_further, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. {rules} rules checked:\n")


def fails_with(check, function, message, capsys):
    out = said_of(check, function, capsys)
    assert ": not yet right: " in out or "it stopped with" in out
    assert message in out


def stepping(velocity_of, step_of):
    def nesterov_step(theta, velocity, grad, lr, beta):
        new = velocity_of(velocity, grad, lr, beta)
        return theta + step_of(velocity, new, grad, lr, beta), new

    return nesterov_step


def right_velocity(v, g, lr, b):
    return b * v + g


def right_step(v, new, g, lr, b):
    return -lr * (g + b * new)


def nesterov_in_place(theta, velocity, grad, lr, beta):
    velocity *= beta
    velocity += grad
    return theta - lr * (grad + beta * velocity), velocity


NESTEROV_MISTAKES = [
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * new), "That is plain momentum"),
    (
        stepping(right_velocity, lambda v, new, g, lr, b: -lr * (g + b * v)),
        "That is plain momentum",
    ),
    (stepping(right_velocity, lambda v, new, g, lr, b: lr * (g + b * new)), "against the gradient"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -(g + b * new)), "learning rate is missing"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * b * new), "gradient itself is missin"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * (g + new)), "beta is missing before"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * b * (g + new)), "the velocity only."),
    (stepping(lambda v, g, lr, b: b * v + (1 - b) * g, right_step), "The factor (1 - beta)"),
    (stepping(lambda v, g, lr, b: b * v - g, right_step), "The sign: add the gradient here"),
    (stepping(lambda v, g, lr, b: b * v - lr * g, lambda v, new, g, lr, b: new), "Sign and rate"),
    (stepping(lambda v, g, lr, b: b * v + lr * g, right_step), "belongs into the step of theta."),
    (stepping(lambda v, g, lr, b: b * (v + g), right_step), "beta multiplies the old velocity"),
    (stepping(lambda v, g, lr, b: v + g, right_step), "must shrink by beta"),
    (stepping(lambda v, g, lr, b: v, right_step), "The old velocity came back."),
    (stepping(lambda v, g, lr, b: g + b * (b * v + g), right_step), "once more"),
    (lambda *given: nesterov_plain(*given)[::-1], "The new theta comes first"),
    (lambda *given: nesterov_plain(*given)[0], "the pair (theta, velocity); got an array"),
    (nesterov_in_place, "velocity was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), NESTEROV_MISTAKES)
def test_mistakes_in_nesterovs_step(function, message, capsys):
    fails_with(optimizers_further.nesterov_step, function, message, capsys)


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
    fails_with(optimizers_further.adamw_step, adamw(**changed), message, capsys)


def test_adamw_in_place_is_seen(capsys):
    def in_place(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
        result = adamw_plain(theta, m, v, grad, t, lr, beta1, beta2, eps, decay)
        theta[...] = result[0]
        return theta, *result[1:]

    fails_with(optimizers_further.adamw_step, in_place, "theta was edited in place", capsys)


def clip_in_place(grad, limit):
    grad *= limit / max(np.linalg.norm(grad), limit)
    return grad


def norm(grad):
    return np.linalg.norm(grad)


CLIP_MISTAKES = [
    (lambda g, limit: np.clip(g, -limit, limit), "That clips each entry by itself."),
    (lambda g, limit: g, "It came back as it was."),
    (lambda g, limit: g / max(norm(g), 1), "Its length is now 1"),
    (lambda g, limit: g * max(1, norm(g) / limit), "limit and norm are exchanged."),
    (lambda g, limit: g / limit, "That divides by the limit alone."),
    (lambda g, limit: g * min(1, limit / max(1, (g**2).sum())), "The norm needs a root"),
    (lambda g, limit: g * min(1, limit / max(1, np.abs(g).sum())), "That is the sum of sizes"),
    (lambda g, limit: g * min(1, limit / max(1, np.abs(g).max())), "That is the largest entry"),
    (lambda g, limit: g * limit / np.sqrt(np.mean(g**2)), "That is the root of the mean"),
    (lambda g, limit: -g * limit / norm(g), "The direction is turned round."),
    (lambda g, limit: g * limit / norm(g), "That makes every gradient as long as the limit"),
    (lambda g, limit: clip_plain(g, limit) * (norm(g) > limit), "It became 0."),
    (lambda g, limit: g / norm(g) * min(norm(g), limit), "it became NaN: its norm is 0"),
    (lambda g, limit: min(norm(g), limit), "must be an array of shape (3,)"),
    (clip_in_place, "grad was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), CLIP_MISTAKES)
def test_mistakes_in_clipping(function, message, capsys):
    fails_with(optimizers_further.clip_by_norm, function, message, capsys)
