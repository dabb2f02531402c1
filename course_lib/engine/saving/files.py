"""Saving and loading a network: one ``.npz`` file of two arrays and a text.

The file holds ``theta``, ``buffers`` and ``architecture``, a string of JSON, so that plain
``numpy.load`` reads it too. Nothing in it is pickled: a file from a stranger can be refused, but
it cannot execute anything.
"""

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from course_lib import files
from course_lib.engine.layers.together import check_hyperparameters
from course_lib.engine.network import Network
from course_lib.engine.saving.architecture import build, describe
from course_lib.engine.vectors import buffer_places, length, parameter_places

# pathlib and zipfile take as long to import as all layers together, and most who import the engine
# save nothing: they are imported where they are needed.
if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
ENTRIES = ("architecture", "buffers", "theta")
# What json and the layers raise on other texts than were written.
UNREADABLE = (
    AttributeError, KeyError, MemoryError, OverflowError, RecursionError, TypeError, ValueError,
)  # fmt: skip


def save(network: Network, path: files.AnyPath) -> "Path":
    """Write a network, or a stack, to one ``.npz`` file, whole or not at all.

    It is written beside its place and then moved there, so an interrupt leaves an older file as
    it was; of a symbolic link it is the target that is written. What the initializers were is not
    kept: the parameters are there already. Numbers are kept as they are, NaN too: a network that
    diverged comes back diverged, and every output says so.

    Parameters
    ----------
    path : path-like ending in ``.npz``, in a folder that exists

    Returns
    -------
    Path of the file

    Raises
    ------
    TypeError
        For a layer that is not the course's own.

    Examples
    --------
    >>> import tempfile
    >>> from course_lib.engine import mlp
    >>> net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load(save(net, f"{folder}/net.npz"))
    Network(hidden 1, relu 1, output; 13 parameters)

    Notebook 10b, section 5.
    """
    from course_lib.npz import write_npz

    if not isinstance(network, Network):
        raise TypeError(f"save takes one Network, and a path; got {network!r}")
    target = npz_target(path, "a network")
    with files.whole_file(target) as stream:
        write_npz(stream, arrays_of(network))
    return target


def npz_target(path: files.AnyPath, what: str) -> "Path":
    """The path to write to; its name must say what the file is."""
    from pathlib import Path

    target = Path(files.path_text(path))
    if target.suffix != ".npz":
        raise ValueError(f"{what} is saved as .npz; got the path {target}")
    return target


def arrays_of(network: Network) -> dict[str, npt.NDArray[Any]]:
    """A network as the entries of a file."""
    architecture = {
        "format": FORMAT,
        "dtype": str(network.dtype),
        "models": list(network.models),
        "layers": [describe(layer) for layer in network.body.layers],
    }
    return {
        "architecture": np.array(json.dumps(architecture)),
        "theta": network.theta,
        "buffers": network.buffers,
    }


def load(path: files.AnyPath) -> Network:
    """Read a network that ``save`` wrote.

    Raises
    ------
    OSError
        Where there is no such file, or it is none.
    ValueError
        Where the file is damaged, of another format, or its parts do not fit each other. The
        message says which.

    Examples
    --------
    See ``save``.

    Notebook 10b, section 5.
    """
    from course_lib.npz import read_npz

    name = files.path_text(path)
    try:
        return network_of(read_npz(name))
    except UNREADABLE as error:
        raise ValueError(f"{name} holds no network that can be loaded: {error}") from error


def network_of(entries: dict[str, npt.NDArray[Any]]) -> Network:
    """The network of these entries; an error of UNREADABLE where they hold none."""
    if sorted(entries) != sorted(ENTRIES):
        raise ValueError(f"it needs the entries {list(ENTRIES)}; got {sorted(entries)}")
    architecture = json.loads(str(entries["architecture"]))
    version = architecture["format"]
    if type(version) is not int or version != FORMAT:  # True and 1.0 are equal to 1, too
        raise ValueError(f"it has format {version!r}; this version reads {FORMAT}")
    layers = [build(description) for description in architecture["layers"]]
    models, dtype = _models(architecture["models"]), np.dtype(architecture["dtype"])
    inside = [layer for outer in layers for layer in outer.walk()]
    # Compared before anything of that size is made.
    for name, places in (("theta", parameter_places(inside)), ("buffers", buffer_places(inside))):
        needed, array = (*models, 1, length(places)), entries[name]
        if array.shape != needed or array.dtype != dtype:
            raise ValueError(
                f"its layers need {name} of shape {needed} in {dtype}; "
                f"got shape {array.shape} in {array.dtype}"
            )
    check_hyperparameters(inside, models, "the file")
    network = Network.unfilled(layers, dtype=dtype, models=models)
    network.theta, network.buffers = entries["theta"], entries["buffers"]
    _check_variances(network)
    return network


def _models(stored: Any) -> tuple[int, ...]:
    """Empty for one network, (K,) for a stack of K."""
    whole = isinstance(stored, list) and all(type(k) is int and k >= 1 for k in stored)
    if not whole or len(stored) > 1:
        raise ValueError(f"its models must be [], or [K] for a stack of K networks; got {stored!r}")
    return tuple(stored)


def _check_variances(network: Network) -> None:
    """Refuse what no training makes, and what an output shows as NaN without a word of why."""
    for layer in network.layers:
        for name, values in layer.buffers.items():
            if name == "variance" and (values < 0).any():
                raise ValueError(f"layer {layer.name!r} has a negative variance: {values.min()}")
