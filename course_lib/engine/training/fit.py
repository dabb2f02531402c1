"""The training loop for those who want one call."""

from typing import Unpack

from course_lib.arguments import check_kind, whole_number
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Data
from course_lib.engine.training.early_stopping import EarlyStopping
from course_lib.engine.training.history import History
from course_lib.engine.training.loop import Run, train
from course_lib.engine.training.optimizer import Optimizer
from course_lib.engine.training.position import Position


def fit(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    data: Data,
    *,
    history: History | None = None,
    stopping: EarlyStopping | None = None,
    every: int = 1,
    **run: Unpack[Run],
) -> History:
    """Train to the end, recording every few epochs, after the last one, and where it diverges.

    Interrupted, it leaves what was learnt in ``network`` and what was recorded in the ``history``
    passed in, and raises KeyboardInterrupt again.

    Parameters
    ----------
    history : History or None
        What to record. None records the mean loss of each epoch's batches, weighted by their
        sizes, ``step.epoch_loss``; for the last batch's alone take
        ``History(loss=lambda step: step.loss)``. One that has records already counts on from its
        last epoch.
    stopping : EarlyStopping or None
        Asked after each record whether to stop; the best weights it saw are put back at the end.
    every : int
        Epochs between two records; evaluating often costs more than the steps themselves.
    **run
        ``epochs``, ``batch_size``, ``rng``, ``sampling`` and ``augment``, as ``train`` takes them.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import cross_entropy, mlp
    >>> rng = np.random.default_rng(0)
    >>> data = rng.standard_normal((20, 2)), np.arange(20) % 2
    >>> net, optimizer = mlp([2, 4, 2], rng=rng), Optimizer(lr=0.1)
    >>> fit(net, cross_entropy, optimizer, data, epochs=3, batch_size=10, rng=rng).epochs
    array([1., 2., 3.])

    Notebook 01b, section 1.
    """
    whole_number("every", every)
    record = History(loss=lambda step: step.epoch_loss) if history is None else history
    check_kind("history", record, History, "a History, such as History(loss=lambda step: ...)")
    if stopping is not None:
        check_kind("stopping", stopping, EarlyStopping, "an EarlyStopping(quantity, patience=...)")
    steps = train(network, loss, optimizer, data, **run)
    if not isinstance(run["rng"], Position):  # else the record goes on with the run
        record.begin_run()
    for step in steps:
        due = step.ends_epoch and (step.epoch % every == 0 or step.epoch == run["epochs"])
        if due or step.diverged.all():
            record.record(step)
            if stopping is not None and stopping(step):
                break
    if stopping is not None:
        stopping.restore(network)
    return record
