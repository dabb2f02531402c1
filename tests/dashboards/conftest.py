"""What several of these tests need."""

from types import SimpleNamespace

import pytest

from course_lib.dashboards import freeing


@pytest.fixture
def cell(monkeypatch):
    """Say which cell runs now, as a kernel would."""
    kernel = SimpleNamespace(parent={}, get_parent=lambda: kernel.parent)
    monkeypatch.setattr(freeing, "get_ipython", lambda: SimpleNamespace(kernel=kernel))
    monkeypatch.setattr(freeing, "_made", {})
    runs = iter(range(10**6))

    def run(name, code="", kind="execute_request"):
        metadata = {"cellId": name} if name else {}
        header = {"msg_type": kind, "msg_id": str(next(runs))}
        kernel.parent = {"header": header, "metadata": metadata, "content": {"code": code}}

    return run
