"""The minutes of a notebook are counted by the table that its author can read."""

import jupytext
import pytest

from course_lib.guide.sections import sections_of
from tests.notebooks.claims_recipe import SOURCE
from tools.minutes import Parts, changed_much, estimate, main, running_of, with_running


def read(text, running=""):
    text = SOURCE.partition("\n# %%")[0].replace("claims\n", f"claims\n{running}") + "\n" + text
    return jupytext.reads(text, fmt="py:percent")


def counted(text, running=""):
    return estimate(read(text, running)).whole


TEXT = " ".join(["word"] * 300)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"# %% [markdown]\n# {TEXT}", Parts(prose=2)),
        (f"# %% [markdown]\n# <details><summary>Hint</summary>{TEXT}</details>", Parts()),
        (f"# %% [markdown]\n# <!-- {TEXT} -->", Parts()),
        ("# %%\n" + "x = np.ones(3)\n\n" * 10, Parts(code=1)),
        ("# %%\n" + "print(3)\n" * 10, Parts()),
        ("# %% folded=false\n" + "print(3)\n" * 10, Parts(code=1)),
        ("# %% folded=true\n" + "x = np.ones(3)\n" * 10, Parts()),
        ('# %%\npredict("a", "b", "c")', Parts(predictions=1)),
        ("# %%\n" + "y = fit.predict(x)\n" * 10, Parts(code=1)),  # a model's, not the reader's
        ("# %% [markdown]\n# **Task 1.** a) This? b) That, e.g.\n# c) or? Like a).",
         Parts(tasks=6)),
        ("# %% [markdown]\n# **Task 2.** Find it.", Parts(tasks=2)),
        ("# %% [markdown]\n# **Task 3.** Play.\n#\n# 1. Now?\n# 2. **Predict first:** then?",
         Parts(tasks=4, predictions=1)),
        ("# %%\nrate_dashboard(x)", Parts()),
        ("# %% exercise=7\ndef f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION",
         Parts(code=0.3, exercises=7)),
        ("# %% [markdown]\n# ## Going further\n\n# %% exercise=7\nx = 1  # BEGIN", Parts()),
    ],
)  # fmt: skip
def test_each_part_counts_as_the_table_says(text, parts):
    assert counted(text) == parts


def test_what_the_cells_run_is_counted_up_to_going_further():
    text = (
        "# %% [markdown]\n# # T\n\n# %% [markdown]\n# ## A\n\n# %% [markdown]\n# ## Going further"
    )
    assert counted(text, "#     running: [30, 60, 600]\n").running == 1.5
    assert counted(text, "#     running: [30, 60]\n").running == 0  # of an older cut


def test_measured_seconds_are_kept_by_section_in_steps_of_five():
    sections = sections_of(read("# %%\n1\n\n# %% [markdown]\n# ## A\n\n# %%\n2").cells)
    assert running_of([3.1, 0, 8.4], sections) == [5, 10]


def test_only_news_replaces_what_was_measured():
    assert not changed_much([5, 20], [0, 30])
    assert not changed_much([100], [180])
    assert changed_much([100], [210])
    assert changed_much([5, 20], [5])
    head = SOURCE.partition("\n# %%")[0]
    once = with_running(head, [5, 10])
    assert once.count("#     kind: claims\n#     running: [5, 10]\n") == 1
    assert with_running(once, [5, 10]) == once
    assert with_running(once, [0]).count("running:") == 1


def test_the_command_prints_the_parts_of_one(capsys):
    assert main(["06"]) == 0
    printed = capsys.readouterr().out
    assert "06_learning_rate_schedules: " in printed
    assert "What remains" in printed
    assert main(["77"]) == 1
    assert "found ['77']" in capsys.readouterr().err
