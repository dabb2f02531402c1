"""Run the long experiments once and store them under data/sweeps/.

python -m tools.sweeps          all of them
python -m tools.sweeps NAME     only those named
"""

import sys

from tqdm import tqdm

from course_lib.datasets import data_folder, save_sweep
from course_lib.experiments import mnist300_sweeps
from course_lib.experiments.bias_variance import learning_curves

SWEEPS = {
    "mnist_learning_curves": learning_curves.sweep,
    "mnist300_strength": mnist300_sweeps.strength_sweep,
    "mnist300_drop_rate": mnist300_sweeps.drop_rate_sweep,
    "mnist300_drop_rate_long": mnist300_sweeps.long_drop_rate_sweep,
}


def main(names: list[str]) -> None:
    """Run and store the named sweeps."""
    unknown = [name for name in names if name not in SWEEPS]
    if unknown:
        sys.exit(f"no sweep is called {unknown[0]!r}; there are {', '.join(SWEEPS)}")
    for name in names or SWEEPS:
        sweep = SWEEPS[name](progress=lambda runs, name=name: tqdm(runs, desc=name))
        save_sweep(data_folder() / "sweeps" / f"{name}.npz", sweep)


if __name__ == "__main__":
    main(sys.argv[1:])
