"""Early stopping: end a run that gets no better, and go back to where it was best."""

import numpy as np
import numpy.typing as npt

from course_lib.arguments import (
    as_numbers,
    check_flag,
    check_function,
    checked_call,
    told,
    whole_number,
)
from course_lib.engine.arrays import Array, check_number
from course_lib.engine.network import Network
from course_lib.engine.training.history import Quantity
from course_lib.engine.training.step import Step

Models = npt.NDArray[np.bool_]
"""A mark for each model: shape (), or (K,) for a stack."""


class EarlyStopping:
    """Watches a quantity, says when to stop, and keeps the weights of its best value.

    In a stack each member has its own best and its own patience; the run ends when all have run
    out. One that has run out keeps what it has, though it is trained on with the others.

    Parameters
    ----------
    quantity : function of a Step
        A number, or one per model for a stack; the loss on the dev set, say. Never on the test
        set, which would then no longer tell how good the network is on new data.
    patience : int
        So many records in a row without an improvement, and the run ends.
    larger_is_better : bool
        True for an accuracy.
    smoothing : float in [0, 1)
        The beta of a running average; where it is not 0, the average of the values is judged in
        their place, because values that bounce are best by luck.

    Attributes
    ----------
    best, best_epoch : array of shape (), or (K,)
        The best value judged and when it was; NaN before the first finite one.
    stopped_epoch : array of shape (), or (K,)
        When the patience ran out; NaN until then.
    waited : array of shape (), or (K,)
        Records since the last improvement.

    Notes
    -----
    Prechelt (1998) compares criteria; his stop at a loss some percent above the lowest, or after
    some increases in a row. Patience is what libraries have today. The average is bias corrected,
    as Adam's are. A value that is NaN or inf is no improvement and is left out of the average;
    where the very first is NaN for all models, the quantity itself is wrong and is refused.

    Examples
    --------
    >>> from course_lib.engine import Optimizer, cross_entropy, evaluate, mlp, train
    >>> rng = np.random.default_rng(0)
    >>> x, labels = rng.standard_normal((40, 2)), rng.integers(2, size=40)
    >>> fitted, dev = (x[:20], labels[:20]), (x[20:], labels[20:])
    >>> net, optimizer = mlp([2, 20, 2], rng=rng), Optimizer(lr=0.5)
    >>> stopping = EarlyStopping(lambda step: evaluate(step.network, cross_entropy, dev)[0],
    ...                          patience=5)
    >>> for step in train(net, cross_entropy, optimizer, fitted, epochs=99, batch_size=5, rng=rng):
    ...     if step.ends_epoch and stopping(step):
    ...         break
    >>> stopping.restore(net)
    >>> bool(evaluate(net, cross_entropy, dev)[0] == stopping.best == stopping.values.min())
    True

    Notebook 03c, section 1.
    """

    def __init__(
        self,
        quantity: Quantity,
        *,
        patience: int,
        larger_is_better: bool = False,
        smoothing: float = 0.0,
    ) -> None:
        check_function("EarlyStopping: quantity", quantity, "lambda step: step.loss")
        whole_number("patience", patience)
        check_flag("larger_is_better", larger_is_better)
        check_number("smoothing", smoothing, 0, 1)
        self.quantity, self.patience = quantity, patience
        self.larger_is_better, self.smoothing = larger_is_better, smoothing
        self.reset()

    def reset(self) -> None:
        """Forget the run, so that another one may begin."""
        self._values: list[Array] = []
        self._epoch = 0.0  # of the last record
        self._kept: tuple[Array, Array] | None = None  # theta and buffers
        self._sum, self._weight = np.array(0.0), np.array(0.0)  # of the running average
        self.best = self.best_epoch = self.stopped_epoch = np.array(np.nan)
        self.waited = np.array(0)

    @property
    def values(self) -> Array:
        """The quantity at every record, not smoothed: shape (records,) or (records, K)."""
        return np.array(self._values)

    def __call__(self, step: Step) -> bool:
        """Record the quantity; return whether the patience of all models has run out."""
        value = self._value(step)
        self._values.append(value)
        self._epoch = step.epoch
        judged = self._average(value)
        running = np.isnan(self.stopped_epoch)
        better = running & self._improves(judged)
        self._keep(step, judged, better)
        self.waited = np.where(running, np.where(better, 0, self.waited + 1), self.waited)
        runs_out = running & (self.waited >= self.patience)
        self.stopped_epoch = np.where(runs_out, step.epoch, self.stopped_epoch)
        return not np.isnan(self.stopped_epoch).any()

    def restore(self, network: Network) -> None:
        """Give each model its weights and buffers of the best record.

        A model that never had a finite value stays as it is.
        """
        if self._kept is None:
            raise ValueError("restore needs a record; nothing was recorded yet")
        theta, buffers = self._kept
        if network.theta.shape != theta.shape or network.buffers.shape != buffers.shape:
            raise ValueError(
                f"restore needs the network of the run, theta of shape {theta.shape}; "
                f"got theta of shape {network.theta.shape}"
            )
        known = np.isfinite(self.best)[..., None, None]
        np.copyto(network.theta, theta, where=known)
        np.copyto(network.buffers, buffers, where=known)

    def _value(self, step: Step) -> Array:
        """The quantity now, if it comes after the last one and has the shape of the models."""
        if not hasattr(step, "epoch"):
            raise TypeError(f"EarlyStopping is asked with a Step of train; got {told(step)}")
        if step.epoch <= self._epoch:
            raise ValueError(
                f"EarlyStopping has records up to epoch {self._epoch:g}; got epoch "
                f"{step.epoch:g}. Call reset() before another run"
            )
        given = checked_call("EarlyStopping: the quantity", self.quantity, step)
        value = as_numbers("EarlyStopping: the quantity", given).astype(np.float64)
        if value.shape != step.network.models:
            raise ValueError(
                f"EarlyStopping needs a quantity of shape {step.network.models}, one number per "
                f"model; got shape {value.shape}"
            )
        if not self._values and np.isnan(value).all() and not step.diverged.any():
            raise ValueError(
                "EarlyStopping: the quantity is NaN at its first record, where nothing has "
                f"diverged; got {told(given)}"
            )
        return value

    def _average(self, value: Array) -> Array:
        """The value itself without smoothing, else the running average; NaN if not finite."""
        finite = np.isfinite(value)
        self._sum = self.smoothing * self._sum + np.where(finite, value, 0)
        self._weight = self.smoothing * self._weight + finite
        return np.where(finite, self._sum / np.where(finite, self._weight, 1), np.nan)

    def _improves(self, value: Array) -> Models:
        """Whether the value is better than the best; the first finite one always is."""
        better = value > self.best if self.larger_is_better else value < self.best
        return np.asarray(better | (np.isnan(self.best) & np.isfinite(value)))

    def _keep(self, step: Step, judged: Array, better: Models) -> None:
        """Keep what the models that are better than ever have now."""
        network = step.network
        if self._kept is None:
            self._kept = network.theta.copy(), network.buffers.copy()
        for kept, now in zip(self._kept, (network.theta, network.buffers), strict=True):
            np.copyto(kept, now, where=better[..., None, None])
        self.best = np.where(better, judged, self.best)
        self.best_epoch = np.where(better, step.epoch, self.best_epoch)

    def __repr__(self) -> str:
        return f"EarlyStopping(patience={self.patience}; {len(self._values)} records)"
