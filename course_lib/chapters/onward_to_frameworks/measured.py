"""What the claims of notebook 11 rest on: gradients, and trainings with one thing changed."""

import warnings
from typing import Any

import numpy as np

from course_lib.chapters.onward_to_frameworks import autodiff, slips
from course_lib.chapters.onward_to_frameworks.autodiff import Tensor
from course_lib.chapters.onward_to_frameworks.slips import Run, Training
from course_lib.engine import cross_entropy, mlp
from course_lib.experiments import paired_change

Numbers = dict[str, Any]

ERRORS = 3


def training(seeds: int, runs: int, **how: Any) -> Training:
    """A training with so many seeds from ``seeds`` on; each has data and start of its own."""
    return Training(seeds=tuple(range(seeds, seeds + runs)), **how)


def _train(how: Training) -> Run:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return slips.train(how)


def _right(run: Run, **how: Any) -> list[float]:
    return [float(share) for share in 100 * slips.rights(run, **how)]


def gradients(
    hidden: int, width: int, batch_size: int, scale: float, images: str, seeds: int
) -> Numbers:
    """The farthest that autodiff's gradients lie from the engine's, as a share of the largest."""
    drawn = slips.sets(Training(images=images), seeds)
    x, labels = scale * drawn[0][:batch_size], drawn[1][:batch_size]
    network = mlp([49, *[width] * hidden, 10], rng=np.random.default_rng(seeds))
    _, grad = cross_entropy(network.forward(x), labels)
    network.backward(grad)
    dense: list[Any] = [layer for layer in network.layers if layer.kind == "dense"]
    parameters = [(Tensor(layer.W), Tensor(layer.b)) for layer in dense]
    autodiff.backward(autodiff.network_loss(x, labels, parameters))
    apart = [
        float(np.abs(tensor.grad - layer.gradients[name]).max())
        for layer, pair in zip(dense, parameters, strict=True)
        for name, tensor in zip(("W", "b"), pair, strict=True)
    ]
    largest = float(np.abs(network.gradient).max())
    return {"largest difference": max(apart) / largest, "largest gradient": largest}


def to_rounding(numbers: Numbers) -> bool:
    """Not further apart than 1e-12 of the largest gradient, and there is a gradient."""
    return bool(0 <= numbers["largest difference"] < 1e-12 < numbers["largest gradient"])


def typed(seeds: int, runs: int, lr: float, **how: Any) -> Numbers:
    """The damped momentum's own rate; the same number in the other form; a tenth of it there."""
    damped, same, tenth = (
        _train(training(seeds, runs, rule=rule, lr=rate, gamma=1.0, **how))
        for rule, rate in (("damped momentum", lr), ("momentum", lr), ("momentum", lr / 10))
    )
    return {
        "damped": _right(damped), "the same number": _right(same),
        "apart at a tenth": float(np.abs(damped.printed - tenth.printed).max()),
    }  # fmt: skip


def another_rule(numbers: Numbers) -> bool:
    """Typed unchanged it reads fewer by three errors and five points; at a tenth it is equal."""
    return bool(
        _fewer(numbers["the same number"], numbers["damped"], points=5)
        and 0 <= numbers["apart at a tenth"] < 1e-6
    )


def one_slip(slip: str, seeds: int, runs: int, **how: Any) -> Numbers:
    """Right answers without and with a slip, and the lowest printed loss of any batch with it."""
    healthy = training(seeds, runs, **how)
    right, wrong = (_train(each) for each in (healthy, slips.with_slips(healthy, [slip])))
    return {
        "without": _right(right), "with": _right(wrong),
        "lowest printed": float(wrong.printed.min()),
    }  # fmt: skip


def steps(slip: str, seeds: int, runs: int, **how: Any) -> dict[str, float]:
    """How long the steps are without and with a slip: their root mean square over the rate."""
    healthy = training(seeds, runs, **how)
    both = {"without": healthy, "with": slips.with_slips(healthy, [slip])}
    return {name: float(_train(each).steps.mean()) for name, each in both.items()}


def _fewer(with_it: list[float], without: list[float], *, points: float) -> bool:
    change, error = paired_change(with_it, without)
    return bool(change < -ERRORS * error and change < -points)


def costs_two_points(numbers: Numbers) -> bool:
    """Fewer right answers by three errors, and by two points at least."""
    return _fewer(numbers["with"], numbers["without"], points=2)


def hidden_by_adam(seeds: int, runs: int, descent_lr: float, **how: Any) -> Numbers:
    """A softmax before the loss: with Adam, and with gradient descent."""
    adam = one_slip(slips.LOGITS, seeds, runs, **how)
    descent = one_slip(slips.LOGITS, seeds, runs, rule="descent", lr=descent_lr, **how)
    return {
        "Adam, without": adam["without"], "Adam, with": adam["with"],
        "descent, without": descent["without"], "descent, with": descent["with"],
        "lowest printed": min(adam["lowest printed"], descent["lowest printed"]),
    }  # fmt: skip


def adam_hides_it(numbers: Numbers) -> bool:
    """Printed above ln(1 + 9 / e); Adam within five points, descent behind by five."""
    adam, _ = paired_change(numbers["Adam, with"], numbers["Adam, without"])
    floor = np.log(1 + 9 / np.e)
    costly = _fewer(numbers["descent, with"], numbers["descent, without"], points=5)
    return bool(numbers["lowest printed"] >= floor and adam > -5 and costly)


def costs_little(numbers: Numbers) -> bool:
    """Fewer by a point and a half at most, whatever the errors; more is allowed."""
    change, _ = paired_change(numbers["with"], numbers["without"])
    return bool(change > -1.5 and np.mean(numbers["without"]) > 50)


def eval_forgotten(seeds: int, runs: int, few: int, many: int, **how: Any) -> Numbers:
    """Tested with running averages, and with the batch's own: few, many, and class by class."""
    run = _train(training(seeds, runs, **how))
    return {
        "eval": _right(run), "few": _right(run, at_once=few, evaluating=False),
        "many": _right(run, at_once=many, evaluating=False),
        "sorted": _right(run, at_once=many, evaluating=False, sort=True),
    }  # fmt: skip


def depends_on_the_batch(numbers: Numbers) -> bool:
    """Many: within three points; few: behind by ten; class by class: less than half is right."""
    many, _ = paired_change(numbers["many"], numbers["eval"])
    few = _fewer(numbers["few"], numbers["eval"], points=10)
    return bool(-3 < many <= 0 and few and np.mean(numbers["sorted"]) < 50)


def sum_or_mean(seeds: int, runs: int, descent_lr: float, **how: Any) -> Numbers:
    """Losses added up in place of averaged, at the same rate: Adam, and gradient descent."""
    told = {}
    for name, rule in (("Adam", {}), ("descent", {"rule": "descent", "lr": descent_lr})):
        for words, total in (("mean", False), ("sum", True)):
            run = _train(training(seeds, runs, total=total, **(how | rule)))
            told[f"{name}, {words}"] = _right(run)
    return told


def only_adam_is_blind(numbers: Numbers) -> bool:
    """Adam reads as many within a point; gradient descent 20 points fewer, by three errors."""
    change, _ = paired_change(numbers["Adam, sum"], numbers["Adam, mean"])
    lost = _fewer(numbers["descent, sum"], numbers["descent, mean"], points=20)
    return bool(abs(change) < 1 and lost)
