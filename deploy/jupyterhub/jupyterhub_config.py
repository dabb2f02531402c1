"""The course on a JupyterHub: docs/class_server.md.

Load it at the end of your own configuration, which says who may come in and how servers start:

    load_subconfig("/srv/course/deploy/jupyterhub/jupyterhub_config.py")
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

COURSE = Path(os.environ.get("COURSE_ROOT") or Path(__file__).resolve().parents[2])
"""The course's folder, as users' servers see it; they need not be able to write there."""
PYTHON = os.environ.get("COURSE_PYTHON") or str(COURSE / ".venv" / "bin" / "python")
"""The course's environment, with this hub's version of jupyterhub in it."""

# A user's server: copies in ~/course, the course's settings (tools/class_start.py).
c.Spawner.cmd = [PYTHON, "-P", "-m", "tools.class_start"]
c.Spawner.environment.update({"PYTHONPATH": str(COURSE)})
c.Spawner.default_url = "/lab/tree/00_start_here.ipynb"
c.Spawner.mem_limit = "2G"  # of a container; elsewhere on Linux of each kernel

# At the beginning of a class all start at once.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# A kernel that nobody looks at ends after half an hour, a server after an hour.
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=60",
]
c.JupyterHub.load_roles.append(
    {
        "name": "course-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["course-culler"],
    }
)
c.JupyterHub.services.append(
    {
        "name": "course-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
)
