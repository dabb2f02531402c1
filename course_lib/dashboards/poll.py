"""A question put to a room: a vote a click, hidden until they are revealed, and a second round.

A first vote, the neighbours' discussion, a second vote beside the first (E. Mazur, 1997, *Peer
Instruction*). Every button is reached and pressed by keyboard alone.
"""

import html
from collections.abc import Callable, Sequence

import ipywidgets

LETTERS = "ABCDEFGH"


class Poll(ipywidgets.VBox):  # type: ignore[misc]
    """Buttons that count votes, and bars once they are revealed.

    Attributes
    ----------
    rounds : list of list of int
        Votes for each choice, a list for each round; at most two rounds.

    Examples
    --------
    >>> poll = Poll(["lower", "the same"])
    >>> poll.vote(0)
    >>> poll.rounds, poll.text
    ([[1, 0]], 'Vote 1: 1 vote so far.')
    """

    def __init__(self, choices: Sequence[str], revealed: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.choices, self.rounds = list(choices), [[0] * len(choices)]
        self._revealed, self._shown, self._last = revealed, False, -1
        width = ipywidgets.Layout(width="auto")
        self.buttons = [
            ipywidgets.Button(
                description=f"{LETTERS[k]} · {choice}", layout=width,
                tooltip=f"one vote for {choice}",
            )
            for k, choice in enumerate(choices)
        ]  # fmt: skip
        for k, button in enumerate(self.buttons):
            button.on_click(lambda _, k=k: self.vote(k))
        self.undo = ipywidgets.Button(description="undo", layout=width)
        self.reveal = ipywidgets.Button(description="reveal", layout=width)
        self.again = ipywidgets.Button(description="second vote", layout=width, disabled=True)
        self.undo.on_click(lambda _: self.take_back())
        self.reveal.on_click(lambda _: self.show())
        self.again.on_click(lambda _: self.second_vote())
        self.state, self.bars = ipywidgets.HTML(), ipywidgets.HTML()
        wrap = ipywidgets.Layout(flex_flow="row wrap")
        self.children = (
            ipywidgets.HBox(self.buttons, layout=wrap),
            ipywidgets.HBox([self.undo, self.reveal, self.again], layout=wrap),
            self.state,
            self.bars,
        )
        self._tell()

    def vote(self, choice: int) -> None:
        """Count one vote."""
        if not self._shown:
            self.rounds[-1][choice] += 1
            self._last = choice
            self._tell()

    def take_back(self) -> None:
        """Take the last vote back."""
        if not self._shown and self._last >= 0:
            self.rounds[-1][self._last] -= 1
            self._last = -1
            self._tell()

    def show(self) -> None:
        """Draw the bars; after the second round the answer comes too."""
        self._shown = True
        self.again.disabled = len(self.rounds) == 2
        self._tell()
        if len(self.rounds) == 2:
            self._revealed()

    def second_vote(self) -> None:
        """Begin the second round; the first one's bars stay."""
        if self._shown and len(self.rounds) == 1:
            self.rounds.append([0] * len(self.choices))
            self._shown, self._last = False, -1
            self.again.disabled = True
            self._tell()

    def _tell(self) -> None:
        votes, number = sum(self.rounds[-1]), len(self.rounds)
        said = f"{votes} vote{'' if votes == 1 else 's'}"
        if self._shown:
            parts = zip(self.choices, self.rounds[-1], strict=True)
            self.text = f"Vote {number}: " + ", ".join(f"{name} {n}" for name, n in parts) + "."
        else:
            self.text = f"Vote {number}: {said} so far."
        for button in self.buttons:
            button.disabled = self._shown
        self.undo.disabled = self._shown or self._last < 0
        self.reveal.disabled = self._shown or votes == 0
        self.state.value = f"<div role='status'>{html.escape(self.text)}</div>"
        self.bars.value = self._drawn(self.rounds if self._shown else self.rounds[:-1])

    def _drawn(self, rounds: list[list[int]]) -> str:
        """Bars of these rounds side by side; the counts say the same without them."""
        columns = [
            "".join(self._bar(k, votes, max(sum(counts), 1)) for k, votes in enumerate(counts))
            for counts in rounds
        ]
        return "".join(
            f"<div style='display:inline-block; width:45%; vertical-align:top; margin-right:2%'>"
            f"<b>vote {number}</b>{column}</div>"
            for number, column in enumerate(columns, start=1)
        )

    def _bar(self, choice: int, votes: int, whole: int) -> str:
        share = round(100 * votes / whole)
        return (
            f"<div>{LETTERS[choice]} · {html.escape(self.choices[choice])}: {votes}</div>"
            f"<div aria-hidden='true' style='background:#0072B2; height:0.8em; width:{share}%'>"
            "</div>"
        )
