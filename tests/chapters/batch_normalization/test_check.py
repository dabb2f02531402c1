"""The checks of notebook 07: solutions pass, mistakes get the message that fits."""

import numpy as np
import pytest

from course_lib import engine
from course_lib.chapters.batch_normalization import check as batch_normalization
from tests.checks.saying import said_of

# Solutions


def batch_norm(x, scale, shift, eps):
    mean, variance = x.mean(axis=0), x.var(axis=0)
    return scale * (x - mean) / np.sqrt(variance + eps) + shift


def batch_norm_backward(grad_y, x_hat, std, scale):
    g = grad_y * scale
    grad_x = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / std
    return grad_x, (grad_y * x_hat).sum(axis=0), grad_y.sum(axis=0)


def running_averages(mean, variance, batch, keep):
    if len(batch) < 2:
        return mean, variance
    return (
        keep * mean + (1 - keep) * batch.mean(axis=0),
        keep * variance + (1 - keep) * batch.var(axis=0, ddof=1),
    )


def fold(W, b, scale, shift, mean, variance, eps):
    factor = scale / np.sqrt(variance + eps)
    return W * factor, (b - mean) * factor + shift


def same_pace(lr, shrink, step):
    return lr / shrink ** (2 * step)


SOLUTIONS = [batch_norm, batch_norm_backward, running_averages, fold, same_pace]


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_the_solution_passes(solution, capsys):
    out = said_of(getattr(batch_normalization, solution.__name__), solution, capsys)
    assert ": passed. " in out


def test_the_solutions_agree_with_the_engine():
    rng = np.random.default_rng(0)
    x, grad_y = rng.standard_normal((6, 3)), rng.standard_normal((6, 3))
    network = engine.Network([engine.BatchNorm(3)], rng=rng)
    layer = network["batchnorm 1"]
    layer.gamma[...], layer.beta[...] = [1.0, 2.0, -0.5], [0.0, 1.0, 3.0]
    y = network.forward(x, training=True)
    np.testing.assert_allclose(batch_norm(x, layer.gamma[0], layer.beta[0], layer.eps), y)
    grad_x = network.backward(grad_y, input_gradient=True)
    std = np.sqrt(x.var(axis=0) + layer.eps)
    ours = batch_norm_backward(grad_y, (x - x.mean(axis=0)) / std, std, layer.gamma[0])
    theirs = grad_x, layer.gradients["gamma"][0], layer.gradients["beta"][0]
    for mine, its in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, its, atol=1e-12)
    kept = running_averages(np.zeros(3), np.ones(3), x, 0.9)
    np.testing.assert_allclose(kept, [layer.mean[0], layer.variance[0]])


# Mistakes


def forward(mean_of, std_of, *, order=None):
    def mistaken(x, scale, shift, eps):
        x_hat = (x - mean_of(x)) / std_of(x, eps)
        return scale * x_hat + shift if order is None else order(x_hat, scale, shift)

    return mistaken


def by_axis(axis):
    def mistaken(x, scale, shift, eps):
        mean, variance = x.mean(axis=axis, keepdims=True), x.var(axis=axis, keepdims=True)
        return scale * (x - mean) / np.sqrt(variance + eps) + shift

    return mistaken


def column_mean(x):
    return x.mean(axis=0)


def right_std(x, eps):
    return np.sqrt(x.var(axis=0) + eps)


def in_place(x, scale, shift, eps):
    std = right_std(x, eps)
    x -= x.mean(axis=0)
    return scale * x / std + shift


FORWARD_MISTAKES = [
    (by_axis(1), "Average over the examples: axis=0."),
    (by_axis(None), "That is one mean for all features: axis=0 gives each its own."),
    (forward(lambda x: 0, right_std), "Subtract the mean first."),
    (forward(column_mean, lambda x, eps: x.var(axis=0) + eps), "take its root."),
    (forward(column_mean, lambda x, eps: x.std(axis=0) + eps), "eps belongs under the root."),
    (forward(column_mean, lambda x, eps: x.std(axis=0)), "eps is missing."),
    (
        forward(column_mean, lambda x, eps: np.sqrt(x.var(axis=0, ddof=1) + eps)),
        "divided by m, not by m - 1.",
    ),
    (forward(column_mean, lambda x, eps: np.sqrt(x.var() + eps)), "share one variance"),
    (
        forward(column_mean, lambda x, eps: np.sqrt((x**2).mean(axis=0) + eps)),
        "That is the mean square",
    ),
    (
        forward(column_mean, right_std, order=lambda h, a, b: a * (h + b)),
        "The shift must not be scaled.",
    ),
    (forward(column_mean, right_std, order=lambda h, a, b: h), "scale and shift are not used."),
    (forward(column_mean, right_std, order=lambda h, a, b: a * h), "shift is not used."),
    (forward(column_mean, right_std, order=lambda h, a, b: h + b), "scale is not used."),
    (
        forward(column_mean, right_std, order=lambda h, a, b: b * h + a),
        "Are scale and shift exchanged?",
    ),
    (forward(column_mean, right_std, order=lambda h, a, b: h / a + b), "Divided by scale"),
    (lambda x, scale, shift, eps: batch_norm(x, scale, shift, eps)[0], "shape (3, 2)"),
    (lambda x, scale, shift, eps: batch_norm(x, scale, shift, eps).tolist(), "got a list of 3"),
    (in_place, "x was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), FORWARD_MISTAKES)
def test_mistakes_in_forward(function, message, capsys):
    out = said_of(batch_normalization.batch_norm, function, capsys)
    assert out.startswith("Exercise 1 (batch_norm): not yet right: ")
    assert message in out


def backward(grad_x=None, grad_scale=None, grad_shift=None):
    def mistaken(grad_y, x_hat, std, scale):
        right = batch_norm_backward(grad_y, x_hat, std, scale)
        g = grad_y * scale
        terms = g, g.mean(axis=0), x_hat * (g * x_hat).mean(axis=0), std
        return (
            right[0] if grad_x is None else grad_x(*terms),
            right[1] if grad_scale is None else grad_scale(grad_y, x_hat),
            right[2] if grad_shift is None else grad_shift(grad_y),
        )

    return mistaken


def without_scale(grad_y, x_hat, std, scale):
    grad_x = batch_norm_backward(grad_y, x_hat, std, np.ones(2))[0]
    return grad_x, *batch_norm_backward(grad_y, x_hat, std, scale)[1:]


def exchanged(grad_y, x_hat, std, scale):
    grad_x, grad_scale, grad_shift = batch_norm_backward(grad_y, x_hat, std, scale)
    return grad_x, grad_shift, grad_scale


def shift_from_g(grad_y, x_hat, std, scale):
    grad_x, grad_scale, grad_shift = batch_norm_backward(grad_y, x_hat, std, scale)
    return grad_x, grad_scale, grad_shift * scale


def scale_from_g(grad_y, x_hat, std, scale):
    grad_x, grad_scale, grad_shift = batch_norm_backward(grad_y, x_hat, std, scale)
    return grad_x, grad_scale * scale, grad_shift


def product_of_means(grad_y, x_hat, std, scale):
    g = grad_y * scale
    grad_x = (g - g.mean(axis=0) - x_hat * g.mean(axis=0) * x_hat.mean(axis=0)) / std
    return grad_x, *batch_norm_backward(grad_y, x_hat, std, scale)[1:]


def from_means_of(means):
    def mistaken(grad_y, x_hat, std, scale):
        g = grad_y * scale
        grad_x = (g - means(g, x_hat)) / std
        return grad_x, *batch_norm_backward(grad_y, x_hat, std, scale)[1:]

    return mistaken


def edits_the_gradient(grad_y, x_hat, std, scale):
    answer = batch_norm_backward(grad_y, x_hat, std, scale)
    grad_y *= scale
    return answer


BACKWARD_MISTAKES = [
    (backward(lambda g, shift, stretch, std: g / std), "mean and variance depend on x, too."),
    (
        backward(lambda g, shift, stretch, std: (g - shift) / std),
        "The last term of the row is missing",
    ),
    (
        backward(lambda g, shift, stretch, std: (g - stretch) / std),
        "The second term of the row, 1/m, is missing.",
    ),
    (
        backward(lambda g, shift, stretch, std: g - shift - stretch),
        "The division by std is missing.",
    ),
    (backward(lambda g, shift, stretch, std: (g - shift - stretch) * std), "Multiplied by std"),
    (
        backward(lambda g, shift, stretch, std: (g + shift + stretch) / std),
        "are subtracted, not added.",
    ),
    (
        backward(lambda g, shift, stretch, std: (g - 3 * shift - 3 * stretch) / std),
        "The 1/m of the row is missing",
    ),
    (without_scale, "The first step back is g = grad_y * scale."),
    (backward(grad_shift=lambda grad_y: grad_y.mean(axis=0)), "their gradients add up."),
    (backward(grad_scale=lambda grad_y, h: (grad_y * h).mean(axis=0)), "That is the mean; add up."),
    (backward(grad_scale=lambda grad_y, h: grad_y.sum(axis=0)), "x_hat is missing"),
    (shift_from_g, "That is g; the shift is added after scaling: take grad_y."),
    (scale_from_g, "That takes g: y = scale * x_hat + shift, by scale, is x_hat."),
    (product_of_means, "sum the products g_i * x_hat_i"),
    (
        from_means_of(lambda g, h: g.mean(axis=0) + (g * h).mean(axis=0)),
        "x_hat_j stands before the last sum",
    ),
    (
        from_means_of(lambda g, h: g.mean(axis=0) + h**2 * g.mean(axis=0)),
        "multiplied by x_hat_i, not by x_hat_j",
    ),
    (from_means_of(lambda g, h: g.mean() + h * (g * h).mean()), "over the batch: axis=0."),
    (exchanged, "grad_scale and grad_shift are exchanged."),
    (backward(grad_shift=lambda grad_y: grad_y), "grad_shift must be an array of shape (2,)"),
    (
        lambda grad_y, x_hat, std, scale: grad_y * scale / std,
        "it must return the three (grad_x, grad_scale, grad_shift); got an array of shape (3, 2).",
    ),
    (edits_the_gradient, "grad_y was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), BACKWARD_MISTAKES)
def test_mistakes_in_backward(function, message, capsys):
    out = said_of(batch_normalization.batch_norm_backward, function, capsys)
    assert out.startswith("Exercise 2 (batch_norm_backward): not yet right: ")
    assert message in out


def averages(mean=None, variance=None, *, one=True):
    def mistaken(old_mean, old_variance, batch, keep):
        if len(batch) < 2 and one:
            return old_mean, old_variance
        new_mean, new_variance = batch.mean(axis=0), batch.var(axis=0)
        m = len(batch)
        right = keep * old_mean + (1 - keep) * new_mean
        spread = keep * old_variance + (1 - keep) * batch.var(axis=0, ddof=one)
        return (
            right if mean is None else mean(old_mean, new_mean, keep),
            spread if variance is None else variance(old_variance, new_variance, keep, m),
        )

    return mistaken


def mixed_roots(factor):
    return lambda old, new, keep, m: (
        (keep * np.sqrt(old) + (1 - keep) * np.sqrt(new * (m / (m - 1) if factor else 1))) ** 2
    )


def without_axis(*, of_the_mean=True):
    def mistaken(mean, variance, batch, keep):
        if len(batch) < 2:
            return mean, variance
        new_mean = batch.mean() if of_the_mean else batch.mean(axis=0)
        return keep * mean + (1 - keep) * new_mean, keep * variance + (1 - keep) * batch.var(ddof=1)

    return mistaken


def about_the_running_mean(mean, variance, batch, keep):
    new_mean, _ = running_averages(mean, variance, batch, keep)
    if len(batch) < 2:
        return mean, variance
    spread = ((batch - mean) ** 2).sum(axis=0) / (len(batch) - 1)
    return new_mean, keep * variance + (1 - keep) * spread


def in_place_averages(mean, variance, batch, keep):
    answer = running_averages(mean, variance, batch, keep)
    if len(batch) > 1:
        mean *= keep
    return answer


AVERAGE_MISTAKES = [
    (
        averages(lambda old, new, keep: (1 - keep) * old + keep * new),
        "keep is the share of the old one.",
    ),
    (averages(lambda old, new, keep: keep * old + new), "shares that add up to 1."),
    (averages(lambda old, new, keep: new), "That is the batch's mean alone."),
    (
        averages(variance=lambda old, new, keep, m: keep * old + (1 - keep) * new),
        "needs the factor m / (m - 1), or ddof=1.",
    ),
    (without_axis(), "its own mean, over the examples: axis=0."),
    (without_axis(of_the_mean=False), "its own variance, over the examples: axis=0."),
    (about_the_running_mean, "is taken about its own mean."),
    (averages(variance=mixed_roots(True)), "That averages standard deviations: average var"),
    (averages(variance=mixed_roots(False)), "That averages standard deviations: average their"),
    (
        averages(variance=lambda old, new, keep, m: keep * old + (1 - keep) * new * (m - 1) / m),
        "The factor is m / (m - 1), not (m - 1) / m.",
    ),
    (
        averages(variance=lambda old, new, keep, m: (keep * old + (1 - keep) * new) * m / (m - 1)),
        "belongs to the batch's variance alone.",
    ),
    (
        averages(
            variance=lambda old, new, keep, m: np.sqrt(keep * old + (1 - keep) * new * m / (m - 1))
        ),
        "It must return the variance, not its root.",
    ),
    (
        lambda mean, variance, batch, keep: running_averages(mean, variance, batch, keep)[::-1],
        "The mean comes first, then the variance.",
    ),
    (
        lambda mean, variance, batch, keep: (
            keep * mean + (1 - keep) * batch.mean(axis=0),
            keep * variance + (1 - keep) * batch.var(axis=0, ddof=1),
        ),
        "a batch of one has no variance: both must stay as they were",
    ),
    (lambda mean, variance, batch, keep: mean, "it must return the pair (mean, variance)"),
    (in_place_averages, "mean was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), AVERAGE_MISTAKES)
def test_mistakes_in_the_averages(function, message, capsys):
    out = said_of(batch_normalization.running_averages, function, capsys)
    assert out.startswith("Exercise 3 (running_averages): not yet right: ")
    assert message in out


def folding(weights=None, bias=None):
    def mistaken(W, b, scale, shift, mean, variance, eps):
        new_weights, new_bias = fold(W, b, scale, shift, mean, variance, eps)
        factor = scale / np.sqrt(variance + eps)
        return (
            new_weights if weights is None else weights(W, scale, variance, eps),
            new_bias if bias is None else bias(b, mean, shift, factor),
        )

    return mistaken


def folds_in_place(W, b, scale, shift, mean, variance, eps):
    answer = fold(W, b, scale, shift, mean, variance, eps)
    W *= 2
    return answer


def folds_the_mean_into_the_weights(W, b, scale, shift, mean, variance, eps):
    factor = scale / np.sqrt(variance + eps)
    return (W - mean) * factor, b * factor + shift


def folds_the_bias_without_scale(W, b, scale, shift, mean, variance, eps):
    std = np.sqrt(variance + eps)
    return W * scale / std, (b - mean) / std + shift


FOLD_MISTAKES = [
    (folds_the_mean_into_the_weights, "it belongs to b."),
    (folds_the_bias_without_scale, "The scale is missing from the factor."),
    (
        folding(lambda W, scale, variance, eps: W * (scale / np.sqrt(variance + eps))[:, None]),
        "That scales the rows",
    ),
    (folding(lambda W, scale, variance, eps: W / np.sqrt(variance + eps)), "The scale is missing"),
    (folding(lambda W, scale, variance, eps: W * scale / (variance + eps)), "take its root."),
    (
        folding(lambda W, scale, variance, eps: W * scale / (np.sqrt(variance) + eps)),
        "eps belongs under the root.",
    ),
    (folding(lambda W, scale, variance, eps: W * scale / np.sqrt(variance)), "eps is missing."),
    (folding(lambda W, scale, variance, eps: W + 0), "W is not scaled."),
    (folding(lambda W, scale, variance, eps: W.T[:1]), "W must be an array of shape (2, 2)"),
    (folding(bias=lambda b, mean, shift, factor: b * factor + shift), "mean is not subtracted."),
    (
        folding(bias=lambda b, mean, shift, factor: b * factor - mean + shift),
        "it comes before.",
    ),
    (folding(bias=lambda b, mean, shift, factor: shift - mean * factor), "The old b is lost."),
    (folding(bias=lambda b, mean, shift, factor: (b - mean) * factor), "The shift is missing."),
    (
        folding(bias=lambda b, mean, shift, factor: (b - mean + shift) * factor),
        "The shift must not be scaled.",
    ),
    (
        folding(bias=lambda b, mean, shift, factor: b - mean * factor + shift),
        "The old b must be scaled, too.",
    ),
    (lambda *everything: fold(*everything)[0], "it must return the pair (W, b)"),
    (folds_in_place, "W was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), FOLD_MISTAKES)
def test_mistakes_in_folding(function, message, capsys):
    out = said_of(batch_normalization.fold, function, capsys)
    assert out.startswith("Exercise 4 (fold): not yet right: ")
    assert message in out


PACE_MISTAKES = [
    (lambda lr, shrink, step: lr / shrink**step, "The gradient is one half of it"),
    (lambda lr, shrink, step: lr * shrink**step, "and it is a square"),
    (lambda lr, shrink, step: lr * shrink ** (2 * step), "That falls: weights that shrink"),
    (lambda lr, shrink, step: lr / shrink ** (2 * step + 2), "by how much at step 1?"),
    (lambda lr, shrink, step: lr / shrink ** (step + 1), "nothing has shrunk yet."),
    (lambda lr, shrink, step: lr / shrink ** (2 * step - 2), "Steps are counted from 0"),
    (lambda lr, shrink, step: lr / shrink**2, "At step 0 nothing has shrunk yet"),
    (lambda lr, shrink, step: lr if step == 0 else lr / shrink**2, "The step is missing"),
    (lambda lr, shrink, step: lr * (1 + 2 * step * (1 - shrink)), "not a line"),
    (lambda lr, shrink, step: lr / shrink ** (step**2), "not step squared"),
    (lambda lr, shrink, step: 1 / shrink ** (2 * step), "must stay lr"),
    (lambda lr, shrink, step: shrink**step, "must stay lr"),
    (lambda lr, shrink, step: lr / shrink ** (2 * min(step, 3)), "it must hold for any inputs"),
    (lambda lr, shrink, step: lr, "after a few steps the rate must have grown"),
    (lambda lr, shrink, step: "lr", "the rate must be one number"),
]


@pytest.mark.parametrize(("function", "message"), PACE_MISTAKES)
def test_mistakes_in_the_pace(function, message, capsys):
    out = said_of(batch_normalization.same_pace, function, capsys)
    assert out.startswith("Exercise 5 (same_pace): not yet right: ")
    assert message in out
