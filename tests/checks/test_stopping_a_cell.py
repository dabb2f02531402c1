"""With COURSE_CHECKS=raise a check stops its cell, so that nbgrader gives no point."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_lib import checks


def double(function):
    rule = checks.drawn(lambda x: 2 * x, {"x": 3.0}, x=checks.number(0, 1))
    checks.report("doubling", 7, "double", function, [rule])


def stub(x):
    raise NotImplementedError("your turn")


@pytest.fixture(autouse=True)
def a_tool_asks_for_it(monkeypatch):
    monkeypatch.setenv("COURSE_CHECKS", "raise")


def test_what_does_not_pass_stops_it(capsys):
    double(lambda x: 2 * x)
    assert "passed" in capsys.readouterr().out
    with pytest.raises(AssertionError, match=r"^Exercise 7 \(double\): not yet right: it must "):
        double(lambda x: x)
    assert "not yet right" in capsys.readouterr().out
    with pytest.raises(AssertionError, match="not attempted yet"):
        double(stub)


def test_standing_in_stops_nothing():
    assert checks.yours_or_ours(lambda x: x, double, lambda x: 2 * x)(3.0) == 6.0


def test_a_notebook_shows_the_words_once_and_no_line_of_the_check(capsys):
    shell = InteractiveShell()
    shell.push({"double": double})
    assert not shell.run_cell("double(lambda x: x)").success
    out = capsys.readouterr().out
    assert out.startswith("Exercise 7 (double): not yet right: ")
    assert out.endswith("No point: the answer does not pass, for the reason above.\n")
    assert out.count("not yet right") == 1
    assert "Traceback" not in out
