"""A task is text in the page, right before its dashboard; else its source is refused."""

import pytest

from tests.notebooks.heads import HEAD
from tools.build_notebooks import main
from tools.rules_tasks import tasks_are_text

TASK = "# %% [markdown]\n# **Task 1.** a) Find the lambda that wins. b) And why?\n\n"
BOARD = "# %%\nboard = rate_dashboard(sweep)\nboard\n\n"


def written(folder, text):
    path = folder / "notebooks" / "source" / "01_small.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEAD}# %% [markdown]\n# # 01 · A small notebook\n\n{text}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        TASK + BOARD,
        TASK + "# %%\nplayground()\n\n" + TASK.replace("1", "2") + BOARD,
        BOARD,
        "# %% [markdown]\n# Many **Task 1.** are given so.\n",
        '# %%\nprint("Task 1")\n\n# %%\nrun(task="of the event loop")\n',
    ],
    ids=["right before", "two of them", "none", "no task", "no dashboard"],
)
def test_what_stands_well_passes(tmp_path, text):
    assert tasks_are_text(written(tmp_path, text)) == []


BEFORE = "cell 2: needed the task in a text cell before its dashboard, `# **Task 1.** ...`; found "
ALONE = "needed a dashboard in the cell after the task; found none"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('# %%\nb = rate_dashboard(x, task="a) Which?")\nb\n', f"{BEFORE}\"task='a) Which?'\" in"),
        ("# %%\nquestion = 'a)'\nrate_dashboard(task=question)\n", f"{BEFORE}'task=question' in"),
        ('# %%\nrate_dashboard(x, "<b>Task 2.</b> Find it.")\n', f"{BEFORE}\"'<b>Task 2."),
        (TASK, f"cell 2: {ALONE}"),
        (TASK + "# %%\nprint(1)\n\n" + BOARD, f"cell 2: {ALONE}"),
        (BOARD + TASK, f"cell 3: {ALONE}"),
        (TASK + TASK.replace("1", "2") + BOARD, f"cell 2: {ALONE}"),
        (
            TASK.replace("# **", "# So far.\n#\n# **") + BOARD,
            "cell 2: needed the task in a cell of its own; found more before it",
        ),
    ],
    ids=["task=", "a name", "in a string", "last", "code between", "after it", "two in a row",
         "within text"],
)  # fmt: skip
def test_what_does_not_is_refused_in_words(tmp_path, text, words):
    (fault,) = tasks_are_text(written(tmp_path, text))
    assert fault.startswith("01_small.py, ")
    assert words in fault


def test_the_builder_refuses_it_before_anything_runs(tmp_path, capsys):
    written(tmp_path, TASK)
    assert main([], tmp_path) == 1
    assert ALONE in capsys.readouterr().err
    assert list(tmp_path.rglob("*.ipynb")) == []
