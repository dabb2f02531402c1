"""Make a Binder image ready: copies in work/, and the course's settings for any Jupyter server.

    python -m tools.binder

binder/postBuild runs it. Whatever server Binder starts in this environment reads what is written.
"""

import sys
from pathlib import Path

from tools import start_files
from tools.environment import ROOT, write_whole
from tools.lab import EXTENSIONS, FILES, SETTINGS, WORDS
from tools.working_copies import renew_all

SERVER = """\
# The course's: what `make lab` tells a server.
c = get_config()  # noqa
c.ServerApp.contents_manager_class = {files!r}
c.LabApp.app_settings_dir = {settings!r}
c.LabServerApp.extra_labextensions_path = [{extensions!r}]
c.HTMLExporter.preprocessors = [{words!r}]
"""


def main(root: Path = ROOT, prefix: Path | None = None) -> int:
    """Make the copies, and write the settings into the environment."""
    for line in renew_all(root):
        print(line, file=sys.stderr)
    prefix = prefix or Path(sys.prefix)
    start_files.write(prefix)
    text = SERVER.format(
        files=FILES, settings=str(SETTINGS), extensions=str(EXTENSIONS), words=WORDS
    )
    path = prefix / "etc" / "jupyter" / "jupyter_server_config.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
