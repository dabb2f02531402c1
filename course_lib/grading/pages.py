"""A page for each student, in words."""

from collections.abc import Sequence

from course_lib.grading.results import PASSED, Result


def page(student: str, results: Sequence[Result], aside: Sequence[str]) -> str:
    """Write a student's page, in Markdown.

    What the check says stands indented, so that nothing in it is taken for Markdown or HTML.

    Examples
    --------
    >>> result = Result("kim", "06_schedules", "warmed", "not yet right", "not yet right: <b>")
    >>> print(page("kim", [result], []))
    # kim
    <BLANKLINE>
    ## 06_schedules: 0 of 1 passed
    <BLANKLINE>
    ### warmed: not yet right
    <BLANKLINE>
        not yet right: <b>
    <BLANKLINE>
    """
    lines = [f"# {_plain(student)}", ""]
    for notebook in dict.fromkeys(each.notebook for each in results):
        of_it = [each for each in results if each.notebook == notebook]
        passed = sum(each.result == PASSED for each in of_it)
        lines += [f"## {notebook}: {passed} of {len(of_it)} passed", ""]
        for each in of_it:
            lines += [f"### {each.exercise}: {each.result}", ""]
            lines += [f"    {line}".rstrip() for line in each.message.splitlines()]
            lines += [""]
    if aside:
        lines += ["## Left aside", "", *(f"    {words}" for words in aside), ""]
    return "\n".join(lines)


def _plain(name: str) -> str:
    """A name without what Markdown or HTML would read in it."""
    return "".join(sign if sign.isalnum() or sign in " -_.@" else "·" for sign in name)
