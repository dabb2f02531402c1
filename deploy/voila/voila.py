"""Dashboards as pages, ready before anybody opens them: docs/class_server.md.

Voila reads this file in the folder in which it is started. VOILA_POOL says how many of each page
wait beforehand; each that waits takes the memory of its kernel.
"""

import os
from pathlib import Path

c = get_config()  # noqa: F821

# Voila looks for its template in Jupyter's data folders, of which ours is one more.
DATA = str(Path(__file__).resolve().parent / "data")
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [DATA, os.environ.get("JUPYTER_PATH")]))
c.VoilaConfiguration.template = "course"

# A page that is opened takes a kernel in which every dashboard has been made already.
c.VoilaConfiguration.preheat_kernel = True
c.VoilaConfiguration.default_pool_size = int(os.environ.get("VOILA_POOL") or 2)
# Where many come at once, the next kernels are not made while pages are still being shown.
c.VoilaKernelManager.fill_delay = 60

# A closed page says so, and its kernel ends. Where it could not, as on a laptop that was shut:
c.MappingKernelManager.cull_idle_timeout = 300
c.MappingKernelManager.cull_interval = 30

# Extensions of JupyterLab and Notebook, which do nothing on such a page but load for seconds.
c.VoilaConfiguration.extension_denylist = [
    "jupyterlab-jupytext",
    "@jupyter-notebook/lab-extension",
    "@voila-dashboards/jupyterlab-preview",
]

# Of many kernels on one machine each has one core.
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("COURSE_PROGRESS", "off")  # visitors have none
