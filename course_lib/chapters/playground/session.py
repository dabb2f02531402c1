"""The run behind the playground: step by step, rewound, changed while it goes on."""

from dataclasses import fields

import numpy as np

from course_lib.chapters.playground import parts
from course_lib.chapters.playground.changes import Change, with_change
from course_lib.chapters.playground.curves import Curves
from course_lib.chapters.playground.looks import Looks
from course_lib.chapters.playground.own_points import missing
from course_lib.chapters.playground.settings import LIVE, OWN, STOPS, PlaygroundSettings
from course_lib.chapters.playground.updates import Updates
from course_lib.engine import Optimizer
from course_lib.engine.arrays import Array

EXPLODED = 1e6
"""A loss above it counts as a divergence: whoever guesses has one of 0.7, or of 2.3 for digits."""


class PlaygroundSession(Looks):
    """A training run that can be stepped, rewound, and changed while it goes on.

    Parameters
    ----------
    settings : PlaygroundSettings

    Attributes
    ----------
    settings : PlaygroundSettings
        Those in force; ``apply`` takes over others.
    network, optimizer : Network, Optimizer
        The live objects; a new start makes new ones.
    train, dev : (x, labels) each
        Points of shape (n, 2) and float64, labels 0 and 1; or images of shape (n, 784) and
        float32, labels 0 to 9.
    told_train, told_dev : (x, labels) each
        The same, as the network is told: the chosen inputs of each point.
    steps : int
        Updates done.
    diverged : bool
        Whether the loss left the finite numbers, or grew beyond a million. The weights stay the
        last ones with a finite loss; ``rewind`` begins anew.
    changes : list of Change
        What was changed after the first update, and where; the stops excepted.
    by_hand : bool
        Whether a weight was set by hand.
    loss : Loss

    Notes
    -----
    One generator, seeded by the settings, draws the points, the split and the first weights, in
    this order, and spawns the streams of order and noise. So points and split are the same
    whatever the network, and so is the order of the examples.

    Examples
    --------
    >>> session = PlaygroundSession(PlaygroundSettings(data="blobs", layers=(), lr=0.1))
    >>> for _ in range(20):
    ...     session.run_epoch()
    >>> session.steps, session.epoch, float(session.history["dev_accuracy"][-1])
    (100, 20.0, 1.0)
    """

    def __init__(self, settings: PlaygroundSettings) -> None:
        self._begin(settings)

    def _begin(self, settings: PlaygroundSettings) -> None:
        """Draw everything from the seed; where that fails, the run before stays as it is."""
        rng = np.random.default_rng(settings.seed)
        x, labels = parts.draw(settings, rng=rng)
        needed = missing(settings.points) if settings.data == OWN else ""
        everything = np.arange(len(labels))
        train, dev = (
            (everything, everything[:0]) if needed else parts.split(settings, labels, rng=rng)
        )
        network = parts.make_network(settings, rng=rng)
        self.settings, self.network, self.optimizer = settings, network, Optimizer()
        self._missing = needed
        self.train, self.dev = (x[train], labels[train]), (x[dev], labels[dev])
        told = parts.features(settings, x)
        self.told_train, self.told_dev = (told[train], labels[train]), (told[dev], labels[dev])
        self.steps, self.diverged, self.by_hand = 0, False, False
        self.changes: list[Change] = []
        # Where nothing is painted yet, the middle of the plane stands in.
        middle = (parts.features(settings, np.zeros((1, 2))), np.zeros(1, np.int64))
        self._examples = self.told_train if len(train) else middle
        self.loss = self._loss = parts.make_loss(settings)
        parts.tune(self.optimizer, network, settings)
        self._updates = Updates(
            network, self._loss, self.optimizer, self._examples,
            batch_size=settings.batch_size, rng=rng,
        )  # fmt: skip
        self._per_epoch = max(1, -(-len(train) // settings.batch_size))
        self._curves = Curves(self._loss, self.told_train, self.told_dev, per_epoch=self._per_epoch)
        self._reached = False
        self._record()

    @property
    def epoch(self) -> float:
        """Passes over the training set done."""
        return self.steps / self._per_epoch

    @property
    def finished(self) -> bool:
        """Whether the run cannot begin, has diverged, come to its dev loss, or done its epochs."""
        done = self.steps >= self.settings.stop_after * self._per_epoch
        return done or self.diverged or self.reached or bool(self.waiting)

    @property
    def reached(self) -> bool:
        """Whether the dev loss came down to ``stop_loss``, as far as it was recorded."""
        return self._reached

    @property
    def waiting(self) -> str:
        """What is missing before a run of painted points can begin; mostly nothing."""
        return self._missing

    @property
    def changed(self) -> bool:
        """Whether the settings alone, from the start, would give another run."""
        return self.by_hand or bool(self.changes)

    @property
    def history(self) -> dict[str, Array]:
        """The records so far by name, each of shape (records,); see ``Curves`` for when.

        "epochs", and for both sets "train_loss", "dev_loss", "train_accuracy", "dev_accuracy",
        in inference mode and without the penalty.
        """
        return self._curves.arrays()

    @property
    def said(self) -> list[str]:
        """What the engine warned of in this run; the session itself warns nobody."""
        return list(self._updates.said)

    def step(self) -> None:
        """Make one update; nothing where the run is finished."""
        if self.finished:
            return
        step = self._updates.next()
        self.diverged = bool(step.diverged) or not float(step.loss) <= EXPLODED
        self.steps += 1
        if self.finished or self._curves.due(self.steps):
            self._record()

    def run_epoch(self) -> None:
        """Train to the end of the epoch, or to the end of the run."""
        self.step()
        while not self.finished and self.steps % self._per_epoch:
            self.step()

    def rewind(self) -> None:
        """Go back to the same start: points, weights, order and noise; the history begins anew."""
        self._begin(self.settings)

    def apply(self, settings: PlaygroundSettings) -> bool:
        """Take over new settings, in the middle of the run where that is possible.

        Where only fields of ``LIVE`` change, weights, history and the state of the rule go on;
        another kind of rule begins with a fresh state.

        Returns
        -------
        bool
            Whether it needed a new start.
        """
        now = self.settings
        names = [field.name for field in fields(settings)]
        new = {name for name in names if getattr(settings, name) != getattr(now, name)}
        if new - LIVE:
            self._begin(settings)
            return True
        self.settings = settings
        for name in sorted(new - STOPS) if self.steps else ():
            self.note_change(name, getattr(settings, name))
        parts.tune(self.optimizer, self.network, settings)
        self._judge()
        if self.finished:  # the end may have come nearer than the last record
            self._record()
        return False

    def set_weight(
        self, layer: str, source: int | None, place: int, value: float, *, name: str = "a weight"
    ) -> None:
        """Set one weight of a dense layer by hand, or, where ``source`` is None, a bias.

        The last record is made anew; the rule's averages of past gradients stay.

        Raises
        ------
        ValueError
            For a value that is not finite.
        """
        if not np.isfinite(value):
            raise ValueError(f"a weight must be a finite number; got {value}")
        dense = self.network[layer]
        if source is None:
            dense.b[0, place] = value
        else:
            dense.W[source, place] = value
        self.by_hand = True
        if self.steps:
            self.note_change(name, float(f"{value:.3g}"))
        self._curves.again(self.network, self.steps)
        self._judge()

    def note_change(self, name: str, value: object) -> None:
        """Put a mark on the curves: something that the settings do not hold was changed."""
        self.changes = with_change(self.changes, self.epoch, name, value)

    def _record(self) -> None:
        """Record how good the network is now, and judge by it whether the run ends here."""
        self._curves.record(self.network, self.steps)
        self.diverged |= self.steps > 0 and self._curves.last("train_loss") > EXPLODED
        self._judge()

    def _judge(self) -> None:
        """Compare the newest dev loss with the one to stop at."""
        stop = self.settings.stop_loss
        self._reached = stop > 0 and self._curves.last("dev_loss") <= stop
