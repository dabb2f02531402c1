"""The checks of notebook 10b: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.models_in_use import check, check_answers
from course_lib.chapters.models_in_use.sound import ENTRIES
from course_lib.chapters.models_in_use.strokes import shrink
from course_lib.chapters.models_in_use.versions import VERSIONS
from course_lib.datasets import like_mnist
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def prepared(ink, box=20, *, centre=14.0, by_box=False, both=False, light=True):
    """One way to do it, and by its arguments the ways to get it wrong."""
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    sides = [max(1, round(box * side / max(cut.shape))) for side in cut.shape]
    small = shrink(cut, *([box, box] if both else sides))
    height, width = small.shape
    if by_box:
        down, across = (height - 1) / 2, (width - 1) / 2
    else:
        down = (small.sum(1) * np.arange(height)).sum() / small.sum()
        across = (small.sum(0) * np.arange(width)).sum() / small.sum()
    top = min(max(round(centre - down), 0), 28 - height)
    left = min(max(round(centre - across), 0), 28 - width)
    page = np.zeros((28, 28))
    page[top : top + height, left : left + width] = small / (small.max() if light else 1)
    return page


def prepared_by_the_course(ink):
    return like_mnist(ink, least=0).reshape(28, 28)


def prepared_by_rolling(ink):
    page = np.zeros((28, 28))
    cut = ink[ink.any(axis=1)][:, ink.any(axis=0)]  # its letters have no gaps
    height, width = (max(1, int(np.rint(20 * side / max(cut.shape)))) for side in cut.shape)
    page[:height, :width] = shrink(cut, height, width)
    down, across = np.indices(page.shape)
    ways = [round(14 - (page * where).sum() / page.sum()) for where in (down, across)]
    return np.roll(page, ways, axis=(0, 1)) / page.max()


def all_copied(run):
    return {"w": np.array(run.w), "v": np.array(run.v), "t": run.t,
            "rng": run.rng.bit_generator.state}  # fmt: skip


def by_names(run):
    kept = {name: getattr(run, name).copy() for name in "wv"}
    return kept | {"t": int(run.t), "rng": dict(run.rng.bit_generator.state)}


def sorted_by_checks(entries):
    if sorted(entries) != ["W", "b", "mean", "std", "version"]:
        return False
    if any(entries[name].shape != shape for name, shape in ENTRIES.items()):
        return False
    if any(not np.issubdtype(value.dtype, np.number) for value in entries.values()):
        return False
    if any(np.isnan(value).any() or np.isinf(value).any() for value in entries.values()):
        return False
    return 1 <= entries["version"] <= 2 and float(entries["std"]) > 0


def by_trying(entries):
    try:
        good = all(
            entries[name].shape == shape and np.isfinite(entries[name]).all()
            for name, shape in ENTRIES.items()
        )
        return bool(good and len(entries) == 5 and entries["version"] in (1, 2)
                    and entries["std"] > 0)  # fmt: skip
    except (KeyError, TypeError):
        return False


SOLUTIONS = [
    ("prepare", 1, 8, [prepared, prepared_by_the_course, prepared_by_rolling]),
    ("diagnose", 2, 8, [lambda: dict(VERSIONS), lambda: dict(reversed(VERSIONS.items())),
                        check_answers.diagnose]),
    ("checkpoint", 3, 7, [all_copied, by_names, check_answers.checkpoint]),
    ("is_sound", 4, 9, [sorted_by_checks, by_trying, check_answers.is_sound]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "number", "count", "solutions"), SOLUTIONS)
def test_solutions_pass(name, number, count, solutions, capsys):
    for solution in solutions:
        out = said_of(getattr(check, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. {count} rules checked:\n  ")


# Mistakes


def skipping(ink):
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return prepared(cut.T).T[::-1]


def edits(ink):
    page = prepared(ink)
    ink *= 0
    return page


PREPARE_MISTAKES = [
    (lambda ink: shrink(ink, 28, 28), "it has 12 rows and 3 columns. Cut it out first"),
    (lambda ink: prepared(ink, 28), "28 rows and 7 columns. 20, not the whole page of 28."),
    (lambda ink: prepared(ink, both=True), "the shorter side has 20 pixels; needed 5. Both sides"),
    (lambda ink: prepared(ink, by_box=True), "Its box is in the middle; needed is the centre of"),
    (lambda ink: prepared(ink, centre=12), "the centre of mass must come to lie on row 14 and"),
    (lambda ink: prepared(ink).ravel(), "the image must be an array of shape (28, 28); got"),
    (lambda ink: 1 - prepared(ink), "the longer side of the digit must have 20 pixels"),
    (lambda ink: 255 * prepared(ink), "from 0 to 255. Divide by the largest."),
    (lambda ink: prepared(ink, light=False), "a 3 drawn with ink of 0.4: from 0 to 0.4"),
    (lambda ink: prepared(ink.T).T[::-1], "the centre of mass must come to lie"),
    (skipping, "the centre of mass must come to lie"),
    (lambda ink: prepared(ink[:, ::-1]), "a 7 agrees with ours to"),
    (edits, "ink was edited in place"),
    (lambda ink: np.full((28, 28), np.nan), "the image has NaN or infinity."),
]


@pytest.mark.parametrize(("function", "message"), PREPARE_MISTAKES)
def test_mistakes_in_prepare(function, message, capsys):
    assert message in said_of(check.prepare, function, capsys)


def swapped(one, other):
    found = dict(VERSIONS)
    found[one], found[other] = found[other], found[one]
    return lambda: found


DIAGNOSE_MISTAKES = [
    (lambda: dict.fromkeys("ABCDEF", "order"), 'version B: "order" is not what it lacks.'),
    (swapped("A", "B"), 'version A: "not centred" is not what it lacks.\n  Each row'),
    (swapped("A", "F"), 'version A: "rows and columns" is not what it lacks.'),
    (swapped("B", "F"), 'version B: "rows and columns" is not what it lacks.\n  It is unsure'),
    (swapped("C", "E"), 'version C: "not normalized" is not what it lacks.\n  Its answers'),
    (swapped("D", "F"), 'version D: "rows and columns" is not what it lacks.'),
    (swapped("D", "B"), 'version B: "dark on light" is not what it lacks.'),
    (lambda: VERSIONS | {"E": "dark on light"}, 'version E: "dark on light" is not'),
    (lambda: VERSIONS | {"F": "not centred"}, 'version F: "not centred" is not'),
    (lambda: VERSIONS | {"F": "mirrored"}, "version F: needed one of not normalized"),
    (lambda: {"A": "order"}, "needed a dict with a remedy for each of A, B, C, D, E, F"),
    (lambda: list(VERSIONS.values()), "needed a dict with a remedy for each of"),
]


@pytest.mark.parametrize(("function", "message"), DIAGNOSE_MISTAKES)
def test_mistakes_in_diagnose(function, message, capsys):
    assert message in said_of(check.diagnose, function, capsys)


def without(*names):
    return lambda run: {k: v for k, v in all_copied(run).items() if k not in names}


def shared(name):
    return lambda run: all_copied(run) | {name: getattr(run, name)}


def draws(run):
    run.rng.random()
    return all_copied(run)


def drawn_before(run):
    state = run.rng.bit_generator.state
    run.rng.random()
    return all_copied(run) | {"rng": state}


CHECKPOINT_MISTAKES = [
    (without("v", "t", "rng"), "momentum began anew, with a velocity of 0; the rate began anew"),
    (without("v"), "stopped after 6 steps, the next loss differs; momentum began anew"),
    (without("t"), "the rate began anew: it hangs on t."),
    (without("rng"), "the next loss differs; its generator began elsewhere."),
    (without("w"), "its weights are not there"),
    (shared("w"), "the dict changed along with it. It holds the run's own arrays: keep a .copy()"),
    (shared("v"), "the dict changed along with it. It holds the run's own arrays: keep a .copy()"),
    (lambda run: all_copied(run) | {"rng": run.rng}, "Of a generator keep rng.bit_generator.state"),
    (lambda run: all_copied(run) | {"t": run.t + 1}, "a value is not what the run had"),
    (lambda run: all_copied(run) | {"w": run.w.round(6)}, "a value is not what the run had"),
    (lambda run: all_copied(run) | {"v": run.v.astype(np.float32)}, "a value is not what the run"),
    (draws, "a value is not what the run had"),
    (drawn_before, "to look at a run must not change it"),
    (lambda run: all_copied(run) | {"lr": 0.2}, "the dict has 'lr' as well."),
    (lambda run: run, "it must return a dict"),
    (lambda run: all_copied(run) | {"w": run.w.tolist()}, "a file holds arrays, numbers"),
]


@pytest.mark.parametrize(("function", "message"), CHECKPOINT_MISTAKES)
def test_mistakes_in_checkpoint(function, message, capsys):
    assert message in said_of(check.checkpoint, function, capsys)


def but(*left_out):
    """All that ``sorted_by_checks`` looks at, but for some."""

    def function(entries):
        if "names" not in left_out and sorted(entries) != sorted(ENTRIES):
            return False
        names = [name for name in ENTRIES if name in entries]
        if "shape" not in left_out and any(entries[n].shape != ENTRIES[n] for n in names):
            return False
        kinds = "iufOU" if "kind" in left_out else "iuf"
        if any(entries[name].dtype.kind not in kinds for name in names):
            return False
        numbers = [entries[n] for n in names if entries[n].dtype.kind in "iuf"]
        if "finite" not in left_out and any(not np.isfinite(v).all() for v in numbers):
            return False
        if "std" not in left_out and not entries["std"] > 0:
            return False
        return "version" in left_out or entries["version"] in (1, 2)

    return function


SOUND_MISTAKES = [
    (lambda entries: True, "a file with an entry missing must be refused"),
    (lambda entries: False, "a sound file must be believed"),
    (lambda entries: 1, "it must return True or False; got something of type int."),
    (but("names"), "must be refused"),
    (but("shape"), "a file with W transposed must be refused:\n  expected False, got True."),
    (but("kind"), "a file with texts for b must be refused"),
    (but("finite"), "a file with NaN must be refused"),
    (but("std"), "a file with a std of 0 must be refused"),
    (but("version"), "a file with a newer version must be refused"),
    (lambda e: bool(but("version")(e) and e["version"] <= 2), "a file with version 0 must be"),
    (lambda e: bool(but()(e) and e["version"] == 2), "a sound file must be believed:\n  version 1"),
    (lambda e: bool(but()(e) and e["W"].dtype == np.float64), "W in float32: got False."),
    (lambda e: set(ENTRIES) <= set(e) and but("names")(e), "one entry too many must be refused"),
]


@pytest.mark.parametrize(("function", "message"), SOUND_MISTAKES)
def test_mistakes_in_is_sound(function, message, capsys):
    assert message in said_of(check.is_sound, function, capsys)
