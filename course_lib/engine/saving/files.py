"""Saving and loading a network: one ``.npz`` file of two arrays and a text.

The file holds ``theta``, ``buffers`` and ``architecture``, a string of JSON, so that plain
``numpy.load`` reads it too. Nothing in it is pickled: a file from a stranger can be refused, but
it cannot execute anything.
"""

import io
import json
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from course_lib.engine.layers.together import check_hyperparameters
from course_lib.engine.network import Network
from course_lib.engine.saving.architecture import build, describe
from course_lib.engine.vectors import buffer_places, length, parameter_places

# pathlib and zipfile take as long to import as all layers together, and most who import the engine
# save nothing: they are imported where they are needed.
if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
ENTRIES = ("architecture", "theta", "buffers")
# What NumPy, json and the layers raise on other bytes than were written.
UNREADABLE = (
    AttributeError, EOFError, KeyError, MemoryError, NotImplementedError,
    OverflowError, RecursionError, RuntimeError, SyntaxError, TypeError, UnicodeError, ValueError,
)  # fmt: skip


def save(network: Network, path: str | os.PathLike[str]) -> "Path":
    """Write a network, or a stack, to one ``.npz`` file, whole or not at all.

    It is written beside its place and then moved there, so an interrupt leaves an older file as
    it was. What the initializers were is not kept: the parameters are there already.

    Parameters
    ----------
    path : path-like ending in ``.npz``

    Returns
    -------
    Path of the file

    Raises
    ------
    ValueError
        For a path with another ending.
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
    """
    from pathlib import Path

    target = Path(path)
    if target.suffix != ".npz":
        raise ValueError(f"a network is saved as .npz; got the path {target}")
    architecture = {
        "format": FORMAT,
        "dtype": str(network.dtype),
        "models": list(network.models),
        "layers": [describe(layer) for layer in network.body.layers],
    }
    beside = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        with beside.open("wb") as stream:
            np.savez(
                stream,
                architecture=np.array(json.dumps(architecture)),
                theta=network.theta,
                buffers=network.buffers,
            )
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def load(path: str | os.PathLike[str]) -> Network:
    """Read a network that ``save`` wrote.

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        Where the file is damaged, of another format, or its parts do not fit each other. The
        message says which.

    Examples
    --------
    See ``save``.
    """
    with open(path, "rb") as stream:
        content = stream.read()
    try:
        return _network(_entries(content))
    except UNREADABLE as error:
        raise ValueError(
            f"{os.fspath(path)} holds no network that can be loaded: {error}"
        ) from error


def _entries(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the file; each is compared with its stored sum before it is looked at."""
    import zipfile

    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted(archive.namelist())
            if names != sorted(f"{name}.npy" for name in ENTRIES):
                raise ValueError(f"it needs the entries {sorted(ENTRIES)}; got {names}")
            for entry in archive.infolist():
                # save compresses nothing, so a small file cannot unfold into a huge one.
                if entry.compress_type != zipfile.ZIP_STORED:
                    raise ValueError(f"{entry.filename} is compressed, as save never writes it")
                stream = io.BytesIO(archive.read(entry))
                array = np.lib.format.read_array(stream, allow_pickle=False)
                found[entry.filename.removesuffix(".npy")] = array
    except zipfile.BadZipFile as error:
        raise ValueError(f"it is cut short, altered, or no .npz at all: {error}") from error
    return found


def _network(entries: dict[str, npt.NDArray[Any]]) -> Network:
    architecture = json.loads(str(entries["architecture"]))
    if architecture["format"] != FORMAT:
        raise ValueError(f"it has format {architecture['format']!r}; this version reads {FORMAT}")
    layers = [build(description) for description in architecture["layers"]]
    models, dtype = tuple(architecture["models"]), np.dtype(architecture["dtype"])
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
    return network
