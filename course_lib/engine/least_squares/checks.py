"""What a fit refuses before it begins."""

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_range


def check_floats(who: str, **arrays: Array) -> None:
    """Refuse what is no array (..., examples, features) of finite floats, all of one dtype.

    Raises
    ------
    TypeError
        For another type than float64 or float32, and for two of them mixed.
    ValueError
        For another number of axes, for empty arrays, NaN and infinities.
    """
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray) or array.dtype not in (np.float64, np.float32):
            came = array.dtype if isinstance(array, np.ndarray) else type(array).__name__
            raise TypeError(f"{who} needs {name} as an array of float64 or float32; got {came}")
        if array.ndim not in (2, 3) or array.size == 0:
            raise ValueError(
                f"{who} needs {name} of shape (n, columns), or (K, n, columns) for K models, none "
                f"of them 0; got shape {array.shape}"
            )
        if not np.isfinite(array).all():
            count = np.sum(~np.isfinite(array))
            raise ValueError(f"{who} needs finite numbers; got {count} NaN or inf in {name}")
    dtypes = {name: str(array.dtype) for name, array in arrays.items()}
    if len(set(dtypes.values())) > 1:
        raise TypeError(f"{who} needs one dtype for all arrays; got {dtypes}")


def check_problem(who: str, features: Array, targets: Array, strength: PerModel) -> None:
    """Refuse features and targets that are not of the same examples, and a negative strength."""
    check_floats(who, features=features, targets=targets)
    if features.shape[-2] != targets.shape[-2]:
        raise ValueError(
            f"{who} needs one row of targets for each example; got features of shape "
            f"{features.shape} and targets of shape {targets.shape}"
        )
    check_range("strength", strength, 0)
    check_same_models(who, features=features, targets=targets, strength=strength)


def check_same_models(who: str, **arrays: PerModel) -> None:
    """Refuse arrays of different numbers of models; one without a model axis serves all."""
    models = {name: np.shape(array)[:-2] for name, array in arrays.items()}
    if len({held for held in models.values() if held}) > 1:
        raise ValueError(f"{who} needs as many models in front of each array; got {models}")
