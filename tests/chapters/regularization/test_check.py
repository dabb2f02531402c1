"""The checks of notebook 03: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.regularization import check as regularization
from tests.checks.saying import said_of


def kept(x, drop_rate, rng):
    return rng.random(x.shape) >= drop_rate


# Solutions, as readers may write them.


def l2_gradient(W, b, grad_w, grad_b, lr, strength):
    return W - lr * (grad_w + strength * W), b - lr * grad_b


def l2_shrink(W, b, grad_w, grad_b, lr, strength):
    return [(1 - lr * strength) * W - lr * grad_w, b - lr * grad_b]


def l2_on_copies(W, b, grad_w, grad_b, lr, strength):
    W, b = W.copy(), b.copy()
    grad_w = grad_w + strength * W
    W -= lr * grad_w
    b -= lr * grad_b
    return W, b


def dropout_short(x, drop_rate, rng, training):
    return x * kept(x, drop_rate, rng) / (1 - drop_rate) if training else x


def dropout_always_draws(x, drop_rate, rng, training):
    mask = rng.uniform(size=x.shape) > drop_rate
    if not training:
        return x.copy()
    y = np.zeros_like(x)
    y[mask] = x[mask] / (1 - drop_rate)
    return y


def dropout_where(x, drop_rate, rng, training):
    dropped = rng.random(x.shape, dtype=x.dtype) < drop_rate
    return np.where(dropped & training, 0, x / (1 - drop_rate) if training else x)


def dropout_in_dtype(x, drop_rate, rng, training):
    if not training:
        return x
    stays = rng.random(x.shape, dtype=x.dtype) >= drop_rate
    return x * stays / x.dtype.type(1 - drop_rate)


def paired_numpy(scores, reference):
    difference = scores - reference
    return difference.mean(), difference.std(ddof=1) / np.sqrt(difference.size)


def paired_by_hand(scores, reference):
    difference = [float(a - b) for a, b in zip(scores, reference, strict=True)]
    n = len(difference)
    mean = sum(difference) / n
    return mean, (sum((d - mean) ** 2 for d in difference) / (n - 1) / n) ** 0.5


def cover_with_max(image, row, column, size):
    covered = image.copy()
    top, left = row - size // 2, column - size // 2
    covered[max(0, top) : top + size, max(0, left) : left + size] = 0
    return covered


def cover_with_where(image, row, column, size):
    rows, columns = np.indices(image.shape)
    down, right = rows - row + size // 2, columns - column + size // 2
    inside = (down >= 0) & (down < size) & (right >= 0) & (right < size)
    return np.where(inside, image.dtype.type(0), image)


def cover_by_loops(image, row, column, size):
    new = np.array(image)
    for i in range(row - size // 2, row - size // 2 + size):
        for j in range(column - size // 2, column - size // 2 + size):
            if 0 <= i < new.shape[0] and 0 <= j < new.shape[1]:
                new[i, j] = 0
    return new


SOLUTIONS = {
    regularization.l2_step: (1, 7, [l2_gradient, l2_shrink, l2_on_copies]),
    regularization.paired_difference: (2, 6, [paired_numpy, paired_by_hand]),
    regularization.dropout: (
        3,
        10,
        [dropout_short, dropout_always_draws, dropout_where, dropout_in_dtype],
    ),
    regularization.cutout: (4, 6, [cover_with_max, cover_with_where, cover_by_loops]),
}


@pytest.mark.parametrize("check", SOLUTIONS)
def test_solutions_pass(check, capsys):
    number, count, solutions = SOLUTIONS[check]
    for solution in solutions:
        out = said_of(check, solution, capsys)
        start = f"Exercise {number} ({check.__name__}): passed. {count} rules checked:\n  "
        assert out.startswith(start), out


# Mistakes in the step with L2. Each is one line, (W, b) of W, b, gw, gb, lr, s.


def l2_in_place(W, b, gw, gb, lr, s):
    W -= lr * (gw + s * W)
    return W, b - lr * gb


def l2_bias_in_place(W, b, gw, gb, lr, s):
    b -= lr * gb
    return W - lr * (gw + s * W), b


def l2_edits_the_gradient(W, b, gw, gb, lr, s):
    gw += s * W
    return W - lr * gw, b - lr * gb


L2_MISTAKES = {
    "bias penalized": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s * W), b - lr * (gb + s * b)),
        "the penalty is on W alone, so with no gradient b must stay:\n"
        "  b 1, lr 0.1, strength 0.5: expected 1, got 0.95.",
    ),
    "factor 2": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + 2 * s * W), b - lr * gb),
        "expected 0.95, got 0.9. The gradient of strength / 2 * W**2 is strength * W, not twice",
    ),
    "half": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s / 2 * W), b - lr * gb),
        "expected 0.95, got 0.975. The gradient of strength / 2 * W**2 is strength * W, not half",
    ),
    "penalty without lr": (
        lambda W, b, gw, gb, lr, s: (W - lr * gw - s * W, b - lr * gb),
        "expected 0.95, got 0.5. The penalty's gradient is multiplied by lr too.",
    ),
    "penalty of the wrong sign": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw - s * W), b - lr * gb),
        "expected 0.95, got 1.05. The penalty must pull towards 0",
    ),
    "no penalty": (
        lambda W, b, gw, gb, lr, s: (W - lr * gw, b - lr * gb),
        "with no gradient W must shrink by 1 - lr * strength:\n"
        "  W 1, lr 0.1, strength 0.5: expected 0.95, got 1. The penalty has no effect.",
    ),
    "uphill": (
        lambda W, b, gw, gb, lr, s: (W + lr * (gw + s * W), b + lr * gb),
        "with strength 0 the new W must be W - lr * grad_W:\n"
        "  W 1, grad_W 2, lr 0.1: expected 0.8, got 1.2. A step goes against the gradient.",
    ),
    "bias uphill": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s * W), b + lr * gb),
        "with strength 0 the new b must be b - lr * grad_b:\n"
        "  b 1, grad_b 0.5, lr 0.1: expected 0.95, got 1.05. A step goes against the gradient.",
    ),
    "no learning rate": (
        lambda W, b, gw, gb, lr, s: (W - gw - lr * s * W, b - gb),
        "expected 0.8, got -1. The learning rate is missing.",
    ),
    "the change alone": (
        lambda W, b, gw, gb, lr, s: (-lr * (gw + s * W), -lr * gb),
        "expected 0.8, got -0.2. That is the change alone.",
    ),
    "penalty after the step": (
        lambda W, b, gw, gb, lr, s: ((W - lr * gw) * (1 - lr * s), b - lr * gb),
        "W 1, grad_W 2, lr 0.1, strength 0.5: expected 0.75, got 0.76. The penalty takes the W",
    ),
    "mean over the weights": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s * W / W.size), b - lr * gb),
        "expected 0.95, got 0.9917. The penalty is a sum over the weights, not a mean.",
    ),
    "the penalty itself": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s / 2 * W**2), b - lr * gb),
        "expected 0.95, got 0.975. That takes the penalty itself; its gradient is strength * W.",
    ),
    "the penalty's value": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s / 2 * np.sum(W**2)), b - lr * gb),
        "expected 0.95, got 0.1875. That takes the penalty's value, one number;",
    ),
    "L1": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s * np.sign(W)), b - lr * gb),
        "W -2, lr 0.1, strength 0.5: expected -1.9, got -1.95. L2 pulls with strength * W;",
    ),
    "weights alone": (
        lambda W, b, gw, gb, lr, s: W - lr * (gw + s * W),
        "it must return the pair (W, b); got an array of shape (3, 2).",
    ),
    "transposed": (
        lambda W, b, gw, gb, lr, s: ((W - lr * (gw + s * W)).T, b - lr * gb),
        "W must be an array of shape (3, 2); got an array of shape (2, 3).",
    ),
    "exchanged": (
        lambda W, b, gw, gb, lr, s: (b - lr * gb, W - lr * (gw + s * W)),
        "W must be an array of shape (3, 2); got an array of shape (1, 2).",
    ),
    "bias summed": (
        lambda W, b, gw, gb, lr, s: (W - lr * (gw + s * W), (b - lr * gb).sum()),
        "b must be an array of shape (1, 2); got something of type float64.",
    ),
    "weights in place": (l2_in_place, "W was edited in place"),
    "bias in place": (l2_bias_in_place, "b was edited in place"),
    "gradient in place": (l2_edits_the_gradient, "grad_W was edited in place"),
}


@pytest.mark.parametrize("mistake", L2_MISTAKES)
def test_mistakes_in_the_l2_step(mistake, capsys):
    function, message = L2_MISTAKES[mistake]
    out = said_of(regularization.l2_step, function, capsys)
    assert out.startswith("Exercise 1 (l2_step): not yet right: ")
    assert message in out


# Mistakes in dropout


def exchanged(x, drop_rate, rng, training):
    return x * (rng.random(x.shape) < drop_rate) / (1 - drop_rate) if training else x


def exchanged_and_scaled_so(x, drop_rate, rng, training):
    return x * (rng.random(x.shape) < drop_rate) / drop_rate if training else x


def scaled_by_the_dropped(x, drop_rate, rng, training):
    return x * kept(x, drop_rate, rng) / drop_rate if training else x


def multiplied(x, drop_rate, rng, training):
    return x * kept(x, drop_rate, rng) * (1 - drop_rate) if training else x


def classical(x, drop_rate, rng, training):
    return x * kept(x, drop_rate, rng) if training else x * (1 - drop_rate)


def drops_in_inference(x, drop_rate, rng, training):
    return x * kept(x, drop_rate, rng) / (1 - drop_rate)


def modes_exchanged(x, drop_rate, rng, training):
    return x if training else x * kept(x, drop_rate, rng) / (1 - drop_rate)


def scales_in_inference(x, drop_rate, rng, training):
    return x * (kept(x, drop_rate, rng) if training else 1) / (1 - drop_rate)


def unscaled(x, drop_rate, rng, training):
    return x * kept(x, drop_rate, rng) if training else x


def never_drops(x, drop_rate, rng, training):
    return x


def mask_alone(x, drop_rate, rng, training):
    return kept(x, drop_rate, rng) / (1 - drop_rate) if training else x


def own_seed(x, drop_rate, rng, training):
    return dropout_short(x, drop_rate, np.random.default_rng(0), training)


def own_generator(x, drop_rate, rng, training):
    return dropout_short(x, drop_rate, np.random.default_rng(), training)


def global_seed(x, drop_rate, rng, training):
    np.random.seed(0)  # noqa: NPY002
    return global_draw(x, drop_rate, rng, training)


def global_draw(x, drop_rate, rng, training):
    if not training:
        return x
    return x * (np.random.rand(*x.shape) >= drop_rate) / (1 - drop_rate)  # noqa: NPY002


def seeds_aside(x, drop_rate, rng, training):
    np.random.seed(0)  # noqa: NPY002
    return dropout_short(x, drop_rate, rng, training)


def one_mask_for_ever(x, drop_rate, rng, training, masks=[]):  # noqa: B006 - that is the mistake
    if not masks:
        masks.append(kept(x, drop_rate, rng))
    return x * masks[0] / (1 - drop_rate) if training else x


def one_mask_for_all_examples(x, drop_rate, rng, training):
    return x * (rng.random((1, x.shape[1])) >= drop_rate) / (1 - drop_rate) if training else x


def one_draw_an_example(x, drop_rate, rng, training):
    return x * (rng.random((len(x), 1)) >= drop_rate) / (1 - drop_rate) if training else x


def as_many_as_examples(x, drop_rate, rng, training):
    return x * (rng.random(len(x)) >= drop_rate) / (1 - drop_rate) if training else x


def in_place(x, drop_rate, rng, training):
    if training:
        x *= kept(x, drop_rate, rng)
        return x / (1 - drop_rate)
    return x


def zeros_written_into_x(x, drop_rate, rng, training):
    if training:
        x[rng.random(x.shape) < drop_rate] = 0
        x = x / (1 - drop_rate)
    return x


def also_returns_the_mask(x, drop_rate, rng, training):
    return dropout_short(x, drop_rate, rng, training), kept(x, drop_rate, rng)


def drop_rate_only_above_zero(x, drop_rate, rng, training):
    y = dropout_short(x, drop_rate, rng, training)
    return y if drop_rate else 0 * y


SHARED = "every unit of every example needs a draw of its own: "
OWN_DRAW = "every draw must come from the rng that is passed in, as in rng.random(x.shape):\n"
DROPOUT_MISTAKES = [
    (exchanged, "expected a share of about 0.2, got 0.8. Dropped and kept are exchanged."),
    (exchanged_and_scaled_so, "expected a share of about 0.2, got 0.8. Dropped and kept"),
    (scaled_by_the_dropped, "x 2, drop_rate 0.2: expected 2.5, got 10. Divide by the share that"),
    (multiplied, "drop_rate 0.2: expected 2.5, got 1.6. Divide by 1 - drop_rate; do not"),
    (
        classical,
        "in inference (training=False) y must be x:\n"
        "  x 1, drop_rate 0.2: expected 1, got 0.8. Inverted dropout scales in training only.",
    ),
    (drops_in_inference, "drop_rate 0.2: expected no unit to be dropped, but some are 0."),
    (modes_exchanged, "in inference (training=False) y must be x:"),
    (scales_in_inference, "x 1, drop_rate 0.2: expected 1, got 1.25."),
    (unscaled, "drop_rate 0.2: expected 2.5, got 2. Kept units are not scaled."),
    (never_drops, "drop_rate 0.2: expected a share of about 0.2, got 0.0."),
    (mask_alone, "x 2, drop_rate 0.2: expected 2.5, got 1.25."),
    (own_seed, "two calls in a row with one rng must drop different units; both dropped the same"),
    (global_seed, f"{OWN_DRAW}  expected the global generator of np.random to be left alone"),
    (one_mask_for_ever, "two calls in a row with one rng must drop different units"),
    (
        own_generator,
        f"{OWN_DRAW}  from two generators of one seed expected the same units dropped, got",
    ),
    (global_draw, f"{OWN_DRAW}  expected the global generator of np.random to be left alone"),
    (seeds_aside, f"{OWN_DRAW}  expected the global generator of np.random to be left alone"),
    (one_mask_for_all_examples, f"{SHARED}here all examples lose the same units."),
    (one_draw_an_example, f"{SHARED}here an example loses all of its units or none."),
    (as_many_as_examples, "it stopped with ValueError: operands could not be broadcast"),
    (in_place, "x was edited in place"),
    (zeros_written_into_x, "x was edited in place"),
    (also_returns_the_mask, "y must be an array of shape (400, 300); got a tuple of 2."),
    (drop_rate_only_above_zero, "with drop_rate 0 y must be x:\n  x 1, drop_rate 0: expected 1"),
]


@pytest.mark.parametrize(("function", "message"), DROPOUT_MISTAKES)
def test_mistakes_in_dropout(function, message, capsys):
    out = said_of(regularization.dropout, function, capsys)
    assert out.startswith(
        ("Exercise 3 (dropout): not yet right: ", "Exercise 3 (dropout): it stopped")
    )
    assert message in out


def test_the_global_generator_is_as_before(capsys):
    before = np.random.get_state()[1:]  # noqa: NPY002
    said_of(regularization.dropout, global_seed, capsys)
    after = np.random.get_state()[1:]  # noqa: NPY002
    np.testing.assert_array_equal(before[0], after[0])
    assert before[1:] == after[1:]


@pytest.mark.parametrize("function", [own_generator, global_draw, exchanged])
def test_the_report_is_the_same_whatever_was_drawn(function, capsys):
    reports = {said_of(regularization.dropout, function, capsys) for _ in range(5)}
    assert len(reports) == 1


# Mistakes in the paired difference


def with_error(error, mean=np.mean):
    def paired_difference(scores, reference):
        difference = scores - reference
        return mean(difference), error(difference)

    return paired_difference


def standard_error(values):
    return np.std(values, ddof=1) / np.sqrt(len(values))


def reversed_sign(scores, reference):
    return paired_numpy(reference, scores)


def unpaired(scores, reference):
    n = len(scores)
    return np.mean(scores) - np.mean(reference), np.sqrt(
        scores.var(ddof=1) / n + reference.var(ddof=1) / n
    )


def error_of_the_scores(scores, reference):
    return np.mean(scores - reference), standard_error(scores)


def order_exchanged(scores, reference):
    return paired_numpy(scores, reference)[::-1]


def sorts(scores, reference):
    return paired_numpy(np.sort(scores), np.sort(reference))


def sorts_in_place(scores, reference):
    answer = paired_numpy(scores, reference)
    scores.sort()
    return answer


def subtracts_in_place(scores, reference):
    scores -= reference
    return scores.mean(), standard_error(scores)


def relative(scores, reference):
    return paired_numpy(scores / reference, np.ones(len(scores)))


def not_reduced(scores, reference):
    return scores - reference, standard_error(scores - reference)


def kept_as_arrays(scores, reference):
    difference = (scores - reference).reshape(1, -1)
    return difference.mean(axis=1), difference.std(axis=1, ddof=1) / 2


def one_array(scores, reference):
    return np.array(paired_numpy(scores, reference))


SHOWN = "  scores 91 83 69 84, reference 80 84 70 85: expected "
PAIRED_MISTAKES = [
    (reversed_sign, f"{SHOWN}2, got -2. The sign is reversed."),
    (order_exchanged, f"{SHOWN}2, got 3. The mean comes first, then the error."),
    (with_error(standard_error, np.median), f"{SHOWN}2, got -1. That is the median."),
    (with_error(standard_error, np.sum), f"{SHOWN}2, got 8."),
    (
        with_error(standard_error, lambda d: np.abs(d).mean()),
        f"{SHOWN}2, got 3.5. A seed that lost",
    ),
    (relative, "the mean must be that of scores - reference"),
    (unpaired, "subtract first, then take the spread: where all differences are equal, it is 0:\n"),
    (error_of_the_scores, "  scores 82 86 72 87, reference 80 84 70 85: expected 0, got 3.4"),
    (with_error(lambda d: d.std() / 2), f"{SHOWN}3, got 2.598. The spread needs ddof=1"),
    (with_error(lambda d: d.std(ddof=1)), f"{SHOWN}3, got 6. That is the spread of one seed"),
    (with_error(lambda d: d.std(ddof=1) / 4), f"{SHOWN}3, got 1.5. Divide by sqrt(n), not by n."),
    (with_error(lambda d: d.var(ddof=1)), f"{SHOWN}3, got 36. That is a variance"),
    (with_error(lambda d: d.var(ddof=1) / 4), f"{SHOWN}3, got 9. That is the variance of the mean"),
    (with_error(lambda d: 0.0), f"{SHOWN}3, got 0."),
    (sorts, f"{SHOWN}3, got 1.581. Sorting breaks the pairs."),
    (sorts_in_place, "scores was edited in place"),
    (subtracts_in_place, "scores was edited in place"),
    (not_reduced, "the mean must be one number; got an array of shape (4,)."),
    (kept_as_arrays, "the mean must be one number; got an array of shape (1,)."),
    (one_array, "it must return the pair (mean, standard_error); got an array of shape (2,)."),
    (with_error(lambda d: None), "the standard error must be one number; got None."),
]


@pytest.mark.parametrize(("function", "message"), PAIRED_MISTAKES)
def test_mistakes_in_the_paired_difference(function, message, capsys):
    out = said_of(regularization.paired_difference, function, capsys)
    assert out.startswith("Exercise 2 (paired_difference): not yet right: ")
    assert message in out


# Mistakes in Cutout


def covering(**changes):
    """``cover_with_where`` with one mistake."""
    before, side, fill = (changes.get(k, d) for k, d in (("before", 0), ("side", 0), ("fill", 0)))

    def cutout(image, row, column, size):
        rows, columns = np.indices(image.shape)
        down, right = rows - row + size // 2 + before, columns - column + size // 2 + before
        inside = (down >= 0) & (down < size + side) & (right >= 0) & (right < size + side)
        return np.where(inside, image.dtype.type(fill), image)

    return cutout


def from_the_end(image, row, column, size):
    covered, top, left = image.copy(), row - size // 2, column - size // 2
    covered[top : top + size, left : left + size] = 0
    return covered


def pushed_inside(image, row, column, size):
    covered = image.copy()
    top = min(max(0, row - size // 2), image.shape[0] - size)
    left = min(max(0, column - size // 2), image.shape[1] - size)
    covered[top : top + size, left : left + size] = 0
    return covered


def half_is_size(image, row, column, size):
    covered = image.copy()
    covered[max(0, row - size) : row + size + 1, max(0, column - size) : column + size + 1] = 0
    return covered


def covers_in_place(image, row, column, size):
    image[...] = cover_with_max(image, row, column, size)
    return image


def symmetric(image, row, column, size):
    covered, half = image.copy(), size // 2
    covered[max(0, row - half) : row + half + 1, max(0, column - half) : column + half + 1] = 0
    return covered


def all_but(image, row, column, size):
    return image - cover_with_max(image, row, column, size)


def ceiling(image, row, column, size):
    covered, top, left = image.copy(), row - (size - 1) // 2, column - (size - 1) // 2
    covered[max(0, top) : top + size, max(0, left) : left + size] = 0
    return covered


def whole_rows(image, row, column, size):
    covered = image.copy()
    covered[max(0, row - size // 2) : row - size // 2 + size] = 0
    return covered


COVERING_MISTAKES = [
    (lambda i, r, c, s: cover_with_max(i.T, r, c, s).T, "Row and column are exchanged."),
    (covering(side=1), "The square is one pixel too wide."),
    (covering(side=-1), "The square is one pixel too narrow"),
    (covering(fill=1), "Cover with 0, not with 1."),
    (half_is_size, "size is the side of the square, not half of it."),
    (all_but, "All but the square is covered."),
    (lambda i, r, c, s: cover_with_max(i, r + s // 2, c + s // 2, s), "is the centre, not the"),
    (lambda i, r, c, s: i.copy(), "expected 0, got 11. Nothing is covered."),
    (whole_rows, "A square has rows and columns"),
    (symmetric, "the square begins size // 2 pixels above and left of (row, column):\n"),
    (ceiling, "That is one pixel too far down and right."),
    (from_the_end, "A slice from -1 counts from the end: begin at max(0, ...)."),
    (pushed_inside, "The square keeps its place: what lies outside is lost."),
    (lambda *a: cover_with_max(*a).ravel(), "must be an array of shape (6, 7); got an array of"),
    (lambda *a: cover_with_max(*a).tolist(), "the new image must be an array of shape (6, 7); got"),
    (covers_in_place, "image was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), COVERING_MISTAKES)
def test_mistakes_in_cutout(function, message, capsys):
    out = said_of(regularization.cutout, function, capsys)
    assert out.startswith("Exercise 4 (cutout): not yet right: ")
    assert message in out


# Mistakes in the recipe


def recipe_of(**settings):
    return lambda epochs: settings


RECIPE_MISTAKES = [
    (lambda epochs: (100, 100), "it must return a dict of settings, such as"),
    (recipe_of(layers=2), "there is no setting called layers:\n  take some of hidden, l2, l1,"),
    (recipe_of(lr=0.1), "there is no setting called lr"),
    (
        recipe_of(hidden=100),
        "hidden must be the sizes of the hidden layers, such as (100, 100); got",
    ),
    (recipe_of(hidden=(1000,)), "at most 6 layers of 1 to 200 units; got (1000,)."),
    (recipe_of(hidden=(100,) * 7), "at most 6 layers of 1 to 200 units"),
    (recipe_of(l2=-0.1), "l2 must lie between 0 and 10; got -0.1."),
    (recipe_of(l2=float("nan")), "l2 must"),
    (recipe_of(drop_rate=1), "drop_rate must lie between 0 and 0.95; got 1."),
    (recipe_of(l1=0.003, l2=0.02), "one penalty at a time"),
    (recipe_of(augment="shifts", amount=1), "augment must be one of none, shift, rotate"),
    (recipe_of(augment="shift", amount=1.5), "shift takes an amount of whole pixels; got 1.5."),
    (recipe_of(augment="flip", amount=2), "flip takes a share, 1 at most; got 2."),
    (recipe_of(hidden=(30,), augment="flip", amount=0.5), "A mirrored digit is no digit."),
    (recipe_of(l2=0.02), "What do you know of digits that it does not?"),
    (recipe_of(hidden=(30, 30), drop_rate=0.5, augment="shift", amount=1), "it is not done."),
]


@pytest.mark.parametrize(("function", "message"), RECIPE_MISTAKES)
def test_mistakes_in_the_recipe(function, message, capsys):
    out = said_of(regularization.my_recipe, function, capsys)
    assert out.startswith("Exercise 5 (my_recipe): not yet right: ")
    assert message in out
