"""A class of nbgrader's, from the student editions to points and feedback (docs/grading.md)."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

from course_lib.guide.places import checkout

ROOT = checkout()
MOST = 3600.0  # seconds for one command
POINTS = """
import json
from nbgrader.api import Gradebook
found = []
with Gradebook("sqlite:///gradebook.db") as book:
    for assignment in book.assignments:
        for submission in assignment.submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    found.append([
                        submission.student_id, notebook.name, grade.name.removeprefix("check_"),
                        grade.auto_score, grade.needs_manual_grade,
                    ])
print(json.dumps(found))
"""


class NbgraderCourse:
    """A folder in which nbgrader is at work.

    Parameters
    ----------
    folder : an empty one; the kernels have their home in it, too
    python : a Python with nbgrader and with what the course needs
    """

    def __init__(self, folder: Path, python: str) -> None:
        self.folder, self.python = folder, python
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        shutil.copy(ROOT / "deploy" / "nbgrader" / "nbgrader_config.py", folder)

    def version(self) -> str:
        """Which nbgrader it is; "" where that Python has none."""
        done = self._run("-c", "import nbgrader; print(nbgrader.__version__)")
        return "" if done.returncode else done.stdout.strip()

    def nbgrader(self, *words: str) -> str:
        """Do something; give all that nbgrader says of it."""
        done = self._run("-m", "nbgrader", *words)
        with open(self.folder / "said.txt", "a", encoding="utf-8") as stream:
            stream.write(f"$ nbgrader {' '.join(words)}\n{done.stdout}exit {done.returncode}\n\n")
        return done.stdout

    def release(self, assignment: str, *names: str) -> dict[str, dict]:
        """Give out the student editions of these notebooks; what a student gets, by name."""
        source = self.folder / "source" / assignment
        source.mkdir(parents=True)
        for name in names:
            (source / f"{name}.ipynb").write_bytes((ROOT / f"notebooks/{name}.ipynb").read_bytes())
        said = self.nbgrader("generate_assignment", assignment)
        if not (self.folder / "release" / assignment).is_dir():
            raise RuntimeError(said)
        given = {n: self.folder / "release" / assignment / f"{n}.ipynb" for n in names}
        return {n: json.loads(path.read_text(encoding="utf-8")) for n, path in given.items()}

    def points(self) -> dict[tuple[str, str, str], float | None]:
        """Give (student, notebook, exercise) -> points; None where there are none yet."""
        found = json.loads(self._run("-c", POINTS).stdout.splitlines()[-1])
        return {(who, book, task): points for who, book, task, points, _ in found}

    def _run(self, *words: str) -> subprocess.CompletedProcess:
        home, programs = str(self.home), Path(self.python).parent  # nbgrader calls its alembic
        path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
        environ = {
            **os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "HOME": home, "USERPROFILE": home,
        }  # fmt: skip
        process = subprocess.Popen(
            [self.python, *words], cwd=self.folder, env=environ, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=MOST)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)  # its kernels, too
        return subprocess.CompletedProcess(words, process.returncode, said)
