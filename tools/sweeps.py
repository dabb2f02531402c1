"""Run the long experiments once and store them under data/sweeps/.

python -m tools.sweeps          all of them
python -m tools.sweeps NAME     only those named

Stopped in the middle, the same command goes on where it stopped.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

import course_lib
from course_lib.datasets import Sweep, data_folder, save_sweep
from course_lib.files import whole_file

SWEEPS = {
    "batch_normalization_ahead": "contest.ahead_sweep",
    "batch_normalization_contest": "contest.contest_sweep",
    "batch_normalization_control": "laboratory.control_sweep",
    "batch_normalization_deep": "contest.deep_sweep",
    "batch_normalization_he": "runs.he_sweep",
    "batch_normalization_further_places": "stacks.places_sweep",
    "batch_normalization_further_small_batches": "small_batches.small_batches_sweep",
    "batch_normalization_further_stacks": "stacks.stacks_sweep",
    "batch_normalization_laboratory": "laboratory.laboratory_sweep",
    "batch_normalization_longer": "contest.longer_sweep",
    "batch_normalization_rates": "runs.rates_sweep",
    "batch_normalization_scales": "runs.scales_sweep",
    "batch_normalization_shift": "contest.shift_sweep",
    "bias_and_variance_learning_curves": "learning_curves.sweep",
    "bias_and_variance_further_descents": "descents.sweep",
    "bias_and_variance_patients": "patients.sweep",
    "activations_and_outputs_outputs": "outputs.sweep",
    "activations_and_outputs_ranking": "ranking.ranking_sweep",
    "activations_and_outputs_scales": "scales.sweep",
    "convolutions_and_skips_stacks": "stacks.sweep",
    "hyperparameter_search_further_other_digits": "digit_runs.other_digits_sweep",
    "hyperparameter_search_lecture": "lecture.searches_sweep",
    "hyperparameter_search_others": "table.others_sweep",
    "hyperparameter_search_table": "table.table_sweep",
    "initialization_digits": "digits.sweep",
    "initialization_valley": "valley.sweep",
    "learning_rate_schedules_composer": "composer.sweep",
    "learning_rate_schedules_judged": "judged.sweep",
    "learning_rate_schedules_starts": "starts.sweep",
    "learning_rate_schedules_further_beginnings": "beginnings.sweep",
    "learning_rate_schedules_further_side_by_side": "side_by_side.sweep",
    "optimizers_further_coarse": "fair_rates.coarse_sweep",
    "optimizers_further_comparison": "four_rules.comparison_sweep",
    "optimizers_further_finer": "fair_rates.finer_sweep",
    "optimizers_further_judged": "fair_rates.judged_sweep",
    "optimizers_further_moons": "moons_table.moons_table",
    "optimizers_further_tuning": "four_rules.tuning_sweep",
    "optimizers_in_practice_decay": "decay_sweep.decay_sweep",
    "regularization_augmentation": "sweeps.augmentation_sweep",
    "regularization_classical": "sweeps.classical_sweep",
    "regularization_closing": "closing.sweep",
    "regularization_drop_rate": "sweeps.drop_rate_sweep",
    "regularization_drop_rate_long": "sweeps.long_drop_rate_sweep",
    "regularization_hurried": "closing.hurried",
    "regularization_in_practice_nielsen": "nielsen.sweep",
    "regularization_masks": "sweeps.mask_sweep",
    "regularization_signals": "signal.sweep",
    "regularization_strength": "sweeps.strength_sweep",
    "transfer_learning_cases": "cases.sweep",
    "transfer_learning_unseen": "unseen.sweep",
    "training_clinic_patients": "policies.sweep",
}
"""Name of the stored file -> the function, in the folder of the chapter that the name begins with.

``comparison_sweep`` reads the stored ``tuning_sweep``: run that first.
"""


class KeptRuns(MutableMapping[tuple[Any, ...], Mapping[str, Any]]):
    """A dict on disk: what the points of a sweep gave so far, a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, point: tuple[Any, ...]) -> Path:
        return self.folder / f"{hashlib.sha256(repr(point).encode()).hexdigest()[:32]}.npz"

    def __contains__(self, point: object) -> bool:
        return isinstance(point, tuple) and self._path(point).exists()

    def __getitem__(self, point: tuple[Any, ...]) -> Mapping[str, Any]:
        try:
            with np.load(self._path(point), allow_pickle=False) as stored:
                return dict(stored)
        except FileNotFoundError:
            raise KeyError(point) from None

    def __setitem__(self, point: tuple[Any, ...], results: Mapping[str, Any]) -> None:
        with whole_file(self._path(point)) as stream:
            np.savez(stream, **{name: np.asarray(value) for name, value in results.items()})

    def __delitem__(self, point: tuple[Any, ...]) -> None:
        self._path(point).unlink()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        raise TypeError("the points of a sweep are asked for, not listed")

    def __len__(self) -> int:
        return len(list(self.folder.glob("*.npz")))


def find_sweep(name: str) -> Callable[..., Sweep]:
    """Give the function behind the name of a stored file."""
    module, _, function = SWEEPS[name].partition(".")
    chapters = [path.name for path in Path(course_lib.__path__[0], "chapters").iterdir()]
    chapter = max((each for each in chapters if name.startswith(f"{each}_")), key=len)
    found = import_module(f"course_lib.chapters.{chapter}.{module}")
    return getattr(found, function)  # type: ignore[no-any-return]


def main(names: list[str]) -> None:
    """Run and store the named sweeps."""
    unknown = [name for name in names if name not in SWEEPS]
    if unknown:
        sys.exit(f"no sweep is called {unknown[0]!r}; there are {', '.join(SWEEPS)}")
    for name in names or SWEEPS:
        store(name, data_folder() / "sweeps")


def store(name: str, folder: Path) -> None:
    """Run one sweep, going on from what an earlier try has left, and store it."""
    kept = KeptRuns(folder / f"{name}.running")
    sweep = find_sweep(name)(progress=lambda runs: tqdm(runs, desc=name), into=kept)
    save_sweep(folder / f"{name}.npz", sweep)
    shutil.rmtree(kept.folder)


if __name__ == "__main__":
    main(sys.argv[1:])
