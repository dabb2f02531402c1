"""Strict nbval on one notebook, as CI runs it."""

import os
import subprocess
import sys


def run_nbval(path):
    # Without this project's settings, and outside of the pytest that runs this test.
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-cell-timeout=60", "-q"]
    command += ["-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={path.parent}", str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent)
