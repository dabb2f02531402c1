"""Run the long experiments once and store them under data/sweeps/.

python -m tools.sweeps          all of them
python -m tools.sweeps NAME     only those named
"""

import sys

from tqdm import tqdm

from course_lib.chapters.batch_normalization.laboratory import laboratory_sweep
from course_lib.chapters.batch_normalization.rates import rates_sweep
from course_lib.chapters.batch_normalization.scales import scales_sweep
from course_lib.chapters.bias_and_variance import learning_curves
from course_lib.chapters.gradients_and_activations import ranking
from course_lib.chapters.hyperparameter_search.lecture import searches_sweep
from course_lib.chapters.hyperparameter_search.table import table_sweep
from course_lib.chapters.initialization import digits as initialization_digits
from course_lib.chapters.initialization import valley as initialization_valley
from course_lib.chapters.learning_rate_schedules import composer, starts
from course_lib.chapters.optimizers.moons_table import moons_table
from course_lib.chapters.optimizers_further import decay_sweep, four_rules
from course_lib.chapters.regularization import mnist300_sweeps, nielsen
from course_lib.chapters.regularization import sweeps as regularization
from course_lib.datasets import data_folder, save_sweep

SWEEPS = {
    "gradients_and_activations_ranking": ranking.ranking_sweep,
    "bias_and_variance_learning_curves": learning_curves.sweep,
    "regularization_strength": mnist300_sweeps.strength_sweep,
    "regularization_drop_rate": mnist300_sweeps.drop_rate_sweep,
    "regularization_drop_rate_long": mnist300_sweeps.long_drop_rate_sweep,
    "initialization_digits": initialization_digits.sweep,
    "initialization_valley": initialization_valley.sweep,
    "optimizers_moons": moons_table,
    "optimizers_further_tuning": four_rules.tuning_sweep,
    "optimizers_further_comparison": four_rules.comparison_sweep,
    "optimizers_further_decay": decay_sweep.decay_sweep,
    "regularization_masks": regularization.mask_sweep,
    "regularization_classical": regularization.classical_sweep,
    "regularization_augmentation": regularization.augmentation_sweep,
    "regularization_remedies": regularization.remedies_sweep,
    "regularization_nielsen": nielsen.sweep,
    "batch_normalization_scales": scales_sweep,
    "batch_normalization_rates": rates_sweep,
    "batch_normalization_laboratory": laboratory_sweep,
    "hyperparameter_search_lecture": searches_sweep,
    "hyperparameter_search_table": table_sweep,
    "learning_rate_schedules_composer": composer.sweep,
    "learning_rate_schedules_starts": starts.sweep,
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
