"""The runs of notebook 05b against closed forms, the engine, published figures and stored runs."""

import numpy as np
import pytest

from course_lib.chapters.optimizers_further import (
    built,
    drawing,
    fair_rates,
    four_rules,
    small_network,
    standing,
)
from course_lib.chapters.optimizers_further.moons_table import (
    ENTRIES,
    EVERY,
    table_curves,
    table_run,
)
from course_lib.chapters.optimizers_further.words import (
    FALLING_GRID,
    GRID,
    RULES,
    Language,
    best,
    excess,
)
from course_lib.datasets import Sweep, load_sweep, published_moons
from course_lib.engine import (
    AdaGrad,
    Adam,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    binary_cross_entropy,
)
from course_lib.experiments import paired_change
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import SURFACES
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network

# A table of a network that was never updated


def first_gradients(rule, lr):
    network, optimizer, seen = lecture_network(), Optimizer(rule, lr=lr), []
    x, labels = published_moons()
    for epoch in range(40):
        for number, batch in enumerate(lecture_batches(epoch)):
            scores = network.forward(x[batch], training=True)
            network.backward(binary_cross_entropy(scores, labels[batch])[1])
            if number == 0:
                seen.append(network["hidden 1"].gradients["W"][:, 0].copy())
            optimizer.step(network)
    return seen


def test_the_lectures_adam_is_a_network_that_was_never_updated():
    near = {"rtol": 0, "atol": 1e-8}
    descent = first_gradients(GradientDescent(), LR)
    np.testing.assert_allclose(descent[15], [-0.0217046, 0.02061243], **near)
    np.testing.assert_allclose(descent[39], [-0.01099443, 0.01261449], **near)
    never = first_gradients(GradientDescent(), 0.0)
    np.testing.assert_allclose(never[15], [-0.02181807, 0.0207153], **near)
    np.testing.assert_allclose(never[39], [-0.01113395, 0.01274288], **near)
    adam = first_gradients(Adam(), LR)
    np.testing.assert_allclose(adam[15], [-0.0048328, 0.00641963], **near)
    np.testing.assert_allclose(adam[39], [-0.0072083, 0.03736371], **near)


def test_the_stored_table_has_the_published_figures():
    accuracy = 100 * load_sweep("optimizers_further_moons").values["accuracy"][:, -1]
    found = dict(zip(ENTRIES, accuracy, strict=True))
    assert found["gradient descent"] == pytest.approx(79.7, abs=0.3)
    assert found["momentum with (1 - beta)"] == pytest.approx(79.7, abs=0.3)
    assert found["Adam"] == pytest.approx(94.0, abs=0.3)
    assert found["momentum"] == pytest.approx(93.3, abs=0.3)


@pytest.mark.parametrize("name", ENTRIES)
def test_the_first_point_of_each_row_comes_out_again(name):
    stored = load_sweep("optimizers_further_moons").at(rule=name)
    loss, accuracy = table_curves(name, epochs=EVERY)
    np.testing.assert_allclose(loss[0], stored["loss"][0], rtol=1e-6)
    assert accuracy[0] == pytest.approx(stored["accuracy"][0], abs=0.0034)


def test_a_run_yields_its_network_after_each_epoch():
    networks = list(table_run("gradient descent", epochs=3))
    assert [type(network) for network in networks] == [Network] * 3


# Four rules on MNIST


def test_a_run_that_diverges_goes_on_as_infinity():
    losses, _ = four_rules.losses_of("AdaGrad", 1.0, 0, iterations=20)
    assert np.isinf(losses[-1])
    assert np.isfinite(losses[0])


def test_the_same_run_comes_out_again():
    stored = load_sweep("optimizers_further_comparison")
    for name in ("gradient descent", "Adam"):
        losses, _ = four_rules.losses_of(name, four_rules.BOOK_RATES[name], 1, iterations=50)
        curve = stored.at(rates="book", rule=name, seed=1)["curve"]
        assert four_rules.block_means(losses)[0] == pytest.approx(curve[0], rel=0.02)


def test_the_stored_comparison_used_the_tuned_rates():
    stored, tuning = (load_sweep(f"optimizers_further_{n}") for n in ("comparison", "tuning"))
    chosen = four_rules.best_rates(tuning)
    assert stored.about["settings"]["lr"] == {"book": four_rules.BOOK_RATES, "tuned": chosen}
    assert tuple(tuning.axes["lr"]) == four_rules.RATES


def tried():
    return fair_rates.all_rates(
        *(load_sweep(f"optimizers_further_{n}") for n in ("tuning", "finer"))
    )


def test_every_best_rate_is_bracketed_and_descents_no_longer_beside_an_explosion():
    for means in tried().values():
        rates = list(means)
        k = rates.index(min(means, key=means.get))
        below, best_loss, above = (means[rates[j]] for j in (k - 1, k, k + 1))
        assert best_loss < min(below, above)
        assert np.isfinite(above)
    descent = tried()["gradient descent"]
    assert [round(descent[rate], 4) for rate in (0.21, 0.3, 0.42, 0.6)] == [
        0.0741, 0.0736, 0.0839, 0.1103,
    ]  # fmt: skip


def test_the_judged_runs_have_the_best_rates_and_fresh_seeds():
    judged = load_sweep("optimizers_further_judged")
    assert judged.about["settings"]["lr"] == fair_rates.tuned_rates()
    assert not set(fair_rates.FRESH) & {*four_rules.TUNING_SEEDS, *four_rules.SEEDS}


def test_on_the_coarse_grid_tuned_adam_is_lowest_in_five_of_five():
    tails = load_sweep("optimizers_further_comparison").values["curve"][1, ..., -1]
    assert (tails[3] < tails[:3]).all()
    np.testing.assert_allclose(tails[3], [0.0589, 0.0528, 0.0545, 0.0513, 0.0679], atol=5e-5)
    np.testing.assert_allclose(tails[0], [0.0697, 0.0722, 0.0646, 0.0571, 0.0705], atol=5e-5)
    for other in tails[:3]:
        change, error = paired_change(tails[3], other)
        assert change < -3 * error


def test_on_the_finer_grid_it_is_told_apart_from_momentum_alone():
    judged = load_sweep("optimizers_further_judged").values
    told = [change / error for change, error in
            (paired_change(judged["loss"][3], other) for other in judged["loss"][:3])]  # fmt: skip
    assert [errors < -3 for errors in told] == [False, True, False]
    coarse = load_sweep("optimizers_further_coarse")
    assert coarse.about["settings"]["lr"] == four_rules.best_rates(
        load_sweep("optimizers_further_tuning")
    )
    loss, finer = coarse.values["loss"], judged["loss"]
    np.testing.assert_array_equal(loss[0], finer[0])
    told = [change / error for change, error in
            (paired_change(loss[3], other) for other in (*loss[:3], *finer[2:]))]  # fmt: skip
    np.testing.assert_allclose(told, [-3.93, -4.63, -5.63, -1.36, -2.88], atol=0.006)
    for other in judged["test_accuracy"][:3]:
        change, error = paired_change(judged["test_accuracy"][3], other)
        assert abs(change) < 3 * error


def test_the_best_of_equal_rates_is_the_first():
    axes = {"rule": np.array(["a", "b"]), "lr": np.array([0.1, 0.2]), "seed": np.array([0, 1])}
    loss = np.array([[[1.0, 3.0], [1.0, 2.0]], [[1.0, 1.0], [np.inf, 1.0]]])
    assert four_rules.best_rates(Sweep(axes, {"loss": loss}, {}, {})) == {"a": 0.2, "b": 0.1}


# Saddles and valleys


@pytest.mark.parametrize("surface", [standing.two_weights(), standing.steep_saddle(5.0, 0.1)])
def test_the_surfaces_derivatives_are_those_of_their_values(surface):
    h, rng = 1e-5, np.random.default_rng(0)
    for at in rng.uniform(-1.2, 1.2, (10, 2)):
        near = np.stack([at + sign * h * axis for axis in np.eye(2) for sign in (1, -1)])
        up, down = surface.value(near).reshape(2, 2).T
        np.testing.assert_allclose(
            surface.gradient(at), (up - down) / (2 * h), rtol=1e-5, atol=1e-6
        )
        up, down = surface.gradient(near).reshape(2, 2, 2).swapaxes(0, 1)
        np.testing.assert_allclose(surface.hessian(at), (up - down) / (2 * h), rtol=1e-5, atol=1e-5)
    for minimum in surface.minima:
        np.testing.assert_allclose(surface.gradient(np.array(minimum)), 0, atol=1e-12)


def test_the_saddle_is_that_of_the_other_notebooks():
    at = np.random.default_rng(0).uniform(-2, 2, (5, 2))
    mine, theirs = standing.steep_saddle(), SURFACES["saddle"]
    np.testing.assert_allclose(mine.value(at), theirs.value(at))
    np.testing.assert_allclose(mine.gradient(at), theirs.gradient(at))


def test_the_ridge_of_two_weights_leads_into_the_saddle_and_beside_it_out_again():
    ground = standing.two_weights()
    ridge = descend(ground, GradientDescent(), 0.1, steps=1000, start=(1.0, -1.0))
    np.testing.assert_allclose(ridge[-1], 0, atol=1e-12)
    beside = ground.value(descend(ground, GradientDescent(), 0.1, steps=120))
    assert abs(beside[40] / beside[25] - 1) < 0.01
    assert beside[-1] < 1e-3


def test_ten_times_the_rate_leaves_sooner_than_momentum_does():
    def leaves_and_arrives(rule, lr):
        path = standing.walk(rule, lr, 1e-4)
        return standing.leaving(path), arrival(path, standing.steep_saddle())

    assert leaves_and_arrives(GradientDescent(), 0.05) == (192, 232)
    assert leaves_and_arrives(GradientDescent(), 0.5) == (23, 26)
    assert leaves_and_arrives(GradientDescent(), 0.7) == (18, 20)
    assert leaves_and_arrives(Momentum(0.9), 0.05) == (53, 104)
    rates = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7)
    assert min(leaves_and_arrives(Momentum(0.9), lr)[1] for lr in rates) == 79


def test_on_a_turned_saddle_who_divides_needs_more_steps_from_nearer():
    def steps(rule, lr, degrees):
        return [
            standing.leaving(standing.turned_walk(rule, lr, 10.0**-k, degrees=degrees, steps=400))
            for k in (2, 4, 6, 8)
        ]

    assert steps(Adam(), 0.05, 0) == [20, 20, 20, 21]
    assert steps(Adam(), 0.05, 45) == [150, 232, 304, 369]
    assert steps(AdaGrad(), 0.3, 45) == [98, 179, 261, 342]
    assert steps(GradientDescent(), 0.5, 45) == [12, 23, 35, 46]


def test_at_a_steepness_of_three_momentum_leaves_in_half_the_steps():
    for rule, top, soonest in ((GradientDescent(), 0.65, 19), (Momentum(0.9), 1.25, 10)):
        walks = [standing.walk(rule, lr, 1e-4, steepness=3.0) for lr in np.linspace(0.05, top, 120)]
        left = [standing.leaving(path) for path in walks if np.isfinite(path).all()]
        assert min(step for step in left if step) == soonest


@pytest.mark.parametrize(
    ("rule", "lr", "deep"),
    [(GradientDescent(), 0.3, False), (GradientDescent(), 0.5, True), (Adam(), 0.1, False),
     (Adam(), 0.2, True), (Momentum(0.9), 0.01, False), (Momentum(0.9), 0.05, True),
     (Momentum(0.8), 0.05, False)],
)  # fmt: skip
def test_each_rule_crosses_the_shallow_valley_at_some_rate(rule, lr, deep):
    end = descend(SURFACES["two valleys"], rule, lr, steps=2000)[-1, 0]
    assert (end < 0) == deep


# A network that stands still


def test_the_curvatures_are_those_of_a_network_that_is_linear_in_its_last_bias():
    network, data = small_network.started(), small_network.points()
    bends = small_network.curvatures(network, data)
    assert bends.size == 67
    assert bends[-1] == pytest.approx(0.25, abs=0.01)  # p (1 - p) of the output's bias, at p = 1/2
    assert (np.abs(bends) <= 0.002).sum() == 66


def test_the_best_rates_of_the_picture_are_bracketed():
    data = small_network.points()
    network = small_network.started()
    for name in ("momentum", "Adam"):
        rule, rates = drawing.CONTENDERS[name]
        best_at = drawing.best_column(small_network.losses_at(rule, rates, network, data, 1000))
        assert 0 < best_at < len(rates) - 1


def test_from_usual_weights_momentum_is_fitted_some_three_times_later_than_adam():
    data, network = small_network.points(), small_network.started(small_network.USUAL)
    fitted = {}
    for name, (rule, rates) in drawing.CONTENDERS.items():
        losses = small_network.losses_at(rule, rates, network, data, 1000)
        best_at = drawing.best_column(losses)
        assert 0 < best_at < len(rates) - 1
        fitted[name] = small_network.first_below(losses, drawing.FITTED)[best_at]
    assert 2 < fitted["momentum"] / fitted["Adam"] < 4
    assert 12 < fitted["gradient descent"] / fitted["Adam"] < 14


def test_many_rates_side_by_side_are_each_alone():
    network, data = small_network.started(0.6), small_network.points()
    both = small_network.losses_at(Adam(), (0.01, 0.1), network, data, 20)
    alone = small_network.losses_at(Adam(), (0.1,), network, data, 20)
    np.testing.assert_allclose(both[:, 1], alone[:, 0])


def test_no_rate_lets_descent_out_and_adam_leaves_at_once():
    data, network = small_network.points(), small_network.started()
    rule, rates = drawing.CONTENDERS["gradient descent"]
    slow = small_network.losses_at(rule, rates, network, data, 1000)
    assert np.isinf(small_network.first_below(slow)).all()
    adam = small_network.losses_at(Adam(), (0.1,), network, data, 60)
    assert small_network.first_below(adam)[0] < 50


def test_a_step_of_ones_own_trains_a_copy():
    network, data = small_network.started(), small_network.points()
    before = network.theta.copy()
    losses = list(
        small_network.with_own_step(lambda t, g, memory: (t - g, memory), network, data, 3)
    )
    theirs = small_network.losses_at(GradientDescent(), (1.0,), network, data, 3)[:, 0]
    np.testing.assert_allclose(losses, theirs)
    np.testing.assert_array_equal(network.theta, before)


# Rare words


def test_a_language_is_of_shares():
    language = Language(10, 1.0, 0.2)
    np.testing.assert_allclose(language.follows.sum(axis=1), 1)
    assert language.shares[0] / language.shares[9] == pytest.approx(10)
    assert (language.follows > 0.8).sum() == 10


def test_a_batch_moves_only_the_rows_of_its_words():
    ends = excess(GradientDescent(), [1.0], Language(20, 0.0), updates=1, batch=3)[0]
    start = excess(GradientDescent(), [0.0], Language(20, 0.0), updates=1, batch=3)[0]
    assert 1 <= (ends != start).sum() <= 3


def test_dividing_helps_rare_words_and_harms_frequent_ones():
    for zipf, lower in ((1.0, True), (0.0, False)):
        language = Language(zipf=zipf)
        ends = {name: best(name, language)[1] @ language.shares for name in RULES}
        assert (ends["AdaGrad"] < ends["gradient descent"]) == lower
        assert (ends["Adam"] < ends["gradient descent"]) == lower


def test_a_falling_rate_takes_the_lead_of_the_rules_that_divide():
    language = Language()
    at, ends = {}, {}
    for name in ("gradient descent", "AdaGrad", "Adam"):
        rate, each = best(name, language, falling=True)
        at[name], ends[name] = rate / RULES[name][1], each @ language.shares
        assert FALLING_GRID[0] < at[name] < FALLING_GRID[-1]
    assert ends["gradient descent"] < ends["Adam"] < ends["AdaGrad"]
    assert 10 < at["gradient descent"] < 40


def test_no_best_rate_for_words_is_the_end_of_the_grid():
    for zipf in (1.0, 0.0):
        for name in ("gradient descent", "AdaGrad", "Adam"):
            rate = best(name, Language(zipf=zipf))[0] / RULES[name][1]
            assert GRID[0] < rate < GRID[-1]


# Built problems


def test_amsgrad_is_adam_where_squares_only_grow():
    grads = np.arange(1.0, 6.0)
    for step in (built.adam_step, built.amsgrad_step):
        state = (np.zeros(1),) * 4
        for grad in grads:
            state = step(*state, np.array([grad]), 0.1, 0.9, 0.5, 1e-8)
        assert state[0][0] == pytest.approx(-0.3, abs=0.2)
    longer = built.reddi(built.amsgrad_step, beta2=0.999)
    np.testing.assert_allclose(longer[-1], -1, atol=0.02)


def test_the_mean_of_reddis_slopes_pulls_to_the_left():
    assert sum(built.slope_of_reddi(k) for k in range(3)) == 1


def test_descent_finds_the_shortest_weights_that_fit():
    x, labels = built.wilson(20, 0.7, 0)
    (weights,) = built.fitted(GradientDescent(), (0.3,), x, labels)
    np.testing.assert_allclose(weights, np.linalg.pinv(x) @ labels, atol=1e-6)
    (adam,) = built.fitted(AdaGrad(), (0.1,), x, labels)
    np.testing.assert_allclose(adam @ x.T, labels, atol=1e-3)
    assert built.on_new(adam[None])[1] == [0]
