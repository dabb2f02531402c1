"""Notebooks as pages that need no kernel: folded code stays folded, pictures keep their words.

    python -m tools.pages FOLDER          all notebooks
    python -m tools.pages FOLDER 03 06    some of them

nbconvert knows nothing of JupyterLab's ``source_hidden``; here such a cell's code stands in a
``<details>``, which a click or key opens without any script. The words: tools/exported.py.
"""

import argparse
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from tools.environment import ROOT, write_whole
from tools.exported import describe_figures

TEMPLATE = """\
{%- extends 'lab/index.html.j2' -%}

{% block input_group -%}
{%- if cell.metadata.get('jupyter', {}).get('source_hidden') -%}
<details class="folded-code"><summary>code</summary>{{ super() }}</details>
{%- else -%}
{{ super() }}
{%- endif -%}
{%- endblock input_group %}
"""


def page_of(notebook: NotebookNode) -> str:
    """Give a notebook as a page."""
    exporter = HTMLExporter(raw_template=TEMPLATE, preprocessors=[describe_figures])
    page, _ = exporter.from_notebook_node(notebook)
    return page


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write pages of the student editions."""
    parser = argparse.ArgumentParser(prog="python -m tools.pages", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NN", help="a notebook's number, such as 03")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        if not asked.names or path.stem.partition("_")[0] in asked.names:
            page = page_of(nbformat.read(path, as_version=4))
            write_whole(asked.folder / f"{path.stem}.html", page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
