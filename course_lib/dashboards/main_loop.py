"""Where live runs belong: the event loop of the main thread.

What a moved slider says may arrive in another thread. Seen in JupyterLab 4.6 with ipykernel 7.4:
after the first event of a control, which comes to the main thread, all others come in the thread of
a subshell, whether a cell runs or not. That thread has an event loop too, but no interrupt reaches
it, and a cell that waits for one of its tasks waits for ever.
"""

import asyncio
import threading

_main: asyncio.AbstractEventLoop | None = None


def main_loop() -> asyncio.AbstractEventLoop | None:
    """Give the main thread's event loop; in a plain script there is none.

    Examples
    --------
    >>> main_loop() is None
    True
    """
    remember_main_loop()
    # Without a main loop, the one that is here is better than none.
    return _main if _main is not None and _main.is_running() else running_loop()


def remember_main_loop() -> None:
    """Note the main thread's event loop; a later call may come from another thread."""
    global _main
    if threading.current_thread() is threading.main_thread():
        _main = running_loop()


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Give the event loop of this thread, if one is running."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
