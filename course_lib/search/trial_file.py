"""A file of trials: one line of JSON each, written as each ends, by one search at a time."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from course_lib.arguments import check_kind
from course_lib.files import AnyPath, open_file, path_text
from course_lib.search.locking import lock
from course_lib.search.trial_lines import Found, as_line, read_lines
from course_lib.search.trials import Trial, check_seed, trial_seed

READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


class TrialFile:
    """Trials on disk: a search that was stopped goes on from here.

    A line that was cut off, because the machine stopped in the midst of it, is taken away; its
    trial runs again. While a search runs (``with file:``) nobody else can write to its file.

    Parameters
    ----------
    path : path-like
        Made, with its folder, where a search begins.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = TrialFile(f"{folder}/trials.jsonl")
    ...     file.add(Trial(0, {"lr": 0.1}, 7, 0.9))
    ...     file.read()
    [Trial(number=0, settings={'lr': 0.1}, seed=7, score=0.9, more={})]
    """

    def __init__(self, path: AnyPath) -> None:
        self.path = Path(path_text(path))
        self._handle: FileIO | None = None

    def __enter__(self) -> "TrialFile":
        try:
            self._handle = self._opened()
        except OSError as error:
            # A finished search can be looked at where nothing can be written; ``add`` then fails.
            if error.errno not in READ_ONLY or not self.path.exists():
                raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            self._handle.close()  # and with it goes the lock
            self._handle = None

    def read(self) -> list[Trial]:
        """Give the trials in the file, in the order in which they ended.

        JSON knows no tuples: as settings they come back as lists here. ``run`` gives those that
        its method asked for.
        """
        return list(self._found().trials.values())

    def mended(self, seed: int) -> dict[int, Trial]:
        """Mend the file; give its trials by their numbers. A search of another seed is refused."""
        check_seed("seed", seed)
        self.mend()
        trials = {}
        for line, trial in self._found().trials.items():
            expected = trial_seed(seed, trial.number)
            if trial.seed != expected:
                raise ValueError(
                    f"line {line} of {self.path} belongs to a search of another seed: its trial "
                    f"{trial.number} ran with seed {trial.seed}, and {seed=} gives it {expected}. "
                    "Another path, or the seed of then."
                )
            trials[trial.number] = trial
        return trials

    def add(self, trial: Trial) -> None:
        """Write one trial behind the others, at once, and whole or not at all."""
        check_kind("TrialFile.add: trial", trial, Trial, "a Trial")
        line = as_line(trial)
        with self._alone() as handle:
            opened = os.fstat(handle.fileno())
            if not self.path.exists() or not os.path.samestat(opened, self.path.stat()):
                raise FileNotFoundError(f"{self.path} was taken away while the search wrote to it")
            try:
                while line:  # a disk may take a part only
                    line = line[handle.write(line) :]
            except BaseException:
                handle.truncate(opened.st_size)
                raise

    def mend(self) -> None:
        """Take away what a stopped machine left of a last line, and nothing that came meanwhile."""
        found = self._found()
        if found.whole < found.size:
            with self._alone() as handle:
                if os.fstat(handle.fileno()).st_size == found.size:
                    handle.truncate(found.whole)

    @contextmanager
    def _alone(self) -> Iterator[FileIO]:
        """The file, locked: since the search began, or for this moment."""
        if self._handle is not None:
            yield self._handle
        else:
            with self._opened() as handle:
                yield handle

    def _opened(self) -> FileIO:
        if self.path.exists():
            open_file(self.path).close()  # refuses what is none: a pipe would be waited for
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = open(self.path, "a+b", buffering=0)  # noqa: SIM115 - the lock goes with it
        try:
            lock(handle)
        except BaseException:
            handle.close()
            raise
        return handle

    def _found(self) -> Found:
        if not self.path.exists():
            return read_lines(b"", self.path)
        with open_file(self.path) as file:
            return read_lines(file.read(), self.path)
