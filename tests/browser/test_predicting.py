"""A question before the answer is seen: by keyboard alone, before a class, without a kernel."""

from operator import not_

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page

from tests.browser import kernel
from tests.browser.eventually import eventually
from tests.browser.front_ends import Lab
from tests.browser.notebook_page import (
    complaints_of,
    error_texts,
    open_notebook,
    wait_for_kernel,
)
from tools.editions import METADATA

pytestmark = pytest.mark.browser
NAME = "predicting.ipynb"
ASK = """
from course_lib.dashboards import predict
predict(
    "learning_rate_schedules", "decay",
    "The rate falls along a cosine from the best constant rate. Where does the loss end?",
    ["lower", "the same", "higher"],
    answer="lower", because="At the end the small rate no longer jumps across the valley.",
)
"""

# Its code tells the answer: a notebook hands it out collapsed.
CELL = new_code_cell(ASK, metadata={"jupyter": {"source_hidden": True}})
QUESTION = new_notebook(cells=[CELL], metadata=METADATA)


def asked(lab: Lab, page: Page) -> Locator:
    """The question, after its cell has run."""
    open_notebook(lab, page, NAME, QUESTION)
    return ask(page)


def ask(page: Page) -> Locator:
    """Run the cell; a collapsed one has no number to wait for."""
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    question = page.locator(".jp-OutputArea-output").first
    eventually(page, "the question", question.locator("button:visible").count)
    return question


def tab_to(page: Page, label: str) -> None:
    """Reach a control by the Tab key alone."""
    seen: list[str] = []
    focused = "() => document.activeElement.closest('label, button')?.textContent.trim() ?? ''"
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(focused))
        if seen[-1] == label:
            return
    raise AssertionError(f"Tab does not lead to {label!r} but to {seen}")


def test_one_predicts_by_keyboard_alone_and_the_answer_opens(lab: Lab, lab_page: Page) -> None:
    complaints = complaints_of(lab_page)
    question = asked(lab, lab_page)
    assert question.locator("details").get_attribute("open") is None
    page = lab_page
    page.locator(".jp-OutputArea-output").first.click(position={"x": 300, "y": 5})
    tab_to(page, "A · lower")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    commit = question.get_by_role("button", name="commit")
    eventually(page, "something to commit to", commit.is_enabled)
    tab_to(page, "(not said)")
    page.keyboard.press("ArrowRight")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    judged = "You said: the same, guess. Not so."  # said last, and heard after the button
    eventually(page, "a judgement", lambda: judged in question.inner_text())
    assert question.locator("details").get_attribute("open") is not None
    assert not error_texts(page)
    assert not complaints


def test_before_a_class_votes_are_counted_hidden_and_shown_twice(lab: Lab, lab_page: Page) -> None:
    page = lab_page
    open_notebook(lab, page, NAME, QUESTION)
    kernel.run(page, "from course_lib.dashboards import present\npresent(1.5)")
    question = ask(page)

    def press(name: str) -> None:
        question.get_by_role("button", name=name).press("Enter")

    for votes, name in enumerate(["lower", "higher", "higher"], start=1):
        press(name)
        what = f"Vote 1: {votes} vote"
        eventually(page, what, question.inner_text, lambda said, what=what: what in said)
    assert "higher: 2" not in question.inner_text()
    press("reveal")
    eventually(page, "the bars", lambda: "higher: 2" in question.inner_text())
    assert question.locator("details").get_attribute("open") is None
    press("second vote")
    eventually(page, "a second vote", lambda: "Vote 2: 0 votes" in question.inner_text())
    question.get_by_role("button", name="lower").click()
    eventually(page, "its vote", lambda: "Vote 2: 1 vote" in question.inner_text())
    press("reveal")
    opened = question.locator("details[open]")
    eventually(page, "the answer", opened.count)
    assert not error_texts(page)


def test_without_a_kernel_the_question_is_there_with_its_answer_folded(
    lab: Lab, lab_page: Page
) -> None:
    page = lab_page
    asked(lab, page)
    page.keyboard.press("ControlOrMeta+s")
    eventually(page, "a saved page", page.locator(".jp-mod-dirty").count, not_)
    page.evaluate("() => [...jupyterapp.shell.widgets('main')].forEach(tab => tab.dispose())")
    lab.end_kernels()
    page.evaluate("path => jupyterapp.commands.execute('docmanager:open', {path})", f"work/{NAME}")
    wait_for_kernel(page)
    question = page.locator(".jp-OutputArea-output")
    eventually(page, "the question", lambda: "Predict first." in question.inner_text())
    assert "run this cell" in question.inner_text()
    assert "jumps across" not in question.inner_text()
    question.locator("summary").press("Enter")
    eventually(page, "the answer", lambda: "jumps across" in question.inner_text())
