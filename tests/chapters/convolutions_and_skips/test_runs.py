"""The runs of notebook 11b: what they compute, and the numbers of the text."""

import numpy as np
import pytest

from course_lib.chapters.convolutions_and_skips import (
    check_answers,
    deep,
    fields,
    lesions,
    shifting,
    sliding,
    stacks,
)
from course_lib.chapters.convolutions_and_skips.written import LeftOut, WrittenResidual
from course_lib.datasets import digits, load_sweep
from course_lib.engine import (
    Conv2D,
    Dense,
    Network,
    ReLU,
    Residual,
    check_gradients,
    cross_entropy,
)
from course_lib.experiments.small_digits import three_sets


def test_a_filter_slid_is_the_engines_layer():
    image, kernel = np.random.default_rng(0).random((6, 7)), np.arange(6.0).reshape(2, 3)
    layer = Conv2D((6, 7, 1), 1, kernel=2)
    Network([layer], rng=np.random.default_rng(0))
    layer.W[...], layer.b[...] = kernel[:, :2].reshape(-1, 1), 0
    ours = sliding.mapped(image, kernel[:, :2])
    assert layer.forward(image.reshape(1, -1)).reshape(5, 6) == pytest.approx(ours)


def test_the_way_back_is_the_slope_of_the_map():
    rng = np.random.default_rng(0)
    image, kernel, grad = rng.random((6, 5)), rng.random((3, 2)), rng.random((4, 4))
    both = check_answers.conv_backward(image, kernel, grad)
    for place, (array, found) in enumerate(zip((kernel, image), both, strict=True)):
        for at in np.ndindex(array.shape):
            moved = [kernel.copy(), image.copy()]
            moved[place][at] += 1e-6
            change = sliding.mapped(moved[1], moved[0]) - sliding.mapped(image, kernel)
            assert np.sum(change * grad) / 1e-6 == pytest.approx(found[at], abs=1e-5)


def test_the_hidden_filter_is_found():
    five, hidden = digits(1, side=14)[0].reshape(14, 14), sliding.FILTERS["hidden"]
    target = sliding.mapped(five, hidden)
    found = sliding.found_kernel(check_answers.conv_backward, five, target)
    assert np.abs(found - hidden).max() < 0.1


@pytest.mark.parametrize(
    "windows", [[(3, 1, 1)] * 4, [(3, 2, 1), (3, 1, 1)], [(5, 1, 2), (1, 1, 0)], [(3, 2, 1)] * 2]
)
def test_the_field_is_what_the_gradient_reaches(windows):
    felt = fields.seen(fields.stacked(27, windows, 8, 0), 27) > 0
    positions, field = check_answers.look(27, windows)
    assert (int(felt.any(axis=0).sum()), int(felt.any(axis=1).sum())) == (field, field)
    assert fields.stacked(27, windows, 8, 0).layers[-2].out_shape[0] == positions


def test_a_written_block_is_the_engines():
    def net(wrap):
        return deep.build(deep.Setting(depth=3), np.random.default_rng(0), wrap=wrap)

    written = net(lambda f, _: WrittenResidual(f, function=check_answers.block))
    engines = net(lambda f, _: Residual(f))
    x = digits(5, side=14, dtype=np.float32)[0]
    assert np.array_equal(written.forward(x), engines.forward(x))
    grad = np.ones((5, 10), np.float32)
    written.backward(grad)
    engines.backward(grad)
    assert written.gradient == pytest.approx(engines.gradient, abs=1e-6)


def test_a_block_that_is_left_out_is_not_computed_and_counts_its_share_in_use():
    rng = np.random.default_rng(0)
    always, never = LeftOut([Dense(3, 3)], survives=1.0), LeftOut([Dense(3, 3)], survives=0.0)
    network = Network([always, never, ReLU()], rng=rng)
    x = rng.standard_normal((4, 3))
    y = network.forward(x, training=True, rng=rng)
    through = x + always.layers[0].forward(x)
    assert y == pytest.approx(np.maximum(through, 0))
    network.gradient[...] = 7
    network.backward(np.ones((4, 3)))
    assert np.all(never.layers[0].gradients["W"] == 0)
    assert np.any(always.layers[0].gradients["W"] != 0)
    half = LeftOut([ReLU()], survives=0.5)
    assert half.forward(np.array([[2.0]]))[0, 0] == 3


def test_a_network_around_written_blocks_passes_the_gradient_check():
    rng = np.random.default_rng(0)
    inner = [Dense(4, 4)]
    network = Network(
        [Dense(3, 4), WrittenResidual(inner, function=check_answers.block), Dense(4, 10)], rng=rng
    )
    few = rng.standard_normal((6, 3)), np.arange(6)
    assert check_gradients(network, cross_entropy, few, rng=rng).error < 1e-6


def test_survivals_have_the_share_as_their_mean_and_lie_on_the_papers_line():
    for blocks, share in ((8, 0.75), (16, 0.75), (54, 0.6)):
        ours = check_answers.survival(blocks, share)
        assert ours.mean() == pytest.approx(share)
        assert ours == pytest.approx(deep.survivals(blocks, ours[-1]))
    assert deep.survivals(54, 0.5).sum() == pytest.approx(40.25)  # "about 40" of the paper's 54


def test_moved_digits_in_their_frame_are_whole():
    data = shifting.new_digits(shifting.Setting())
    for down, right in ((2, 2), (-2, 0), (0, 1)):
        moved = shifting.moved(data, down, right)[0]
        assert moved.sum() == pytest.approx(data[0].sum(), rel=1e-6)


def test_the_dense_network_and_the_dense_head_have_as_many_parameters():
    sizes = {
        kind: shifting.build(shifting.Setting(kind), np.random.default_rng(0)).theta.size
        for kind in shifting.KINDS
    }
    assert sizes == {"dense": 16760, "dense head": 16618, "pooled": 3818}


def test_depths_of_the_stored_map():
    stored = load_sweep("convolutions_and_skips_stacks")

    def best(kind, depth, judged="test"):
        return float(stacks.at_own_best(stored, kind, depth, judged)[1].mean())

    assert max(abs(best(kind, 3) - best("plain", 3)) for kind in stacks.KINDS) < 4
    assert best("plain", 33) < 50 < best("plain", 17)
    assert best("batch norm", 33, "train") < 60
    assert best("skips, batch norm", 33, "train") > 95
    assert best("skips, small start", 33) > 80


def test_a_stored_run_comes_again():
    stored = load_sweep("convolutions_and_skips_stacks")
    now = deep.right(deep.Setting(depth=3), [0.03], [0])[0]
    then = stored.at(kind="plain", depth=3, lr=0.03, seed=0)["train"]
    assert now[0, 0] == pytest.approx(then, abs=1.5)


def test_a_network_without_no_block_is_the_network():
    network = deep.build(deep.Setting("batch norm", depth=3), np.random.default_rng(0))
    data = digits(50, side=14, dtype=np.float32)
    guesses = network.forward(data[0]).argmax(axis=1)
    assert lesions.right_without(network, data, []) == 100 * np.mean(guesses == data[1])


def test_moved_by_two_an_untrained_pooled_network_changes_least():
    """Of what each score differs by from digit to digit; one pixel, half a stride, changes more."""
    few = tuple(each[:100] for each in shifting.new_digits(shifting.Setting()))

    def change(kind, pixels):
        network = shifting.build(shifting.Setting(kind), np.random.default_rng(1))
        before, after = (network.forward(shifting.moved(few, 0, by)[0]) for by in (0, pixels))
        return 100 * np.abs(after - before).mean() / before.std(axis=0).mean()

    assert [change("pooled", by) for by in (1, 2)] == pytest.approx([46, 18], abs=1)
    assert [change("dense head", by) for by in (1, 2)] == pytest.approx([85, 100], abs=1)
    assert [change("dense", by) for by in (1, 2)] == pytest.approx([90, 121], abs=1)


def test_the_first_block_adds_most_and_is_missed_most():
    stack = deep.Setting("batch norm", depth=17, updates=120)
    network = deep.single(stack, 0.03, seed=0, wrap=lambda inner, _: Residual(inner))
    test = three_sets(stack.examples, stack.start)[2]
    few = test[0][:500], test[1][:500]
    parts = lesions.added(network, few)
    assert parts[0] == pytest.approx(3.3, abs=0.2)
    assert max(parts[1:]) < 0.7
    whole, *out = [
        lesions.right_without(network, few, p) for p in ([], *lesions.blocks_of(network))
    ]
    assert whole - out[0] > 40
    assert min(out[4:]) > whole - 3


def test_a_shallower_stack_is_level_with_blocks_left_out_at_equal_work():
    how = {"norm": "batch norm", "skip": True, "examples": 300}
    left_out = deep.Setting(**how, depth=9, last=0.5, updates=200)
    shallower = deep.Setting(**how, depth=7, updates=193)
    ours, theirs = (deep.right(each, [0.03], range(100, 104))[2] for each in (left_out, shallower))
    assert abs(ours.mean() - theirs.mean()) < 2.5
