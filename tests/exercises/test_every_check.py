"""What holds for the checks of every notebook, the ones to come included."""

import importlib
import inspect
import json
import pkgutil

import pytest

from course_lib import exercises
from course_lib.guide import record
from course_lib.guide.contents import Exercise, exercises_of
from course_lib.guide.places import checkout, editions

TOPICS = [found.name for found in pkgutil.iter_modules(exercises.__path__) if found.ispkg]
CHECKS = [
    (topic, name)
    for topic in TOPICS
    for name in importlib.import_module(f"course_lib.exercises.{topic}").__all__
]


@pytest.mark.parametrize(("topic", "name"), CHECKS)
def test_each_check_is_noted_under_its_topic_and_name(topic, name, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(record, "counts", lambda root, here: True)
    monkeypatch.setenv(record.SETTING, str(tmp_path))
    check = getattr(importlib.import_module(f"course_lib.exercises.{topic}"), name)
    check(*(None for _ in inspect.signature(check).parameters))
    assert f"({name}): " in capsys.readouterr().out
    text = (tmp_path / f"{topic}.json").read_text(encoding="utf-8")
    assert json.loads(text) == {name: record.TRIED}


def test_the_notebooks_call_every_check_and_no_other():
    found = [each for path in editions(checkout()).values() for each in exercises_of(path)]
    assert sorted(CHECKS) == sorted((each.topic, each.name) for each in found)
    assert Exercise("start_here", "to_rows") in found
