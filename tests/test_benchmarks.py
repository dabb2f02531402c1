"""What the benchmarks write, and that they compare like with like."""

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from benchmarks import class_server, hub, interact_peer, plain
from benchmarks.results import MARK, PARTS, updated
from benchmarks.steps import batch
from course_lib.engine import Adam, Optimizer, cross_entropy, mlp
from tests.dashboards.example_dashboards import BETAS, RATES, swept

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "RESULTS.md"


def test_a_part_is_written_at_its_place_and_the_others_stay():
    document = ""
    for part in reversed(PARTS):  # whatever is measured first, each part has its place
        document = updated(document, part, f"## The {part}\n\nfast\n")
    assert MARK.findall(document) == list(PARTS)
    again = updated(document, "engine", "## The engine\n\nfaster")
    assert again == document.replace("fast\n", "faster\n", 1)
    assert updated(again, "engine", "## The engine\n\nfast") == document


def test_a_part_that_is_none_is_refused():
    with pytest.raises(ValueError, match=r"needed one of the parts .*; got 'engines'"):
        updated("", "engines", "")


def test_the_stored_results_have_every_part():
    document = RESULTS.read_text(encoding="utf-8")
    assert MARK.findall(document) == list(PARTS)
    text = MARK.split(document)[2]
    assert updated(document, "engine", text) == document


@pytest.mark.parametrize("spared", [False, True])
def test_interact_draws_the_picture_of_the_dashboard(spared):
    board = swept()
    board.set(lr=0.05, beta=0.8)
    curves = interact_peer.curves_of(board)
    assert board.controls["lr"].value == 0.05
    place = board.picture.figure.axes[0].get_position().bounds
    figure = Figure(interact_peer.INCHES, dpi=192, layout=None if spared else "constrained")
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes(place) if spared else figure.subplots()
    shown = curves[RATES.index(0.05), BETAS.index(0.8)]
    interact_peer.draw(ax, curves[RATES.index(0.05), 0], shown)
    canvas.draw()
    theirs = np.asarray(canvas.buffer_rgba())[..., :3]
    ours = np.asarray(Image.open(io.BytesIO(board.picture.widget.value)))
    assert theirs.shape == ours.shape
    assert (theirs != ours).any(axis=-1).mean() < 1e-4
    board.close()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_plain_numpy_takes_the_same_adam_steps(dtype):
    sizes, rows = (2, 20, 10, 2), 64
    x, labels = batch(sizes, rows, dtype)
    learn = plain.learner(sizes, dtype)
    network = mlp(sizes, rng=np.random.default_rng(0), dtype=dtype)  # the same first weights
    optimizer = Optimizer(Adam(), lr=plain.LR)
    for _ in range(20):
        loss, grad = cross_entropy(network.forward(x, training=True), labels)
        network.backward(grad)
        optimizer.step(network)
        digits = 1e-12 if dtype == "float64" else 1e-5
        assert learn(x, labels) == pytest.approx(float(loss), rel=digits)


def test_a_machine_holds_what_remains_beside_the_system_and_the_hub():
    table = class_server.holds(user=200, shared=200)
    # (8000 - 1000 - 200) MB, of which four fifths
    assert "| 8 | 27 |" in table
    assert "| 32 | 123 |" in table


@pytest.mark.parametrize("buffers", [[], [b"\x89PNG..."], [b"one", b"\x89PNG"], [b"no picture"]])
def test_a_picture_is_found_behind_its_message(buffers):
    parts = [json.dumps({"msg_type": "comm_open"}).encode(), *buffers]
    offsets = [4 * (len(parts) + 1)]
    for part in parts[:-1]:
        offsets.append(offsets[-1] + len(part))
    frame = struct.pack(f"!{len(parts) + 1}I", len(parts), *offsets) + b"".join(parts)
    message, picture = hub._taken_apart(frame)
    assert message == {"msg_type": "comm_open"}
    assert picture is any(b"PNG" in each for each in buffers)
    assert hub._taken_apart('{"msg_type": "status"}') == ({"msg_type": "status"}, False)
