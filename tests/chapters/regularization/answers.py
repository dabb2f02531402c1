"""Answers of notebook 03 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""
# ruff: noqa: N803 - W and the like are the letters of the exercises

import numpy as np

from tests.chapters.regularization.test_check import (
    COVERING_MISTAKES,
    DROPOUT_MISTAKES,
    L2_MISTAKES,
    PAIRED_MISTAKES,
    RECIPE_MISTAKES,
    cover_by_loops,
    cover_with_max,
    cover_with_where,
    dropout_always_draws,
    dropout_short,
    dropout_where,
    l2_gradient,
    l2_on_copies,
    l2_shrink,
    paired_by_hand,
    paired_numpy,
    recipe_of,
)


def l2_by_loops(W, b, grad_W, grad_b, lr, strength):
    new_w, new_b = np.zeros(W.shape), np.zeros(b.shape)
    for i in np.ndindex(W.shape):
        new_w[i] = W[i] - lr * (grad_W[i] + strength * W[i])
    for i in np.ndindex(b.shape):
        new_b[i] = b[i] - lr * grad_b[i]
    return new_w, new_b


def l2_of_lists(W, b, grad_W, grad_b, lr, strength):
    rows = zip(W, grad_W, strict=True)
    new_w = [
        [float(w) - lr * (float(g) + strength * float(w)) for w, g in zip(*pair, strict=True)]
        for pair in rows
    ]
    return np.array(new_w), np.subtract(b, lr * grad_b, dtype=np.float64)


def paired_of_arrays(scores, reference):
    d = [float(s - r) for s, r in zip(scores, reference, strict=True)]
    mean = sum(d) / len(d)
    squares = sum((each - mean) ** 2 for each in d)
    return np.array(mean), np.array((squares / (len(d) - 1) / len(d)) ** 0.5)


def cover_by_list(image, row, column, size):
    top, left = row - size // 2, column - size // 2
    return np.array(
        [
            [
                0.0 if top <= r < top + size and left <= c < left + size else float(value)
                for c, value in enumerate(line)
            ]
            for r, line in enumerate(image)
        ]
    )


def cover_by_mask(image, row, column, size):
    mask = np.ones(image.shape)
    top, left = row - size // 2, column - size // 2
    mask[max(top, 0) : top + size, max(left, 0) : left + size] = 0
    return image * mask


def dealt_out_in_rows(x, drop_rate, rng, training):
    if not training:
        return x
    few = [rng.permutation(np.arange(r.size) >= round(drop_rate * r.size)) for r in x]
    return x * np.array(few) / (1 - drop_rate)


def dealt_out(x, drop_rate, rng, training):
    few = rng.permutation(np.arange(x.size) >= round(drop_rate * x.size)).reshape(x.shape)
    return x * few / (1 - drop_rate) if training else x


def chosen(x, drop_rate, rng, training):
    if not training:
        return x
    out = (x / (1 - drop_rate)).ravel()
    out[rng.choice(out.size, int(drop_rate * out.size), replace=False)] = 0
    return out.reshape(x.shape)


def halves_alike(x, drop_rate, rng, training):
    if not training:
        return x
    half = rng.random((x.shape[0], (x.shape[1] + 1) // 2)) >= drop_rate
    return x * np.hstack([half, half])[:, : x.shape[1]] / (1 - drop_rate)


def rows_in_pairs(x, drop_rate, rng, training):
    if not training:
        return x
    half = rng.random(((len(x) + 1) // 2, x.shape[1])) >= drop_rate
    return x * np.repeat(half, 2, axis=0)[: len(x)] / (1 - drop_rate)


def a_quarter_too_much(x, drop_rate, rng, training):
    return x * (rng.random(x.shape) >= 1.25 * drop_rate) / (1 - drop_rate) if training else x


def covering(image, top, bottom, left, right):
    out = image.copy()
    out[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = 0
    return out


def rows_end_at_the_width(image, row, column, size):
    top, left, width = row - size // 2, column - size // 2, image.shape[1]
    return covering(image, top, min(top + size, width), left, min(left + size, width))


def one_less_at_the_border(image, row, column, size):
    top, left = row - size // 2, column - size // 2
    bottom, right = max(top, 0) + size - (top < 0), max(left, 0) + size - (left < 0)
    return covering(image, top, bottom, left, right)


def of_differences(changed):
    def paired(scores, reference):
        d = changed(scores - reference)
        return d.mean(), d.std(ddof=1) / np.sqrt(len(d))

    return paired


RIGHT = {
    "l2_step": {
        "gradient": l2_gradient,
        "shrink": l2_shrink,
        "copies": l2_on_copies,
        "loops": l2_by_loops,
        "lists": l2_of_lists,
    },
    "paired_difference": {
        "numpy": paired_numpy,
        "by hand": paired_by_hand,
        "arrays": paired_of_arrays,
    },
    "dropout": {
        "short": dropout_short,
        "always draws": dropout_always_draws,
        "where": dropout_where,
    },
    "cutout": {
        "max": cover_with_max,
        "where": cover_with_where,
        "loops": cover_by_loops,
        "list": cover_by_list,
        "mask": cover_by_mask,
    },
}
RIGHT["my_recipe"] = {
    "wide": recipe_of(hidden=[200] * 5, augment="shift", amount=1),
    "wide, less deep": recipe_of(hidden=(200,) * 4, augment="shift", amount=1),
    "wide, and decay": recipe_of(hidden=(200,) * 4, augment="shift", amount=1, l2=0.001),
}
SEEN = {
    "l2_step": L2_MISTAKES,
    "paired_difference": PAIRED_MISTAKES,
    "dropout": DROPOUT_MISTAKES,
    "my_recipe": RECIPE_MISTAKES,
    "cutout": COVERING_MISTAKES,
}
WRONG = {
    "l2_step": {},
    "my_recipe": {},
    "paired_difference": {
        "abs": of_differences(np.abs),
        "whole points": lambda s, r: tuple(round(float(each)) for each in paired_numpy(s, r)),
        "whole numbers": lambda s, r: tuple(int(each) for each in paired_numpy(s, r)),
        "larger less smaller": lambda s, r: paired_numpy(np.maximum(s, r), np.minimum(s, r)),
        "worse seeds count as 0": of_differences(lambda d: np.maximum(d, 0)),
        "absolute values": lambda s, r: tuple(map(abs, paired_numpy(s, r))),
    },
    "dropout": {
        "dealt out in each row": dealt_out_in_rows,
        "dealt out": dealt_out,
        "chosen without replacement": chosen,
        "halves alike": halves_alike,
        "rows in pairs": rows_in_pairs,
        "a quarter too much": a_quarter_too_much,
    },
    "cutout": {
        "rows end at the width": rows_end_at_the_width,
        "one less at the border": one_less_at_the_border,
    },
}
