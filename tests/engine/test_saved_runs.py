"""A run that was stopped and goes on ends, to the last bit, where it would have ended anyway."""

import json
import warnings
from collections import deque

import numpy as np
import pytest

from course_lib import engine
from course_lib.datasets import Noise
from course_lib.engine import (
    Adam,
    AdamW,
    BatchNorm,
    BatchRenorm,
    Dense,
    Dropout,
    GradientDescent,
    History,
    Momentum,
    Network,
    Newton,
    Optimizer,
    ReLU,
    cosine_decay,
    cross_entropy,
    fit,
    load_run,
    mlp,
    per_model,
    save_run,
    stack,
    train,
)
from course_lib.npz import read_npz, write_npz

RULES = [
    getattr(engine, name)
    for name in engine.__all__
    if isinstance(getattr(engine, name), type) and hasattr(getattr(engine, name), "update")
]


def data(dtype=np.float64, n=22):
    rng = np.random.default_rng(3)
    return rng.standard_normal((n, 4)).astype(dtype), rng.integers(3, size=n)


def net(dtype=np.float64, seed=0):
    layers = [Dense(4, 6), BatchNorm(6), ReLU(), Dropout(0.3), Dense(6, 3)]
    return Network(layers, rng=np.random.default_rng(seed), dtype=dtype)


def flat(theta):
    return np.eye(theta.shape[-1])


def optimizer(rule=Adam):
    made = rule(flat) if rule is Newton else rule()
    return Optimizer(made, lr=cosine_decay(0.05, steps=12))


def steps(network, chosen, rng=None, *, points=None, **more):
    recipe = {"epochs": 3, "batch_size": 6, "augment": Noise(0.1)} | more
    generator = np.random.default_rng(5) if rng is None else rng
    return train(network, cross_entropy, chosen, points or data(network.dtype), rng=generator,
                 **recipe)  # fmt: skip


def whole(network, chosen, **more):
    """Every loss of a run that is not stopped, and the network it leaves."""
    seen = [(step.number, step.epoch, step.loss, step.epoch_loss) for step in
            steps(network, chosen, **more)]  # fmt: skip
    return seen, network


def in_two(network, chosen, again, stop, path, **more):
    """The same run, stopped after some step and gone on with from the file."""
    seen = []
    for step in steps(network, chosen, **more):
        seen.append((step.number, step.epoch, step.loss, step.epoch_loss))
        if step.number == stop:
            save_run(step, path)
            break
    network, at = load_run(path, again)
    later = steps(network, again, at, **{k: v for k, v in more.items() if k != "rng"})
    seen += [(step.number, step.epoch, step.loss, step.epoch_loss) for step in later]
    return seen, network


def assert_equal_runs(one, other):
    for mine, theirs in zip(one[0], other[0], strict=True):
        for a, b in zip(mine, theirs, strict=True):
            np.testing.assert_array_equal(a, b)
            assert np.asarray(a).dtype == np.asarray(b).dtype
    np.testing.assert_array_equal(one[1].theta, other[1].theta)
    np.testing.assert_array_equal(one[1].buffers, other[1].buffers)


def test_all_rules_are_tried():
    assert {Adam, AdamW, GradientDescent, Momentum} <= set(RULES)
    assert len(RULES) >= 13


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_goes_on(rule, tmp_path):
    expected = whole(net(), optimizer(rule))
    assert len(expected[0]) == 12
    found = in_two(net(), optimizer(rule), optimizer(rule), 6, tmp_path / "run.npz")
    assert_equal_runs(expected, found)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("sampling", ["shuffle", "replacement"])
@pytest.mark.parametrize("stop", [1, 3, 4, 5, 8, 11, 12])
def test_from_any_step_on(stop, sampling, dtype, tmp_path):
    expected = whole(net(dtype), optimizer(), sampling=sampling)
    path = tmp_path / "run.npz"
    found = in_two(net(dtype), optimizer(), optimizer(), stop, path, sampling=sampling)
    assert_equal_runs(expected, found)


def test_a_run_stops_and_goes_on_as_often_as_one_likes(tmp_path):
    expected = whole(net(), optimizer())
    network, rng, seen, path = net(), None, [], tmp_path / "run.npz"
    for _ in range(12):
        chosen = optimizer()
        if rng is not None:
            network, rng = load_run(path, chosen)
        step = next(steps(network, chosen, rng))
        seen.append((step.number, step.epoch, step.loss, step.epoch_loss))
        save_run(step, path)
        rng = step.position
    assert_equal_runs(expected, (seen, network))


def test_a_stack_goes_on_each_model_with_random_numbers_of_its_own(tmp_path):
    def together():
        return stack([net(seed=seed) for seed in range(3)])

    def generators():
        return [np.random.default_rng([9, k]) for k in range(3)]

    def rates():
        return Optimizer(Adam(), lr=per_model([0.01, 0.03, 0.1]))

    expected = whole(together(), rates(), rng=generators())
    found = in_two(together(), rates(), rates(), 7, tmp_path / "run.npz", rng=generators())
    assert_equal_runs(expected, found)


def test_a_model_that_diverged_stays_so(tmp_path):
    def together():
        return stack([mlp([4, 6, 3], rng=np.random.default_rng(seed)) for seed in range(2)])

    def rates():
        return Optimizer(Momentum(), lr=per_model([0.01, 1e200]))

    with pytest.warns(RuntimeWarning, match="1 of 2 models diverged"):
        expected = whole(together(), rates())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found = in_two(together(), rates(), rates(), 7, tmp_path / "run.npz")
    assert np.isinf(found[0][-1][2]).tolist() == [False, True]
    assert_equal_runs(expected, found)


def test_batch_renorm_goes_on_in_its_averages(tmp_path):
    def renormed():
        layers = [Dense(4, 6), BatchRenorm(6), ReLU(), Dense(6, 3)]
        return Network(layers, rng=np.random.default_rng(0))

    expected = whole(renormed(), optimizer())
    assert_equal_runs(expected, in_two(renormed(), optimizer(), optimizer(), 5, tmp_path / "r.npz"))


def test_a_record_goes_on_with_the_run(tmp_path):
    recipe = {"batch_size": 6, "epochs": 4}
    expected = fit(net(), cross_entropy, optimizer(), data(), rng=np.random.default_rng(5),
                   **recipe)  # fmt: skip
    history = History(loss=lambda step: step.epoch_loss)
    network, chosen = net(), optimizer()
    for step in train(network, cross_entropy, chosen, data(), rng=np.random.default_rng(5),
                      **recipe):  # fmt: skip
        if step.ends_epoch:
            history.record(step)
        if step.number == 8:
            break
    path, again = save_run(step, tmp_path / "run.npz"), optimizer()
    network, at = load_run(path, again)
    fit(network, cross_entropy, again, data(), rng=at, history=history, **recipe)
    np.testing.assert_array_equal(history.epochs, expected.epochs)
    np.testing.assert_array_equal(history["loss"], expected["loss"])


def test_the_position_that_was_loaded_may_be_used_again(tmp_path):
    step = next(steps(net(), optimizer()))
    path = save_run(step, tmp_path / "run.npz")
    ends = []
    chosen = optimizer()
    _, at = load_run(path, chosen)
    for _ in range(2):
        network, _ = load_run(path, chosen)
        last = deque(steps(network, chosen, at), maxlen=1)[0]
        ends.append(last.theta.copy())
    np.testing.assert_array_equal(*ends)


def test_an_optimizer_that_trained_another_network_takes_up_this_one(tmp_path):
    expected = whole(net(), optimizer())
    used = optimizer()
    whole(net(seed=1), used)
    assert_equal_runs(expected, in_two(net(), optimizer(), used, 6, tmp_path / "run.npz"))


@pytest.fixture
def saved(tmp_path):
    for step in steps(net(), optimizer()):
        if step.number == 6:
            return save_run(step, tmp_path / "run.npz")
    raise AssertionError("the run has more than six steps")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"points": data(n=21)}, r"22 examples, batch_size 6.*got 21 examples"),
        ({"batch_size": 5}, r"batch_size 6.*got 22 examples, batch_size 5"),
        ({"sampling": "replacement"}, r"sampling 'shuffle'; got .*'replacement'"),
    ],
)
def test_it_goes_on_with_the_same_batches_only(saved, more, message):
    chosen = optimizer()
    network, at = load_run(saved, chosen)
    with pytest.raises(ValueError, match=message):
        steps(network, chosen, at, **more)


def test_a_step_that_no_run_made_is_refused(tmp_path):
    step = next(steps(net(), optimizer()))._replace(position=None)
    with pytest.raises(ValueError, match="a step that train gave"):
        save_run(step, tmp_path / "run.npz")


def test_another_rule_is_refused_and_the_optimizer_stays_as_it_was(saved):
    chosen = Optimizer(Momentum(), lr=0.1)
    with pytest.raises(ValueError, match=r"run\.npz.*followed Adam; .* Momentum"):
        load_run(saved, chosen)
    assert (chosen.steps, chosen.state) == (0, None)


def test_other_random_numbers_than_those_of_default_rng_are_refused(tmp_path):
    rng = np.random.Generator(np.random.MT19937(0))
    step = next(steps(net(), optimizer(), rng))
    with pytest.raises(TypeError, match=r"come from PCG64.*got MT19937"):
        save_run(step, tmp_path / "run.npz")
    assert list(tmp_path.iterdir()) == []


def changed(entries, **to):
    run = json.loads(str(entries["run"])) | to
    return entries | {"run": np.array(json.dumps(run))}


def without(entries, *names):
    return {name: array for name, array in entries.items() if name not in names}


def run_of(entries):
    return json.loads(str(entries["run"]))


DAMAGE = {
    "a later version": (lambda e: changed(e, format=2), "format 2; this version reads 1"),
    "no run": (lambda e: without(e, "run"), "run"),
    "no network": (lambda e: without(e, "theta"), "needs the entries"),
    "no total": (lambda e: without(e, "total"), "total"),
    "a state that is too short": (
        lambda e: e | {"state: s": e["state: s"][:, :-1]} if "state: s" in e else
        e | {name: a[:, :-1] for name, a in e.items() if name.startswith("state: ")},
        "remembers",
    ),
    "no state": (
        lambda e: {name: a for name, a in e.items() if not name.startswith("state: ")}, "remembers"
    ),
    "something more": (lambda e: e | {"code": np.zeros(1)}, r"no run has: \['code'\]"),
    "steps below 0": (lambda e: changed(e, steps=-1), "steps must be a whole number"),
    "a course of nothing": (lambda e: changed(e, course=[22, 0, "shuffle"]), "at least one"),
    "another sampling": (lambda e: changed(e, course=[22, 6, "sorted"]), "sampling must be"),
    "too many batches": (
        lambda e: changed(e, counts=run_of(e)["counts"] | {"batches": 5}), "1 to 4 batches"
    ),
    "streams of text": (
        lambda e: changed(e, streams=run_of(e)["streams"] | {"noise": ["os.system('x')"]}),
        "random stream needs",
    ),
    "a stream out of range": (
        lambda e: changed(e, streams=run_of(e)["streams"] | {
            "noise": [run_of(e)["streams"]["noise"][0] | {"state": 2**128}]}),
        "needs state in 0",
    ),
    "no streams": (
        lambda e: changed(e, streams={"began": [], "changes": [], "noise": []}), "got 0, 0, 0"
    ),
    "a total of another shape": (lambda e: e | {"total": np.zeros(2)}, "needs total of shape"),
    "no JSON": (lambda e: e | {"run": np.array("{")}, "Expecting property name"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused_in_words(saved, damage):
    change, message = DAMAGE[damage]
    entries = change(read_npz(saved))
    with saved.open("wb") as stream:
        write_npz(stream, entries)
    chosen = optimizer()
    with pytest.raises(ValueError, match=rf"run\.npz holds no run that can go on: .*{message}"):
        load_run(saved, chosen)
    assert (chosen.steps, chosen.state) == (0, None)


def test_bytes_that_are_cut_changed_or_a_pickle_are_refused(saved):
    content = saved.read_bytes()
    flipped = content[:400] + bytes([content[400] ^ 1]) + content[401:]
    renamed = content.replace(b"theta", b"thEta")
    pickled = b"\x80\x04K\x01."
    for bad in (content[:-40], content[:100], b"", flipped, pickled, renamed):
        saved.write_bytes(bad)
        with pytest.raises(ValueError, match="no run that can go on"):
            load_run(saved, optimizer())


def test_a_network_s_file_is_no_run_and_the_other_way_round(saved, tmp_path):
    path = engine.save(net(), tmp_path / "net.npz")
    with pytest.raises(ValueError, match="no run that can go on"):
        load_run(path, optimizer())
    with pytest.raises(ValueError, match="no network that can be loaded"):
        engine.load(saved)


def test_an_interrupted_write_leaves_the_older_file(saved, monkeypatch):
    before = saved.read_bytes()
    step = next(steps(net(), optimizer()))

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("course_lib.npz.npy.write_array", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_run(step, saved)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]
