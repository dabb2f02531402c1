"""What the claims of notebook 10b rest on."""

from typing import Any

import numpy as np

from course_lib.chapters.models_in_use.changes import KINDS, as_mnist, changed, moved
from course_lib.chapters.models_in_use.deployed import (
    Images,
    Model,
    Recipe,
    certainty,
    right,
    trained,
)
from course_lib.chapters.models_in_use.resumed import Plan, interrupted, uninterrupted
from course_lib.datasets import clothes, digits

Numbers = dict[str, Any]
SIZE, TILT, THICK, PLACE = KINDS
JUMPS, RESTS = "AdaGrad's rise, in shares of the loss", "Adam's rise, in shares of the loss"


def _model(count: int, start: int, seed: int, **more: Any) -> Model:
    return trained(Recipe(count=count, start=start, seed=seed, **more))


def _tested(test: int) -> tuple[Images, Any]:
    """A thousand test digits from one on."""
    return digits(1000, test, part="test", dtype=np.float32)


def dark_on_light(test: int, **recipe: Any) -> Numbers:
    """Right answers and certainty, as published and dark on light."""
    model, (images, labels) = _model(**recipe), _tested(test)
    return {
        "as published": right(model, images, labels),
        "dark on light": right(model, 1 - images, labels),
        "certainty": 100 * float(certainty(model, images).mean()),
        "certainty, dark on light": 100 * float(certainty(model, 1 - images).mean()),
    }


def below_twenty(numbers: Numbers) -> bool:
    """Known as published; no better than 20 % dark on light, and sure beyond what is right."""
    return bool(
        numbers["as published"] > 80
        and numbers["dark on light"] < 20
        and numbers["certainty, dark on light"] > numbers["dark on light"] + 30
    )


def elsewhere(test: int, pixels: int, **recipe: Any) -> Numbers:
    """Right answers where digits were moved, and prepared again."""
    model, (images, labels) = _model(**recipe), _tested(test)
    away = moved(images, across=pixels)
    return {
        "as published": right(model, images, labels),
        "moved": right(model, away, labels),
        "prepared": right(model, as_mnist(away), labels),
    }


def lost_and_found(numbers: Numbers) -> bool:
    """More than half is lost, and within two points all is found."""
    return bool(
        numbers["moved"] < numbers["as published"] / 2
        and numbers["prepared"] > numbers["as published"] - 2
    )


def not_mended(test: int, size: float, tilt: float, thick: float, **recipe: Any) -> Numbers:
    """What preparing gives back of what a size, a tilt, a thickness has cost; 400 digits."""
    model = _model(**recipe)
    images, labels = _tested(test)
    images, labels = images[:400], labels[:400]
    found = {"as published": right(model, as_mnist(images), labels)}
    for name, kind, amount in (
        ("size", SIZE, size), ("tilt", TILT, tilt), ("thickness", THICK, thick),
    ):  # fmt: skip
        new = changed(images, kind, amount)
        found[f"{name}, as it comes"] = right(model, new, labels)
        found[f"{name}, prepared"] = right(model, as_mnist(new), labels)
    return found


def size_alone(numbers: Numbers) -> bool:
    """Of what a size costs over half comes back; of a tilt's and a thickness's less than half."""
    back = {}
    for name in ("size", "tilt", "thickness"):
        cost = numbers["as published"] - numbers[f"{name}, as it comes"]
        if cost < 5:
            return False
        back[name] = (numbers[f"{name}, prepared"] - numbers[f"{name}, as it comes"]) / cost
    return bool(back["size"] > 0.5 and back["tilt"] < 0.5 and back["thickness"] < 0.5)


def no_digit(test: int, shown: str, **recipe: Any) -> Numbers:
    """How sure it is of pictures without a digit, and of digits."""
    model, (images, _) = _model(**recipe), _tested(test)
    rng = np.random.default_rng(test)
    strangers: Images = rng.permuted(images, axis=1)
    if shown == "clothes":
        strangers = clothes(1000, test % 2000, dtype=np.float32)[0]
    elif shown == "noise":
        strangers = rng.random((1000, 784), dtype=np.float32)
    sure = certainty(model, strangers)
    return {
        "mean certainty, %": 100 * float(sure.mean()),
        "above 90 %": 100 * float((sure > 0.9).mean()),
        "digits above 90 %": 100 * float((certainty(model, images) > 0.9).mean()),
    }


def sure_of_nothing(numbers: Numbers) -> bool:
    """Sure above 50 % on average, and above 90 % of one in twenty."""
    return bool(numbers["mean certainty, %"] > 50 and numbers["above 90 %"] > 5)


def forgotten(test: int, **recipe: Any) -> Numbers:
    """Right answers and certainty without the normalization, and with pixels to 255."""
    model, (images, labels) = _model(**recipe), _tested(test)
    bare = Model(model.network, np.asarray(0.0), np.asarray(1.0))
    return {
        "as it should be": right(model, images, labels),
        "mean and std forgotten": right(bare, images, labels),
        "certainty": 100 * float(certainty(model, images).mean()),
        "certainty, forgotten": 100 * float(certainty(bare, images).mean()),
        "0 to 255": right(model, 255 * images, labels),
        "certainty, 0 to 255": 100 * float(certainty(model, 255 * images).mean()),
    }


def hardly_seen(numbers: Numbers) -> bool:
    """At most ten points lost either way; certainty falls by 20 points, or rises to 99 %."""
    return bool(
        min(numbers["mean and std forgotten"], numbers["0 to 255"])
        > numbers["as it should be"] - 10
        and numbers["certainty, forgotten"] < numbers["certainty"] - 20
        and numbers["certainty, 0 to 255"] > 99
    )


def bit_for_bit(**plan: Any) -> Numbers:
    """How many of the weights, and of the losses after the stop, are not the same bits."""
    way = Plan(**plan)
    whole, again = uninterrupted(way), interrupted(way, "all")
    return {
        "weights that differ": int((whole.weights != again.weights).sum()),
        "losses that differ": int(np.not_equal(whole.batch_losses, again.batch_losses).sum()),
        "weights moved since": int((whole.weights != uninterrupted(
            way._replace(end=way.stop)).weights).sum()),
    }  # fmt: skip


def the_same(numbers: Numbers) -> bool:
    """Not one differs, though the run went on."""
    return bool(
        numbers["weights that differ"] == numbers["losses that differ"] == 0
        and numbers["weights moved since"] > 0
    )


def without_memory(jumps: str, rests: str, rate: float, seed: int, **plan: Any) -> Numbers:
    """The most by which the loss lies above an unbroken run's, up to ``end``, without a memory."""
    found: Numbers = {}
    for rule, name in ((jumps, JUMPS), (rests, RESTS)):
        above, before = [], []
        for k in range(3):
            way = Plan(rule=rule, rate=rate, seed=seed + k, **plan)
            looks = tuple(range(way.stop, way.end + 1))
            whole = uninterrupted(way, looks).losses
            lost = interrupted(way, "all but the rule's memory", looks).losses
            above.append(max(lost[n] - whole[n] for n in looks[1:]))
            before.append(whole[way.stop])
        found[name] = np.divide(above, before).tolist()
    return found


def one_jumps(numbers: Numbers) -> bool:
    """The one rises by a tenth of the loss in each of three runs, the other by a tenth in none."""
    return bool(min(numbers[JUMPS]) > 0.1 and max(numbers[RESTS]) < 0.1)
