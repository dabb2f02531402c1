"""What Binder's last step leaves in an image. No image is built here."""

import nbformat
from traitlets.config.loader import PyFileConfigLoader

from tools import binder, lab


def test_copies_are_made_and_any_server_gets_the_courses_settings(tmp_path):
    root, prefix = tmp_path / "course", tmp_path / "env"
    (root / "notebooks").mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(), root / "notebooks" / "00_start.ipynb")
    assert binder.main(root, prefix) == 0
    assert (root / "work" / "00_start.ipynb").exists()
    c = PyFileConfigLoader(
        "jupyter_server_config.py", path=str(prefix / "etc/jupyter")
    ).load_config()
    given = {
        f"--{room}.{name}={value[0] if isinstance(value, list) else value}"
        for room in c
        for name, value in c[room].items()
    }
    assert given == set(lab.COURSE_OPTIONS)
    assert (prefix / "etc/ipython/ipython_kernel_config.py").exists()
