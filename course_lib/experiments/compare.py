"""Two settings compared seed by seed."""

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats


def paired_change(scores: npt.ArrayLike, reference: npt.ArrayLike) -> tuple[float, float]:
    """Mean of ``scores - reference`` over the seeds, and its standard error.

    ::

        d = scores - reference
        mean(d),  std(d, ddof=1) / sqrt(n)

    Runs of one seed share their start and their batches. What is lucky about these cancels in
    the difference, so a change far smaller than the spread between seeds can be told from noise.

    Parameters
    ----------
    scores, reference : arrays of shape (seeds,), in the same order of seeds

    Raises
    ------
    ValueError
        For different shapes, or fewer than two seeds.

    Examples
    --------
    >>> paired_change([3.0, 5.0], [1.0, 1.0])
    (3.0, 1.0)
    """
    ours = as_floats("paired_change: scores", scores)
    theirs = as_floats("paired_change: reference", reference)
    if ours.shape != theirs.shape or ours.ndim != 1 or len(ours) < 2:
        raise ValueError(
            "paired_change needs two flat arrays of one length, at least 2; "
            f"got shapes {ours.shape} and {theirs.shape}"
        )
    if not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        raise ValueError("paired_change: scores and reference must be finite; got inf or NaN")
    d = ours - theirs
    return float(d.mean()), float(d.std(ddof=1) / np.sqrt(len(d)))
