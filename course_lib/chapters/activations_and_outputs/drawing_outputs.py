"""What a reader of digits learned, and what became of each last layer."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib.chapters.activations_and_outputs import outputs
from course_lib.chapters.activations_and_outputs.last_layers import in_words
from course_lib.chapters.activations_and_outputs.shown import Chosen, Reader
from course_lib.datasets import Sweep
from course_lib.plots.style import BLUE, ORANGE, REFERENCE, new_figure


def draw_reader(panels: Any, reader: Reader, *, whose: str) -> None:
    """Draw how a reader of digits learned, and the weights of its ten classes."""
    left, right = panels
    left.plot(np.arange(1, len(reader.accuracies) + 1), 100 * reader.accuracies, color=BLUE)
    left.set(xlabel="steps", ylabel="other digits right (%)", ylim=(0, 100))
    left.set_title(f"softmax_gradient: {whose}")
    images = reader.W.T.reshape(2, 5, 7, 7).transpose(0, 2, 1, 3)
    padded = np.pad(images, ((0, 0), (0, 1), (0, 0), (0, 1))).reshape(2 * 8, 5 * 8)
    reach = float(np.abs(padded).max())
    right.imshow(padded, cmap="RdBu_r", vmin=-reach, vmax=reach)
    right.set_axis_off()
    right.set_title("its weights for 0 to 4, and 5 to 9")


SHORT = {
    "none + squared error": "none, squared",
    "sigmoid + squared error": "sigmoid, squared",
    "sigmoid + binary cross-entropy": "sigmoid, binary c-e",
    "softmax + cross-entropy": "softmax, c-e",
    "exp + Poisson": "exp, Poisson",
}


def draw_problems(stored: Sweep, chosen: Mapping[str, Chosen]) -> Any:
    """Draw the error of every pair for every problem, with what was chosen and trained now."""
    figure, _ = new_figure(11, 5.6)
    figure.clear()
    axes = figure.subplots(2, 3, sharey=True)
    rates, words = outputs.best_rates(stored), [str(pair) for pair in stored.axes["pair"]]
    for ax, (name, now) in zip(axes.flat, chosen.items(), strict=True):
        taken = in_words(now.pair)
        for place, pair in enumerate(words[::-1]):
            at = stored.at(problem=name, pair=pair, lr=rates[name, pair])
            error, impossible = (float(np.mean(at[key][5:])) for key in ("error", "impossible"))
            if pair == taken:
                error, impossible = now.error, now.impossible
            ax.barh(place, error, color=ORANGE if pair == taken else "#BBBBBB", height=0.7)
            if impossible > 0.005:
                ax.text(
                    max(error, 0.02) + 0.03, place, f"{100 * impossible:.0f} % impossible",
                    va="center", fontsize=9,
                )  # fmt: skip
        ax.axvline(1, **REFERENCE)
        ax.set_yticks(range(len(words)), [SHORT[pair] for pair in words[::-1]], fontsize=9)
        ax.set(xlim=(0, 2.05))
        ax.set_title(f"{name} (orange: {now.whose})", fontsize=11)
    for ax in axes[1]:
        ax.set_xlabel("error / that of one answer")
    return figure
