"""The optimizer: everything that training reads anew at each step.

It is mutable on purpose. A slider that moves while training runs replaces a field, and the state
of the rule stays.
"""

from dataclasses import dataclass, field
from typing import Any
from weakref import ReferenceType, ref

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.network import Network
from course_lib.engine.regularizers import Regularizer
from course_lib.engine.rules.gradient_descent import GradientDescent
from course_lib.engine.rules.rule import Rule, State
from course_lib.engine.schedules import Schedule


@dataclass
class Optimizer:
    """An update rule with its learning rate and its regularizer.

    A new network, or another kind of rule, begins with a fresh state.

    Parameters
    ----------
    rule : Rule
    lr : float, one value per model, or a schedule
        The learning rate, or a function from the step (from 0) to it.
    regularizer : Regularizer or None
        Its gradient is added to the loss's before the rule sees it.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import L2, Momentum, mlp
    >>> net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    >>> Optimizer(Momentum(0.9), lr=0.1, regularizer=L2(1e-3)).step(net)
    """

    rule: Rule = field(default_factory=GradientDescent)
    lr: PerModel | Schedule = 0.01
    regularizer: Regularizer | None = None
    steps: int = 0
    state: State | None = field(default=None, repr=False)
    _begun: tuple[ReferenceType[Network], type[Rule]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "lr" and not callable(value):
            check_range("lr", value, 0)
        super().__setattr__(name, value)

    def current_lr(self) -> PerModel:
        """The learning rate of the coming step."""
        lr: PerModel = self.lr(self.steps) if callable(self.lr) else self.lr
        return lr

    def penalty(self, network: Network) -> Array | float:
        """What the regularizer adds to the loss now, one number per model."""
        return 0.0 if self.regularizer is None else self.regularizer.penalty(network.weights)

    def step(self, network: Network) -> None:
        """Change ``network.theta`` once, by the gradient that its last backward left.

        The regularizer's part is added to ``network.gradient`` in place.
        """
        self._begin(network)
        theta, gradient = network.theta, network.gradient
        if self.regularizer is not None:
            weights = network.weights
            gradient[..., : weights.shape[-1]] += self.regularizer.gradient(weights)
        assert self.state is not None
        change, self.state = self.rule.update(gradient, self.state, self.current_lr(), theta)
        theta += change
        self.steps += 1

    def forget(self, models: npt.NDArray[np.bool_], network: Network) -> None:
        """Give the models marked a fresh state: theirs holds what made them diverge."""
        for name, fresh in self.rule.init(network.theta).items():
            if self.state is not None:
                self.state[name][models] = fresh[models]

    def check(self, network: Network) -> None:
        """Refuse values per model whose number is not that of the network's models."""
        strength = getattr(self.regularizer, "strength", 0)
        for name, value in (("lr", self.lr), ("strength", strength)):
            if isinstance(value, np.ndarray) and value.ndim and value.shape[:1] != network.models:
                held = network.models[0] if network.models else "one"
                raise ValueError(
                    f"{name} has values for {len(value)} models; the network holds {held}"
                )

    def _begin(self, network: Network) -> None:
        """Start with a fresh state where the network, or the kind of rule, is a new one."""
        begun = self._begun
        if begun is None:
            fresh = self.state is None  # a copied optimizer brings its state along
        else:
            fresh = begun[0]() is not network or begun[1] is not type(self.rule)
        if fresh:
            self.state = self.rule.init(network.theta)
        if fresh or begun is None:
            self._begun = (ref(network), type(self.rule))

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_begun": None}
