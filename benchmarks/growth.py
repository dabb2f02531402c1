"""How the cost of a step grows with the number of stacked models and with their width."""

from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

from benchmarks import pytorch
from benchmarks.goals import SMALL
from benchmarks.steps import bare_products, our_step, stacked_step
from benchmarks.timing import by_turns

MODELS = [2**power for power in range(9)]
WIDTHS = [2**power for power in range(3, 10)]
BATCHES = {16: "float64", 64: "float32"}


@dataclass
class Growth:
    """Seconds of one step by name of the curve, at each number of models and at each width."""

    by_models: dict[str, list[float]] = field(default_factory=dict)
    by_width: dict[str, list[float]] = field(default_factory=dict)


def measure(rounds: int = 7) -> Growth:
    """Time all points; those of one place on the x axis side by side."""
    growth = Growth()
    for models in MODELS:
        work = {
            f"batch {rows}, {dtype}": stacked_step(SMALL, rows, dtype, models)
            for rows, dtype in BATCHES.items()
        }
        _add(growth.by_models, by_turns(work, rounds=rounds, seconds=0.06))
    for width in WIDTHS:
        sizes = (2, width, width, 2)
        work = {
            "the engine": our_step(sizes, 64, "float32"),
            "bare products": bare_products(sizes, 64, "float32"),
        } | {
            name: step
            for name, step in pytorch.steps(sizes, 64, "float32").items()
            if "fused" in name
        }
        _add(growth.by_width, by_turns(work, rounds=rounds, seconds=0.06))
    return growth


def draw(growth: Growth, path: Path) -> None:
    """Write the picture of both."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    for (name, seconds), style in zip(growth.by_models.items(), ("o-", "s--"), strict=True):
        each = [1e6 * time / count for time, count in zip(seconds, MODELS, strict=True)]
        left.loglog(MODELS, each, style, base=2, label=name)
    left.set_xticks(MODELS)
    left.set(xlabel="models in the stack", ylabel="microseconds per model and step")
    left.set_title("Adam step of 2-20-10-2")
    for (name, seconds), style in zip(growth.by_width.items(), ("o-", "x:", "s--"), strict=False):
        right.loglog(WIDTHS, [1e6 * time for time in seconds], style, label=name)
    right.set_xscale("log", base=2)
    right.set_xticks(WIDTHS)
    right.set(xlabel="width w", ylabel="microseconds per step")
    right.set_title("Adam step of 2-w-w-2, batch 64, float32")
    for axes in (left, right):
        axes.set_yscale("log", base=10)
        axes.xaxis.set_major_formatter(ScalarFormatter())
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter(ScalarFormatter())
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
    figure.savefig(path, dpi=80, metadata={"Software": None})


def _add(curves: dict[str, list[float]], medians: dict[str, float]) -> None:
    for name, seconds in medians.items():
        curves.setdefault(name, []).append(seconds)
