"""Augmented images are what was asked for, stand where they stood, and the originals are safe."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.datasets import (
    Cutout,
    Flip,
    InOrder,
    Noise,
    Rotate,
    Shift,
    Sometimes,
    cover,
    flip,
    rotate,
    shift,
)

SHAPE = (5, 6)
MAKE = {
    "shift": lambda shape: Shift(shape, 2),
    "rotate": lambda shape: Rotate(shape, 30),
    "flip": Flip,
    "noise": lambda shape: Noise(0.3),
    "cutout": lambda shape: Cutout(shape, 3),
    "sometimes": lambda shape: Sometimes(Shift(shape, 2), 0.5),
    "in order": lambda shape: InOrder([Shift(shape, 1), Rotate(shape, 10), Noise(0.1)]),
}
ALL = pytest.mark.parametrize("name", MAKE)
WITH_SHAPE = pytest.mark.parametrize("name", ["shift", "rotate", "flip", "cutout"])


def rng(seed=0):
    return np.random.default_rng(seed)


def batch(n=8, shape=SHAPE, dtype=np.float64, seed=1):
    return (1 + rng(seed).random((n, int(np.prod(shape))))).astype(dtype)


# One at a time, by hand


def test_shift_by_hand():
    x = np.tile(np.arange(1.0, 7.0), (5, 1))
    down, right = np.array([0, 1, 0, -1, 1]), np.array([0, 0, 2, 1, -2])
    moved = shift(x, (2, 3), down, right, fill=9).reshape(5, 2, 3)
    np.testing.assert_array_equal(moved[0], [[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(moved[1], [[9, 9, 9], [1, 2, 3]])
    np.testing.assert_array_equal(moved[2], [[9, 9, 1], [9, 9, 4]])
    np.testing.assert_array_equal(moved[3], [[9, 4, 5], [9, 9, 9]])
    np.testing.assert_array_equal(moved[4], [[9, 9, 9], [3, 9, 9]])


def test_channels_shift_together():
    x = np.arange(1.0, 9.0).reshape(1, 8)  # 2 x 2 pixels of 2 channels
    moved = shift(x, (2, 2, 2), np.array([0]), np.array([1]))
    np.testing.assert_array_equal(moved.reshape(2, 2, 2), [[[0, 0], [1, 2]], [[0, 0], [5, 6]]])


@pytest.mark.parametrize("far", [5, -6, 1000, -1000])
def test_shifted_out_of_sight(far):
    x, still = batch(1), np.array([0])
    np.testing.assert_array_equal(shift(x, SHAPE, np.array([far]), still, fill=-1), -1)
    np.testing.assert_array_equal(
        shift(x, SHAPE, still, np.array([far + np.sign(far)]), fill=-1), -1
    )


def test_shifts_are_uniform_and_each_image_has_its_own():
    x = np.zeros((4000, 49))
    x[:, 24] = 1  # the centre of 7 x 7
    moved = Shift((7, 7), 2)(x, rng=rng()).reshape(-1, 7, 7)
    counts = moved.sum(axis=0)
    assert moved.sum() == 4000
    assert counts[2:5, 2:5].sum() < counts[1:6, 1:6].sum() == 4000
    # 25 places with 160 each, standard deviation 12.4
    assert abs(counts[1:6, 1:6] - 160).max() < 4 * 12.4


@pytest.mark.parametrize("shape", [(5, 5), (4, 4), (3, 3, 2)])
@pytest.mark.parametrize("quarters", [-1, 0, 1, 2])
def test_quarter_turns_are_those_of_numpy(shape, quarters):
    x = batch(3, shape)
    turned = rotate(x, shape, np.full(3, 90.0 * quarters), fill=7)
    expected = np.rot90(x.reshape(3, *shape), quarters, axes=(1, 2))
    np.testing.assert_allclose(turned.reshape(3, *shape), expected, rtol=0, atol=1e-12)


def test_a_positive_angle_is_counterclockwise():
    x = np.zeros((1, 9))
    x[0, 5] = 1  # right of the centre
    turned = rotate(x, (3, 3), np.array([90.0])).reshape(3, 3)
    np.testing.assert_allclose(turned, [[0, 1, 0], [0, 0, 0], [0, 0, 0]], rtol=0, atol=1e-12)


def test_half_a_turn_of_an_oblong_image():
    x = batch(2)
    np.testing.assert_allclose(rotate(x, SHAPE, np.full(2, 180.0)), x[:, ::-1], rtol=0, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_turn_is_the_image_itself(dtype):
    x = batch(dtype=dtype)
    np.testing.assert_array_equal(rotate(x, SHAPE, np.zeros(8), fill=5), x)
    np.testing.assert_array_equal(Rotate(SHAPE, 0)(x, rng=rng()), x)


def slowly_rotated(image, degrees, fill):
    """Pixel by pixel with complex numbers, as no fast code would."""
    height, width = image.shape
    middle = complex((width - 1) / 2, -(height - 1) / 2)
    out = np.empty_like(image)
    for row in range(height):
        for column in range(width):
            # x to the right, y upwards: against the turn
            source = (complex(column, -row) - middle) / np.exp(1j * np.radians(degrees)) + middle
            value = 0.0
            for r in range(-1, height + 1):
                for c in range(-1, width + 1):
                    share = max(0, 1 - abs(-source.imag - r)) * max(0, 1 - abs(source.real - c))
                    inside = 0 <= r < height and 0 <= c < width
                    value += share * (image[r, c] - fill if inside else 0)
            out[row, column] = value + fill
    return out


@pytest.mark.parametrize("shape", [(5, 6), (7, 4), (1, 3), (6, 6)])
@pytest.mark.parametrize("fill", [0.0, -2.0])
def test_any_turn_is_the_slow_one(shape, fill):
    angles = np.array([-170.0, -33.0, 4.0, 45.0, 121.0])
    x = batch(5, shape)
    turned = rotate(x, shape, angles, fill=fill).reshape(5, *shape)
    for image, angle, found in zip(x.reshape(5, *shape), angles, turned, strict=True):
        np.testing.assert_allclose(found, slowly_rotated(image, angle, fill), rtol=0, atol=1e-12)


def test_a_turned_picture_keeps_its_ink():
    x = np.zeros((1, 28, 28))
    row, column = np.indices((28, 28)) - 13.5
    x[0] = np.exp(-((row - 3) ** 2 + (column + 2) ** 2) / 8)
    x = x.reshape(1, -1).repeat(50, axis=0)
    turned = Rotate((28, 28), 180)(x, rng=rng())
    np.testing.assert_allclose(turned.sum(axis=1), x.sum(axis=1), rtol=0.01)
    assert np.ptp(turned.argmax(axis=1)) > 28  # and they did turn


def test_many_images_are_turned_as_one_by_one():
    x, angles = batch(70, (28, 28)), np.linspace(-90, 90, 70)
    together = rotate(x, (28, 28), angles)
    for i in (0, 13, 14, 15, 16, 69):
        alone = rotate(x[i : i + 1], (28, 28), angles[i : i + 1])
        np.testing.assert_array_equal(together[i], alone[0])


def test_angles_fill_the_range():
    x = np.zeros((3000, 41 * 41))
    x[:, 20 * 41 + 40] = 1  # at the right edge, 20 from the centre
    turned = Rotate((41, 41), 20)(x, rng=rng()).reshape(-1, 41, 41)
    heights = 20 - (turned.sum(axis=2) @ np.arange(41)) / turned.sum(axis=(1, 2))
    angles = np.degrees(np.arcsin(heights / 20))
    assert -21 < angles.min() < -19
    assert 19 < angles.max() < 21
    # uniform on [-20, 20]: mean 0, standard deviation 20 / sqrt(3)
    assert abs(angles.mean()) < 1
    assert abs(angles.std() - 20 / np.sqrt(3)) < 0.5


def test_flip_by_hand():
    x = np.arange(12.0).reshape(2, 6)
    flipped = flip(x, (2, 3), np.array([True, False]))
    np.testing.assert_array_equal(flipped, [[2, 1, 0, 5, 4, 3], [6, 7, 8, 9, 10, 11]])
    channels = flip(x[:1], (1, 3, 2), np.array([True]))
    np.testing.assert_array_equal(channels, [[4, 5, 2, 3, 0, 1]])


def test_flipped_twice_is_the_image_again():
    x = batch()
    always = Flip(SHAPE, probability=1)
    once = always(x, rng=rng())
    assert (once != x).any(axis=1).all()
    np.testing.assert_array_equal(always(once, rng=rng()), x)
    np.testing.assert_array_equal(Flip(SHAPE, probability=0)(x, rng=rng()), x)


def test_the_share_of_flipped_images_is_the_probability():
    x = np.tile([1.0, 2.0], (4000, 1))
    share = (Flip((1, 2), probability=0.2)(x, rng=rng())[:, 0] == 2).mean()
    assert abs(share - 0.2) < 0.02


def test_noise_has_its_std_and_no_more():
    x = np.full((200, 500), 0.5)
    noise = Noise(0.3)(x, rng=rng()) - x
    assert abs(noise.mean()) < 0.005
    assert abs(noise.std() - 0.3) < 0.005
    assert noise.min() < -0.5  # nothing is clipped
    assert abs(np.corrcoef(noise[0], noise[1])[0, 1]) < 0.2
    np.testing.assert_array_equal(Noise(0)(x, rng=rng()), x)


def test_noise_needs_no_shape():
    assert Noise(0.1)(np.zeros((3, 2)), rng=rng()).shape == (3, 2)


def test_cover_by_hand():
    x = np.ones((4, 16))
    rows, columns = np.array([1, 0, 3, 2]), np.array([1, 0, 3, 1])
    covered = cover(x, (4, 4), rows, columns, size=3).reshape(4, 4, 4)
    np.testing.assert_array_equal(covered[0], [[0, 0, 0, 1]] * 3 + [[1] * 4])
    np.testing.assert_array_equal(covered[1], [[0, 0, 1, 1]] * 2 + [[1] * 4] * 2)
    np.testing.assert_array_equal(covered[2], [[1] * 4] * 2 + [[1, 1, 0, 0]] * 2)
    even = cover(x, (4, 4), rows, columns, size=2, fill=5).reshape(4, 4, 4)
    np.testing.assert_array_equal(even[0], [[5, 5, 1, 1]] * 2 + [[1] * 4] * 2)
    np.testing.assert_array_equal(even[3], [[1] * 4, [5, 5, 1, 1], [5, 5, 1, 1], [1] * 4])


def test_cover_takes_all_channels():
    covered = cover(np.ones((1, 12)), (2, 2, 3), np.array([1]), np.array([0]), size=1)
    np.testing.assert_array_equal(covered.reshape(4, 3).sum(axis=1), [3, 3, 0, 3])


@pytest.mark.parametrize("size", [1, 3, 4, 8])
def test_covered_areas_are_squares_and_parts_of_them(size):
    x = np.ones((3000, 144))
    covered = Cutout((12, 12), size)(x, rng=rng()).reshape(-1, 12, 12) == 0
    heights, widths = covered.any(axis=2).sum(axis=1), covered.any(axis=1).sum(axis=1)
    np.testing.assert_array_equal(covered.sum(axis=(1, 2)), heights * widths)
    assert heights.max() == widths.max() == size
    assert heights.min() >= size // 2
    if size == 1:  # every pixel alike: 21 each, standard deviation 4.5
        counts = covered.sum(axis=0)
        assert 2 < counts.min() <= counts.max() < 42
    else:  # some stick out on each side
        assert min(heights.min(), widths.min()) < size


def test_on_an_oblong_image_every_pixel_may_be_the_centre():
    covered = Cutout((2, 10), 1)(np.ones((2000, 20)), rng=rng()) == 0
    assert covered.sum() == 2000  # 100 each, standard deviation 9.7
    assert abs(covered.sum(axis=0) - 100).max() < 4 * 9.7


def test_a_square_of_no_size_covers_nothing():
    x = batch()
    np.testing.assert_array_equal(Cutout(SHAPE, 0)(x, rng=rng()), x)
    np.testing.assert_array_equal(Cutout(SHAPE, 20, fill=3)(x, rng=rng()), 3)


@pytest.mark.parametrize("make", [Shift, Rotate, Cutout])
def test_fill_is_what_comes_in(make):
    x = np.ones((50, 36))
    found = make((6, 6), 3, fill=5)(x, rng=rng())
    assert 1 < found.max() <= 5 + 1e-12
    assert found.min() >= 1 - 1e-12  # and nothing of the usual 0


def test_in_order_is_one_after_the_other_with_one_generator():
    x, steps = batch(), (Shift(SHAPE, 1), Cutout(SHAPE, 2, fill=4), Noise(0.1))
    draws = rng(3)
    expected = steps[2](steps[1](steps[0](x, rng=draws), rng=draws), rng=draws)
    np.testing.assert_array_equal(InOrder(list(steps))(x, rng=rng(3)), expected)


def test_in_order_takes_any_function_of_that_form():
    def halve(x, *, rng):
        return x / 2

    np.testing.assert_array_equal(InOrder([halve, halve])(batch(), rng=rng()), batch() / 4)


def test_in_order_cannot_be_changed_from_outside():
    steps = [Noise(0.1)]
    augment = InOrder(steps)
    steps.append(Noise(5))
    assert augment.steps == (Noise(0.1),)


def brighter(x, *, rng):
    return x + 100


def test_sometimes_chooses_each_image_by_itself():
    x = batch(4000)
    changed = Sometimes(brighter, 0.3)(x, rng=rng()) - x
    np.testing.assert_allclose(changed.min(axis=1), changed.max(axis=1))  # the whole image or none
    assert changed.mean() / 100 == pytest.approx(0.3, abs=0.03)


def test_sometimes_is_always_at_one_and_never_at_zero():
    x = batch()
    np.testing.assert_array_equal(Sometimes(brighter, 0)(x, rng=rng()), x)
    np.testing.assert_array_equal(Sometimes(brighter, 1)(x, rng=rng()), x + 100)


def test_a_higher_probability_changes_the_same_images_in_the_same_way_and_more():
    x, augment = batch(200), Rotate(SHAPE, 30)
    few, many, all_ = (Sometimes(augment, share)(x, rng=rng(2)) for share in (0.2, 0.6, 1))
    by_few, by_many = ((changed != x).any(axis=1) for changed in (few, many))
    assert 0 < by_few.sum() < by_many.sum() < 200
    assert not (by_few & ~by_many).any()
    np.testing.assert_array_equal(few[by_few], all_[by_few])
    np.testing.assert_array_equal(many[by_many], all_[by_many])


# What all have in common


@ALL
@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    n=st.integers(0, 5),
    height=st.integers(1, 6),
    width=st.integers(1, 6),
    channels=st.sampled_from([None, 1, 3]),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 1000),
)
def test_shape_and_dtype_stay_and_the_original_too(name, n, height, width, channels, dtype, seed):
    shape = (height, width) if channels is None else (height, width, channels)
    x = batch(n, shape, dtype, seed)
    kept = x.copy()
    augmented = MAKE[name](shape)(x, rng=rng(seed))
    assert augmented.shape == x.shape
    assert augmented.dtype == dtype
    assert not np.shares_memory(augmented, x)
    np.testing.assert_array_equal(x, kept)


@ALL
@settings(deadline=None, max_examples=25, derandomize=True)
@given(changed=st.integers(0, 7), seed=st.integers(0, 1000))
def test_each_result_depends_on_its_own_image_alone(name, changed, seed):
    x = batch()
    other = x.copy()
    other[changed] = batch(seed=seed + 10)[changed]
    one, two = (MAKE[name](SHAPE)(images, rng=rng(seed)) for images in (x, other))
    rest = np.arange(8) != changed
    np.testing.assert_array_equal(one[rest], two[rest])


@ALL
def test_the_generator_decides_and_each_image_has_its_own_draw(name):
    x = np.repeat(batch(1), 20, axis=0)
    one, same, other = (MAKE[name](SHAPE)(x, rng=rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)
    assert len(np.unique(one, axis=0)) > 1


@ALL
def test_draws_do_not_follow_the_pixels(name):
    first, second = rng(5), rng(5)
    MAKE[name](SHAPE)(batch(), rng=first)
    MAKE[name](SHAPE)(np.zeros((8, 30)), rng=second)
    assert first.random() == second.random()


@ALL
def test_every_other_image_of_an_array_will_do(name):
    x = batch(16)[::2]
    np.testing.assert_array_equal(
        MAKE[name](SHAPE)(x, rng=rng()), MAKE[name](SHAPE)(x.copy(), rng=rng())
    )


@ALL
@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (np.ones((2, 30), np.uint8), TypeError, r"float64 or float32; got uint8.*x / 255"),
        (np.ones((2, 30), np.float16), TypeError, "got float16"),
        ([[1.0] * 30], TypeError, "got list"),
        (np.ones(30), ValueError, r"\(n, features\); got shape \(30,\)"),
        (np.ones((2, 5, 6)), ValueError, r"\(n, features\); got shape \(2, 5, 6\)"),
    ],
)
def test_a_batch_that_is_none_is_refused(name, x, error, message):
    with pytest.raises(error, match=message):
        MAKE[name](SHAPE)(x, rng=rng())


@WITH_SHAPE
def test_images_of_another_shape_are_refused(name):
    augment = MAKE[name](SHAPE)
    message = rf"{type(augment).__name__} needs 30 features .*\(5, 6\); got x of shape \(2, 28\)"
    with pytest.raises(ValueError, match=message):
        augment(np.ones((2, 28)), rng=rng())


@ALL
@pytest.mark.parametrize("source", [None, 3])
def test_a_seed_is_not_a_generator(name, source):
    augment = MAKE[name](SHAPE)
    message = f"{type(augment).__name__} needs rng.*got {type(source).__name__}"
    with pytest.raises(TypeError, match=message):
        augment(batch(), rng=source)


@WITH_SHAPE
@pytest.mark.parametrize("shape", [(28,), 28, (1, 2, 3, 4), (0, 5), (5, -1)])
def test_a_shape_that_is_none_is_refused(name, shape):
    with pytest.raises(ValueError, match=r"needs a shape .*; got"):
        MAKE[name](shape)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Shift(SHAPE, -1), ValueError, "pixels as a whole number, 0 or more; got -1"),
        (lambda: Shift(SHAPE, 1.5), ValueError, "0 or more; got 1.5"),
        (lambda: Shift(SHAPE, 1, fill=np.nan), ValueError, "Shift needs a finite fill .*; got nan"),
        (lambda: Rotate(SHAPE, -5), ValueError, r"degrees in \[0, 180\]; got -5"),
        (lambda: Rotate(SHAPE, 181), ValueError, r"degrees in \[0, 180\]; got 181"),
        (lambda: Rotate((2.5, 3), 5), ValueError, "whole numbers, 1 or more; got"),
        (lambda: Flip(SHAPE, probability=1.1), ValueError, r"probability in \[0, 1\]; got 1.1"),
        (lambda: Flip(SHAPE, probability=-0.1), ValueError, "got -0.1"),
        (lambda: Noise(-1), ValueError, r"std in \[0, inf\]; got -1"),
        (lambda: Noise(np.inf), ValueError, "finite std .*; got inf"),
        (lambda: Cutout(SHAPE, -2), ValueError, "size as a whole number, 0 or more; got -2"),
        (lambda: InOrder([]), ValueError, "at least one augmentation; got none"),
        (lambda: InOrder([Noise]), TypeError, "such as Noise.*; got <class"),
        (lambda: InOrder([0.1]), TypeError, "got 0.1"),
    ],
)
def test_settings_that_make_no_augmentation_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()


@pytest.mark.parametrize(
    "call",
    [
        lambda x: shift(x, SHAPE, np.array([1]), np.zeros(8, int)),
        lambda x: rotate(x, SHAPE, np.zeros(3)),
        lambda x: flip(x, SHAPE, np.ones((8, 1), bool)),
        lambda x: cover(x, SHAPE, np.zeros(8, int), np.zeros(9, int), size=1),
    ],
)
def test_amounts_go_one_to_an_image(call):
    with pytest.raises(ValueError, match=r"for each of the 8 images, shape \(8,\); got"):
        call(batch())


@ALL
def test_augmentations_are_frozen(name):
    augment = MAKE[name](SHAPE)
    with pytest.raises(FrozenInstanceError):
        augment.steps = ()
