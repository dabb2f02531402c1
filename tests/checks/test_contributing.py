"""The example of a check and of what follows from it, in CONTRIBUTING.md, does what it says."""

import re
import textwrap
from pathlib import Path

TEXT = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BULLET = TEXT.partition("- **An exercise check**")[2].partition("\n- **")[0]


def test_the_example_runs_and_says_whose_it_is(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", textwrap.dedent(BULLET), flags=re.DOTALL)
    names = {}
    exec(compile(textwrap.dedent(code), "CONTRIBUTING.md", "exec"), names)
    step = names["step"]
    assert (step.whose, step(3.0), list(step.both())) == (
        "the course's",
        6.0,
        ["the course's", "yours"],
    )
    assert step.why.startswith("yours: not yet right: it must hold for any inputs: x 0: ")
    names["double"](lambda x: x + x)
    assert ": passed. " in capsys.readouterr().out
