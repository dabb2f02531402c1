"""What notebook 10b runs: changed digits, versions of a model, runs that go on, files."""

import numpy as np
import pytest

from course_lib import plots
from course_lib.chapters.models_in_use import (
    changes,
    deployed,
    drawing,
    files,
    own_run,
    resumed,
    versions,
)
from course_lib.chapters.models_in_use.check_answers import checkpoint, prepare
from course_lib.chapters.models_in_use.strokes import PAGES, ink_of
from course_lib.datasets import digits, like_mnist

IMAGES, LABELS = digits(200, part="test", dtype=np.float32)
SMALL = resumed.Plan(stop=6, end=12, examples=100, width=8)


@pytest.mark.parametrize("kind", changes.KINDS)
def test_no_change_leaves_a_digit_nearly_as_it_is(kind):
    same = changes.changed(IMAGES, kind, changes.NOTHING[kind])
    together = np.corrcoef(same.ravel(), IMAGES.ravel())[0, 1]
    assert together > (0.97 if kind.startswith("thicker") else 0.9999)


def test_more_ink_where_lines_are_thicker_and_less_where_thinner():
    kind = list(changes.KINDS)[2]
    ink = [float(changes.changed(IMAGES[:20], kind, x).sum()) for x in (-2 / 3, 0, 2 / 3)]
    assert ink == sorted(ink)
    assert ink[0] < 0.8 * ink[1] < 0.8 * ink[2] / 1.2


def test_a_tilt_moves_the_top_to_the_right():
    stroke = np.zeros((1, 28, 28), np.float32)
    stroke[0, 4:24, 14] = 1
    leaning = changes.changed(stroke.reshape(1, 784), list(changes.KINDS)[1], 45)[0].reshape(28, 28)
    assert leaning[4].argmax() > 20 > 8 > leaning[23].argmax()


def test_our_prepare_and_the_courses_like_mnist_agree():
    for lines in PAGES.values():
        ink = ink_of(lines)
        assert np.abs(prepare(ink) - like_mnist(ink, least=0).reshape(28, 28)).max() < 1e-9


def test_each_version_is_mended_by_its_own_remedy_alone():
    model = deployed.trained(deployed.Recipe(count=5000))
    images, labels = digits(500, part="test", dtype=np.float32)
    whole = deployed.right(model, images, labels)
    for name, fault in versions.VERSIONS.items():
        assert versions.seen(model, name, images, labels, fault).right > whole - 2
    for name in "ABDF":
        for other in versions.FAULTS:
            if other != versions.VERSIONS[name]:
                assert versions.seen(model, name, images, labels, other).right < 45


def test_rows_of_a_confusion_are_whole_digits():
    model = deployed.trained(deployed.Recipe(count=1000))
    seen = versions.seen(model, "A", IMAGES, LABELS)
    assert seen.confusion.sum(axis=1) == pytest.approx(100)


@pytest.mark.parametrize("rule", resumed.RULES)
def test_every_rule_goes_on_bit_for_bit(rule):
    plan = SMALL._replace(rule=rule)
    whole, again = resumed.uninterrupted(plan), resumed.interrupted(plan, "all")
    assert np.array_equal(whole.weights, again.weights)
    assert whole.batch_losses == again.batch_losses


@pytest.mark.parametrize("kept", resumed.KEPT[1:])
def test_a_run_that_lost_something_is_another(kept):
    whole, again = resumed.uninterrupted(SMALL), resumed.interrupted(SMALL, kept)
    assert whole.batch_losses[:6] == again.batch_losses[:6]
    assert not np.array_equal(whole.weights, again.weights)


def test_gradient_descent_has_no_memory_to_lose():
    plan = SMALL._replace(rule="gradient descent")
    whole = resumed.uninterrupted(plan)
    assert np.array_equal(whole.weights, resumed.interrupted(plan, resumed.KEPT[1]).weights)


def test_the_own_run_goes_on_through_a_file():
    whole, again = own_run.losses_after(checkpoint, stop=5, end=12)
    assert whole == again


def test_ten_damages_are_refused_each_in_words():
    said = files.refused()
    assert len(said) == 10
    assert all(words.startswith("run.npz holds no run that can go on: ") for words in said.values())


def test_reading_a_pickle_makes_the_marker_and_nothing_else(tmp_path):
    given, ran = files.read_a_pickle(tmp_path)
    assert (given, ran) == ({"W": None}, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["it_ran.txt", "weights.pkl"]


ROUND = np.deg2rad(np.linspace(0, 360, 30))
OURS = {
    7: (((0.3, 0.22), (0.7, 0.22), (0.6, 0.4), (0.48, 0.84)), ((0.38, 0.52), (0.7, 0.5))),
    4: (((0.6, 0.85), (0.6, 0.15), (0.28, 0.6), (0.75, 0.6)),),
    1: (((0.5, 0.15), (0.5, 0.85)),),
    0: (tuple(zip(0.5 + 0.2 * np.cos(ROUND), 0.5 + 0.32 * np.sin(ROUND), strict=True)),),
}


def test_what_we_drew_is_known_by_the_notebooks_network():
    """A 7 with a bar, a closed 4, a plain 1, a 0; the 1 with an upstroke is tried on the board."""
    model = deployed.trained()
    for digit, lines in OURS.items():
        image = prepare(ink_of(lines)).reshape(1, 784).astype(np.float32)
        assert model.scores(image).argmax() == digit
    opened = (((0.32, 0.15), (0.3, 0.5), (0.7, 0.5)), ((0.62, 0.3), (0.62, 0.85)))
    image = prepare(ink_of(opened)).reshape(1, 784).astype(np.float32)
    assert model.scores(image).argmax() == 4


def test_six_confusions_are_read_from_the_last_row_and_not_cut():
    """The digits beside them are shared letters of 11 points; nothing lies outside the figure."""
    one = versions.Seen(np.eye(10) * 100, right=92.0, certainty=100.0)
    figure, six = plots.new_figure(15, 3.6, panels=6)
    drawing.draw_versions(six, dict.fromkeys("ABCDEF", one))
    figure.draw_without_rendering()
    for ax in six:
        assert ax.get_xticklabels()[0].get_fontsize() == 11
        box = ax.get_tightbbox()
        assert figure.bbox.y0 <= box.y0
        assert box.y1 <= figure.bbox.y1
    named = [bool(ax.yaxis.get_tick_params()["labelleft"]) for ax in six]
    assert named == [True] + 5 * [False]
