"""Runs of notebook 09: a plain loop, losses by hand, leaks, rare classes, shipped bugs."""

import numpy as np
import pytest

from course_lib.chapters.training_clinic import imbalance, leaks, policies, shipped, squashed
from course_lib.chapters.training_clinic.cases.every import DIAGNOSES, FAULTS
from course_lib.chapters.training_clinic.patient import (
    Patient,
    Recipe,
    by_hand_each,
    by_hand_one,
    softmax_for_tags,
)
from course_lib.chapters.training_clinic.problems import draw_digits, draw_moons, draw_tags
from course_lib.datasets import load_sweep
from course_lib.engine import binary_cross_entropy, cross_entropy


def test_the_plain_loop_trains_as_well_as_the_engines():
    patient = Patient(Recipe(draw_moons(np.random.default_rng(0)), lr=0.2))
    assert patient.record.train[-1][0] < 0.15
    assert patient.record.train[-1][1] > 0.95
    assert patient.record.sizes == [10] * 300


def test_losses_by_hand_are_the_engines_where_numbers_are_small():
    rng = np.random.default_rng(0)
    out, labels = rng.normal(size=(7, 4)), rng.integers(4, size=7)
    value, grad = by_hand_one(out, labels)
    ours, our_grad = cross_entropy(out, labels)
    assert value == pytest.approx(float(ours))
    assert grad == pytest.approx(our_grad)
    tags = rng.integers(2, size=(7, 4))
    value, grad = by_hand_each(out, tags)
    ours, our_grad = binary_cross_entropy(out, tags)
    assert value == pytest.approx(float(ours))
    assert grad == pytest.approx(our_grad)


def test_the_gradient_of_softmax_for_tags_is_that_of_its_loss():
    rng = np.random.default_rng(1)
    out, tags = rng.normal(size=(5, 4)), rng.integers(2, size=(5, 4))
    _, grad = softmax_for_tags(out, tags)
    step = 1e-6
    for place in np.ndindex(out.shape):
        up, down = out.copy(), out.copy()
        up[place] += step
        down[place] -= step
        slope = (softmax_for_tags(up, tags)[0] - softmax_for_tags(down, tags)[0]) / (2 * step)
        assert grad[place] == pytest.approx(slope, abs=1e-7)


@pytest.mark.parametrize("draw", [draw_moons, draw_digits, draw_tags])
def test_a_guess_costs_what_saying_nothing_costs(draw):
    patient = Patient(Recipe(draw(np.random.default_rng(0)), lr=0.1))
    x, labels = patient.problem.train
    nothing = np.zeros((len(x), patient.problem.outputs))
    assert float(patient.loss(nothing, labels)[0]) == pytest.approx(patient.guess)


def test_the_same_looks_come_out_of_a_stored_patient_and_of_one_drawn_now():
    sweep = load_sweep("training_clinic_patients")
    assert sweep.axes["diagnosis"].tolist() == list(DIAGNOSES)
    for name in ("rate too low", "last batch of one under batch norm"):
        stored = sweep.at(diagnosis=name, seed=1003)
        now = FAULTS[name].patient(1003)
        seen = policies.INSTRUMENTS["batches"].read(now)
        assert float(stored["batches_updates"]) == seen["updates"]
        beside = float(stored["batches_last_beside_others"])
        assert beside == pytest.approx(seen["last beside others"], rel=1e-3)


def test_the_order_of_the_course_is_ahead_of_its_rivals():
    from course_lib.chapters.training_clinic.check_answers import first_aid

    ours, by_list, by_curves = (
        policies.judged_on_stored(each).mean()
        for each in (first_aid, policies.by_the_list, policies.by_the_curves)
    )
    assert ours > 7
    assert by_curves < by_list < 4


def test_a_choice_before_the_split_promises_too_much_and_a_normalization_does_not():
    table = leaks.Table()
    gaps = {
        step: np.mean([np.subtract(*leaks.promised_and_kept(table, k, step)) for k in range(6)])
        for step in ("nothing", "normalized", "chosen")
    }
    assert gaps["chosen"] > gaps["nothing"] + 8
    assert abs(gaps["normalized"] - gaps["nothing"]) < 3


def test_weights_and_threshold_find_the_rare_class_and_accuracy_prefers_neither():
    found = imbalance.compared(imbalance.Study(count=600), 0)
    assert found["plain"]["accuracy"] > found["class weights"]["accuracy"]
    for way in ("class weights", "threshold", "50 to 50"):
        assert found[way]["recall 1"] > found["plain"]["recall 1"] + 20
    assert found["65 to 35"]["says"] > 2 * found["plain"]["says"]


def test_balanced_weights_make_both_classes_weigh_the_same():
    labels = np.repeat([0, 1], [95, 5])
    weights = imbalance.balanced_weights(labels)
    assert 95 * weights[0] == pytest.approx(5 * weights[1])
    assert weights[labels].mean() == pytest.approx(1)


def test_the_loss_behind_a_sigmoid_stays_above_its_floor():
    loss, right = squashed.curve(squashed.Study(epochs=10), 0, squashed=True)
    assert loss.min() > np.log(np.e + 9) - 1
    assert right[-1] > 0.6


def test_shipped_bugs_show_in_one_number_and_what_was_meant_does_not():
    mask, adam, nesterov, still = shipped.rows()
    assert (mask.shipped, mask.meant) == (1, 20)
    assert adam.shipped == pytest.approx(3.162, abs=1e-3)
    assert adam.meant == pytest.approx(1)
    assert nesterov.shipped > 0.1
    assert nesterov.meant < 1e-12
    assert still.shipped == 0
    assert still.meant > 0.01


def test_the_swapped_lines_still_descend():
    path = shipped.nesterov_path(100, swapped=True)
    assert abs(path[-1]) < 1e-2
