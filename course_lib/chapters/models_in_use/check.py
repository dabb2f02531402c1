"""Checks of notebook 10b: preparing an image, faults of a model in use, and what files hold."""

import numpy as np

from course_lib import checks
from course_lib.chapters.models_in_use import check_answers as answers
from course_lib.chapters.models_in_use.check_kept import checkpoint, is_sound
from course_lib.chapters.models_in_use.strokes import PAGES, ink_of
from course_lib.chapters.models_in_use.versions import FAULTS, VERSIONS

__all__ = ["checkpoint", "diagnose", "is_sound", "prepare"]

# Exercise 1: centre and scale as MNIST was.

SHARP = 0.6
"""Pixels by which a centre of mass may be off: whole pixels are enough."""


def prepare(function: object) -> None:
    """Check ``prepare(ink)``: 28 x 28, longer side 20, centre of mass on row and column 14.

    Examples
    --------
    >>> from course_lib.chapters.models_in_use.strokes import shrink
    >>> prepare(lambda ink: shrink(ink, 28, 28))
    Exercise 1 (prepare): not yet right: the longer side of the digit must have 20 pixels:
      a tall box: it has 12 rows and 3 columns. Cut it out first, then scale what you cut.
    """
    rules = [
        checks.rule("longer side of 20", _sides),
        checks.rule("shape of the digit kept", _shape),
        checks.rule("centre of mass at 14, 14", _centre),
        checks.rule("as light as it was dark", _light),
        checks.rule("wherever it was drawn", _moved),
        checks.rule("all that was drawn is there", _whole),
        _any_box,
    ]
    checks.report("models_in_use", 1, "prepare", function, rules)


def _page(rows: slice, columns: slice, height: int = 140, width: int = 140) -> checks.Floats:
    page = np.zeros((height, width))
    page[rows, columns] = 1
    return page


TALL, WIDE = _page(slice(20, 80), slice(90, 105)), _page(slice(100, 115), slice(10, 130))
LOPSIDED = np.maximum(_page(slice(30, 110), slice(40, 55)), _page(slice(95, 110), slice(40, 90)))


def _asked(attempt: checks.Attempt, ink: checks.Floats) -> checks.Floats:
    got = attempt(ink=ink)
    image = checks.require_array("the image", got, (28, 28)).astype(np.float64)
    checks.require(np.isfinite(image).all(), "the image has NaN or infinity.")
    return image


def _extent(image: checks.Floats) -> tuple[int, int]:
    """Rows and columns from the first to the last with ink."""
    sides = []
    for axis in (1, 0):
        with_ink = np.flatnonzero((image > 1e-9).any(axis=axis))
        sides.append(int(with_ink[-1] - with_ink[0] + 1) if len(with_ink) else 0)
    return sides[0], sides[1]


def _sides(attempt: checks.Attempt) -> None:
    for name, ink in (("a tall box", TALL), ("a wide box", WIDE)):
        rows, columns = _extent(_asked(attempt, ink))
        hint = " Cut it out first, then scale what you cut." if max(rows, columns) < 20 else ""
        hint = " 20, not the whole page of 28." if max(rows, columns) == 28 else hint
        checks.require(
            max(rows, columns) == 20,
            f"the longer side of the digit must have 20 pixels:\n  {name}: it has {rows} rows and "
            f"{columns} columns.{hint}",
        )


def _shape(attempt: checks.Attempt) -> None:
    for name, ink, shorter in (("a tall box, 60 x 15", TALL, 5), ("a wide box", WIDE, 2)):
        side = min(_extent(_asked(attempt, ink)))
        hint = " Both sides were scaled to 20." if side == 20 else ""
        checks.require(
            abs(side - shorter) <= 1,
            f"height and width shrink by the same factor:\n  {name}: the shorter side has "
            f"{side} pixels; needed {shorter}.{hint}",
        )


def _mass(image: checks.Floats) -> tuple[float, float]:
    total = image.sum() or np.nan
    middle = np.arange(28)
    return float(image.sum(axis=1) @ middle / total), float(image.sum(axis=0) @ middle / total)


def _at_14(image: checks.Floats, name: str) -> None:
    down, across = _mass(image)
    rows, columns = (np.flatnonzero((image > 1e-9).any(axis=axis)) for axis in (1, 0))
    boxed = bool(len(rows)) and abs((rows[0] + rows[-1]) / 2 - 13.5) <= 0.5
    boxed = boxed and abs((columns[0] + columns[-1]) / 2 - 13.5) <= 0.5
    hint = " Its box is in the middle; needed is the centre of mass." if boxed else ""
    checks.require(
        abs(down - 14) <= SHARP and abs(across - 14) <= SHARP,
        f"the centre of mass must come to lie on row 14 and column 14:\n  {name}: it lies on row "
        f"{down:.1f} and column {across:.1f}.{hint}",
    )


def _centre(attempt: checks.Attempt) -> None:
    for name, ink in (("an L", LOPSIDED), ("an L upside down", LOPSIDED[::-1])):
        _at_14(_asked(attempt, ink), name)


def _light(attempt: checks.Attempt) -> None:
    for strength in (1.0, 0.4):
        image = _asked(attempt, strength * ink_of(PAGES["a 3"]))
        low, high = float(image.min()), float(image.max())
        hint = " Ink is light, paper is 0: nothing is turned." if image.mean() > 0.5 * high else ""
        checks.require(
            low >= -1e-9 and abs(high - 1) < 0.02,
            f"the lightest pixel must be 1, and paper 0:\n  a 3 drawn with ink of {strength:g}: "
            f"from {low:.3g} to {high:.3g}.{hint or ' Divide by the largest.'}",
        )


def _moved(attempt: checks.Attempt) -> None:
    small = np.pad(ink_of(PAGES["a 3"])[20:125, 20:125], 5)
    first = _asked(attempt, small)
    for name, pads in (("low on the page", ((90, 5), (30, 60))), ("far left", ((0, 60), (0, 90)))):
        apart = float(np.abs(_asked(attempt, np.pad(small, pads)) - first).max())
        checks.require(
            apart < 1e-6,
            "the same digit elsewhere on a larger page must give the same image:\n"
            f"  a 3, {name}: pixels differ by up to {apart:.2g}.",
        )


def _whole(attempt: checks.Attempt) -> None:
    ink = ink_of(PAGES["a 7"])
    ours = answers.prepare(ink)
    image = _asked(attempt, ink)
    shared = float((ours * image).sum() / np.sqrt((ours**2).sum() * (image**2).sum() or np.nan))
    checks.require(
        shared > 0.9,
        f"what was drawn must be there, upright:\n  a 7 agrees with ours to {shared:.2f} (a "
        "correlation); needed 0.9. Is it turned or mirrored, or thinned by skipping pixels?",
    )


def _any_box(attempt: checks.Attempt) -> None:
    """Boxes drawn anew."""
    sides = [checks.size(8, 24) for _ in range(8)]
    edges = [checks.size(0, 6) for _ in range(8)]
    found = checks.draw(*sides, *edges)
    for height, width, top, left in np.reshape(found, (4, 4)).T:
        ink = _page(slice(top, top + height), slice(left, left + width), 31, 31)
        ink[top : top + height // 3, left : left + width // 2] = 0.5
        image = _asked(attempt, ink)
        name = f"a box of {height} x {width}"
        checks.require(max(_extent(image)) == 20, f"{name}: its longer side must have 20 pixels.")
        _at_14(image, name)


# Exercise 2: what was forgotten between six models and their images.

LOOK_AT = {
    "A": "Each row of its confusion has one full square: it knows the digits well.",
    "B": "It is unsure, and takes many digits for others.",
    "C": "Its answers are right; look at how sure it is.",
    "D": "Few answers are right, and it is sure; which answers does it give at all?",
    "E": "Its answers are right; look at how sure it is.",
    "F": "Which digits does it still know? What have they in common?",
}


def diagnose(function: object) -> None:
    """Check ``diagnose()``: a dict of the versions A to F to what was forgotten.

    Examples
    --------
    >>> diagnose(lambda: dict.fromkeys("ABCDEF", "order"))
    Exercise 2 (diagnose): not yet right: version B: "order" is not what it lacks.
      It is unsure, and takes many digits for others.
    """
    rules = [checks.rule("a fault for each version", _named)]
    rules += [checks.rule(f"version {name}", _version, name) for name in VERSIONS]
    checks.report("models_in_use", 2, "diagnose", function, rules)


def _named(attempt: checks.Attempt) -> dict[str, str]:
    return checks.require_choices("version", VERSIONS, FAULTS, attempt())


def _version(attempt: checks.Attempt, name: str) -> None:
    fault = _named(attempt)[name]
    checks.require(
        fault == VERSIONS[name],
        f'version {name}: "{fault}" is not what it lacks.\n  {LOOK_AT[name]}',
    )
