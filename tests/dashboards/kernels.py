"""A real kernel, with the messages that a front end sends."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel


@contextmanager
def running_kernel() -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    manager, client = start_new_kernel()
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client: BlockingKernelClient, code: str) -> dict[str, Any]:
    """Run a cell; gives its reply, with what it printed under ``printed``."""
    printed = []

    def output(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = client.execute_interactive(code, timeout=60, output_hook=output)
    return reply["content"] | {"printed": "".join(printed)}


def send_cell(client: BlockingKernelClient, code: str, cell: str) -> str:
    """Run the code of the cell with this id, as JupyterLab does; gives the message's id."""
    content = {
        "code": code, "silent": False, "store_history": True, "user_expressions": {},
        "allow_stdin": False, "stop_on_error": False,
    }  # fmt: skip
    message = client.session.msg("execute_request", content, metadata={"cellId": cell})
    client.shell_channel.send(message)
    return message["header"]["msg_id"]


def finish(client: BlockingKernelClient, request: str) -> dict[str, Any]:
    """Wait until a cell has ended; gives what it answered. What it showed is read and dropped."""
    while True:
        with suppress(Empty):
            while True:
                client.get_iopub_msg(timeout=0)
        with suppress(Empty):
            reply = client.get_shell_msg(timeout=0.02)
            if reply["parent_header"]["msg_id"] == request:
                return reply["content"]


def new_subshell(client: BlockingKernelClient) -> str:
    """Ask for a subshell, as JupyterLab does for the messages of widgets."""
    message = client.session.msg("create_subshell_request", {})
    client.control_channel.send(message)
    return client.get_control_msg(timeout=10)["content"]["subshell_id"]


def send_to_widget(
    client: BlockingKernelClient, model: str, data: dict[str, Any], subshell: str | None = None
) -> None:
    """Tell a widget something, as the page does; in a subshell, if one is named."""
    message = client.session.msg("comm_msg", {"comm_id": model, "data": data})
    if subshell is not None:
        message["header"]["subshell_id"] = subshell
    client.shell_channel.send(message)


def move(
    client: BlockingKernelClient, model: str, subshell: str | None = None, **state: Any
) -> None:
    """Set a widget's state, as the page does when a control is moved."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    send_to_widget(client, model, data, subshell)


def click(client: BlockingKernelClient, model: str, subshell: str | None = None) -> None:
    """Press a button, as the page does."""
    data = {"method": "custom", "content": {"event": "click"}}
    send_to_widget(client, model, data, subshell)
