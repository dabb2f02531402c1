"""``python -m benchmarks``: measure everything, or the parts named, and write RESULTS.md.

    python -m benchmarks                 all parts
    python -m benchmarks engine          PyTorch, plain NumPy, bare products
    python -m benchmarks sliders         from a key press to the new picture, in JupyterLab
    python -m benchmarks playground      pictures a second while it trains
    python -m benchmarks search          trials side by side, and what each costs besides
    python -m benchmarks voila           ten open pages at once
    python -m benchmarks voila --notebook=03_regularization
    python -m benchmarks class_server    20 users of a JupyterHub at once, where there is one

What RESULTS.md says of the other parts stays.
"""

import argparse
from importlib import import_module
from pathlib import Path

from benchmarks.results import PARTS, updated

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure, and write each part as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--notebook", default="playground", help="what Voila serves")
    chosen = parser.parse_args()
    for part in chosen.parts:
        if part not in PARTS:
            parser.error(f"there is no part {part!r}; there are {', '.join(PARTS)}")
    for part in chosen.parts or PARTS:
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
        # Each alone: what one needs, a place where another is measured may not have.
        report = import_module(f"benchmarks.{part}").report
        text = report(chosen.notebook) if part == "voila" else report()
        if text:  # what cannot be measured here stays as it was
            RESULTS.write_text(updated(before, part, text), encoding="utf-8")


if __name__ == "__main__":
    main()
