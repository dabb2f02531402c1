"""What a reader did, by key, in one file of plain JSON per chapter beside what the checks said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course_lib.files import open_file, whole_file
from course_lib.guide.lock import alone_in
from course_lib.guide.places import checkout, is_solved, record_folder
from course_lib.guide.record import LARGEST, set_aside

Entry = dict[str, Any]


class KeptFile:
    """One chapter's file of one kind.

    Parameters
    ----------
    topic, kind : str
        The chapter, and what is kept: the file is ``topic.kind.json`` in the folder of the record.
    is_entry : function of an object
        Whether a value found in the file is one of this kind.

    Attributes
    ----------
    path : pathlib.Path or None
        None where nothing is kept: in a test, in a solution, or where COURSE_PROGRESS says off.

    Raises
    ------
    ValueError
        Where COURSE_PROGRESS names no folder.
    """

    def __init__(self, topic: str, kind: str, is_entry: Callable[[object], bool]) -> None:
        self._kind, self._is_entry = kind, is_entry
        here = Path.cwd().resolve()
        folder = record_folder(checkout(), here)
        nowhere = folder is None or is_solved(here)
        self.path = None if nowhere or folder is None else folder / f"{topic}.{kind}.json"

    def read(self) -> dict[str, Entry]:
        """Give all entries, by key; none where there is no file.

        Raises
        ------
        OSError
            Where the file cannot be read.
        ValueError
            Where it is something else.
        """
        if self.path is None:
            return {}
        try:
            with open_file(self.path) as stream:
                found = json.loads(stream.read(LARGEST))
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{self.path} is no record of {self._kind}: {error}") from error
        if not isinstance(found, dict) or not all(map(self._is_entry, found.values())):
            raise ValueError(f"{self.path} is no record of {self._kind}")
        return found

    def put(
        self,
        key: str,
        entry: Entry,
        instead: Callable[[Entry, Entry], bool] = lambda new, old: True,
    ) -> None:
        """Write an entry; ``instead(new, old)`` says whether it takes the place of an older one.

        A file that is something else is set aside.

        Raises
        ------
        OSError
            Where it cannot be written.
        """
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(self.path.parent):
            try:
                entries = self.read()
            except ValueError:
                set_aside(self.path)
                entries = {}
            if key in entries and not instead(entry, entries[key]):
                return
            entries[key] = entry
            with whole_file(self.path) as stream:
                stream.write(json.dumps(entries, indent=1, ensure_ascii=False).encode() + b"\n")
