"""DropConnect: dropout of weights instead of units."""

from course_lib.engine.arrays import Array, PerModel, Rng
from course_lib.engine.initializers import Initializer, he_normal
from course_lib.engine.layers.dense import Dense
from course_lib.engine.layers.dropout import Dropout


class DropConnect(Dense):
    """A dense layer that switches off a random part of its weights in training.

    ::

        kept = uniform >= drop_rate            of the shape of W, one draw for the whole batch
        y = x @ (W * kept / (1 - drop_rate)) + b

    Biases stay. Dividing by ``1 - drop_rate`` keeps the expected output that of inference, which
    uses W whole.

    Parameters
    ----------
    n_in, n_out : int
        Number of input and output features.
    drop_rate : float in [0, 1), or one value per model, shape (K, 1, 1)
        The share of weights switched off.
    initializer : Initializer
        Draws W, shape (n_in, n_out); b starts at zero.

    Notes
    -----
    A weight that was switched off has the gradient zero; regularizers still see it. Wan et al.
    (2013) draw a mask for every example, drop biases too, and in inference sample the sums from a
    Gaussian of their mean and variance. A mask for each batch costs one product instead of one
    per example, and W whole is the mean of theirs before the activation.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import Network
    >>> layer = DropConnect(3, 2, 0.5)
    >>> net = Network([layer], rng=np.random.default_rng(0))
    >>> layer.W[...] = 1
    >>> net.forward(np.eye(3), training=True, rng=np.random.default_rng(0))
    array([[2., 0.],
           [0., 0.],
           [2., 2.]])
    >>> net.forward(np.ones((1, 3)))
    array([[3., 3.]])

    Notebook 03c, Going further.
    """

    hyperparameters = ("drop_rate",)

    def __init__(
        self,
        n_in: int,
        n_out: int,
        drop_rate: PerModel,
        *,
        initializer: Initializer = he_normal,
        name: str = "",
    ) -> None:
        super().__init__(n_in, n_out, initializer=initializer, name=name)
        self._dropout = Dropout(drop_rate)

    @property
    def drop_rate(self) -> PerModel:
        """The share of weights switched off in training."""
        return self._dropout.drop_rate

    @drop_rate.setter
    def drop_rate(self, value: PerModel) -> None:
        self._dropout.drop_rate = value

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``x @ W + b``, in training with a part of W."""
        self.require_input(x, self.n_in)
        if training:
            self.require_rng(rng, "which weights stay")
            self.hyperparameter("drop_rate", self.W)
        W = self._dropout.forward(self.W, training=training, rng=rng)
        self._saved = x, W
        y = x @ W
        y += self.b
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Write grad_W (zero for weights switched off) and grad_b, return grad_x."""
        x, W = self._saved
        self.gradients["W"][...] = self._dropout.backward(x.mT @ grad_y)
        grad_y.sum(axis=-2, keepdims=True, out=self.gradients["b"])
        return grad_y @ W.mT if input_gradient else None
