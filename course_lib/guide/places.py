"""Where a checkout of the course lies on this machine."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def checkout() -> Path | None:
    """Give the folder that holds ``course_lib/`` and ``notebooks/``; None for a bare package.

    Examples
    --------
    >>> checkout().name != "course_lib"
    True
    """
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() else None


def editions(root: Path | None) -> dict[str, Path]:
    """Find the student editions below a checkout, by their numbers.

    Examples
    --------
    >>> editions(checkout())["03"].name
    '03_regularization.ipynb'
    >>> editions(None)
    {}
    """
    found = sorted((root / "notebooks").glob("*.ipynb")) if root else []
    return {path.stem.partition("_")[0]: path for path in found}
