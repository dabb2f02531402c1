"""CONTRIBUTING's small notebook of claims, written into a scratch project."""

import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import course_lib
from course_lib.claims import try_claims
from tools.readme_table import BEGIN, END

TEXT = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("\n## A notebook of claims\n")[2].partition("\n## Add to")[0]
SOURCE, CLAIMS = re.findall(r"```python\n(.*?)```", SECTION, flags=re.DOTALL)


def chapter_of_the_recipe(monkeypatch):
    """Have the chapter ``averaging`` with the recipe's claims."""
    module = ModuleType("course_lib.chapters.averaging.claims")
    exec(compile(CLAIMS, "CONTRIBUTING.md", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def course_with_the_recipe(root):
    """Copy course_lib and give the copy the chapter, for kernels, which import it by themselves."""
    ours = Path(course_lib.__file__).parent
    shutil.copytree(ours, root / "course_lib", ignore=shutil.ignore_patterns("__pycache__"))
    chapter = root / "course_lib" / "chapters" / "averaging"
    chapter.mkdir()
    (chapter / "__init__.py").write_text("", encoding="utf-8")
    (chapter / "claims.py").write_text(CLAIMS, encoding="utf-8")
    (root / "data" / "claims").mkdir(parents=True)
    (root / "data" / "SHA256SUMS").write_text("", encoding="utf-8")  # it marks the folder


def project(root, source=SOURCE, *, tried=True):
    """Write the notebook's source and its claims' results; gives the source's path."""
    path = root / "notebooks" / "source" / "12_averaging.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    (root / "README.md").write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    if tried:
        try_claims("averaging", folder=root / "data" / "claims")
    return path
