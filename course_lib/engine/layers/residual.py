"""Residual blocks, and stochastic depth."""

from collections.abc import Sequence

import numpy as np

from course_lib.engine.arrays import Array, PerModel, Rng
from course_lib.engine.layers.dropout import Dropout
from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.sequential import Sequential


class Residual(Sequential):
    """Layers in a row with a way around them: ``y = x + f(x)``.

    In training a block may be left out at random, all of it at once (stochastic depth)::

        kept = uniform >= drop_rate            one draw for the whole batch
        y = x + kept / (1 - drop_rate) * f(x)
        grad_x = grad_y + f.backward(kept / (1 - drop_rate) * grad_y)

    Dividing by ``1 - drop_rate`` keeps the expected output that of inference.

    Parameters
    ----------
    layers : layers of f, first to last
        What the last one gives must have as many features as x.
    drop_rate : float in [0, 1), or one value per model, shape (K, 1, 1)
        How often the block is left out. Huang et al. name the survival probability,
        ``1 - drop_rate``.

    Notes
    -----
    He et al. (2016) put a ReLU behind the sum; for that form, let a ReLU follow the block.
    Stochastic depth: Huang et al. (2016), who leave training unscaled and multiply f(x) by the
    survival probability in inference; this inverted form gives the same expectation, as in
    ``Dropout``.

    Examples
    --------
    >>> from course_lib.engine import ReLU
    >>> block = Residual([ReLU()], drop_rate=0.5)
    >>> block.forward(np.array([[-1.0, 3.0]]))
    array([[-1.,  6.]])
    >>> block.forward(np.array([[-1.0, 3.0]]), training=True, rng=np.random.default_rng(0))
    array([[-1.,  9.]])
    """

    hyperparameters = ("drop_rate",)

    def __init__(
        self, layers: Sequence[Layer], *, drop_rate: PerModel = 0.0, name: str = ""
    ) -> None:
        super().__init__(layers, name=name)
        self._gate = Dropout(drop_rate)

    @property
    def drop_rate(self) -> PerModel:
        """How often the block is left out in training."""
        return self._gate.drop_rate

    @drop_rate.setter
    def drop_rate(self, value: PerModel) -> None:
        self._gate.drop_rate = value

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``x + f(x)``; in training scaled, or without f."""
        # f is computed even where it is left out: others of a stack may keep it, its dropout
        # layers must draw as much as theirs, and its running averages go on.
        self._saved = scale = self._scale(x, training=training, rng=rng)
        branch = super().forward(x, training=training, rng=rng)
        if branch.shape[-1] != x.shape[-1]:
            raise ValueError(
                f"{self.who} needs layers that keep the number of features; "
                f"got {x.shape[-1]} in and {branch.shape[-1]} out"
            )
        y = scale * branch
        y += x
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Send the gradient both ways, through f and around it."""
        through = super().backward(self._saved * grad_y, input_gradient=input_gradient)
        return None if through is None else grad_y + through

    def _scale(self, x: Array, *, training: bool, rng: Rng | None) -> Array:
        """What f(x) counts: 1, or in training 0 or 1 / (1 - drop_rate); one number per model.

        Dropout's own rule, applied to a single unit that stands for the block. With a generator
        it draws at rate 0 too, so that models which differ only in their rate share all noise;
        without one, plain residual blocks train as well.
        """
        if training:
            if np.any(np.asarray(self.drop_rate) > 0):
                self.require_rng(rng, "whether the block takes part")
            self.hyperparameter("drop_rate", x)
        return self._gate.forward(
            np.ones((1, 1), x.dtype), training=training and rng is not None, rng=rng
        )
