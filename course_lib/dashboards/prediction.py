"""A prediction that is made, not read: a question with choices, committed, then judged.

Alone one chooses, says how sure one is, and commits; the answer opens below. Before a class
(``present``) the same question counts hands instead. Without a kernel it is a question with a
folded answer. Nothing waits for it: whoever runs all cells runs on.
"""

import html
from collections.abc import Sequence
from typing import Any

import ipywidgets

from course_lib.dashboards.freeing import free_parts, free_predecessors
from course_lib.dashboards.poll import LETTERS, Poll
from course_lib.dashboards.presenting import ASKED, ZOOMED, ZoomStyle
from course_lib.dashboards.spoken import Spoken
from course_lib.guide.predictions import note_prediction, read_predictions
from course_lib.plots.presenting import follow_zoom, forget

SURE = ("guess", "fairly", "certain")


def predict(
    topic: str, key: str, question: str, choices: Sequence[str], *, answer: str, because: str
) -> "Prediction":
    """Ask before the next cell shows it.

    Parameters
    ----------
    topic, key : str
        The chapter, and a name for the question: what was said is kept under them.
    question : str
    choices : 2 to 8 of them
    answer : the choice that is right
    because : str
        The reason, in a sentence or two; with the answer it stays folded until one commits.

    Examples
    --------
    >>> predict("start_here", "sum", "What is 1 + 1?", ["1", "2"], answer="2", because="Count.")
    Predict first: What is 1 + 1?
      A · 1
      B · 2
    """
    _check(key, choices, answer)
    return Prediction(topic, key, question, choices, answer=answer, because=because)


class Prediction(ipywidgets.VBox):  # type: ignore[misc]
    """A question with choices; see ``predict``.

    Attributes
    ----------
    choice, sure : the controls
    text : str
        What the line under the question says.
    """

    def __init__(
        self, topic: str, key: str, question: str, choices: Sequence[str], *, answer: str,
        because: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self.topic, self.key, self.question = topic, key, question
        self.choices, self.answer, self.because = list(choices), answer, because
        self.text, self._freed, self._before_class = "", False, False
        named = [f"{LETTERS[k]} · {choice}" for k, choice in enumerate(choices)]
        self.heading = ipywidgets.HTML(f"<b>Predict first.</b> {html.escape(question)}")
        self.choice = ipywidgets.RadioButtons(
            options=list(zip(named, choices, strict=True)), value=None,
            description="your prediction", style=_AS_LONG, layout=_narrow(),
        )  # fmt: skip
        self.sure = ipywidgets.RadioButtons(
            options=[("(not said)", ""), *((sure, sure) for sure in SURE)], value="",
            description="how sure", orientation="horizontal", style=_AS_LONG, layout=_narrow(),
        )  # fmt: skip
        self.commit_button = ipywidgets.Button(
            description="commit", disabled=True, layout=_narrow(),
            tooltip="commit to this prediction",
        )  # fmt: skip
        self.again_button = ipywidgets.Button(description="predict again", layout=_narrow())
        self.buttons = ipywidgets.HBox([self.commit_button, self.again_button])
        self.state, self.verdict = ipywidgets.HTML(), ipywidgets.HTML()
        self.poll = Poll(self.choices, lambda: self._open(self._answered()))
        self.choice.observe(lambda _: self._chosen(), names="value")
        self.sure.observe(lambda _: self._chosen(), names="value")
        self.commit_button.on_click(lambda _: self.commit())
        self.again_button.on_click(lambda _: self.predict_again())
        self.unseen = (Spoken(), ZoomStyle())
        self.add_class(ZOOMED)
        self._begin()
        follow_zoom(self)
        free_predecessors(self)

    def commit(self, choice: str | None = None, sure: str | None = None) -> None:
        """Commit to what is chosen, or to what is named here; the answer opens."""
        if choice is not None:
            if choice not in self.choices:
                raise ValueError(f"{self.key}: needed one of {self.choices}; got {choice!r}")
            self.choice.value = choice
        if sure is not None:
            self.sure.value = sure
        said = self.choice.value
        if said is None:
            return
        right = said == self.answer
        lost = note_prediction(self.topic, self.key, said=said, sure=self.sure.value, right=right)
        self._committed(said, lost)

    def predict_again(self) -> None:
        """Close the answer, and let one choose anew."""
        self._freeze(False)
        self.choice.value = None
        self._say("")
        self._fold()

    def zoom_to(self, zoom: float) -> None:
        """Before a class (a zoom above 1) count hands; alone, predict."""
        alone = [self.choice, self.sure, self.buttons, self.state]
        parts = [self.poll] if zoom > 1 else alone
        self.children = (self.heading, *parts, self.verdict, *self.unseen)
        self._before_class = zoom > 1
        (self.add_class if self._before_class else self.remove_class)(ASKED)
        # What a teacher has committed to beforehand is no answer for the class to see.
        if self.choice.disabled and not self._before_class:
            self._open(self._answered())
        else:
            self._fold()

    def free(self) -> None:
        """Let go of all widgets, as the cell runs again."""
        if not self._freed:
            self._freed = True
            forget(self)
            self.children = (
                self.heading, self.choice, self.sure, self.buttons, self.state, self.verdict,
                self.poll, *self.unseen,
            )  # fmt: skip
            free_parts(self)
            super().close()

    close = free

    def _begin(self) -> None:
        self._freeze(False)
        self._fold()
        known = read_predictions(self.topic).get(self.key)
        if known and known["said"] in self.choices:
            self.choice.value = known["said"]
            self.sure.value = known["sure"] if known["sure"] in SURE else ""
            self._committed(known["said"], "")

    def _chosen(self) -> None:
        # A browser tells of a button at once, of a choice only when the one before it was heard: a
        # choice that comes after the commitment was made before it.
        if self.choice.disabled:
            self.commit()
        else:
            self.commit_button.disabled = self.choice.value is None

    def _committed(self, said: str, lost: str) -> None:
        self._freeze(True)
        sure = f", {self.sure.value}" if self.sure.value else ""
        judged = "Right." if said == self.answer else "Not so."
        self._say(f"You said: {said}{sure}. {judged} {lost}")
        self._open(self._answered())

    def _freeze(self, committed: bool) -> None:
        self.choice.disabled = self.sure.disabled = committed
        self.commit_button.disabled = committed or self.choice.value is None
        self.again_button.layout.display = None if committed else "none"

    def _say(self, text: str) -> None:
        self.text = text.strip()
        self.state.value = f"<div role='status' aria-live='polite'>{html.escape(self.text)}</div>"

    def _answered(self) -> str:
        return f"<b>{html.escape(self.answer)}.</b> {html.escape(self.because)}"

    def _fold(self) -> None:
        self.verdict.value = f"<details><summary>the answer</summary>{self._answered()}</details>"

    def _open(self, words: str) -> None:
        self.verdict.value = f"<details open><summary>the answer</summary>{words}</details>"

    def __repr__(self) -> str:
        lines = [f"  {LETTERS[k]} · {choice}" for k, choice in enumerate(self.choices)]
        return "\n".join([f"Predict first: {self.question}", *lines])

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Give the widget for a living kernel, and a question with a folded answer elsewhere."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        # A list of its own would be numbered 1, 2, 3: JupyterLab has one style for all lists.
        items = "<br>".join(
            f"{LETTERS[k]} · {html.escape(choice)}" for k, choice in enumerate(self.choices)
        )
        page = (
            f"<p><b>Predict first.</b> {html.escape(self.question)}</p>"
            f"<p>{items}</p>"
            f"<details><summary>the answer</summary>{self._answered()}</details>"
        )
        return bundle | {"text/plain": repr(self), "text/html": page}


_AS_LONG = {"description_width": "initial"}


def _narrow() -> ipywidgets.Layout:
    """Lay out one part; parts that shared a layout would be hidden together."""
    return ipywidgets.Layout(width="auto")


def _check(key: str, choices: Sequence[str], answer: str) -> None:
    if not key.isidentifier():
        raise ValueError(f"a prediction's key must be an identifier; got {key!r}")
    if not 2 <= len(choices) <= len(LETTERS) or len(set(choices)) < len(choices):
        raise ValueError(f"{key}: needed 2 to {len(LETTERS)} different choices; got {choices}")
    if answer not in choices:
        raise ValueError(f"{key}: the answer must be one of {list(choices)}; got {answer!r}")
