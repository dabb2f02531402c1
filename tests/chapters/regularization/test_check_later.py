"""The checks of exercises 4 and 5 of notebook 03: early stopping and Cutout.

More than 200 lines: solutions and plausible mistakes of two exercises, each a function.
"""

import numpy as np
import pytest

from course_lib.chapters.regularization import check as regularization
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def stop_by_index(losses, patience):
    kept = 0
    for look, loss in enumerate(losses):
        if loss < losses[kept]:
            kept = look
        if look - kept >= patience:
            return kept, look
    return kept, len(losses) - 1


def stop_by_counting(losses, patience):
    best, kept, waited = np.inf, 0, 0
    for look in range(len(losses)):
        if losses[look] < best:
            best, kept, waited = losses[look], look, 0
        else:
            waited += 1
            if waited == patience:
                break
    return [kept, look]


def stop_by_numpy(losses, patience):
    for look in range(len(losses)):
        kept = np.argmin(losses[: look + 1])
        if look - kept == patience:
            return kept, np.int64(look)
    return kept, look


def cover_with_max(image, row, column, size):
    covered = image.copy()
    top, left = row - size // 2, column - size // 2
    covered[max(0, top) : top + size, max(0, left) : left + size] = 0
    return covered


def cover_with_where(image, row, column, size):
    rows, columns = np.indices(image.shape)
    down, right = rows - row + size // 2, columns - column + size // 2
    inside = (down >= 0) & (down < size) & (right >= 0) & (right < size)
    return np.where(inside, image.dtype.type(0), image)


def cover_by_loops(image, row, column, size):
    new = np.array(image)
    for i in range(row - size // 2, row - size // 2 + size):
        for j in range(column - size // 2, column - size // 2 + size):
            if 0 <= i < new.shape[0] and 0 <= j < new.shape[1]:
                new[i, j] = 0
    return new


SOLUTIONS = [
    (regularization.early_stop, 4, 7, [stop_by_index, stop_by_counting, stop_by_numpy]),
    (regularization.cutout, 5, 6, [cover_with_max, cover_with_where, cover_by_loops]),
]


@pytest.mark.parametrize(("check", "number", "count", "solutions"), SOLUTIONS)
def test_solutions_pass(check, number, count, solutions, capsys):
    for solution in solutions:
        out = said_of(check, solution, capsys)
        start = f"Exercise {number} ({check.__name__}): passed. {count} rules checked:\n  "
        assert out.startswith(start), out


def never_looks_ahead(**changes):
    """A solution with one mistake: what counts as better, when to stop, where to begin."""
    better = changes.get("better", lambda loss, losses, kept, look: loss < losses[kept])
    late = changes.get("late", 0)

    def early_stop(losses, patience):
        kept = 0
        for look, loss in enumerate(losses):
            if better(loss, losses, kept, look):
                kept = look
            if look - kept >= patience + late:
                return kept, look
        return kept, len(losses) - 1

    return early_stop


def knows_the_future(losses, patience):
    kept = int(np.argmin(losses))
    return kept, min(kept + patience, len(losses) - 1)


def counts_all(losses, patience):
    kept, waited = 0, 0
    for look, loss in enumerate(losses):
        if look and not loss < losses[kept]:
            waited += 1
        elif look:
            kept = look
        if waited == patience:
            return kept, look
    return kept, len(losses) - 1


def keeps_the_last(losses, patience):
    return (stop_by_index(losses, patience)[1],) * 2


def beyond_the_end(losses, patience):
    kept, end = stop_by_index(losses, patience)
    return kept, end if end - kept == patience else kept + patience


def best_from_zero(losses, patience):
    best, kept = 0, 0
    for look, loss in enumerate(losses):
        if loss < best:
            best, kept = loss, look
        if look - kept >= patience:
            return kept, look
    return kept, len(losses) - 1


def sorts_in_place(losses, patience):
    answer = stop_by_index(losses, patience)
    losses.sort()
    return answer


STOPPING_MISTAKES = [
    (knows_the_future, "expected (1, 3), got (4, 4). Look 4 comes after the stop"),
    (never_looks_ahead(late=1), "got (4, 4). Look 4 comes after the stop"),
    (never_looks_ahead(late=-1), "expected (1, 3), got (1, 2). It stops one look too early."),
    (lambda *a: stop_by_index(*a)[::-1], "got (3, 1). The kept look comes first"),
    (keeps_the_last, "got (3, 3). Kept is the look of the lowest loss"),
    (best_from_zero, "got (0, 2). Nothing ever counts as an improvement"),
    (beyond_the_end, "expected (2, 2), got (2, 7). There is no look beyond the last one."),
    (
        never_looks_ahead(better=lambda loss, losses, kept, look: look and loss < losses[look - 1]),
        "expected (1, 4), got (5, 5). A loss below the one before it, but not below the lowest",
    ),
    (counts_all, "expected (3, 5), got (3, 4). It counts all looks without improvement"),
    (
        never_looks_ahead(better=lambda loss, losses, kept, look: loss <= losses[kept]),
        "expected (1, 3), got (4, 4). Use < and not <=.",
    ),
    (lambda *a: stop_by_index(*a)[0], "it must return the pair (kept, stopped); got"),
    (lambda *a: np.array(stop_by_index(*a)), "it must return the pair (kept, stopped); got an arr"),
    (lambda *a: (1.5, 3), "kept must be the index of a look, a whole number; got 1.5."),
    (sorts_in_place, "losses was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), STOPPING_MISTAKES)
def test_mistakes_in_early_stopping(function, message, capsys):
    out = said_of(regularization.early_stop, function, capsys)
    assert out.startswith("Exercise 4 (early_stop): not yet right: ")
    assert message in out


def covering(**changes):
    """``cover_with_where`` with one mistake."""
    before, side, fill = (changes.get(k, d) for k, d in (("before", 0), ("side", 0), ("fill", 0)))

    def cutout(image, row, column, size):
        rows, columns = np.indices(image.shape)
        down, right = rows - row + size // 2 + before, columns - column + size // 2 + before
        inside = (down >= 0) & (down < size + side) & (right >= 0) & (right < size + side)
        return np.where(inside, image.dtype.type(fill), image)

    return cutout


def from_the_end(image, row, column, size):
    covered, top, left = image.copy(), row - size // 2, column - size // 2
    covered[top : top + size, left : left + size] = 0
    return covered


def pushed_inside(image, row, column, size):
    covered = image.copy()
    top = min(max(0, row - size // 2), image.shape[0] - size)
    left = min(max(0, column - size // 2), image.shape[1] - size)
    covered[top : top + size, left : left + size] = 0
    return covered


def half_is_size(image, row, column, size):
    covered = image.copy()
    covered[max(0, row - size) : row + size + 1, max(0, column - size) : column + size + 1] = 0
    return covered


def in_place(image, row, column, size):
    image[...] = cover_with_max(image, row, column, size)
    return image


def symmetric(image, row, column, size):
    covered, half = image.copy(), size // 2
    covered[max(0, row - half) : row + half + 1, max(0, column - half) : column + half + 1] = 0
    return covered


def all_but(image, row, column, size):
    return image - cover_with_max(image, row, column, size)


def ceiling(image, row, column, size):
    covered, top, left = image.copy(), row - (size - 1) // 2, column - (size - 1) // 2
    covered[max(0, top) : top + size, max(0, left) : left + size] = 0
    return covered


def whole_rows(image, row, column, size):
    covered = image.copy()
    covered[max(0, row - size // 2) : row - size // 2 + size] = 0
    return covered


COVERING_MISTAKES = [
    (lambda i, r, c, s: cover_with_max(i.T, r, c, s).T, "Row and column are exchanged."),
    (covering(side=1), "The square is one pixel too wide."),
    (covering(side=-1), "The square is one pixel too narrow"),
    (covering(fill=1), "Cover with 0, not with 1."),
    (half_is_size, "size is the side of the square, not half of it."),
    (all_but, "All but the square is covered."),
    (lambda i, r, c, s: cover_with_max(i, r + s // 2, c + s // 2, s), "is the centre, not the"),
    (lambda i, r, c, s: i.copy(), "expected 0, got 11. Nothing is covered."),
    (whole_rows, "A square has rows and columns"),
    (symmetric, "the square begins size // 2 pixels above and left of (row, column):\n"),
    (ceiling, "That is one pixel too far down and right."),
    (from_the_end, "A slice from -1 counts from the end: begin at max(0, ...)."),
    (pushed_inside, "The square keeps its place: what lies outside is lost."),
    (lambda *a: cover_with_max(*a).astype(np.float64), "needed float32, got float64."),
    (lambda *a: cover_with_max(*a).ravel(), "must be an array of shape (6, 7); got an array of"),
    (lambda *a: cover_with_max(*a).tolist(), "the new image must be an array of shape (6, 7); got"),
    (in_place, "image was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), COVERING_MISTAKES)
def test_mistakes_in_cutout(function, message, capsys):
    out = said_of(regularization.cutout, function, capsys)
    assert out.startswith("Exercise 5 (cutout): not yet right: ")
    assert message in out
