"""Batches and their gradients: a cloud around the gradient of all examples."""

import numpy as np

from course_lib.chapters.optimizers.gradient_noise import (
    batch_gradients,
    example_gradients,
    noise,
    signal,
)
from course_lib.dashboards.controls import stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.experiments.surfaces import Floats
from course_lib.plots import BLUE, GREY, ORANGE, plain

SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
DRAWS = 200
LENGTHS = (0.05, 0.1, 0.2, 0.5, 1)
SIZE = 12


def batch_size_dashboard(*, rng: np.random.Generator, size: int = 8, task: str = "") -> Dashboard:
    """Gradients of 200 batches of one size, along the full gradient and across it."""
    clouds = {s: _cloud(s, stream) for s, stream in zip(SIZES, rng.spawn(len(SIZES)), strict=True)}
    length = signal()
    picture = Picture(900, 390)
    plane, law = picture.figure.subplots(1, 2)
    for ax in (plane, law):
        plain(ax, size=SIZE)
    plane.set(
        xlabel="along the full gradient", ylabel="across it", xlim=(-1.1, 1.7), ylim=(-1.4, 1.4)
    )
    (dots,) = plane.plot([], [], ".", color=BLUE, markersize=6, alpha=0.5, label="batches")
    arrow = {"color": "black", "width": 0.012, "head_width": 0.07, "length_includes_head": True}
    plane.arrow(0, 0, length, 0, **arrow)
    plane.plot([], [], color="black", label="full gradient")
    (circle,) = plane.plot([], [], "--", color=ORANGE, linewidth=1.8, label="typical distance")
    plane.legend(loc="lower left", fontsize=SIZE - 2)
    law.set(xscale="log", yscale="log", xlabel="batch size", ylabel="length", ylim=(0.03, 1))
    law.set_xticks(SIZES, [str(s) for s in SIZES])
    plane.set_xticks([-1, 0, 1])
    plane.set_yticks([-1, 0, 1])
    law.set_yticks(LENGTHS, [str(each) for each in LENGTHS])
    law.minorticks_off()
    law.plot(
        SIZES, [noise(s) for s in SIZES], "--", color=ORANGE,
        label="noise of one example / √(batch size)",
    )  # fmt: skip
    measured = [_distance(clouds[s][1]) for s in SIZES]
    law.plot(SIZES, measured, "s", color=BLUE, markersize=6, label=f"measured, {DRAWS} batches")
    law.axhline(length, color="black", label="full gradient")
    (here,) = law.plot([], [], "o", color=GREY, markersize=15, fillstyle="none", markeredgewidth=2)
    law.legend(loc="lower left", fontsize=SIZE - 2)
    picture.moves(dots, circle, here)
    turn = np.linspace(0, 2 * np.pi, 100)

    def show(size: float) -> str:
        batch = round(size)
        (along, across), off = clouds[batch]
        dots.set_data(along, across)
        radius = noise(batch)
        circle.set_data(length + radius * np.cos(turn), radius * np.sin(turn))
        here.set_data([batch], [_distance(off)])
        uphill = (along < 0).mean()
        return (
            f"batch size {batch}: typical distance from the full gradient {_distance(off):.3f} "
            f"(law: {radius:.3f}); the full gradient is {length:.3f} long · "
            f"{100 * uphill:.0f} % of these batches point the wrong way"
        )

    slider = stored_slider("batch size", SIZES, size)
    return Dashboard("batch size", picture, {"size": slider}, show=show, task=task)


def _cloud(size: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """200 batches: (along, across) the full gradient, and each one's distance from it."""
    full = example_gradients().mean(axis=0)
    batches = batch_gradients(size, draws=DRAWS, rng=rng)
    along = batches @ full / np.linalg.norm(full)
    rest = batches - np.outer(along, full) / np.linalg.norm(full)
    # Of the many directions across, the one in which single examples differ most.
    _, _, axes = np.linalg.svd(_across(example_gradients(), full), full_matrices=False)
    across = rest @ axes[0]
    return np.stack([along, across]), np.linalg.norm(batches - full, axis=1)


def _across(gradients: Floats, full: Floats) -> Floats:
    unit = full / np.linalg.norm(full)
    return gradients - np.outer(gradients @ unit, unit)


def _distance(off: Floats) -> float:
    return float(np.sqrt(np.mean(off**2)))
