"""Make the outputs of an executed notebook small, and the same at every execution."""

import base64
import io
from collections.abc import Iterator

from nbformat import NotebookNode, from_dict
from PIL import Image

from tools.editions import METADATA
from tools.front_matter import COURSE

PNG = "image/png"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
COLOURS = 128
VARYING = "nbval-ignore-output"  # the tag of a cell whose output no two runs share


def clean(notebook: NotebookNode) -> NotebookNode:
    """Tidy the outputs and metadata of an executed notebook in place, and return it."""
    # nbclient writes the kernel's own language_info, with its version, over ours.
    kept = {key: value for key, value in notebook.metadata.items() if key == COURSE}
    notebook.metadata = from_dict(METADATA | kept)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata.pop("execution", None)  # times, where something recorded them
            cell.outputs = merge_streams(cell.outputs)
            for output in bundles(cell):
                drop_widget_view(output)
                shrink_picture(output)
                describe_picture(output, cell.metadata.get("alt"))
    return notebook


def keep_varying(notebook: NotebookNode, stored: NotebookNode) -> NotebookNode:
    """Put stored times and the like back in place, where their cell's source is still the same."""
    known = {cell.id: cell for cell in stored.cells if VARYING in cell.metadata.get("tags", [])}
    for cell in notebook.cells:
        before = known.get(cell.id)
        if before and VARYING in cell.metadata.get("tags", []) and before.source == cell.source:
            cell.outputs = before.outputs
    return notebook


def bundles(cell: NotebookNode) -> Iterator[NotebookNode]:
    """Give the outputs of a cell that carry data by MIME type."""
    return (out for out in cell.get("outputs", []) if "data" in out)


def merge_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring outputs of one stream: where the kernel cuts a text is chance."""
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == "stream" == last.output_type and last.name == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def drop_widget_view(output: NotebookNode) -> None:
    """Remove the view of a widget where something else is left to show.

    Its model id is random, and the model behind it is gone with the kernel. Strict nbval does not
    miss it: this key is in its list of keys skipped on both sides, stored and run anew, so a
    bundle without it equals a bundle with it (tests/notebooks/test_build.py holds that).
    """
    if WIDGET_VIEW in output.data and len(output.data) > 1:
        del output.data[WIDGET_VIEW]
        output.metadata.pop(WIDGET_VIEW, None)


def shrink_picture(output: NotebookNode) -> None:
    """Replace a PNG by a smaller one with a palette, without date or software inside."""
    if PNG in output.data:
        small = palette_png(base64.b64decode(output.data[PNG]))
        output.data[PNG] = base64.b64encode(small).decode("ascii")


def palette_png(png: bytes) -> bytes:
    """Give the same picture on white in at most 128 colours; same pixels, same bytes."""
    with Image.open(io.BytesIO(png)) as picture:
        seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    flat = Image.alpha_composite(paper, seen).convert("RGB")
    # Without dithering, flat areas stay flat; k-means brings thin lines back to their own colour.
    small = flat.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE)
    written = io.BytesIO()
    # Saved from the pixels alone, so that nothing of the old file's information comes along.
    small.info = {}
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


def describe_picture(output: NotebookNode, alt: str | None) -> None:
    """Copy a cell's alt text to its pictures, where nbconvert looks for it first.

    nbconvert's classic template reads it here, then in the cell's metadata. Its other templates and
    JupyterLab read an alt text nowhere: tools/exported.py and tools/lab_extensions/ do it for them.
    """
    if alt and PNG in output.data:
        output.metadata.setdefault(PNG, NotebookNode())["alt"] = alt
