"""What can be looked at, and the numbers that a look gives."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.chapters.training_clinic.patient import Patient
from course_lib.chapters.training_clinic.problems import Floats

Reading = dict[str, float | str]


@dataclass(frozen=True)
class Instrument:
    """One thing to look at.

    Attributes
    ----------
    words : what it is, for who has not used it
    read : function of a patient -> its numbers, by name
    """

    words: str
    read: Callable[[Patient], Reading]


def first_loss(patient: Patient) -> Reading:
    """Loss before the first update, in guesses: 1 is ln K for one answer of K."""
    return {"first loss": patient.record.train[0][0] / patient.guess}


def twenty(patient: Patient) -> Reading:
    """Where the loss ends, in guesses, when the same code has 20 examples and 300 updates."""
    x, labels = patient.problem.train
    return {"loss on 20": patient.trained_on((x[:20], labels[:20]))}


def ratio(patient: Patient) -> Reading:
    """Size of an update over the size of the weights: of the first 20, the middle, the largest."""
    first = np.nan_to_num(patient.record.ratios[:20], nan=np.inf)
    return {"update ratio": float(np.median(first)), "largest update": float(first.max())}


def loss_curve(patient: Patient) -> Reading:
    """Training and dev loss in guesses, at the end; what training gains in the last half."""
    train, dev = (np.array(each)[:, 0] / patient.guess for each in _both(patient))
    half = len(train) // 2
    return {
        "training loss": float(train[-1]),
        "dev loss": float(dev[-1]),
        "gained": float(train[half] - train[-1]),
    }


def accuracy(patient: Patient) -> Reading:
    """Share of right answers, training and dev, as the code judges it."""
    train, dev = (np.array(each)[:, 1] for each in _both(patient))
    return {"training right": float(train[-1]), "dev right": float(dev[-1])}


def _both(patient: Patient) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    return patient.record.train, patient.record.dev


def units(patient: Patient) -> Reading:
    """Share of hidden units that are off for every training example, before and after training."""
    return {
        "dead before": dead_share(patient, after=False),
        "dead after": dead_share(patient, after=True),
    }


def dead_share(patient: Patient, *, after: bool) -> float:
    """Share of hidden ReLU units that give 0 for all training examples."""
    network = patient.network if after else patient.first_network()
    x, dead = patient.problem.train[0], []
    for layer in network.copy().body.inside():
        x = _through(layer, x)
        if layer.kind == "relu":
            dead.append(~(x > 0).any(axis=0))
    return float(np.concatenate(dead).mean())


def _through(layer: object, x: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return np.asarray(layer.forward(x, training=False))  # type: ignore[attr-defined]


def inputs(patient: Patient) -> Reading:
    """Stds of the training inputs, and how far the dev inputs lie from them, in stds."""
    x, dev = patient.problem.train[0], patient.problem.dev[0]
    with np.errstate(all="ignore"):
        std = x.std(axis=0)
        apart = np.linalg.norm(dev.mean(axis=0) - x.mean(axis=0)) / np.linalg.norm(std)
    finite = np.isfinite(std)
    return {
        "largest std": float(std[finite].max()),
        "not finite": float(1 - finite.mean()),
        "dev apart": float(apart) if np.isfinite(apart) else 0.0,
    }


def outputs(patient: Patient) -> Reading:
    """What goes into the loss: its lowest and highest; and how many answers it holds for right."""
    x, labels = patient.problem.train
    out = patient.outputs(patient.network, x)
    if not np.isfinite(out).all():
        return {"lowest": -np.inf, "highest": np.inf, "says": 0.0, "true": 0.0}
    says = patient.stated(out).sum(axis=1).mean()
    true = labels.sum(axis=1).mean() if patient.problem.kind == "tags" else labels.mean()
    if patient.problem.kind == "classes":
        true = 1.0
    return {
        "lowest": float(out.min()),
        "highest": float(out.max()),
        "says": float(says),
        "true": float(true),
    }


def per_class(patient: Patient) -> Reading:
    """Of the dev examples of each class, the share that is found: the lowest, and of the others."""
    found = recall_of_each(patient)
    return {
        "lowest recall": float(found.min()),
        "highest recall": float(found.max()),
        "rarest share": float(share_of_each(patient).min()),
    }


def recall_of_each(patient: Patient) -> Floats:
    """Share of each class, or of each tag, that is found among the dev examples."""
    x, labels = patient.problem.dev
    said = patient.answers(patient.outputs(patient.network, x))
    if patient.problem.kind == "tags":
        return np.array([said[labels[:, k] == 1, k].mean() for k in range(labels.shape[1])])
    classes = max(2, patient.problem.outputs)
    return np.array([np.mean(said[labels == k] == k) for k in range(classes)])


def share_of_each(patient: Patient) -> Floats:
    """How large a share of the training examples each class, or each tag, has."""
    labels = patient.problem.train[1]
    if patient.problem.kind == "tags":
        return np.asarray(labels.mean(axis=0))
    counts = np.bincount(labels, minlength=max(2, patient.problem.outputs))
    return np.asarray(counts / len(labels))


def twice(patient: Patient) -> Reading:
    """The dev set judged twice by the run's own code: how many answers change between the two."""
    x = patient.problem.dev[0]
    as_done = patient.recipe.judged_in_training
    first, second = (
        patient.answers(patient.outputs(patient.network, x, training=as_done, seed=seed))
        for seed in (1, 2)
    )
    return {"answers changed": float(np.mean(first != second))}


def batches(patient: Patient) -> Reading:
    """How many updates, the last batch's size, and its loss beside the other batches', by epoch."""
    sizes, losses = np.array(patient.record.sizes), np.array(patient.record.losses)
    per_epoch = len(sizes) // patient.recipe.epochs
    lasts = np.arange(per_epoch - 1, len(sizes), per_epoch)
    late = lasts[len(lasts) // 2 :]
    others = np.setdiff1d(np.arange(len(sizes) // 2, len(sizes)), lasts)
    beside = losses[late].mean() / losses[others].mean() if len(others) else 1.0
    return {
        "updates": float(len(sizes)),
        "last size": float(sizes[-1]),
        "last beside others": float(beside) if np.isfinite(beside) else 1.0,
    }


def new_data(patient: Patient) -> Reading:
    """What came after everything was chosen: share of right answers there, beside that on dev."""
    right = patient.judged(patient.network, patient.problem.new)[1]
    return {"new right": right, "dev right": patient.record.dev[-1][1]}


def finite(patient: Patient) -> Reading:
    """Where the first number was born that is not finite, and at which update."""
    update, place = patient.record.born
    return {"born in": place, "update": float(update)}


INSTRUMENTS: dict[str, Instrument] = {
    "loss": Instrument("loss along the run, training and dev", loss_curve),
    "accuracy": Instrument("share of right answers along the run", accuracy),
    "first loss": Instrument("loss before the first update, in guesses (ln K)", first_loss),
    "twenty examples": Instrument("the same code on 20 examples, 300 updates", twenty),
    "update ratio": Instrument(
        "update over weights: of the first 20 the middle one, the largest", ratio
    ),
    "units": Instrument("hidden units that are off for every example", units),
    "inputs": Instrument("stds of the inputs; dev beside training", inputs),
    "outputs": Instrument("what goes into the loss", outputs),
    "per class": Instrument("of each class, the share that is found", per_class),
    "judged twice": Instrument("the dev set judged twice by the same code", twice),
    "batches": Instrument("number and sizes of the batches, and the last one's loss", batches),
    "new data": Instrument("accuracy on data that came last", new_data),
    "finite": Instrument("where the first NaN or inf was born", finite),
}
