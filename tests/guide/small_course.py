"""A course of a few notebooks, made for a test."""

import nbformat

CELLS = {
    "03_regularization": [
        "from course_lib.chapters.decay import check",
        "check.step(step)\ncheck.step(step)",
        "check.mean(mean)",
        "other.step(step)",
        "!not python",
    ],
    "00_start_here": ["from course_lib.chapters.first import check as first", "first.one(one)"],
    "playground": ["print('no exercise')"],
    "12_extra": ["from course_lib.chapters.extra import check", "check.last(last)"],
}
TOLD = {
    "03_regularization": {"title": "Regularization", "question": "What helps?", "needs": ["02"]},
    "00_start_here": {"title": "Start here", "question": "Ready?", "about": "a recipe"},
    "playground": {"title": "Playground", "question": "What happens?", "minutes": 40},
}


def write_notebook(folder, name, sources=(), told=None):
    cells = [nbformat.v4.new_code_cell(source, id=str(i)) for i, source in enumerate(sources)]
    metadata = {"course": told} if told is not None else {}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


def write_course(folder):
    """Write all the notebooks into a folder."""
    for name, sources in CELLS.items():
        write_notebook(folder, name, sources, TOLD.get(name))
