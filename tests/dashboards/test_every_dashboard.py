"""What holds for the dashboards of every notebook, the ones to come included."""

import asyncio
import base64
import gc
import html

import ipywidgets
import pytest
from matplotlib.figure import Figure

from course_lib.dashboards import Dashboard
from course_lib.dashboards import live as live_module
from course_lib.dashboards.controls import values_of
from course_lib.dashboards.readable import readable
from course_lib.plots import presenting
from tests.dashboards.given import calls, public_dashboards
from tests.dashboards.pictures import pixels

CALLS = list({call.name: call for call in calls()}.values())  # the playground is shown twice
NO_VALUE = "nothing of this name"


@pytest.fixture(params=CALLS, ids=str, scope="module")
def made(request):
    """Each dashboard, made once; a test leaves it as it was."""
    board = request.param.make()
    yield board
    board.close()


def controls_of(board):
    """All that can be moved on a dashboard, or on the playground."""
    return board.controls | board.views if isinstance(board, Dashboard) else board.panel.controls


def values_at(board):
    return {name: control.value for name, control in controls_of(board).items()}


def seen(board):
    """The picture, the words under it, and the playground's line."""
    state = "" if isinstance(board, Dashboard) else board.state.value
    return board.picture.widget.value, board.text, state


def ends(control):
    """The first and the last of its values."""
    values = values_of(control)
    return [values[0], values[-1]]


def test_a_notebook_shows_each_of_them():
    assert {call.name for call in CALLS} == public_dashboards()


def test_it_has_words_and_an_alt_text(made):
    assert made.text.strip()
    assert made.words.value == html.escape(made.text)
    assert made.picture.widget.tooltip == f"{made.name}: the words below say what it shows"
    assert made.picture.widget.description == ""  # without it the page would show an error


def test_where_no_kernel_is_there_is_a_picture_and_the_words(made):
    bundle = made._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == repr(made)
    assert bundle["text/plain"].endswith(made.text)
    rows, columns, _ = pixels(base64.b64decode(bundle["image/png"])).shape
    live = pixels(made.picture.widget.value).shape
    assert (rows, columns) == (live[0] // 2, live[1] // 2)


@pytest.fixture(scope="module")
def at_both_ends(made):
    """For each control: what it shows at its first and at its last value, all else as it was."""
    before, found = seen(made), {}
    for name, control in controls_of(made).items():
        start, found[name] = control.value, []
        for value in ends(control):
            made.set(**{name: value})
            assert made.words.value == html.escape(made.text)
            found[name].append((*seen(made), beyond_the_page(made.picture.figure)))
        made.set(**{name: start})
    assert seen(made) == before
    return found


def beyond_the_page(figure):
    """What of the panels in sight, and of the words around them, lies outside of the figure."""
    things = [*(ax for ax in figure.axes if ax.get_visible()), *figure.texts, *figure.legends]
    page, outside = figure.bbox.padded(1), []
    for thing in things:
        place = thing.get_tightbbox()
        if not (page.contains(place.x0, place.y0) and page.contains(place.x1, place.y1)):
            outside.append((thing, place))
    return outside


def test_every_control_shows_another_picture_and_says_other_words_at_both_ends(made, at_both_ends):
    for name, (first, last) in at_both_ends.items():
        if isinstance(made, Dashboard):
            assert first[0] != last[0], name
            assert (first[1] != last[1]) == (name in made.controls), name  # a view says nothing
        else:  # of the playground's controls many change what is trained later
            assert first[2] != last[2], name


def test_the_words_are_sound(at_both_ends):
    for name, there in at_both_ends.items():
        for _, text, *_ in there:
            assert "Something went wrong" not in text, name
            assert "nan" not in text, name


def test_no_words_are_cut_at_the_edges_of_the_picture(at_both_ends):
    for name, there in at_both_ends.items():
        assert [outside for *_, outside in there] == [[], []], name


def test_reset_goes_back_to_the_start(made):
    before, start = seen(made), values_at(made)
    for name, control in controls_of(made).items():
        first, last = ends(control)
        made.set(**{name: last if control.value == first else first})
    assert seen(made) != before
    if isinstance(made, Dashboard):
        made.reset.click()
    else:
        made.restore(before[2])
    assert values_at(made) == start
    assert seen(made) == before


def wrong_values(control):
    """A word, and a number between two stops."""
    values = values_of(control)
    yield NO_VALUE
    if isinstance(values[0], float):
        yield (values[0] + values[1]) / 2


def test_a_value_that_a_control_does_not_offer_is_refused_in_words(made):
    before, start = seen(made), values_at(made)
    for name, control in controls_of(made).items():
        for value in wrong_values(control):
            if not isinstance(made, Dashboard) and value != NO_VALUE:
                continue  # the playground takes any number that can be set
            with pytest.raises((ValueError, TypeError)) as refused:
                made.set(**{name: value})
            said = str(refused.value)
            assert said.endswith((f"got {value!r}", f"got {readable(value)}")), said
            if isinstance(made, Dashboard):
                assert said.startswith(f"{name} is one of ")
                assert said.count(", ") >= len(values_of(control)) - 1
    assert (seen(made), values_at(made)) == (before, start)


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_it_is_freed_when_its_cell_runs_again(call, cell, monkeypatch):
    monkeypatch.setattr(live_module, "QUIET", 0.0)

    async def scenario():
        kept = []  # as IPython keeps the results of cells
        before = alive()
        cell("A")
        kept.append(call.make())
        await asyncio.sleep(0.06)  # a throttle's timer, and time for a live run to begin
        one = alive()
        cell("A")
        kept.append(call.make())
        await asyncio.sleep(0.06)
        assert alive() == one
        kept[-1].close()
        await asyncio.sleep(0.06)
        assert alive() == before

    asyncio.run(scenario())


def alive():
    """How many widgets, figures, tasks and followers of the zoom there are."""
    gc.collect()
    figures = sum(isinstance(thing, Figure) for thing in gc.get_objects())
    widgets = len(ipywidgets.widget._instances)
    return widgets, figures, len(asyncio.all_tasks()), len(presenting._followers)
