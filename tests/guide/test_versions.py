"""Our short comparison of versions agrees with the package that does it in general."""

import itertools

import pytest
from packaging.specifiers import SpecifierSet

from course_lib.guide.environment.needs import needs, requirement
from course_lib.guide.environment.versions import lies_within

VERSIONS = ["1.9", "2", "2.0", "2.0.1", "2.0rc1", "2.1.dev3", "2.10", "3.0.15", "3.0.16", "3.1"]
RANGES = [">=2.0", ">2.0", "<2.1", "<=2.0.1", "==2.0", "!=2.0", "~=2.0", "~=3.0.15", "==2.*",
          "!=3.0.*", ">=2,!=2.0.1,<3", ""]  # fmt: skip


# Of early releases packaging knows special rules, which no range of the course needs.
SPECIAL = {"<2.1", ">2.0", "<=2.0.1"}
PAIRS = [
    (version, wanted)
    for version, wanted in itertools.product(VERSIONS, RANGES)
    if not (wanted in SPECIAL and ("rc" in version or "dev" in version))
]


@pytest.mark.parametrize(("version", "wanted"), PAIRS)
def test_it_agrees_with_packaging(version, wanted):
    expected = SpecifierSet(wanted).contains(version, prereleases=True)
    assert lies_within(version, wanted) is expected


def test_every_range_of_the_course_is_understood():
    python, packages = needs()
    for wanted in (python, *packages.values()):
        assert lies_within("9999", wanted)
        assert not lies_within("0.0.1", wanted)


@pytest.mark.parametrize("wanted", ["2.0", "=>2", ">=2 <3"])
def test_a_range_that_is_none_is_refused(wanted):
    with pytest.raises(ValueError, match="needs clauses such as"):
        lies_within("2.0", wanted)


def test_a_version_that_is_none_is_refused():
    with pytest.raises(ValueError, match="needs numbers such as"):
        lies_within("unknown", ">=2.0")


@pytest.mark.parametrize(
    ("line", "name", "wanted"),
    [
        ("numpy", "numpy", ""),
        ("numpy>=2.0", "numpy", ">=2.0"),
        ("numpy (>=2.0)", "numpy", ">=2.0"),
        ("jupyter-server[test]>=2,<3", "jupyter-server", ">=2,<3"),
        ('tqdm>=4 ; python_version < "4"', "tqdm", ">=4"),
    ],
)
def test_a_requirement_is_taken_apart(line, name, wanted):
    assert requirement(line) == (name, wanted)
