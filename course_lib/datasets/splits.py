"""Cutting a data set into parts in which every class keeps its share."""

import math
from collections.abc import Sequence
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.arguments import check_array, check_generator, is_list, told

Indices = NDArray[np.int64]


def stratified_split(
    labels: ArrayLike, sizes: Sequence[float], *, rng: np.random.Generator
) -> list[Indices]:
    """Draw disjoint parts of a labelled set, each with the classes in the set's proportions.

    A class's ideal share of a part is seldom whole. Each share is rounded down, and the examples
    still missing go to the classes that lost most (the largest-remainder method), with ties
    broken at random. Each part is shared out from what the parts before it left over, so a class
    that was rounded down once has more left for the next. A class whose share of a part is below
    one example may be absent from it.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        The class of each example.
    sizes : sequence of int or of float
        Numbers of examples, or fractions of n in (0, 1]. What they leave over stays unused;
        fractions that sum to 1 use every example.
    rng : np.random.Generator
        Decides which examples go where, and the order within each part.

    Returns
    -------
    list of ndarray of int64
        For each size the indices of its examples, shape (size,), in random order.

    Examples
    --------
    >>> labels = np.repeat([0, 1], [60, 30])
    >>> train, dev = stratified_split(labels, [2 / 3, 1 / 3], rng=np.random.default_rng(0))
    >>> np.bincount(labels[train]), np.bincount(labels[dev])
    (array([40, 20]), array([20, 10]))
    """
    check_generator(rng)
    classes = _checked_labels(labels)
    counts = _part_sizes(sizes, n=len(classes))
    names, class_of = np.unique(classes, return_inverse=True)
    mixed = rng.permutation(len(classes))
    by_class = mixed[np.argsort(class_of[mixed], kind="stable")]
    left = np.bincount(class_of, minlength=len(names))
    begins = np.cumsum(left) - left
    parts = []
    for size in counts:
        shares = _largest_remainder(size, left, rng=rng)
        chosen = [by_class[b : b + k] for b, k in zip(begins, shares, strict=True)]
        parts.append(rng.permutation(np.concatenate(chosen)).astype(np.int64))
        begins, left = begins + shares, left - shares
    return parts


def _largest_remainder(size: int, weights: Indices, *, rng: np.random.Generator) -> Indices:
    """Share out ``size`` places in proportion to whole-numbered weights; exact, no rounding."""
    shares, remainders = np.divmod(size * weights, weights.sum())
    missing = size - int(shares.sum())
    mixed = rng.permutation(len(weights))
    lost_most = mixed[np.argsort(-remainders[mixed], kind="stable")]
    shares[lost_most[:missing]] += 1
    return shares


def _checked_labels(labels: ArrayLike) -> Indices:
    if isinstance(labels, np.ndarray):
        check_array("labels", labels)
    try:
        classes = np.asarray(labels)
    except ValueError:  # lists of different lengths
        raise ValueError(f"labels must have shape (n,); got {told(labels)}") from None
    if classes.ndim != 1 or classes.size == 0:
        raise ValueError(f"labels must have shape (n,) with n > 0; got shape {classes.shape}")
    if not np.issubdtype(classes.dtype, np.integer):
        raise TypeError(f"labels must be integers; got dtype {classes.dtype}")
    return classes


def _part_sizes(sizes: Sequence[float], *, n: int) -> list[int]:
    if not is_list(sizes):
        raise TypeError(f"sizes must be a list of numbers; got {told(sizes)}")
    asked: list[object] = list(sizes)
    if not asked:
        raise ValueError("sizes must name at least one part; got none")
    for size in asked:
        if isinstance(size, bool | np.bool) or not isinstance(size, Real):
            raise TypeError(f"each of sizes must be a number; got {told(size)} in {told(asked)}")
        if not _is_finite(size) or size <= 0:
            came = f"{told(size)} in {told(asked)}"
            raise ValueError(f"each of sizes must be finite and above 0; got {came}")
    counts = [int(size) for size in asked if isinstance(size, Integral)]
    if len(counts) == len(asked):
        if sum(counts) > n:
            raise ValueError(f"sizes ask for {told(sum(counts))} examples; there are {n}")
        return counts
    if counts:
        raise ValueError(f"sizes must be all whole numbers or all fractions; got {told(asked)}")
    return _from_fractions([float(size) for size in sizes], n=n)


def _is_finite(size: Real) -> bool:
    try:
        return math.isfinite(size)
    except OverflowError:  # more than a float can hold
        return False


def _from_fractions(fractions: list[float], *, n: int) -> list[int]:
    total = math.fsum(fractions)
    if total > 1 and not math.isclose(total, 1):
        raise ValueError(
            f"fractions must sum to at most 1; got {fractions}, sum {total:.6g}. "
            "For numbers of examples give integers."
        )
    ideal = np.array(fractions) * n
    counts = np.floor(ideal).astype(int)
    missing = round(total * n) - int(counts.sum())
    counts[np.argsort(counts - ideal, kind="stable")[:missing]] += 1
    if counts.min() == 0:
        raise ValueError(f"fractions {fractions} of {n} examples leave a part without any")
    return [int(count) for count in counts]
