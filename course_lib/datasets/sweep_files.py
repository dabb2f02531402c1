"""Sweeps on disk: one ``.npz`` file each, with the settings, seeds and versions inside.

The file holds ``header``, a string of JSON, and the arrays as ``axes.lr``, ``values.loss``,
``fixed.epochs``, so that plain ``numpy.load`` reads it too. Nothing in it is pickled.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.arguments import check_kind, told
from course_lib.datasets import files
from course_lib.datasets.sweeps import Sweep
from course_lib.files import AnyPath, path_text, whole_file
from course_lib.npz import read_npz, write_npz

_FORMAT = 1
_GROUPS = ("axes", "values", "fixed")
_REQUIRED = ("settings", "seeds", "versions", "seconds")
MOST_BYTES = 50_000_000
"""Two hundred times the largest sweep of the course, and no trouble to any machine."""


def save_sweep(path: AnyPath, sweep: Sweep) -> Path:
    """Write a sweep to one ``.npz`` file, whole or not at all.

    It is written beside its place and then moved there, so a run that is stopped leaves the old
    file as it was. Equal sweeps give equal bytes (with one version of zlib).

    Parameters
    ----------
    path : path-like
        Where to, ending in ``.npz``; folders on the way are made.
    sweep : Sweep
        ``sweep.about`` must have ``settings``, ``seeds``, ``versions`` (of ``python`` and
        ``numpy``) and ``seconds``.

    Returns
    -------
    Path of the file

    Examples
    --------
    >>> about = {"settings": {"epochs": 20}, "seeds": [0], "seconds": 1.5,
    ...          "versions": {"python": "3.11", "numpy": "2.0"}}
    >>> axes, values = {"lr": np.array([0.01, 0.1])}, {"loss": np.array([1.8, 0.4])}
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_sweep(f"{folder}/rates.npz", Sweep(axes, values, {}, about)).name
    'rates.npz'
    """
    check_kind("sweep", sweep, Sweep, "a Sweep")
    target = Path(path_text(path))
    if target.suffix != ".npz":
        raise ValueError(f"a sweep is stored as .npz; got the path {target}")
    _check_about(sweep.about)
    names = {group: list(getattr(sweep, group)) for group in _GROUPS}
    header = {"format": _FORMAT, **names, "about": sweep.about}
    try:
        entries = {"header": np.array(json.dumps(header))}
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"about must hold what JSON can: {error}; got {told(sweep.about)}"
        ) from error
    for group in _GROUPS:
        entries |= {f"{group}.{name}": a for name, a in getattr(sweep, group).items()}
    size = sum(array.nbytes for array in entries.values())
    if size > MOST_BYTES:
        raise ValueError(f"a sweep has at most {MOST_BYTES} bytes; this one has {size}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as stream:
        write_npz(stream, entries, compressed=True)
    return target


def load_sweep(name: str) -> Sweep:
    """Read ``data/sweeps/<name>.npz``.

    Parameters
    ----------
    name : str
        Name of the sweep, without folder and ending.

    Returns
    -------
    Sweep
        As it was saved; tuples in ``about`` come back as lists.

    Raises
    ------
    FileNotFoundError
        If there is no such sweep; the message lists those there are.
    ValueError
        If the file has a format that this version does not read.
    DamagedFileError
        If the file is cut short, altered, or no sweep.

    Examples
    --------
    >>> point = load_sweep("regularization_strength").at(strength=0.1, seed=0)
    >>> bool(0.6 < point["test_accuracy"] < 0.8)
    True
    """
    check_kind("name", name, str, "a text, the name of a stored sweep")
    folder = files.data_folder() / "sweeps"
    available = sorted(path.stem for path in folder.glob("*.npz"))
    if name not in available:
        raise FileNotFoundError(
            f"no stored sweep {told(name)} in {folder}; there are {available}. "
            "`make sweeps` makes them anew."
        )
    path = folder / f"{name}.npz"
    with files.errors_in_words(path, f"sweeps/{path.name}"):
        size = path.stat().st_size
        try:
            arrays = read_npz(path, most=2 * MOST_BYTES)  # the format needs some, too
            header = json.loads(str(arrays["header"]))
            version = header["format"]
            if type(version) is int and version == _FORMAT:  # True is equal to 1, too
                return _from_entries(header, arrays)
        except (KeyError, TypeError, RecursionError, ValueError) as error:
            raise files.DamagedFileError(
                f"{path} is cut short, altered, or no sweep ({size} bytes): {error!r}. "
                f"Get it back with `git checkout -- data/sweeps/{path.name}`, or `make sweeps`."
            ) from error
    raise ValueError(
        f"{path} has format {version!r}; this version of the course reads format {_FORMAT}. "
        "`make sweeps` makes it anew."
    )


def _check_about(about: dict[str, Any]) -> None:
    missing = [key for key in _REQUIRED if key not in about]
    if missing:
        raise ValueError(f"about needs {list(_REQUIRED)}; {missing} missing in {list(about)}")
    versions = about["versions"]
    if not isinstance(versions, dict) or not {"python", "numpy"} <= versions.keys():
        raise ValueError(f"about['versions'] needs 'python' and 'numpy'; got {told(versions)}")


def _from_entries(header: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Sweep:
    axes, values, fixed = (
        {name: arrays[f"{group}.{name}"] for name in header[group]} for group in _GROUPS
    )
    _check_about(header["about"])
    return Sweep(axes, values, fixed, header["about"])
