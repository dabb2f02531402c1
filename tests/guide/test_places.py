"""Where progress is kept: in the course, beside a notebook elsewhere, or where a reader says."""

from pathlib import Path

import pytest

from course_lib.guide.places import NoFolderError, checkout, is_solved, record_folder, stored

COURSE, HOME = Path("/course"), Path("/home/kim")


@pytest.mark.parametrize("name", ["work", "work/mine", "notebooks", ".", "docs"])
def test_inside_the_course_it_is_one_place(name):
    assert record_folder(COURSE, COURSE / name, {}) == COURSE / "work" / "progress"


def test_elsewhere_it_lies_beside_the_notebook():
    assert record_folder(COURSE, HOME, {}) == HOME / "course_progress"
    assert record_folder(None, HOME, {}) == HOME / "course_progress"


def test_a_work_folder_that_is_a_link_counts_as_inside(tmp_path):
    course, disk = tmp_path / "course", tmp_path / "disk"
    course.mkdir()
    disk.mkdir()
    (course / "work").symlink_to(disk)
    assert record_folder(course, disk.resolve(), {}) == course / "work" / "progress"


@pytest.mark.parametrize("variable", ["PYTEST_VERSION", "CI"])
def test_tests_keep_no_record(variable):
    assert record_folder(COURSE, COURSE, {variable: "8.4"}) is None
    assert record_folder(COURSE, COURSE, {variable: ""}) is not None
    assert record_folder(COURSE, COURSE, {variable: "1", "COURSE_PROGRESS": "on"}) is not None


def test_ci_that_is_off_is_no_test():
    assert record_folder(COURSE, COURSE, {"CI": "false"}) == COURSE / "work" / "progress"


def test_under_pytest_there_is_no_record():
    assert record_folder(checkout(), Path.cwd()) is None


@pytest.mark.parametrize("word", ["off", "OFF", " Off ", "0", "false", "no", "None"])
def test_off_in_many_words(word):
    assert record_folder(COURSE, COURSE, {"COURSE_PROGRESS": word}) is None
    assert record_folder(None, HOME, {"COURSE_PROGRESS": word}) is None


@pytest.mark.parametrize("word", ["on", "1", "True", "", "  "])
def test_on_means_the_usual_place(word):
    found = record_folder(COURSE, COURSE / "work", {"COURSE_PROGRESS": word})
    assert found == COURSE / "work" / "progress"


@pytest.mark.parametrize("here", [COURSE / "work", HOME, COURSE])
def test_a_folder_is_believed_wherever_the_notebook_lies(here, monkeypatch):
    monkeypatch.setenv("HOME", str(HOME))
    monkeypatch.setenv("USERPROFILE", str(HOME))

    def kept(setting, root=COURSE):
        return record_folder(root, here, {"COURSE_PROGRESS": setting, "CI": "1"})

    assert kept("/grades/kim") == kept("/grades/kim", None) == Path("/grades/kim")
    assert kept("~/mine") == kept("~/mine", None) == HOME / "mine"
    assert kept("mine") == COURSE / "mine"
    assert kept("mine", None) == HOME / "mine"


def test_an_unknown_home_is_told():
    with pytest.raises(NoFolderError, match="COURSE_PROGRESS says ~nobody-of-this-name/x"):
        record_folder(COURSE, HOME, {"COURSE_PROGRESS": "~nobody-of-this-name/x"})


@pytest.mark.parametrize(
    ("folder", "solved"),
    [
        ("/course/notebooks/solutions", True),
        ("/home/kim/notebooks/solutions/more", True),
        ("/course/notebooks", False),
        ("/course/solutions", False),
    ],
)
def test_the_folder_of_the_solutions_is_known(folder, solved):
    assert is_solved(Path(folder)) == solved


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"[" * 10**5])
def test_a_notebook_that_cannot_be_read_holds_nothing(tmp_path, text):
    (tmp_path / "a.ipynb").write_bytes(text)
    assert stored(tmp_path / "a.ipynb") == stored(tmp_path / "no.ipynb") == stored(tmp_path) == {}
