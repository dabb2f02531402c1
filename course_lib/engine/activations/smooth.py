"""Smooth rectifiers: x times a probability that grows with it, each beside its derivative."""

import math

import numpy as np

from course_lib.engine.activations.functions import sigmoid
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.layer import Layer


class SiLU(Layer):
    """Sigmoid-weighted linear unit, or Swish: ``y = x s`` with ``s = 1 / (1 + exp(-x))``.

    The derivative is ``s + y (1 - s)``: 1/2 at x = 0, never above 1.1, and a little below 0 for
    x < -1.28, where the function has its lowest point, -0.28.

    Notes
    -----
    Hendrycks and Gimpel (2016); Elfwing, Uchibe and Doya (2018). Ramachandran, Zoph and Le (2018)
    found it by a search and call it Swish, with a factor in the exponent that is 1 here.

    Examples
    --------
    >>> SiLU().forward(np.array([[-1e4, 0.0, 1e4]])) + 0.0
    array([[    0.,     0., 10000.]])

    Notebook 01b, section 4.
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``x / (1 + exp(-x))``."""
        s = sigmoid(x)
        self._saved = x, s
        return np.asarray(x * s)

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by ``s + y (1 - s)``."""
        x, s = self._saved
        near = np.clip(x, -FAR, FAR)  # where 1 - s is 0, x may be infinite
        return np.asarray(grad_y * (s + near * s * (1 - s)))


class GELU(Layer):
    """Gaussian error linear unit: ``y = x P(x)``, with P(x) how likely a normal number is below x.

    ::

        P(x) = (1 + erf(x / sqrt(2))) / 2
        derivative = P(x) + x exp(-x**2 / 2) / sqrt(2 pi)

    1/2 at x = 0, never above 1.13, a little below 0 for x < -0.75. P is computed to
    3e-12, see ``normal_below``, and not by the tanh that often stands for it.

    Notes
    -----
    Hendrycks and Gimpel (2016). Their approximation ``x (1 + tanh(sqrt(2 / pi) (x + 0.044715
    x**3))) / 2`` differs by 5e-4 at most.

    Examples
    --------
    >>> GELU().forward(np.array([[-1.0, 0.0, 1.0, 1e4]])).round(4)
    array([[-1.587e-01,  0.000e+00,  8.413e-01,  1.000e+04]])

    Notebook 01b, section 4.
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``x P(x)``."""
        below = normal_below(x)
        self._saved = x, below
        return np.asarray(x * below)

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by ``P(x) + x exp(-x**2 / 2) / sqrt(2 pi)``."""
        x, below = self._saved
        near = np.clip(x, -FAR, FAR)
        return np.asarray(grad_y * (below + near * np.exp(-near * near / 2) / ROOT_2PI))


ROOT_2PI = math.sqrt(2 * math.pi)
FAR = 50.0
"""Beyond it a normal number is never: exp(-FAR**2 / 2) is 0, in float64 too."""

NUMERATOR = (
    2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
    2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
    1.23033935479799725e3,
)  # fmt: skip
DENOMINATOR = (
    1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
    1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3,
    1.23033935480374942e3,
)  # fmt: skip
"""Of W. J. Cody's fraction for erfc(z) exp(z**2), highest power first."""


def normal_below(x: Array) -> Array:
    """How likely a standard normal number lies below x, ``erfc(-x / sqrt(2)) / 2``, element-wise.

    NumPy has no erf, and ``math.erf`` takes one number at a time. This is a fraction of two
    polynomials, right to 3e-12 everywhere (in float64).

    Notes
    -----
    W. J. Cody (1969), *Rational Chebyshev approximations for the error function*, Mathematics of
    Computation 23: the second of his three ranges, taken for all of them.

    Examples
    --------
    >>> normal_below(np.array([-1.96, 0.0, 1.96])).round(3)
    array([0.025, 0.5  , 0.975])
    """
    z = np.minimum(np.abs(x), FAR) / math.sqrt(2)
    tail = _polynomial(NUMERATOR, z)  # erfc(z), for z >= 0
    tail /= _polynomial(DENOMINATOR, z)
    tail *= np.exp(-z * z)
    return np.asarray(np.where(x < 0, tail, 2 - tail) / 2)


def _polynomial(coefficients: tuple[float, ...], z: Array) -> Array:
    """Horner's rule, in place: np.polyval takes twice as long."""
    y = np.full_like(z, coefficients[0])
    for coefficient in coefficients[1:]:
        y *= z
        y += coefficient
    return y
