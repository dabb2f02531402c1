"""Say in a terminal whether this machine is ready, and how far its reader is.

    python -m course_lib check    what the course needs; exits with 1 where something is missing
    python -m course_lib grade    which exercises pass, as the checks last said
    python -m course_lib grade FOLDER    grade the notebooks of students: docs/grading.md

It runs where packages are missing, and reads without an error in a Python that is too old.
"""

from __future__ import annotations

import sys

OLDEST = (3, 11)


def main(words: list[str]) -> int:
    """Do what is asked; give the exit code."""
    if sys.version_info < OLDEST:
        needed = ".".join(map(str, OLDEST))
        found = ".".join(map(str, sys.version_info[:3]))
        _say(f"The course needs Python {needed} or newer; this is {found}.")
        _say("Install a newer one and name it: make lab PYTHON=python3.12")
        return 1
    # What follows may be written in the newer language.
    from course_lib import guide

    if words == ["check"]:
        environment = guide.check_environment()
        _say(str(environment.table(versions=True)))
        return 0 if environment.ready else 1
    if words == ["grade"]:
        _say(str(guide.progress_page()))
        return 0
    if words[:1] == ["grade"]:
        from course_lib import grading

        return grading.main(words[1:], _say)
    _say("usage: python -m course_lib check | grade | grade FOLDER")
    return 2


def _say(text: str) -> None:
    # A terminal of another encoding shows a question mark instead of stopping.
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
