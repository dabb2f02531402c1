"""FOR A TRIAL ONLY: anybody on this machine who knows the password is any user, all of them you.

    TRIAL_PASSWORD=... jupyterhub -f deploy/jupyterhub/trial_config.py

Everything is kept below TRIAL_FOLDER. The hub's own Python, which needs all that the course needs,
runs the users' servers too. benchmarks/class_server.py starts it with a TRIAL_TOKEN, for its API.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = Path(os.environ.get("TRIAL_FOLDER") or Path.cwd() / "work" / "hub").resolve()
FOLDER.mkdir(parents=True, exist_ok=True)
PORT = int(os.environ.get("TRIAL_PORT") or 8000)

c = get_config()  # noqa: F821
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{FOLDER / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(FOLDER / "cookie_secret")
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["TRIAL_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(FOLDER / "homes" / "{username}")

os.environ.setdefault("COURSE_PYTHON", sys.executable)
load_subconfig(str(HERE / "jupyterhub_config.py"))  # noqa: F821

if "TRIAL_TOKEN" in os.environ:
    c.JupyterHub.services.append({"name": "trial", "api_token": os.environ["TRIAL_TOKEN"]})
    scopes = ["admin:users", "admin:servers", "tokens", "access:servers"]
    c.JupyterHub.load_roles.append({"name": "trial", "scopes": scopes, "services": ["trial"]})
if hasattr(os, "geteuid") and os.geteuid() == 0:
    c.Spawner.args = [*c.Spawner.args, "--allow-root"]  # in a container one is root
