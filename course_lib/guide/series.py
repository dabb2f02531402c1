"""The map of the course: each notebook with the question it answers."""

from pathlib import Path

from course_lib.guide.places import checkout, editions
from course_lib.guide.table import Cell, Link, Table

SERIES = {
    "00": ("Start here", "Is this machine ready, and what do the letters mean?"),
    "01": ("Gradients and activations", "How does a network know which way to move a weight?"),
    "02": ("Bias and variance", "Too simple, too flexible, or too few examples?"),
    "03": ("Regularization", "It has learned its examples by heart. What helps?"),
    "03b": ("Regularization, further", "What do the penalties do to the weights, in pictures?"),
    "04": ("Initialization", "Why do the first random weights decide whether it learns?"),
    "05": ("Optimizers", "The gradient is known. What is a good step?"),
    "05b": ("Optimizers, further", "Which refinement of a step is worth its place?"),
    "06": ("Learning-rate schedules", "How large a step, and when a smaller one?"),
    "07": ("Batch normalization", "Why does it train so easily, and fail so oddly later?"),
    "08": ("Hyperparameter search", "How do I choose settings without fooling myself?"),
    "09": ("Training clinic", "A run is broken. What do its curves say?"),
    "10": ("Transfer learning, saving models", "Can I begin with a network that others trained?"),
    "11": ("Onward to frameworks", "What do the frameworks do behind my back?"),
    "playground": ("Playground", "What happens if I change this, now?"),
}
"""Number -> title and question, in the order in which the course is meant to be read."""


def series_map(root: Path | None = None) -> Table:
    """List all notebooks, with a link to each that is there.

    Examples
    --------
    >>> print(series_map())  # doctest: +ELLIPSIS
    notebook ...
    """
    there = editions(root or checkout())
    rows = [_row(number, *words, there.get(number)) for number, words in SERIES.items()]
    return Table(["notebook", "its question", "state"], rows)


def title(number: str) -> str:
    """Name a notebook in a row, such as "03 Regularization".

    Examples
    --------
    >>> title("03"), title("playground"), title("12")
    ('03 Regularization', 'Playground', '12')
    """
    name, _ = SERIES.get(number, ("", ""))
    return name if number == "playground" else f"{number} {name}".strip()


def _row(number: str, name: str, question: str, path: Path | None) -> list[Cell]:
    # Readers' copies lie side by side, as the editions do: the name alone leads from any to any.
    shown: Cell = Link(title(number), path.name) if path else title(number)
    return [shown, question, "ready" if path else "not yet"]
