"""What holds for the checks of every notebook, the ones to come included."""

import ast
import doctest
import importlib
import inspect
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from course_lib import chapters
from course_lib.guide import record
from course_lib.guide.contents import Exercise, exercises_of
from course_lib.guide.places import checkout, editions
from tests.checks.saying import said_of
from tests.doors import imported

ROOT = Path(chapters.__path__[0])
TOPICS = sorted(path.parent.name for path in ROOT.glob("*/check.py"))
CHECKS = [
    (topic, name)
    for topic in TOPICS
    for name in importlib.import_module(f"course_lib.chapters.{topic}.check").__all__
]


ODD = {
    "an empty tuple": (), "two None": (None, None), "a word": "yes", "words": ("a", "b"),
    "no numbers": np.zeros(0), "ragged": [[1], [2, 3]], "a dict": {}, "complex": 1j,
    "not a number": math.nan, "an iterator": iter([1, 2]), "a pair": (np.zeros(2), 1),
}  # fmt: skip
SOURCES = sorted((checkout() / "notebooks" / "source").glob("*.py"))
CHECK = re.compile(r"course_lib\.chapters\.\w+\.check")
EXERCISE = re.compile(r"^# ### Exercise (\d+).*?^check\.(\w+)\(", re.DOTALL | re.MULTILINE)


@pytest.fixture(params=CHECKS, ids=".".join)
def check(request):
    """Each check of the course."""
    topic, name = request.param
    return getattr(importlib.import_module(f"course_lib.chapters.{topic}.check"), name)


def test_a_check_is_documented_and_takes_the_function(check):
    assert check.__doc__
    assert list(inspect.signature(check).parameters) == ["function"]


@pytest.mark.parametrize("topic", TOPICS)
def test_the_names_of_a_topic_are_in_order(topic):
    names = importlib.import_module(f"course_lib.chapters.{topic}.check").__all__
    assert names == sorted(names)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_chapter_imports_the_kit_as_one_name(topic):
    for path in (ROOT / topic).glob("check*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        modules = {node.module: node for node in nodes if isinstance(node, ast.ImportFrom)}
        kit = [name for name in modules if name.startswith("course_lib.checks")]
        assert kit == [], path
        assert [alias.name for alias in modules["course_lib"].names] == ["checks"]


def test_the_example_gives_what_it_says(check):
    (example,) = doctest.DocTestFinder().find(check, check.__name__)
    result = doctest.DocTestRunner().run(example)
    assert result.attempted > 0
    assert result.failed == 0


def test_a_stub_is_met_kindly(check, capsys):
    def stub(*arguments):
        # your code here
        raise NotImplementedError("your turn")

    end = f"({check.__name__}): not attempted yet. Everything below works without it.\n"
    assert said_of(check, stub, capsys).endswith(end)


def test_an_exception_is_told_in_words(check, capsys):
    def stops(*arguments):
        return [][len(arguments)]

    out = said_of(check, stops, capsys)
    assert "it stopped with IndexError: list index out of range" in out
    assert ": return [][len(arguments)]\n" in out
    assert "Traceback" not in out


def test_no_return_and_no_function_are_told_in_words(check, capsys):
    nothing = said_of(check, lambda *arguments: None, capsys)
    assert re.search(
        r"it returned None(?: for \w+ .*)?:\n  is the return missing there\?\n", nothing
    )
    assert "the check takes the function itself" in said_of(check, 3.0, capsys)


@pytest.mark.parametrize("result", ODD.values(), ids=ODD)
def test_odd_results_raise_nothing(check, result, capsys):
    out = said_of(check, lambda *arguments: result, capsys)
    assert "not yet right: " in out
    assert " object at " not in out


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_notebook_numbers_its_exercises_as_their_checks_do(source, capsys):
    text = source.read_text(encoding="utf-8")
    found = EXERCISE.findall(text)
    assert [int(number) for number, _ in found] == list(range(1, len(found) + 1))
    topics = [name.split(".")[2] for name in imported(text) if CHECK.fullmatch(name)]
    assert len(topics) == (1 if found else 0)
    for topic in topics:
        checks = importlib.import_module(f"course_lib.chapters.{topic}.check")
        assert sorted(name for _, name in found) == checks.__all__
        for number, name in found:
            out = said_of(getattr(checks, name), None, capsys)
            assert out.startswith(f"Exercise {number} ({name}): ")


@pytest.mark.parametrize(("topic", "name"), CHECKS)
def test_each_check_is_noted_under_its_topic_and_name(topic, name, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    check = getattr(importlib.import_module(f"course_lib.chapters.{topic}.check"), name)
    check(*(None for _ in inspect.signature(check).parameters))
    assert f"({name}): " in capsys.readouterr().out
    text = (tmp_path / f"{topic}.json").read_text(encoding="utf-8")
    assert json.loads(text) == {name: record.TRIED}


def test_the_notebooks_call_every_check_and_no_other():
    found = [each for path in editions(checkout()).values() for each in exercises_of(path)]
    assert sorted(CHECKS) == sorted((each.topic, each.name) for each in found)
    assert Exercise("start_here", "to_rows") in found
