"""Where nbgrader's points are not those of the course's own grade, and why."""

from tests.grading.handed_in import EXERCISES, RIGHT

FIRST, SECOND, THIRD, FOURTH = EXERCISES
FORGED_PASS = "nbgrader believes the student's own kernel"
KERNEL_ENDED = "the kernel ended, and with it the whole notebook"
LAST_RUN = "a kernel has what ran last before the check"
WHOLE_CELL = "a kernel runs a cell no further than where it stops"
OTHER_NAME = "nbgrader takes no file of another name"
BY_A_PERSON = "its check can ask it in the student's kernel alone"

DIFFERENCES = {
    "asks the check": (FORGED_PASS, {FIRST: 1}),
    "asks the course's answer": (FORGED_PASS, {FIRST: 1}),
    "patches NumPy": (FORGED_PASS, {FIRST: 1}),
    "patches the checks": (FORGED_PASS, {FIRST: 1}),
    "tells checks to go on": (FORGED_PASS, {FIRST: 1}),
    "crash": (KERNEL_ENDED, {FIRST: 0, THIRD: 0}),
    "copied": (LAST_RUN, {SECOND: 0}),
    "below": (LAST_RUN, {SECOND: 0}),
    "stops above": (WHOLE_CELL, {SECOND: 0}),
    "renamed file": (OTHER_NAME, dict.fromkeys(RIGHT, 0)),
    "the course's solutions": (BY_A_PERSON, {"checkpoint": 1, "order": 1}),
}
"""Student -> why, and the points of the exercises that differ."""
HEAD = (
    "| student | notebook | our result and nbgrader's points | why they differ |",
    "|---|---|---|---|",
)
FORESEEN = {(who, task): n for who, (_, told) in DIFFERENCES.items() for task, n in told.items()}


def table(ours, points):
    """Give a table in Markdown, a student's notebook a line, and what of it was not foreseen.

    Both are given by (student, notebook, exercise): a result, and points.
    """
    lines, unforeseen = list(HEAD), []
    for student, book in dict.fromkeys((who, book) for who, book, _ in ours):
        cells, differs = [], False
        for task, result in ((t, r) for (w, b, t), r in ours.items() if (w, b) == (student, book)):
            got, due = points.get((student, book, task)) or 0, float(result == "passed")
            differs = differs or got != due
            if got != FORESEEN.get((student, task), due):
                unforeseen.append(f"{student}, {task}: {result} here, {got:g} points there")
            cells.append(f"{result} {got:g}" if got == due else f"{result} **{got:g}**")
        why = DIFFERENCES.get(student, ("not foreseen",))[0] if differs else ""
        lines.append(f"| {student} | {book} | {', '.join(cells)} | {why} |")
    return lines, unforeseen
