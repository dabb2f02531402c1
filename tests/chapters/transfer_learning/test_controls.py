"""The controls of notebook 10: what could refute a transfer, by the numbers that it prints."""

import numpy as np
import pytest

from course_lib.chapters.transfer_learning import check_answers, controls, judging, strategies
from course_lib.claims import load_results
from course_lib.experiments import paired_change

CLOSE = 1.5  # points; float32 rounds elsewhere


@pytest.fixture(scope="module")
def told():
    return load_results("transfer_learning").outcomes["told"][0].numbers


def test_most_of_the_lead_over_stored_features_is_the_price_of_storing(told):
    anew = controls.last_layer_anew(per_class=5, updates=800)
    assert anew.mean() == pytest.approx(52.9, abs=CLOSE)
    gain, error = paired_change(anew, told["head"])
    assert gain > 3 * error
    assert gain > (np.mean(told["told"]) - np.mean(told["head"])) / 2
    lead, error = paired_change(told["told"], anew)
    assert lead < 3 * error


def test_layers_that_know_the_target_lose_nothing_when_the_second_is_frozen():
    one, both = (
        controls.own_layers(strategy, per_class=100)
        for strategy in (strategies.LOWER, strategies.HEAD)
    )
    assert both.mean() - one.mean() == pytest.approx(0.7, abs=CLOSE)


def test_the_rule_to_the_letter_is_as_poor_as_the_rest():
    assert controls.last_on_first("clothes", per_class=5).mean() == pytest.approx(30.9, abs=CLOSE)


def test_little_is_lost_where_the_last_layer_learned_first():
    came = {name: four.mean() for name, four in controls.last_layer_first(per_class=5).items()}
    assert list(came.values()) == pytest.approx([44.6, 43.4, 35.6], abs=CLOSE)


def test_the_pages_own_rates_pass_with_something_to_spare():
    rates = check_answers.layer_rates()
    points, error, _ = judging.against_one_rate(rates)
    assert points > 3.3 * error  # three are needed
    points, error, _ = judging.against_last_layer(rates)
    assert points > 2.5 * error  # two are needed
