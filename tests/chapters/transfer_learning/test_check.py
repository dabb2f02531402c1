"""The checks of notebook 10: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.transfer_learning import check
from course_lib.chapters.transfer_learning.check_answers import frozen_step
from tests.chapters.transfer_learning.answers import RIGHT, SEEN
from tests.checks.saying import said_of

TITLES = {"frozen_step": 1, "cheaper": 2, "layer_rates": 3, "policy": 4}


@pytest.mark.parametrize("name", TITLES)
def test_solutions_pass(name, capsys):
    for solution in RIGHT[name].values():
        said = said_of(getattr(check, name), solution, capsys)
        assert said.startswith(f"Exercise {TITLES[name]} ({name}): passed. ")


@pytest.mark.parametrize(
    ("name", "mistake"), [(name, mistake) for name, each in SEEN.items() for mistake in each]
)
def test_a_mistake_meets_its_message(name, mistake, capsys):
    function, message = SEEN[name][mistake]
    said = said_of(getattr(check, name), function, capsys)
    assert "not yet right" in said
    assert message in said


def test_a_frozen_weight_stays_to_the_last_bit_whatever_its_velocity():
    rng = np.random.default_rng(0)
    theta, velocity, grad = rng.standard_normal((3, 50))
    trained = (np.arange(50) % 2).astype(float)
    new, _ = frozen_step(theta, velocity, grad, trained, 0.1, 0.9, 0.01)
    assert (new[::2] == theta[::2]).all()
    assert (new[1::2] != theta[1::2]).all()
