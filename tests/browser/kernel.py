"""What the kernel behind a page has still to do, asked of the page itself.

JupyterLab and Notebook 7 hand out their application (``expose_app_in_browser``), and with it the
page's own connection to the kernel: an answer that came by it is also on the page.
"""

from playwright.sync_api import Page

from tests.browser.eventually import eventually_true

SESSION = "window.jupyterapp?.shell.currentWidget?.sessionContext"
KERNEL = f"{SESSION}.session.kernel"
READY = f"""
() => {{
  const session = {SESSION}, kernel = session?.session?.kernel;
  return session?.isReady && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}}
"""
# A kernel says of each message, a moved control too, when it has dealt with it.
LISTEN = f"""
() => {{
  const unanswered = window.unanswered = new Set();
  {KERNEL}.anyMessage.connect((_, {{msg, direction}}) => {{
    if (direction === 'send' && msg.channel === 'shell') unanswered.add(msg.header.msg_id);
    if (msg.header.msg_type === 'status' && msg.content.execution_state === 'idle') {{
      unanswered.delete(msg.parent_header.msg_id);
    }}
  }});
}}
"""
HEARD = "window.unanswered.size === 0"
RUN = f"""
code => {{
  window.outcome = '';
  const run = async () => {{
    const {{content}} = await {KERNEL}.requestExecute({{code, silent: true}}).done;
    window.outcome = content.status === 'ok' ? 'ok' : `${{content.ename}}: ${{content.evalue}}`;
  }};
  // After all that was pressed before.
  const begin = () => {HEARD} ? run() : setTimeout(begin, 5);
  begin();
}}
"""
FINISH = """
for _shown in list(Out.values()):
    if hasattr(_shown, "finished"):
        await _shown.finished()
"""


def listen(page: Page) -> None:
    """From now on know which messages the kernel has not dealt with."""
    page.evaluate(LISTEN)


def wait_until_heard(page: Page) -> None:
    """Wait until the kernel has dealt with all that the page has told it."""
    eventually_true(page, "a kernel that has dealt with every key", f"() => {HEARD}")


def wait_until_finished(page: Page) -> None:
    """Wait until no dashboard that a cell has shown trains any more."""
    run(page, FINISH)


def run(page: Page, code: str) -> None:
    """Run code in the kernel, beside the cells; it must not fail."""
    page.evaluate(RUN, code)
    eventually_true(page, "a kernel that is done", f"() => window.outcome !== '' && {HEARD}")
    outcome = page.evaluate("window.outcome")
    assert outcome == "ok", outcome
