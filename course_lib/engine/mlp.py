"""The multilayer perceptron: the network that most of the course trains."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from course_lib.arguments import check_function, is_list, told
from course_lib.engine.activations.rectifiers import ReLU
from course_lib.engine.arrays import PerModel
from course_lib.engine.initializers import Initializer, he_normal
from course_lib.engine.layers.dense import Dense
from course_lib.engine.layers.dropout import Dropout
from course_lib.engine.layers.layer import Layer
from course_lib.engine.network import Network


def mlp(
    sizes: Sequence[int],
    *,
    rng: np.random.Generator,
    activation: Callable[[], Layer] = ReLU,
    initializer: Initializer = he_normal,
    normalization: Callable[[int], Layer] | None = None,
    drop_rate: PerModel | None = None,
    dtype: npt.DTypeLike = np.float64,
) -> Network:
    """Build a multilayer perceptron: dense layers with an activation after each but the last.

    Parameters
    ----------
    sizes : numbers of features, inputs first, outputs last
    rng : numpy.random.Generator
        Draws the weights, layer by layer.
    activation : function without arguments that makes a layer, such as the class ``ReLU``
        For one with settings: ``lambda: LeakyReLU(0.1)``.
    initializer : Initializer
        Draws the weights of every dense layer; biases start at zero. ``he_normal`` suits ReLU,
        ``glorot_normal`` suits tanh.
    normalization : function of the number of features, such as ``BatchNorm``, or None
        What stands between each dense layer and its activation.
    drop_rate : float or None
        With a number, dropout follows every activation; with None there are no dropout layers.
    dtype : float64 or float32
        What the network computes in; its data must have the same.

    Returns
    -------
    Network

    Examples
    --------
    >>> mlp([2, 5, 1], rng=np.random.default_rng(0), drop_rate=0.2)
    Network(hidden 1, relu 1, dropout 1, output; 21 parameters)

    Notebook 01b, section 1.
    """
    if not is_list(sizes) or len(sizes) < 2:
        raise ValueError(f"mlp needs the numbers of inputs and outputs at least; got {told(sizes)}")
    check_function("mlp: activation", activation, "the class ReLU")
    if normalization is not None:
        check_function("mlp: normalization", normalization, "the class BatchNorm")
    layers: list[Layer] = []
    for n_in, n_out in pairwise(sizes[:-1]):
        layers.append(Dense(n_in, n_out, initializer=initializer))
        if normalization is not None:
            layers.append(normalization(n_out))
        layers.append(activation())
        if drop_rate is not None:
            layers.append(Dropout(drop_rate))
    layers.append(Dense(sizes[-2], sizes[-1], initializer=initializer))
    return Network(layers, rng=rng, dtype=dtype)
