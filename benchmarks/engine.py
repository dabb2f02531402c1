"""The engine beside PyTorch, beside plain NumPy, and beside the bare matrix products."""

import os
import platform
import sys
from pathlib import Path

import numpy as np

from benchmarks import growth, parts, pytorch
from benchmarks.goals import STEPS, Row, name, rows

PICTURE = Path(__file__).with_name("growth.png")
HEAD = """## The engine

Every row was measured side by side in one process: each workload runs in
each of nine rounds, and the ratio is that of the medians. One thread for matrix products, for
PyTorch too; PyTorch runs eager on the processor, with the fastest of its three forms of Adam. Plain
NumPy is what a student writes: lists of W and b, and two moments for each of them.

| work | against | time | theirs | ratio | goal |
|---|---|---|---|---|---|
"""


def report() -> str:
    """Measure, print on the way; draws the picture of growth too."""
    table = []
    for row in rows():
        table.append(_line(row))
        print(table[-1], flush=True)
    measured = growth.measure()
    growth.draw(measured, PICTURE)
    return "\n".join(
        [HEAD + "\n".join(table), "", _parts_text(), _growth_text(measured), _machine()]
    )


def _line(row: Row) -> str:
    theirs = "-" if row.theirs is None else _time(row.theirs)
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
    return (
        f"| {row.work} | {row.against} | {_time(row.ours)} | {theirs} | {ratio} "
        f"| at most {row.goal:.2f} |"
    )


def _time(seconds: float) -> str:
    return f"{1e6 * seconds:.0f} us" if seconds < 1e-3 else f"{1e3 * seconds:.2f} ms"


def _parts_text() -> str:
    lines = ["### Where the time of a step goes", ""]
    for number, (sizes, batch, dtype, _) in enumerate(STEPS):
        medians = parts.measure(sizes, batch, dtype)
        if number == 0:
            lines += ["| microseconds | " + " | ".join(medians) + " |", "|---" * 6 + "|"]
        numbers = " | ".join(f"{1e6 * seconds:.0f}" for seconds in medians.values())
        lines.append(f"| {name(sizes)}, batch {batch}, {dtype} | {numbers} |")
    lines += ["", "The bare products are part of forward and backward.", ""]
    return "\n".join(lines)


def _growth_text(measured: growth.Growth) -> str:
    lines = [
        "### Growth",
        "",
        "Left: what one model of a stack pays for a step. Right: one network, wider and wider.",
        "",
        f"![Cost of a step by number of stacked models and by width]({PICTURE.name})",
        "",
        "| microseconds per model and step, models: | "
        + " | ".join(map(str, growth.MODELS))
        + " |",
        "|---" * (len(growth.MODELS) + 1) + "|",
    ]
    for curve, seconds in measured.by_models.items():
        each = (1e6 * s / count for s, count in zip(seconds, growth.MODELS, strict=True))
        lines.append(f"| {curve} | " + " | ".join(f"{value:.1f}" for value in each) + " |")
    lines += ["", *_table_head("microseconds per step, width:", growth.WIDTHS)]
    for curve, seconds in measured.by_width.items():
        lines.append(f"| {curve} | " + " | ".join(f"{1e6 * s:.0f}" for s in seconds) + " |")
    return "\n".join(lines) + "\n"


def _table_head(name: str, columns: list[int]) -> list[str]:
    return [
        f"| {name} | " + " | ".join(map(str, columns)) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]


def _machine() -> str:
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "not set")
    return (
        f"Measured with Python {platform.python_version()}, NumPy {np.__version__} "
        f"({blas['name']} {blas['version']}, OPENBLAS_NUM_THREADS {threads}), "
        f"PyTorch {pytorch.version()}, on {os.cpu_count()} cores ({platform.machine()}, "
        f"{sys.platform})."
    )
