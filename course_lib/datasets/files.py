"""Where the data lies, and whether it is still what was published."""

import gzip
import hashlib
import zlib
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKSUMS = "SHA256SUMS"


class DamagedFileError(OSError):
    """A stored file is there, but its content is not what was stored."""


def data_folder() -> Path:
    """Find the folder ``data/``, whatever the working directory.

    A wheel carries it inside the package; a checkout keeps it beside the package. A folder
    counts only if it holds ``SHA256SUMS``, so somebody else's ``data/`` is not mistaken for it.

    Returns
    -------
    Path
        The folder, absolute.

    Raises
    ------
    FileNotFoundError
        If neither place has it; the message names both.

    Examples
    --------
    >>> (data_folder() / "README.md").is_file()
    True
    """
    places = (_PACKAGE / "data", _PACKAGE.parent / "data")
    for place in places:
        if (place / _CHECKSUMS).is_file():
            return place
    looked = " and ".join(str(place / _CHECKSUMS) for place in places)
    raise FileNotFoundError(
        f"The course's data folder is missing: looked for {looked}. {_remedy('')}"
    )


def verified_file(name: str) -> Path:
    """Return the path of a data file after comparing its SHA-256 with ``data/SHA256SUMS``.

    An unchanged file is hashed once per process; it counts as changed when its size or its time
    of modification is another.

    Parameters
    ----------
    name : str
        Path below ``data/`` with forward slashes, as ``SHA256SUMS`` writes it.

    Returns
    -------
    Path
        The file, absolute.

    Raises
    ------
    ValueError
        If ``SHA256SUMS`` does not list the name.
    FileNotFoundError
        If the file is missing.
    DamagedFileError
        If the file is cut short or altered.

    Examples
    --------
    >>> verified_file("mnist/train-labels-idx1-ubyte.gz").name
    'train-labels-idx1-ubyte.gz'
    """
    folder = data_folder()
    published = _published_digests(folder / _CHECKSUMS)
    if name not in published:
        raise ValueError(f"data/{_CHECKSUMS} lists no file {name!r}; it lists {sorted(published)}.")
    path = folder / name
    if not path.is_file():
        raise FileNotFoundError(f"The data file {path} is missing. {_remedy(name)}")
    stat = path.stat()
    digest = _sha256(path, stat.st_size, stat.st_mtime_ns)
    if digest != published[name]:
        raise DamagedFileError(
            f"The data file {path} {_damage(path, stat.st_size)}: its SHA-256 is {digest}, "
            f"data/{_CHECKSUMS} says {published[name]}. {_remedy(name)}"
        )
    return path


def _published_digests(checksums: Path) -> dict[str, str]:
    lines = checksums.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {name.removeprefix("*"): digest for digest, name in pairs}


@lru_cache(maxsize=64)
def _sha256(path: Path, size: int, mtime_ns: int) -> str:
    """Hash a file; size and time are there to make a changed file a new entry of the cache."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damage(path: Path, size: int) -> str:
    """Say in words what is wrong with a file whose digest differs."""
    if size == 0:
        return "is empty (0 bytes)"
    if path.suffix == ".gz":
        try:
            with gzip.open(path) as stream:
                while stream.read(1 << 16):
                    pass
        except EOFError:
            return f"is cut short (it ends in mid-stream after {size} bytes)"
        except (OSError, zlib.error):
            pass
    return f"was altered ({size} bytes)"


def _remedy(name: str) -> str:
    return f"Get it back with `git checkout -- data/{name}` in a checkout, or reinstall the course."
