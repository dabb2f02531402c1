"""A run in the middle, on disk: one ``.npz`` file from which it goes on to the last bit.

The file holds what ``save`` writes of the network, the state of the rule, and where the run stands
in its data and in its random numbers. What the run was made of, rule, schedule, loss and data, is
code and stays there. Nothing is pickled.
"""

import json
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from course_lib import files
from course_lib.arguments import check_kind
from course_lib.engine.network import Network
from course_lib.engine.saving.files import ENTRIES, UNREADABLE, arrays_of, network_of, npz_target
from course_lib.engine.saving.streams import described, restored
from course_lib.engine.training.batches import Sampling
from course_lib.engine.training.optimizer import Optimizer, check_optimizer
from course_lib.engine.training.position import Course, Position
from course_lib.engine.training.step import Step

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
STATE = "state: "
COUNTS = ("passes", "batches", "number", "seen")


Entries = dict[str, npt.NDArray[Any]]


class SavedRun(NamedTuple):
    """What goes on: the network, and the position that ``train`` takes in the place of ``rng``."""

    network: Network
    position: Position


def save_run(step: Step, path: files.AnyPath) -> "Path":
    """Write a run as it stands after a step, whole or not at all.

    Parameters
    ----------
    step : Step
        The latest one that ``train`` gave.
    path : path-like ending in ``.npz``, in a folder that exists

    Returns
    -------
    Path of the file

    Raises
    ------
    TypeError
        For a layer that is not the course's own, and for random numbers of another kind than
        ``numpy.random.default_rng`` makes.

    Examples
    --------
    >>> import tempfile
    >>> from course_lib.engine import Adam, Optimizer, cross_entropy, mlp, train
    >>> rng = np.random.default_rng(0)
    >>> data = rng.standard_normal((20, 2)), np.arange(20) % 2
    >>> recipe = {"epochs": 3, "batch_size": 8}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     net = mlp([2, 4, 2], rng=rng)
    ...     for step in train(net, cross_entropy, Optimizer(Adam()), data, rng=rng, **recipe):
    ...         if step.number == 4:
    ...             path = save_run(step, f"{folder}/run.npz")
    ...     optimizer = Optimizer(Adam())
    ...     other, at = load_run(path, optimizer)
    >>> for later in train(other, cross_entropy, optimizer, data, rng=at, **recipe):
    ...     pass
    >>> later.number, bool((other.theta == net.theta).all())
    (9, True)

    Notebook 10b, section 6.
    """
    check_kind("step", step, Step, "the latest Step, as train yields it")
    target = npz_target(path, "a run")
    if step.position is None:
        raise ValueError("save_run needs a step that train gave; this one stands in no run")
    at, rule = step.position, type(step.optimizer.rule).__name__
    run = {
        "format": FORMAT,
        "rule": rule,
        "steps": step.optimizer.steps,
        "course": list(at.course),
        "counts": {name: getattr(at, name) for name in COUNTS},
        "streams": {
            "began": [described(state) for state in at.began],
            "changes": [described(stream.bit_generator.state) for stream in at.changes],
            "noise": [described(stream.bit_generator.state) for stream in _listed(at.noise)],
        },
    }
    state = {f"{STATE}{name}": value for name, value in (step.optimizer.state or {}).items()}
    more = {
        "run": np.array(json.dumps(run)),
        "diverged": at.diverged,
        "total": np.asarray(at.total),
    }
    from course_lib.npz import write_npz

    with files.whole_file(target) as stream:
        write_npz(stream, arrays_of(step.network) | more | state)
    return target


def load_run(path: files.AnyPath, optimizer: Optimizer) -> SavedRun:
    """Read a run that ``save_run`` wrote, and give its rule's state and its steps to an optimizer.

    Parameters
    ----------
    optimizer : Optimizer
        Made as that of the run was: the file has no rule, no schedule and no regularizer, only the
        numbers. It is changed once the whole file was found sound.

    Returns
    -------
    SavedRun of network and position; go on with ``train(network, ..., rng=position)``

    Raises
    ------
    OSError
        Where there is no such file, or it is none.
    ValueError
        Where the file is damaged or of another format, and where the optimizer's rule is another.

    Examples
    --------
    See ``save_run``.

    Notebook 10b, section 6.
    """
    from course_lib.npz import read_npz

    check_optimizer(optimizer)
    name = files.path_text(path)
    try:
        entries = read_npz(name)
        network = network_of({key: entries.pop(key) for key in ENTRIES if key in entries})
        run = json.loads(str(entries.pop("run")))
        position = _position(run, entries, network)
        steps, state = _count(run, "steps"), _state(run, entries, network, optimizer)
    except UNREADABLE as error:
        raise ValueError(f"{name} holds no run that can go on: {error}") from error
    optimizer.go_on(network, steps, state)
    return SavedRun(network, position)


def _listed(noise: Any) -> list[np.random.Generator]:
    return [noise] if isinstance(noise, np.random.Generator) else list(noise)


def _position(run: dict[str, Any], entries: Entries, network: Network) -> Position:
    """Where the run stood, once all parts of it fit each other."""
    if type(run["format"]) is not int or run["format"] != FORMAT:
        raise ValueError(f"it has format {run['format']!r}; this version reads {FORMAT}")
    course, counts = _course(run["course"]), {name: _count(run["counts"], name) for name in COUNTS}
    in_a_pass = -(-course.examples // course.batch_size)
    if not 1 <= counts["batches"] <= in_a_pass or not counts["seen"] >= 1:
        raise ValueError(f"after a step 1 to {in_a_pass} batches of a pass are done; got {counts}")
    began, changes, noise = (
        [restored(stream) for stream in run["streams"][name]]
        for name in ("began", "changes", "noise")
    )
    if not len(began) == len(changes) == len(noise) or len(began) not in (1, *network.models):
        raise ValueError(
            f"a run has one random stream, or one for each model, of each use; "
            f"got {len(began)}, {len(changes)}, {len(noise)}"
        )
    diverged, total = entries["diverged"], entries["total"]
    for name, array, kind in (("diverged", diverged, "b"), ("total", total, "f")):
        if array.shape != network.models or array.dtype.kind != kind:
            raise ValueError(f"it needs {name} of shape {network.models}; got {array!r:.80}")
    return Position(
        began, noise if len(noise) > 1 else noise[0], changes, course, diverged,
        total=total[()], began=[stream.bit_generator.state for stream in began], **counts,
    )  # fmt: skip


def _course(stored: Any) -> Course:
    examples, batch_size, sampling = stored
    if sampling not in get_args(Sampling):
        raise ValueError(f"sampling must be one of {get_args(Sampling)}; got {sampling!r}")
    counts = {"examples": examples, "batch_size": batch_size}
    if not all(_count(counts, name) for name in counts):
        raise ValueError(f"a run needs examples and batches of at least one; got {counts}")
    return Course(examples, batch_size, sampling)


def _count(counts: dict[str, Any], name: str) -> int:
    value = counts[name]
    if type(value) is not int or value < 0:
        raise ValueError(f"{name} must be a whole number from 0 on; got {value!r}")
    return value


def _state(
    run: dict[str, Any], entries: Entries, network: Network, optimizer: Optimizer
) -> dict[str, Any]:
    """What the rule remembers, if it is the rule of the run."""
    rule = type(optimizer.rule).__name__
    if run["rule"] != rule:
        raise ValueError(f"its run followed {run['rule']}; the optimizer that was given, {rule}")
    known = {"diverged", "total"}
    strange = [name for name in entries.keys() - known if not name.startswith(STATE)]
    if strange:
        raise ValueError(f"it has entries that no run has: {sorted(strange)}")
    state = {name[len(STATE) :]: entries[name] for name in entries.keys() - known}
    optimizer.check_state(network, state)
    return state
