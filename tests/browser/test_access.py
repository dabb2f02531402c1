"""What the servers of tests and benchmarks refuse: whoever has not their token."""

import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.browser.front_ends import FrontEnd, Lab, Voila

pytestmark = pytest.mark.browser


def status(address: str, token: str = "", data: bytes | None = None) -> tuple[int, str]:
    """The status of the answer to a request, and where it leads."""
    headers = {"Authorization": f"token {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, headers)) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code, address


def expect_refusal(server: FrontEnd, what: str) -> None:
    """With the token it is given, without it or with another one it is not."""
    address = f"{server.url}/{what}"
    assert len(server.token) >= 32
    assert status(address, server.token) == (200, address)
    for token in ("", "x" * len(server.token)):
        code, led_to = status(address, token)
        assert code == 403 or "/login" in led_to, (code, led_to)


@pytest.mark.parametrize(
    "name", ["lab", pytest.param("notebook7", marks=pytest.mark.xdist_group("notebook7"))]
)
def test_jupyter_tells_and_runs_nothing_without_the_token(name: str, request: Any) -> None:
    server = request.getfixturevalue(name)
    expect_refusal(server, "api/contents/work")
    expect_refusal(server, "api/kernels")
    # To start a kernel is the first step to run code.
    assert status(f"{server.url}/api/kernels", data=b"{}")[0] == 403


@pytest.mark.xdist_group("voila")
def test_voila_shows_nothing_without_the_token(voila: Voila) -> None:
    expect_refusal(voila, "")


@pytest.mark.xdist_group("voila")
def test_no_token_is_told_to_who_lists_the_processes(lab: Lab, voila: Voila) -> None:
    for server in (lab, voila):
        assert server.token not in str(server.process.args)
    assert lab.token != voila.token
