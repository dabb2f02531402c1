import numpy as np
import pytest

from course_lib.chapters.regularization import sweeps
from course_lib.datasets import load_sweep
from course_lib.engine import GradientDescent, Optimizer, cross_entropy, evaluate, fit, mlp
from course_lib.experiments import mnist300, paired_change
from course_lib.experiments.mnist300 import Run, Setting

SHORT = Setting(epochs=6)


def test_the_sets_do_not_overlap_and_are_the_published_ones():
    sets = mnist300.load_sets()
    assert sets.train[1][:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    seen = {image.tobytes() for image in sets.train[0]}
    assert len(seen) == 300
    for images, _ in (sets.dev, sets.test):
        assert not seen & {image.tobytes() for image in images}


def test_a_run_is_what_the_notebook_writes_out():
    rng = np.random.default_rng(3)
    network = mlp([784, 100, 100, 100, 100, 100, 100, 10], rng=rng)
    fit(
        network, cross_entropy, Optimizer(GradientDescent(), lr=0.01), mnist300.load_sets().train,
        epochs=6, batch_size=100, rng=rng, sampling="replacement",
    )  # fmt: skip
    run = Run(Setting(epochs=6, seed=3)).finish()
    np.testing.assert_array_equal(run.network.theta, network.theta)


def test_curves_are_recorded_while_it_trains():
    run = Run(SHORT)
    seen = [len(run.history) for _ in run.steps()]
    assert seen == [0] * 8 + [1] * 9 + [2]
    curves = run.curves()
    assert set(curves) == {"train_accuracy", "dev_accuracy", "train_loss", "dev_loss"}
    loss, right = evaluate(run.network, cross_entropy, mnist300.load_sets().dev)
    assert curves["dev_accuracy"][-1] == right
    assert curves["dev_loss"][-1] == loss


def test_settings_make_a_difference():
    plain, decayed, dropped, other_seed = (
        Run(setting).finish().network.theta
        for setting in (
            SHORT,
            mnist300.varied(SHORT, strength=0.1),
            mnist300.varied(SHORT, drop_rate=0.2),
            mnist300.varied(SHORT, seed=1),
        )
    )
    for theta in (decayed, dropped, other_seed):
        assert not np.allclose(theta, plain)
    assert np.abs(decayed).sum() < np.abs(plain).sum()


def test_a_sweep_has_every_point_and_goes_on_after_an_interrupt():
    done = {}

    def interrupted(settings):
        for count, setting in enumerate(settings):
            if count == 3:
                raise KeyboardInterrupt
            yield setting

    with pytest.raises(KeyboardInterrupt):
        sweeps.sweep(SHORT, "strength", [0, 0.1], seeds=[0, 1], progress=interrupted, into=done)
    assert len(done) == 3
    kept = {setting: id(results) for setting, results in done.items()}
    sweep = sweeps.sweep(SHORT, "strength", [0, 0.1], seeds=[0, 1], into=done)
    assert all(id(done[setting]) == before for setting, before in kept.items())
    assert sweep.values["test_accuracy"].shape == (2, 2)
    assert sweep.fixed["epochs"].tolist() == [3, 6]
    point = sweep.at(strength=0.1, seed=1)
    alone = Run(mnist300.varied(SHORT, strength=0.1, seed=1)).finish().results()
    for name, value in alone.items():
        np.testing.assert_array_equal(point[name], value)


@pytest.mark.parametrize(
    ("name", "axis", "value"),
    [
        ("regularization_strength", "strength", 0.03),
        ("regularization_drop_rate", "drop_rate", 0.05),
    ],
)
def test_a_stored_point_is_what_this_machine_computes(name, axis, value):
    sweep = load_sweep(name)
    base = Setting(epochs=sweep.about["settings"]["epochs"], every=sweep.about["settings"]["every"])
    now = Run(mnist300.varied(base, seed=2, **{axis: value})).finish().results()
    stored = sweep.at(seed=2, **{axis: value})
    # Another processor may round differently; an image or two may then change sides.
    assert abs(now["test_accuracy"] - stored["test_accuracy"]) < 0.002
    np.testing.assert_allclose(now["dev_accuracy"], stored["dev_accuracy"], atol=0.01)
    np.testing.assert_allclose(now["histogram"], stored["histogram"], atol=1e-4)


def test_the_histogram_counts_shares():
    weights = np.array([0.0, 0.004, -0.004, 0.1, 5.0])
    shares = mnist300.histogram(weights)
    assert shares.sum() == pytest.approx(0.8)
    assert shares[40] == pytest.approx(0.6)


def test_paired_change_sees_through_the_seeds():
    reference = np.array([0.0, 10.0, 20.0])
    mean, error = paired_change(reference + np.array([1.0, 2.0, 3.0]), reference)
    assert mean == pytest.approx(2)
    assert error == pytest.approx(1 / np.sqrt(3))
    with pytest.raises(ValueError, match="two flat arrays of one length"):
        paired_change([1.0], [1.0])
