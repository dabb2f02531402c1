import pytest

from course_lib.widgets import progress
from course_lib.widgets.progress import _Bar


@pytest.fixture
def bars(monkeypatch):
    made = []
    monkeypatch.setitem(progress.__globals__, "display", made.append)
    return made


def test_it_passes_everything_on_and_counts(bars):
    assert list(progress(["a", "b", "c"], of="letters")) == ["a", "b", "c"]
    (bar,) = bars
    assert bar._words.value == "3 of 3 letters"
    assert bar._bar.value == bar._bar.max == 3
    assert bar._bar.bar_style == "success"


def test_an_interrupted_loop_leaves_the_bar_where_it_was(bars):
    def interrupted():
        for number in progress(iter(range(5)), total=5):
            if number == 1:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert bars[0]._words.value == "1 of 5 runs"
    assert bars[0]._bar.bar_style == ""


def test_the_text_is_always_the_same():
    bar = _Bar(3, "runs")
    before = bar._repr_mimebundle_()["text/plain"]
    bar.update(3)
    assert bar._repr_mimebundle_()["text/plain"] == before == "Progress over 3 runs"


def test_what_cannot_be_counted_needs_a_total():
    with pytest.raises(ValueError, match="needs total where the steps cannot be counted"):
        progress(iter([1]), of="steps")
