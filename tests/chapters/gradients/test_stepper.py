"""The backprop stepper: every number against the engine, every wrong one answered in words."""

import asyncio
import itertools
import re

import numpy as np
import pytest

from course_lib.chapters.gradients.backprop_scene_dashboard import MOST, MOST_LIT, Scene
from course_lib.chapters.gradients.backprop_stepper_dashboard import backprop_stepper
from course_lib.chapters.gradients.stepper.chain import CHAIN
from course_lib.chapters.gradients.stepper.filling import Filling, asked
from course_lib.chapters.gradients.stepper.graph import Step, written
from course_lib.chapters.gradients.stepper.layer import LAYER
from course_lib.chapters.gradients.stepper.look import HEIGHT, LOOKS, WIDTH
from course_lib.chapters.gradients.stepper.neuron import NEURON
from course_lib.chapters.gradients.stepper.numbers import close, number_in
from course_lib.chapters.gradients.stepper.slips import fault
from course_lib.chapters.gradients.stepper.worked_graphs import NAMES, SEEDS, worked_graph
from course_lib.dashboards import freeing
from course_lib.engine import (
    Dense,
    Network,
    Sigmoid,
    binary_cross_entropy,
    mlp,
    squared_error,
    trace,
)
from course_lib.plots import present

ALL = list(itertools.product(NAMES, range(SEEDS)))
ONE, TWO = " of example 1", " of example 2"


def values_of(graph, *names):
    return np.array([graph[name].value for name in names])


def target_of(graph, node):
    return float(graph[node].formula.partition("y is ")[2])


def both(name, outputs, gradients):
    """Value and gradient of what the engine has for each example."""
    return {f"{name}{of}": pair for of, *pair in zip((ONE, TWO), outputs, gradients, strict=True)}


def engine_of_neuron(graph):
    """What the engine says of every node: value, gradient."""
    net = Network([Dense(2, 1)], rng=np.random.default_rng(0))
    net["output"].W[:], net["output"].b[:] = values_of(graph, "w1", "w2")[:, None], graph["b"].value
    x, y = values_of(graph, "x1", "x2")[None], np.array([target_of(graph, "L")])
    z = net.forward(x)
    loss, grad = binary_cross_entropy(z, y)
    dx = net.backward(grad, input_gradient=True)
    a, dw = Sigmoid().forward(z), net["output"].gradients["W"]
    return {
        **{f"x{k + 1}": (x[0, k], dx[0, k]) for k in (0, 1)},
        **{f"w{k + 1}": (net["output"].W[k, 0], dw[k, 0]) for k in (0, 1)},
        "b": (net["output"].b.item(), net["output"].gradients["b"].item()),
        "z": (z.item(), grad.item()),
        "a": (a.item(), ((a - y) / (a * (1 - a))).item()),
        "L": (float(loss), 1.0),
    }


def engine_of_layer(graph):
    net = mlp([2, 2, 1], rng=np.random.default_rng(0))
    hidden, output = net["hidden 1"], net["output"]
    hidden.W[:] = values_of(graph, "w11", "w12", "w21", "w22").reshape(2, 2)
    hidden.b[:] = values_of(graph, "b1", "b2")
    output.W[:], output.b[:] = values_of(graph, "v1", "v2")[:, None], graph["c"].value
    x = np.array([values_of(graph, f"x1{of}", f"x2{of}") for of in (ONE, TWO)])
    y = np.array([[target_of(graph, f"loss{of}")] for of in (ONE, TWO)])
    inside = trace(net, squared_error, (x, y))
    o = net.forward(x)
    loss, grad = squared_error(o, y)
    dx = net.backward(grad, input_gradient=True)
    found = {"c": (output.b.item(), output.gradients["b"].item()), "L": (float(loss), 1.0)}
    for k in (0, 1):
        found[f"v{k + 1}"] = output.W[k, 0], output.gradients["W"][k, 0]
        found[f"b{k + 1}"] = hidden.b[0, k], hidden.gradients["b"][0, k]
        for i in (0, 1):
            found[f"w{i + 1}{k + 1}"] = hidden.W[i, k], hidden.gradients["W"][i, k]
        found |= both(f"x{k + 1}", x[:, k], dx[:, k])
        for name, layer in (("z", "hidden 1"), ("h", "relu 1")):
            found |= both(
                f"{name}{k + 1}", inside.outputs[layer][:, k], inside.gradients[layer][:, k]
            )
    each = [float(squared_error(o[e : e + 1], y[e : e + 1])[0]) for e in (0, 1)]
    return (
        found | both("o", o[:, 0], inside.gradients["output"][:, 0]) | both("loss", each, [0.5] * 2)
    )


def engine_of_chain(graph):
    net = mlp([1, 1, 1, 1], rng=np.random.default_rng(0), activation=Sigmoid)
    layers = ("hidden 1", "hidden 2", "output")
    for k, layer in enumerate(layers, start=1):
        net[layer].W[:] = graph[f"w{k}"].value
    x, y = values_of(graph, "x")[None], np.array([[target_of(graph, "L")]])
    inside = trace(net, squared_error, (x, y))
    loss, grad = squared_error(net.forward(x), y)
    dx = net.backward(grad, input_gradient=True)
    of = dict(zip(inside.outputs, ("z1", "a1", "z2", "a2", "o"), strict=True))
    return {
        "x": (x.item(), dx.item()),
        "L": (float(loss), 1.0),
        **{
            f"w{k}": (net[n].W.item(), net[n].gradients["W"].item())
            for k, n in enumerate(layers, start=1)
        },
        **{of[n]: (inside.outputs[n].item(), inside.gradients[n].item()) for n in of},
    }


ENGINE = {NEURON: engine_of_neuron, LAYER: engine_of_layer, CHAIN: engine_of_chain}


@pytest.mark.parametrize(("name", "seed"), ALL)
def test_every_number_is_the_engines(name, seed):
    graph = worked_graph(name, seed)
    found = ENGINE[name](graph)
    assert set(found) == {node.name for node in graph.nodes}
    for node in graph.nodes:
        value, gradient = found[node.name]
        assert node.value == pytest.approx(value, rel=1e-12, abs=1e-12), node.name
        assert graph.gradients[node.name] == pytest.approx(gradient, rel=1e-12, abs=1e-12), (
            node.name
        )


@pytest.mark.parametrize(("name", "seed"), ALL)
def test_numbers_can_be_computed_by_hand(name, seed):
    graph = worked_graph(name, seed)
    given = [node.value for node in graph.nodes if not node.formula]
    assert [round(value, 1) for value in given] == given
    if name == LAYER:
        z = [node for node in graph.nodes if node.short in ("z1", "z2")]
        assert all(abs(node.value) > 0.24 for node in z)
        assert [node.name for node in z if node.value < 0] == [f"z2{ONE}"]
    for step in graph.steps:
        number = abs(graph.answer(step))
        assert number == 0 or 1e-4 < number < 40, asked(step)


@pytest.mark.parametrize(("name", "seed"), ALL)
def test_in_the_end_everything_stands_and_what_is_asked_can_be_known(name, seed):
    graph = worked_graph(name, seed)
    names = {node.name for node in graph.nodes}
    assert graph.known(len(graph.steps)) == (names, names)
    for place, step in enumerate(graph.steps):
        values, gradients = graph.known(place)
        assert step.name not in (gradients if step.back else values)
        if step.back:
            assert {edge.end for edge in graph.leaving(step.name)} <= gradients, asked(step)
        else:
            assert {edge.start for edge in graph.entering(step.name)} <= values, asked(step)


@pytest.mark.parametrize(("name", "seed"), ALL)
def test_its_own_answers_are_right_with_three_digits_and_no_slip_is(name, seed):
    graph = worked_graph(name, seed)
    filling = Filling(graph)
    for step in graph.steps:
        right = graph.answer(step)
        if right:
            assert fault(graph, step, -right), asked(step)
            assert fault(graph, step, 1.2 * right), asked(step)
        for words, wrong in step.slips.items():
            assert close(wrong, right) or fault(graph, step, wrong) == words, words
        terms = [edge.factor * graph.gradients[edge.end] for edge in graph.leaving(step.name)]
        if step.back and len(terms) > 1 and all(terms):
            assert all(fault(graph, step, term) for term in terms), asked(step)
        assert filling.answer(written(right)).startswith("Right: ")
    assert (
        filling.score
        == f"{len(graph.steps)} of {len(graph.steps)}, {len(graph.steps)} at the first try"
    )


# What is said of a wrong number.


def said_of(name, node, back, wrong):
    graph = worked_graph(name)
    step = next((s for s in graph.steps if (s.name, s.back) == (node, back)), Step(node, back))
    return fault(graph, step, wrong(graph, graph.gradients))


SLIPS = {
    "sign, forward": (NEURON, "L", False, lambda g, d: -g["L"].value, "The sign is reversed: the"),
    "sign": (NEURON, "z", True, lambda g, d: -d["z"], "The sign is reversed."),
    "no bias": (NEURON, "z", False, lambda g, d: g["z"].value - g["b"].value, "The bias is"),
    "no sigmoid": (CHAIN, "a1", False, lambda g, d: g["z1"].value, "The sigmoid is missing."),
    "log10": (NEURON, "L", False, lambda g, d: g["L"].value / np.log(10), "The logarithm is"),
    "factor forgotten": (NEURON, "w1", True, lambda g, d: d["z"],
                         "That is what comes from above alone, dL/dz: it has to go through the "
                         "factor x1."),
    "factor alone": (CHAIN, "z2", True, lambda g, d: g.leaving("z2")[0].factor,
                     "That is the local factor alone, a2 (1 - a2): multiply it by what comes "
                     "from above, dL/da2."),
    "divided": (CHAIN, "a2", True, lambda g, d: d["o"] / g["w3"].value, "That is divided by"),
    "collapsed too early": (NEURON, "a", True, lambda g, d: d["z"], "That is dL/dz already"),
    "the other weight": (NEURON, "w1", True, lambda g, d: d["w2"], "That is dL/dw2: w1 stands"),
    "its own value": (NEURON, "w2", True, lambda g, d: g["w2"].value * d["z"],
                      "That multiplies by w2 itself: when w2 moves by 1, z moves by x2"),
    "value": (CHAIN, "z1", True, lambda g, d: g["z1"].value, "That is the value of z1; asked for"),
    "ReLU on": (LAYER, f"h2{ONE}", False, lambda g, d: g[f"z2{ONE}"].value, "That is z: the ReLU"),
    "ReLU passed": (LAYER, f"z2{ONE}", True, lambda g, d: d[f"h2{ONE}"], "The ReLU is off here"),
    "sum of losses": (LAYER, "L", False, lambda g, d: 2 * g["L"].value, "That is the sum: L is"),
    "half twice": (LAYER, f"o{TWO}", True, lambda g, d: d[f"o{TWO}"] / 2, "The mean's 1/2 came in"),
    "example 1 alone": (LAYER, "v1", True, lambda g, d: d[f"o{ONE}"] * g[f"h1{ONE}"].value,
                        "That is example 1 alone: sum over both examples."),
    "example 2 alone": (LAYER, "b1", True, lambda g, d: d[f"z1{TWO}"], "That is example 2 alone"),
    "mean of both": (LAYER, "w11", True, lambda g, d: d["w11"] / 2, "That is the mean of both"),
    "crossed": (LAYER, "w11", True,
                lambda g, d: (g[f"x1{ONE}"].value * d[f"z1{TWO}"]
                              + g[f"x1{TWO}"].value * d[f"z1{ONE}"]),
                "They are crossed"),
    "one path alone": (LAYER, f"x1{TWO}", True, lambda g, d: g["w11"].value * d[f"z1{TWO}"],
                       "That is the path through z1 alone: sum over both paths."),
    "no transpose": (LAYER, f"x1{TWO}", True,
                     lambda g, d: g["w11"].value * d[f"z1{TWO}"] + g["w21"].value * d[f"z2{TWO}"],
                     "That takes w11 and w21"),
    "factors alone": (LAYER, "v1", True, lambda g, d: g[f"h1{ONE}"].value + g[f"h1{TWO}"].value,
                      "That is the sum of the local factors alone"),
    "above alone": (LAYER, "v1", True, lambda g, d: d["c"], "That is the sum of what comes from"),
    "who knows": (NEURON, "z", True, lambda g, d: 17.0, "Not yet: multiply the factor on the edge"),
    "who knows, a sum": (LAYER, "c", True, lambda g, d: 17.0, "Not yet: multiply the factor on"),
    "who knows, forward": (NEURON, "z", False, lambda g, d: 17.0, "Not yet: it is w1 x1 + w2 x2"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named(slip):
    *which, words = SLIPS[slip]
    said = said_of(*which)
    assert said.startswith(words), said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1/2", 0.5), ("0,5", 0.5), (" -.5 ", -0.5), ("\N{MINUS SIGN}0,5", -0.5), ("1e-3", 1e-3),
        ("2 * (0.73 - 1)", -0.54), ("3 · 0,5", 1.5), ("2 × 3", 6), (0.25, 0.25), (3, 3),
        (np.float64(0.5), 0.5), ("-1/2 - -1", 0.5), ("+2", 2),
    ],
)  # fmt: skip
def test_what_a_reader_may_write(text, number):
    assert number_in(text) == pytest.approx(number)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Nothing is filled in yet."), ("  ", "Nothing is filled in yet."),
        ("abc", "'abc' is not a number. Write one such as -0.27, 1/2 or 0.5 * 0.2."),
        ("w1 * x1", "'w1 * x1' is not a number."), ("1,000.5", "'1,000.5' is not a number."),
        ("1/0", "1/0 divides by 0."), ("nan", "'nan' is not"), ("1e999", "1e999 is not finite."),
        ("9**9**9**9", "'9**9**9**9' is not"), ("1 2", "'1 2' is not"), ("1" * 100, "'1111"),
        (None, "'None' is not"), (True, "'True' is not"), ("(" * 50, "'(((("), ("1(2)", "'1(2)'"),
        ("__import__('os')", "\"__import__('os')\" is not"), ("1e5e5", "'1e5e5' is not"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_words(text, words):
    with pytest.raises(ValueError, match=f"^{re.escape(words)}"):
        number_in(text)
    filling = Filling(worked_graph(NEURON))
    assert filling.answer(text).startswith(words)
    assert (filling.place, filling.how, filling.tried) == (0, {}, False)


@pytest.mark.parametrize(
    ("got", "right", "same"),
    [
        (0.27, 0.26894, True), (0.2663, 0.26894, True), (0.25, 0.26894, False), (0.1, 0.104, True),
        (-0.27, 0.27, False), (0, 0, True), (0.01, 0, False), (0, 0.01, False), (3.7, 3.718, True),
    ],
)  # fmt: skip
def test_rounding_is_forgiven_and_no_more(got, right, same):
    assert close(got, right) is same


# The board.


@pytest.fixture
def stepper():
    board = backprop_stepper()
    yield board
    board.close()


def enter(board, text):
    """What a page sends for a text and the Enter key: the key first, the text after it."""
    board.field._handle_msg(
        {"content": {"data": {"method": "custom", "content": {"event": "submit"}}}, "buffers": []}
    )
    leave(board, text)


def leave(board, text):
    """What a page sends when a field is left with another text in it."""
    if text != board.field.value:
        board.field.set_state({"value": text})


def press(board, name):
    board.buttons[name].click()


def shown(board):
    """All words in the picture."""
    return [words.get_text() for words in board._scene._words if words.get_visible()]


def test_one_fills_in_by_keyboard_alone(stepper):
    assert stepper.field.description == "z ="
    enter(stepper, "-1")
    assert stepper.text.startswith("You wrote -1. The sign is reversed. Next, 1 of 9: z = ?")
    assert stepper.field.value == ""
    enter(stepper, "")
    assert stepper.text.startswith("Nothing is filled in yet. ")
    enter(stepper, "1")
    assert stepper.text.startswith("Right: z = 1. Next, 2 of 9: a = ? It is sigmoid(z).")
    assert "Filled in: 1 of 1, 0 at the first try." in stepper.text
    assert (stepper.field.description, stepper.field.value) == ("a =", "")
    enter(stepper, "0,73")
    assert stepper.filling.place == 2
    enter(stepper, "?")
    assert stepper.text.startswith("Shown: L = 1.31. ")
    assert "Filled in: 2 of 3, 1 at the first try." in stepper.text


def test_what_is_left_by_tab_waits_for_enter_or_for_the_button(stepper):
    leave(stepper, "1")
    assert stepper.filling.place == 0
    press(stepper, "check it")
    assert stepper.filling.place == 1
    leave(stepper, "0.73")
    assert stepper.filling.place == 1
    enter(stepper, "0.73")  # the text has not changed: the page sends the key alone
    assert stepper.filling.place == 2
    leave(stepper, "1")
    press(stepper, "show me")
    assert (stepper.filling.place, stepper.field.value) == (3, "")
    assert stepper.filling.how == {0: "at once", 1: "at once", 2: "shown"}


def test_going_back_forgets_nothing_and_what_was_shown_earns_nothing(stepper):
    assert stepper.buttons["back"].disabled
    stepper.show_me()
    stepper.answer(0.731)
    press(stepper, "back")
    press(stepper, "back")
    assert stepper.text.startswith("One step back. Next, 1 of 9: z = ?")
    assert stepper.buttons["back"].disabled
    assert "z = ?" in shown(stepper)
    stepper.answer("1")
    stepper.answer("3")
    stepper.answer("0.73")
    assert stepper.filling.how == {0: "shown", 1: "at once"}
    stepper.back()
    stepper.show_me()
    assert "Filled in: 1 of 2, 1 at the first try." in stepper.text


def test_the_forward_pass_can_be_left_out(stepper):
    press(stepper, "to gradients")
    assert stepper.text.startswith("Shown: L = 1.31. Next, 4 of 9: dL/da = ?")
    assert stepper.buttons["to gradients"].disabled
    assert {"L = 1.31", "∂ 1", "∂ ?"} <= set(shown(stepper))
    assert not [words for words in shown(stepper) if "0.197" in words]


def test_a_factor_shows_its_number_once_a_try_has_failed(stepper):
    stepper.to_gradients()
    stepper.show_me()
    assert "a (1 - a)" in shown(stepper)
    stepper.answer(17)
    assert "a (1 - a)\n= 0.197" in shown(stepper)
    stepper.answer(0.73)
    assert "a - y" in stepper.text
    assert "a (1 - a)\n= 0.197" in shown(stepper)


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seed in ALL if seed in (0, 9)])
def test_every_number_on_the_picture_is_the_graphs(name, seed):
    board = backprop_stepper(name, seed)
    graph = board.filling.graph
    while board.filling.step:
        assert len(shown(board)) <= MOST
        assert sum(line.get_visible() for line in board._scene._lines) <= MOST_LIT
        board.answer(graph.answer(board.filling.step))
        assert board.text.startswith("Right: ")
    minus = [words.replace("\N{MINUS SIGN}", "-") for words in shown(board)]
    wanted = sorted(f"∂ {written(gradient)}" for gradient in graph.gradients.values())
    assert sorted(words for words in minus if words.startswith("∂")) == wanted
    for node in graph.nodes:
        equals = "" if node.name in LOOKS[name].flat else "= "
        assert f"{node.short} {equals}{written(node.value)}" in minus
    assert board.text.count(f"All {len(graph.steps)} numbers stand. {graph.end}") == 1
    assert board.field.disabled
    assert board.field.description == "all done"
    before = board.text
    board.show_me()
    assert board.text == before
    board.close()


@pytest.fixture(scope="module")
def scene():
    scene = Scene()
    scene.picture.show()
    yield scene
    scene.picture.close()


def places_of(scene):
    """The words of a picture, each with the place it takes: left, below, right, above."""
    inverse, renderer = scene._ax.transData.inverted(), scene.picture._canvas.get_renderer()
    found = []
    for words in scene._words:
        if words.get_visible():
            box = words.get_window_extent(renderer).transformed(inverse)
            found.append((words, (box.x0, box.y0, box.x1, box.y1)))
    return found


def apart(a, b, allowed=2.0):
    """Whether two places do not overlap; the ends of a line's letters may."""
    return (
        a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + allowed or b[3] <= a[1] + allowed
    )  # fmt: skip


@pytest.mark.parametrize(("name", "seed"), ALL)
def test_no_words_overlap_nor_leave_their_boxes(scene, name, seed):
    filling, look = Filling(worked_graph(name, seed)), LOOKS[name]
    boxes = {}
    for node, (x, y) in look.places.items():
        width, height = look.size_of(node)
        boxes[node] = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    while filling.step:
        if filling.place % 3 == 2:
            filling.answer("17")  # factors with their numbers are longer
        scene.show(filling)
        places = places_of(scene)
        what = asked(filling.step)
        for (first, a), (second, b) in itertools.combinations(places, 2):
            assert apart(a, b), (what, first.get_text(), second.get_text())
        for words, place in places:
            x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
            around = [b for b in boxes.values() if b[0] < x < b[2] and b[1] < y < b[3]]
            for box in boxes.values():
                inside = box[0] <= place[0] and place[2] <= box[2]
                assert inside if box in around else apart(place, box), (what, words.get_text())
            assert 0 <= place[0] <= place[2] <= WIDTH, (what, words.get_text())
            assert 0 <= place[1] <= place[3] <= HEIGHT, (what, words.get_text())
        filling.show_me()


def test_another_graph_and_other_numbers_keep_what_was_filled_in(stepper):
    stepper.answer(1)
    stepper.set(graph=LAYER)
    assert stepper.filling.place == 0
    assert stepper.text.endswith(f"({LAYER}, numbers 0)")
    stepper.set(graph=NEURON, seed=4)
    assert stepper.filling.place == 0
    stepper.set(seed=0)
    assert stepper.filling.place == 1
    stepper.reset.click()
    assert stepper.filling.place == 0
    assert stepper.text.startswith("First, 1 of 9: z = ?")
    stepper.answer(1)
    stepper.start_over()
    assert stepper.filling.place == 0


def test_what_cannot_be_made_is_refused_in_words():
    with pytest.raises(ValueError, match="graph has no option 'ring'; there are"):
        backprop_stepper("ring")
    with pytest.raises(ValueError, match="numbers goes from 0 to 9"):
        backprop_stepper(seed=10)


def test_presented_larger_it_goes_on(stepper):
    present(1.3)
    try:
        stepper.answer(1)
        assert stepper.picture.widget.layout.width == "1170px"
    finally:
        present(1)


def test_closed_it_does_no_more(stepper):
    board = backprop_stepper()
    field = board.field
    board.close()
    with pytest.raises(RuntimeError, match="this was closed"):
        board.answer(1)
    board._heard(field, {"event": "submit"}, [])
    assert board.text.startswith("First, 1 of 9")


def test_it_is_freed_when_its_cell_runs_again(monkeypatch):
    runs = itertools.count()
    monkeypatch.setattr(freeing, "_made", {})
    monkeypatch.setattr(freeing, "running_cell", lambda: ("A", str(next(runs))))
    before = backprop_stepper()
    before.answer(1)
    board = backprop_stepper()
    assert board.filling.place == 0
    with pytest.raises(RuntimeError, match="its cell ran again"):
        before.answer(1)
    board.answer(1)
    assert board.filling.place == 1
    board.close()


def test_it_can_be_awaited(stepper):
    stepper.answer(1)
    assert asyncio.run(stepper.finished()) == stepper.text


def test_without_a_kernel_there_is_a_picture_and_words(stepper):
    stepper.answer(1)
    bundle = stepper._repr_mimebundle_()
    assert bundle["text/plain"] == f"Dashboard 'backprop stepper': {stepper.text}"
    assert len(bundle["image/png"]) < 60_000
