"""Run the long experiments once and store them under data/sweeps/.

python -m tools.sweeps          all of them
python -m tools.sweeps NAME     only those named
"""

import sys

from tqdm import tqdm

from course_lib.datasets import data_folder, save_sweep
from course_lib.experiments import mnist300_sweeps
from course_lib.experiments.batch_normalization.laboratory import laboratory_sweep
from course_lib.experiments.batch_normalization.rates import rates_sweep
from course_lib.experiments.batch_normalization.scales import scales_sweep
from course_lib.experiments.bias_variance import learning_curves
from course_lib.experiments.gradients import ranking
from course_lib.experiments.hyperparameters.lecture import searches_sweep
from course_lib.experiments.hyperparameters.table import table_sweep
from course_lib.experiments.initialization import digits as initialization_digits
from course_lib.experiments.initialization import valley as initialization_valley
from course_lib.experiments.optimizers.moons_table import moons_table
from course_lib.experiments.optimizers_further import decay_sweep, four_rules
from course_lib.experiments.regularization import nielsen
from course_lib.experiments.regularization import sweeps as regularization
from course_lib.experiments.schedules import composer, starts

SWEEPS = {
    "activation_ranking": ranking.ranking_sweep,
    "mnist_learning_curves": learning_curves.sweep,
    "mnist300_strength": mnist300_sweeps.strength_sweep,
    "mnist300_drop_rate": mnist300_sweeps.drop_rate_sweep,
    "mnist300_drop_rate_long": mnist300_sweeps.long_drop_rate_sweep,
    "initialization_digits": initialization_digits.sweep,
    "initialization_valley": initialization_valley.sweep,
    "optimizers_moons": moons_table,
    "optimizers_further_tuning": four_rules.tuning_sweep,
    "optimizers_further_comparison": four_rules.comparison_sweep,
    "optimizers_further_decay": decay_sweep.decay_sweep,
    "mnist300_masks": regularization.mask_sweep,
    "mnist300_classical": regularization.classical_sweep,
    "mnist300_augmentation": regularization.augmentation_sweep,
    "mnist300_remedies": regularization.remedies_sweep,
    "nielsen_overfitting": nielsen.sweep,
    "batch_norm_scales": scales_sweep,
    "batch_norm_rates": rates_sweep,
    "batch_norm_laboratory": laboratory_sweep,
    "hyperparameter_searches": searches_sweep,
    "hyperparameter_table": table_sweep,
    "schedules_composer": composer.sweep,
    "schedules_starts": starts.sweep,
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
