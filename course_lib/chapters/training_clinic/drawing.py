"""What only notebook 09 draws."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib.chapters.training_clinic.cases.every import FAULTS, HEALTHY
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.patient import Patient
from course_lib.chapters.training_clinic.problems import Floats
from course_lib.plots import BLUE, GREY, ORANGE, REFERENCE


def draw_loss_in_guesses(ax: Axes, patient: Patient, top: float = 2.0, **look: Any) -> None:
    """Draw the training loss of a run by epoch; 1 is what a guess costs."""
    losses = np.array(patient.record.train)[:, 0] / patient.guess
    ax.plot(np.arange(len(losses)), np.minimum(losses, 2 * top), **({"linewidth": 2} | look))
    ax.axhline(1, **REFERENCE)
    ax.set(xlabel="epoch", ylabel="loss in guesses", ylim=(0, top))


def draw_ill_and_well(ax: Axes, ill: Patient, well: Patient, title: str) -> None:
    """Draw a run with a fault over the same run without it."""
    draw_loss_in_guesses(ax, well, color=GREY, linestyle="--", label="without the fault")
    draw_loss_in_guesses(ax, ill, color=ORANGE, label="with it")
    ax.set_title(title, fontsize=11)


def draw_confusion(ax: Axes, counts: Floats, title: str) -> None:
    """Draw how many examples of each class, by row, were called what, by column."""
    share = counts / counts.sum(axis=1, keepdims=True)
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1.3)
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            ax.text(column, row, f"{count:.0f}", ha="center", va="center", fontsize=12)
    classes = [str(k) for k in range(len(counts))]
    ax.set_xticks(range(len(counts)), classes)
    ax.set_yticks(range(len(counts)), classes)
    ax.grid(visible=False)
    ax.set(xlabel="the network says", ylabel="it is", title=title)


def draw_batch_losses(ax: Axes, patient: Patient, epochs: int = 6) -> None:
    """Draw the loss of each batch of the last epochs; those of one example stand out."""
    per_epoch = len(patient.record.losses) // patient.recipe.epochs
    losses = np.array(patient.record.losses)[-epochs * per_epoch :]
    sizes = np.array(patient.record.sizes)[-epochs * per_epoch :]
    at = np.arange(len(losses))
    ax.plot(at, losses, ".", color=BLUE, label="a batch")
    one = sizes == 1
    ax.plot(at[one], losses[one], "D", color=ORANGE, label="a batch of one")
    ax.set(xlabel="update", ylabel="loss of the batch")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=10)


def draw_who_shows(ax: Axes, table: Floats) -> None:
    """Draw in how many patients an instrument stands outside of the healthy range."""
    ax.imshow(table, cmap="Blues", vmin=0, vmax=1.2, aspect="auto")
    for row, line in enumerate(table):
        for column, share in enumerate(line):
            if share > 0.15:
                ax.text(
                    column, row, f"{10 * share:.0f}", ha="center", va="center", fontsize=10,
                    color="white" if share > 0.7 else "black",
                )  # fmt: skip
    ax.set_xticks(range(len(INSTRUMENTS)), list(INSTRUMENTS), rotation=40, ha="right")
    ax.set_yticks(range(len(table)), [*FAULTS, HEALTHY])
    ax.grid(visible=False)


def draw_points(ax: Axes, points: Mapping[str, Floats]) -> None:
    """Draw each policy's mean points a patient, with three standard errors."""
    for k, each in enumerate(points.values()):
        error = each.std(ddof=1) / np.sqrt(len(each))
        ax.errorbar(each.mean(), k, xerr=3 * error, fmt="o", color=BLUE, capsize=4, markersize=8)
        ax.text(each.mean(), k - 0.22, f"{each.mean():.1f}", ha="center", fontsize=11)
    ax.set_yticks(range(len(points)), list(points))
    ax.set(xlabel="points a patient (bars: three errors)", ylim=(len(points) - 0.5, -0.6))
    ax.axvline(0, **REFERENCE)
