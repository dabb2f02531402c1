"""RAdam: Adam that takes short steps while its second average knows few gradients."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, told
from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.rules.adam import Adam
from course_lib.engine.rules.rule import State, cast


def rectification(t: npt.ArrayLike, beta2: PerModel) -> Array:
    """How much of Adam's step RAdam takes at step ``t``: near 0 at first, near 1 late.

    ::

        rho_inf = 2 / (1 - beta2) - 1
        rho = rho_inf - 2 * t * beta2**t / (1 - beta2**t)
        sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))

    ``rho`` is about the number of gradients that the average of the squares stands for. It is t
    at first and ``rho_inf`` in the end. The root is the spread of ``1 / sqrt(v)`` in the end, over
    its spread now. Where rho is 4 or less that spread has no bound; here it gives 0 up to a rho of
    5, see the notes.

    Parameters
    ----------
    t : whole number from 1 on, or an array of them
    beta2 : float in [0, 1), or one value per model

    Notes
    -----
    The paper of Liu et al. (2020) switches at a rho above 4. The 5 is that of its authors' code and
    of PyTorch, and of this function. Where beta2 is 2/3 or less rho never gets there.

    Examples
    --------
    >>> rectification([5, 6, 100, 1000, 10000], 0.999).round(3)
    array([0.   , 0.026, 0.215, 0.645, 1.   ])

    Notebook 06b, section 7.
    """
    check_range("beta2", beta2, 0, 1)
    steps, beta2 = as_numbers("t", t).astype(np.float64), np.asarray(beta2, np.float64)
    if not np.all((steps >= 1) & (steps < np.inf)):
        raise ValueError(f"t counts steps from 1; got {told(t)}")
    rho_inf = 2 / (1 - beta2) - 1
    rho = rho_inf - 2 * steps * beta2**steps / (1 - beta2**steps)
    known = rho > 5
    rho, rho_inf = np.where(known, rho, 6.0), np.where(known, rho_inf, 6.0)  # no root below 0
    squared = (rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)
    return np.where(known, np.sqrt(squared), 0.0)


@dataclass(frozen=True, eq=False, repr=False)
class RAdam(Adam):
    """Rectified Adam: Adam with a warm-up of its own, and momentum before it.

    ::

        r = rectification(t, beta2)
        theta = theta - lr * r * m_hat / (sqrt(v_hat) + eps)     where r > 0
        theta = theta - lr * m_hat                               in the first steps, where r is 0

    With beta2 = 0.999 the first five steps are those of momentum, and r passes a half after about
    550 steps: in a short run its rate is well below Adam's all along, and wants a peak of its own.

    Parameters
    ----------
    beta1, beta2, eps
        Those of Adam.

    Notes
    -----
    Liu et al. (2020): the first steps of Adam divide by an average of few squares, whose quotient
    varies without bound. Ma and Yarats (2021) find a plain linear warm-up over ``2 / (1 - beta2)``
    steps just as good.

    Examples
    --------
    >>> rule, theta = RAdam(), np.array([5.0])
    >>> state = rule.init(theta)
    >>> for _ in range(6):
    ...     change, state = rule.update(np.array([1e-3]), state, 0.1, theta)
    ...     print(f"{change[0]:.5f}")
    -0.00010
    -0.00010
    -0.00010
    -0.00010
    -0.00010
    -0.00258

    Notebook 06b, section 7.
    """

    def init(self, theta: Array) -> State:
        """Adam's state, and the steps made."""
        return super().init(theta) | {"t": np.zeros_like(theta[..., :1])}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return the share of Adam's change, or momentum's."""
        adam, state = super().update(grad, state, lr, theta)
        state["t"] += 1
        share = rectification(state["t"], self.beta2).astype(theta.dtype)
        m_hat = state["m"] / (1 - state["beta1_product"])
        return np.where(share > 0, share * adam, -cast(lr, theta) * m_hat), state
