"""A class of made-up students who hand in notebook 01 in every way that students do."""

import copy

from tests.grading.handed_in import EXERCISES, RIGHT, code, defines, edition, notebook

FIRST, SECOND, THIRD, FOURTH = EXERCISES
ENDLESS = "def dense_backward(x, W, grad_y):\n    while True:\n        pass\n"
ASLEEP = "import time\ndef dense_backward(x, W, grad_y):\n    time.sleep(1000)\n"
CRASH = "import ctypes\ndef dense_backward(x, W, grad_y):\n    ctypes.string_at(0)\n"
BROKEN = "def dense_backward(x, W, grad_y:\n"


def no_notebooks():
    """Files that cannot be read."""
    return {
        "no notebook": "all my answers are right",
        "a list": "[1, 2]",
        "wrong encoding": '{"cells": [], "x": "가"}'.encode("utf-16"),
        "no cells": {"worksheets": []},
    }


def notebooks(made=None):
    """Student -> notebook, made from the course's own edition, or from what a class was given."""
    given = made or edition()

    def with_answers(answers, only=()):
        return notebook(answers, only=only, made=copy.deepcopy(given))

    wrong = RIGHT[SECOND].replace("keepdims=True", "keepdims=False")
    renamed = RIGHT[SECOND].replace("dense_backward", "dense_back")
    stubs = [cell for cell in given["cells"] if defines(cell, SECOND)]
    helped = with_answers({SECOND: f"{RIGHT[SECOND]}\ndense_backward = kept(dense_backward)"})
    helped["cells"].insert(3, code("def kept(function):\n    return function\n%timeit 1\nnever()"))
    twice = with_answers(RIGHT)  # a copy of the stub, below all
    twice["cells"] += copy.deepcopy(stubs)
    copied = with_answers(RIGHT)  # the same, between the answer and its check
    solved = next(cell for cell in copied["cells"] if defines(cell, SECOND))
    copied["cells"].insert(copied["cells"].index(solved) + 1, copy.deepcopy(stubs[0]))
    below = with_answers({FIRST: RIGHT[FIRST], THIRD: RIGHT[THIRD]}, [SECOND])
    below["cells"].append({**copy.deepcopy(stubs[0]), "source": RIGHT[SECOND]})
    stuck = with_answers(RIGHT)
    stuck["cells"].insert(3, code("while True:\n    pass"))
    unchecked, own_check = with_answers(RIGHT), with_answers(RIGHT | {SECOND: wrong})
    unchecked["cells"] = [cell for cell in unchecked["cells"] if not _is_check(cell)]
    for cell in filter(_is_check, own_check["cells"]):
        cell["source"] = 'print("passed")'
    noisy = RIGHT[SECOND].replace("):\n", "):\n    print('here', file=sys.stderr)\n")
    return {
        "solved": with_answers(RIGHT, EXERCISES),
        "partly": with_answers(RIGHT | {SECOND: wrong}, EXERCISES),
        "empty": with_answers({}, EXERCISES),
        "endless": with_answers(RIGHT | {SECOND: ENDLESS}),
        "asleep": with_answers(RIGHT | {SECOND: ASLEEP}),
        "crash": with_answers(RIGHT | {SECOND: CRASH}),
        "broken": with_answers(RIGHT | {SECOND: BROKEN}),
        "deleted": with_answers({FIRST: RIGHT[FIRST]}),
        "renamed": with_answers(RIGHT | {SECOND: renamed}),
        "twice": twice,
        "copied": copied,
        "below": below,
        "helped": helped,
        "stuck": stuck,
        "stops above": with_answers(RIGHT | {SECOND: f"1 / 0\n{RIGHT[SECOND]}"}),
        "unchecked": unchecked,
        "own check": own_check,
        "noisy": with_answers(RIGHT | {SECOND: f"import sys\n{noisy}"}),
    }


def _is_check(cell):
    return "".join(cell["source"]).startswith("check.")


def expected():
    """Student -> exercise -> result, as our grade has it."""
    three = dict.fromkeys((FIRST, THIRD), "passed")
    missing = dict.fromkeys(EXERCISES, "missing")
    rest = {FOURTH: "missing"}
    return {
        "solved": {**dict.fromkeys(RIGHT, "passed"), FOURTH: "not attempted"},
        "partly": {**three, SECOND: "not yet right", FOURTH: "not attempted"},
        "empty": dict.fromkeys(EXERCISES, "not attempted"),
        "endless": {**three, SECOND: "took too long", **rest},
        "asleep": {**three, SECOND: "took too long", **rest},
        "crash": {**three, SECOND: "stopped", **rest},
        "broken": {**three, SECOND: "not yet right", **rest},
        "deleted": missing | {FIRST: "passed"},
        "renamed": {**three, SECOND: "missing", **rest},
        **dict.fromkeys(
            ["twice", "copied", "below", "stuck", "stops above", "unchecked", "noisy"],
            dict.fromkeys(RIGHT, "passed") | rest,
        ),
        "own check": {**three, SECOND: "not yet right", **rest},
        "helped": missing | {SECOND: "passed"},
        **dict.fromkeys(no_notebooks(), missing),
    }
