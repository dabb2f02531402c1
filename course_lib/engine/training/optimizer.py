"""The optimizer: everything that training reads anew at each step.

It is mutable on purpose. A slider that moves while training runs replaces a field, and the state
of the rule stays.
"""

import math
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import told
from course_lib.engine.arrays import Array, PerModel, check_models, check_range
from course_lib.engine.clipping import Clip
from course_lib.engine.constraints import Constraint
from course_lib.engine.network import Network, check_network
from course_lib.engine.regularizers import Regularizer
from course_lib.engine.rules.rule import GradientDescent, Rule, State
from course_lib.engine.schedules.schedule import Schedule
from course_lib.engine.training.parts import NEEDED, check_part, values_per_model


@dataclass
class Optimizer:
    """An update rule with its learning rate, its regularizer, and what else shapes a step.

    One step, in this order::

        grad = gradient of the loss + regularizer.gradient(weights)
        grad = clip(grad)
        theta = theta + mask * rule(grad, lr)
        constraint(theta)

    With a new network all begins anew, the state of the rule and the schedule; another kind of rule
    begins with a fresh state and goes on in the schedule. ``copy.copy`` and
    ``dataclasses.replace`` give an optimizer with the same settings that has done no step;
    ``copy.deepcopy`` and ``pickle`` take steps and state along, for a network copied with it.

    Parameters
    ----------
    rule : Rule
    lr : float, one value per model, or a schedule
        The learning rate, or a function from the step (from 0) to it.
    regularizer : Regularizer or None
        Its gradient is added to the loss's before the rule sees it.
    clip : Clip or None
        Limits the gradient that the rule sees.
    mask : array that multiplies theta, such as ``network.mask(...)``, or None
        A factor on the change of each parameter. Where it is 0 the parameter is frozen: its
        gradient counts as zero, and neither decay nor constraint moves it.
    constraint : Constraint or None
        Moves the weights back into what is allowed after each change.

    Attributes
    ----------
    steps : int
        Updates made of the present network; what a schedule is asked with.
    state : dict of arrays, or None before the first step of a rule
        What the rule remembers, such as ``velocity``.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import L2, Momentum, mlp
    >>> net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    >>> Optimizer(Momentum(0.9), lr=0.1, regularizer=L2(1e-3)).step(net)

    Notebook 05, section 6.
    """

    rule: Rule = field(default_factory=GradientDescent)
    lr: PerModel | Schedule = 0.01
    regularizer: Regularizer | None = None
    clip: Clip | None = None
    mask: Array | None = field(default=None, repr=False)
    constraint: Constraint | None = None
    steps: int = field(default=0, init=False)
    state: State | None = field(default=None, init=False, repr=False)
    _network: Network | None = field(default=None, init=False, repr=False, compare=False)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in NEEDED:
            check_part(name, value)
        elif name == "lr" and not callable(value):
            check_range("lr", value, 0)
        elif name not in self.__dataclass_fields__:
            known = [each for each in self.__dataclass_fields__ if not each.startswith("_")]
            raise AttributeError(f"an optimizer has no field {name!r}; it has {known}")
        if name == "rule" and type(value) is not type(getattr(self, "rule", None)):
            super().__setattr__("state", None)
        super().__setattr__(name, value)

    def __copy__(self) -> "Optimizer":
        return replace(self)  # a state that two share would be moved by both

    def current_lr(self) -> PerModel:
        """The learning rate of the coming step."""
        if not callable(self.lr):
            return self.lr
        lr: PerModel = self.lr(self.steps)
        return lr if isinstance(lr, float) and 0 <= lr < math.inf else self._checked(lr)

    def penalty(self, network: Network) -> Array:
        """What the regularizer adds to the loss now, one number per model."""
        if self.regularizer is None:
            return np.zeros(network.models, network.dtype)
        return self.regularizer.penalty(network.weights)

    def step(self, network: Network) -> None:
        """Change ``network.theta`` once, by the gradient that its last backward left.

        The regularizer's part is added to ``network.gradient`` in place.
        """
        if network is not self._network or self.state is None:
            check_network(network)
            self._begin(network)
        theta, gradient = network.theta, network.gradient
        if self.regularizer is not None:
            weights = network.weights
            gradient[..., : weights.shape[-1]] += self.regularizer.gradient(weights)
        if self.mask is not None:
            gradient *= self.mask != 0
        grad = gradient if self.clip is None else self.clip(gradient)
        change, state = self.rule.update(grad, self.state or {}, self.current_lr(), theta)
        if state is not self.state:
            self.state = state
        # The change may belong to the rule's state, so it is not edited.
        theta += change if self.mask is None else change * self.mask.astype(theta.dtype, copy=False)
        if self.constraint is not None:
            self._constrain(network, self.constraint)
        self.steps += 1

    def go_on(self, network: Network, steps: int, state: State) -> None:
        """Take up a run of this network where it stood: after so many steps, with this state."""
        self.check_state(network, state)
        self.steps, self.state, self._network = steps, state, network

    def check_state(self, network: Network, state: State) -> None:
        """Refuse a state that this rule cannot have with this network."""
        needed, came = (
            {name: (array.shape, str(array.dtype)) for name, array in arrays.items()}
            for arrays in (self._fresh_state(network), state)
        )
        if came != needed:
            raise ValueError(
                f"{type(self.rule).__name__} remembers {needed or 'nothing'}; got {came}"
            )

    def forget(self, models: npt.NDArray[np.bool_], network: Network) -> None:
        """Give the models marked a fresh state: theirs holds what made them diverge."""
        for name, fresh in self._fresh_state(network).items():
            if self.state is not None and fresh.shape[:-2] == network.models:
                self.state[name][models] = fresh[models]

    def check(self, network: Network) -> None:
        """Refuse values per model whose number is not that of the network's models."""
        parts = (self.rule, self.regularizer, self.clip, self.constraint)
        for name, value in values_per_model(self.current_lr(), parts):
            check_models(name, value, network.models)
        shape = network.theta.shape
        if self.mask is not None and np.shape(self.mask) not in (shape, shape[-2:]):
            raise ValueError(
                f"mask needs the shape {shape[-2:]}, as network.mask(...) makes it; "
                f"got shape {np.shape(self.mask)}"
            )

    def _checked(self, lr: Any) -> PerModel:
        """What a schedule gave, or what is wrong with it."""
        who = f"the rate that the schedule gave at step {self.steps}"
        if lr is None:
            raise TypeError(f"the schedule gave None at step {self.steps} (no return?)")
        return check_range(who, lr, 0)

    def _constrain(self, network: Network, constraint: Constraint) -> None:
        frozen = None if self.mask is None else np.broadcast_to(self.mask == 0, network.theta.shape)
        before = network.theta[frozen] if frozen is not None else None
        constraint.apply(network)
        if frozen is not None:
            network.theta[frozen] = before

    def _begin(self, network: Network) -> None:
        """Start anew with a new network; with a fresh state for another kind of rule."""
        # What holds steps and state and no network is a copy, for a network copied with it.
        goes_on = self._network is None and self._fits(network)
        if network is not self._network and not goes_on:
            self.steps, self.state = 0, None
        if self.state is None:
            self.state = self._fresh_state(network)
        self._network = network

    def _fits(self, network: Network) -> bool:
        """Whether the state can be that of this network."""
        try:
            self.check_state(network, self.state or {})
        except ValueError:
            return False
        return True

    def _fresh_state(self, network: Network) -> State:
        init_for = getattr(self.rule, "init_for", None)
        fresh: State = init_for(network) if init_for else self.rule.init(network.theta)
        return fresh

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_network": None}


def check_optimizer(optimizer: Any) -> None:
    """Refuse what is no optimizer; a rule by itself has no learning rate."""
    if isinstance(optimizer, Optimizer):
        return
    if all(hasattr(optimizer, method) for method in NEEDED["rule"]):
        rule = optimizer.__name__ if isinstance(optimizer, type) else type(optimizer).__name__
        raise TypeError(
            f"a rule needs an optimizer around it: pass Optimizer({rule}(), lr=...); "
            f"got {told(optimizer)}"
        )
    raise TypeError(
        f"optimizer must be an Optimizer, such as Optimizer(Adam(), lr=0.01); got {told(optimizer)}"
    )
