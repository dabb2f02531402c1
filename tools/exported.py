"""What nbconvert leaves out of an HTML page: the alt texts of figures.

It reads them with its classic template alone. Here a figure with words becomes HTML before the page
is written, so every template, ``lab`` and ``reveal`` too, shows it as it stands. ``make lab``
hands this to JupyterLab's "Save and Export Notebook As", tools/start_files.py to the environment's
``jupyter nbconvert``.
"""

from html import escape
from typing import Any

from nbformat import NotebookNode

HTML, PNG = "text/html", "image/png"
VIEW = "application/vnd.jupyter.widget-view+json"


def describe_figures(
    notebook: NotebookNode, resources: dict[str, Any]
) -> tuple[NotebookNode, dict[str, Any]]:
    """Give figures the alt text in their own metadata or their cell's; nbconvert's preprocessor."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PNG in data and HTML not in data and VIEW not in data:
                about = output.get("metadata", {}).get(PNG, {})
                alt = about.get("alt") or cell.metadata.get("alt")
                if isinstance(alt, str) and alt:
                    data[HTML] = image(data[PNG], alt, about)
    return notebook, resources


def image(png: str, alt: str, about: dict[str, Any]) -> str:
    """Write a PNG in base64 as HTML, in the size that is known about it."""
    sizes = {name: about[name] for name in ("width", "height") if name in about}
    size = "".join(f' {name}="{escape(str(value))}"' for name, value in sizes.items())
    source = f"data:{PNG};base64,{''.join(png.split())}"
    return f'<img alt="{escape(alt)}" src="{source}"{size}>'
