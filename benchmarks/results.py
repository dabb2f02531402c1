"""RESULTS.md: a part for each benchmark, of which each is written anew by itself."""

import re

PARTS = ("engine", "sliders", "playground", "search", "voila", "class_server")
HEAD = """# How fast the course is

Written by `make bench`; each part by itself with `python -m benchmarks PART`.
"""
MARK = re.compile(r"^<!-- part: (\w+) -->\n", re.MULTILINE)


def updated(document: str, part: str, text: str) -> str:
    """Give the document with one part replaced, or added at its place; the others stay.

    Raises
    ------
    ValueError
        For a part that is none.
    """
    if part not in PARTS:
        raise ValueError(f"needed one of the parts {PARTS}; got {part!r}")
    _, *pieces = MARK.split(document)
    texts = dict(zip(pieces[::2], pieces[1::2], strict=True)) | {part: text}
    blocks = [f"<!-- part: {each} -->\n{texts[each].strip()}\n" for each in PARTS if each in texts]
    return "\n".join([HEAD, *blocks])
