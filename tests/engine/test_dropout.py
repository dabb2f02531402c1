import numpy as np
import pytest

from course_lib.engine import Dropout, per_model


def test_the_expectation_is_kept():
    x = np.ones((1000, 400))
    y = Dropout(0.3).forward(x, training=True, rng=np.random.default_rng(0))
    # the share dropped of 400 000 draws has a standard error of 0.0007
    assert (y == 0).mean() == pytest.approx(0.3, abs=0.004)
    assert set(np.unique(y)) == {0, 1 / 0.7}
    assert y.mean() == pytest.approx(1, abs=0.005)


def test_inference_passes_everything_on():
    x = np.random.default_rng(0).standard_normal((3, 4))
    layer = Dropout(0.5)
    layer.forward(x, training=True, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(layer.forward(x), x)
    np.testing.assert_array_equal(layer.backward(x), x)


def test_the_gradient_passes_where_the_signal_passed():
    layer, x = Dropout(0.5), np.ones((20, 20))
    y = layer.forward(x, training=True, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(layer.backward(x), y)


def test_every_step_draws_a_fresh_mask():
    layer, x, rng = Dropout(0.5), np.ones((20, 20)), np.random.default_rng(0)
    first = layer.forward(x, training=True, rng=rng)
    assert (first != layer.forward(x, training=True, rng=rng)).any()


def test_models_share_the_draw_and_keep_their_own_rate():
    layer = Dropout(per_model([0.0, 0.2, 0.6]))
    y = layer.forward(np.ones((3, 50, 50)), training=True, rng=np.random.default_rng(0))
    assert (y[0] == 1).all()
    # what the gentler model drops, the harsher one drops too
    assert (y[2][y[1] == 0] == 0).all()
    assert (y[2] == 0).mean() == pytest.approx(0.6, abs=0.04)


def test_rate_zero_draws_too():
    """Networks that differ only in their rate then share all later noise."""
    rng, twin = np.random.default_rng(0), np.random.default_rng(0)
    Dropout(0.0).forward(np.ones((3, 4)), training=True, rng=rng)
    twin.random((3, 4))
    assert rng.random() == twin.random()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_draw_has_the_dtype_of_the_input(dtype):
    y = Dropout(0.5).forward(np.ones((3, 4), dtype), training=True, rng=np.random.default_rng(0))
    kept = np.random.default_rng(0).random((3, 4), dtype=dtype) >= 0.5
    np.testing.assert_array_equal(y, 2 * kept)


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_rates_out_of_range(rate):
    with pytest.raises(ValueError, match=r"drop_rate must lie in \[0, 1\); got"):
        Dropout(rate)
    layer = Dropout(0.5)
    with pytest.raises(ValueError, match="drop_rate must lie in"):
        layer.drop_rate = rate


def test_training_needs_a_generator():
    with pytest.raises(ValueError, match="Dropout 'd' needs rng in training"):
        Dropout(0.5, name="d").forward(np.ones((1, 1)), training=True)
