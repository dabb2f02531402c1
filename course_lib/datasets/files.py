"""Where the data lies, and whether it is still what was published."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from course_lib.arguments import is_one_of, told

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKSUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S+)", re.ASCII)
_READ_BY_THE_COURSE = {
    *(f"mnist/{part}-images-idx3-ubyte.gz" for part in ("train", "t10k")),
    *(f"mnist/{part}-labels-idx1-ubyte.gz" for part in ("train", "t10k")),
    *(f"fashion/train-first-3000-{what}.gz" for what in ("images", "labels")),
    *(f"fashion/t10k-first-2000-{what}.gz" for what in ("images", "labels")),
    "weather/seattle-weather.csv.gz",
}
"""Without one of these names SHA256SUMS is not the published one."""


class DamagedFileError(OSError):
    """A stored file is there, but its content is not what was stored."""


def data_folder() -> Path:
    """Find the folder ``data/``, whatever the working directory.

    A wheel carries it inside the package; a checkout keeps it beside the package. A folder
    counts only if it holds ``SHA256SUMS``, so somebody else's ``data/`` is not mistaken for it.

    Examples
    --------
    >>> (data_folder() / "README.md").is_file()
    True
    """
    places = (_PACKAGE / "data", _PACKAGE.parent / "data")
    for place in places:
        with errors_in_words(place, ""):
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

    Raises
    ------
    ValueError
        If ``SHA256SUMS`` does not list the name.
    FileNotFoundError, DamagedFileError
        If the file, or the list, is missing, cut short or altered.

    Examples
    --------
    >>> verified_file("mnist/train-labels-idx1-ubyte.gz").name
    'train-labels-idx1-ubyte.gz'
    """
    folder, published = data_folder(), published_digests()
    if not is_one_of(name, published):
        raise ValueError(
            f"name must be a file of data/{_CHECKSUMS}. It lists no file {told(name)}; it lists "
            f"{sorted(published)}."
        )
    path = folder / name
    with errors_in_words(path, name):
        stat = path.stat() if path.is_file() else None
        digest = _sha256(path, stat.st_size, stat.st_mtime_ns) if stat else None
    if stat is None:
        raise FileNotFoundError(f"The data file {path} is missing. {_remedy(name)}")
    if digest != published[name]:
        raise DamagedFileError(
            f"The data file {path} {_damage(path, stat.st_size)}: its SHA-256 is {digest}, "
            f"data/{_CHECKSUMS} says {published[name]}. {_remedy(name, _CHECKSUMS)}"
        )
    return path


def published_digests() -> dict[str, str]:
    """Read ``data/SHA256SUMS``: the name of each data file, and its SHA-256.

    Raises
    ------
    DamagedFileError
        If a line is no checksum, or a file that the course reads is not listed.

    Examples
    --------
    >>> len(published_digests()["weather/seattle-weather.csv.gz"])
    64
    """
    path = data_folder() / _CHECKSUMS
    with errors_in_words(path, _CHECKSUMS):
        content = path.read_bytes()
    found: dict[str, str] = {}
    for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
        match = _LINE.fullmatch(line.rstrip())
        if match and match[2] not in found:
            found[match[2]] = match[1]
        elif line.strip():
            wrong = "names a file again" if match else "is no checksum and name"
            raise DamagedFileError(
                f"{path} was altered: line {number} {wrong}, {line[:80]!r}. {_remedy(_CHECKSUMS)}"
            )
    unlisted = sorted(_READ_BY_THE_COURSE - found.keys())
    if unlisted:
        raise DamagedFileError(
            f"{path} was altered ({len(content)} bytes): it lists no {', '.join(unlisted)}. "
            f"{_remedy(_CHECKSUMS)}"
        )
    return found


@contextmanager
def errors_in_words(path: Path, *names: str) -> Iterator[None]:
    """Let an error of the system say which file cannot be read, and how to get ``names`` back."""
    try:
        yield
    except DamagedFileError:  # which has the words already
        raise
    except OSError as error:
        reason = error.strerror or error
        raise type(error)(f"{path} cannot be read: {reason}. {_remedy(*names)}") from error


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


def _remedy(*names: str) -> str:
    paths = " ".join(f"data/{name}" for name in names)
    return f"Get it back with `git checkout -- {paths}` in a checkout, or reinstall the course."
