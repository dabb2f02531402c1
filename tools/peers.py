"""Run what the course compares with PyTorch, and store it under data/peers/.

python -m tools.peers     needs PyTorch: python -m pip install -e ".[peer]"

Who reads the course has no need of it: notebook 11 shows what is stored, as stored.
"""

import json
import platform
import sys
import time

import numpy as np

from course_lib.chapters.onward_to_frameworks import peer, side_by_side
from course_lib.datasets import data_folder
from course_lib.files import whole_file


def main() -> int:
    """Write the file; 1 where PyTorch is not installed."""
    try:
        import torch
    except ImportError:
        print('PyTorch is not installed: python -m pip install -e ".[peer]"')
        return 1
    torch.set_num_threads(1)
    begun = time.perf_counter()
    measured = peer.measure(torch)
    told = {
        "settings": {
            "sizes": side_by_side.SIZES, "digits": side_by_side.COUNT,
            "batch size": side_by_side.BATCH, "steps": side_by_side.STEPS, "seed": 0,
            "dtype": "float64",
            "recipes": {name: vars(each) for name, each in side_by_side.RECIPES.items()},
        },
        "versions": {
            "python": platform.python_version(), "numpy": np.__version__,
            "torch": torch.__version__,
        },
        "seconds": round(time.perf_counter() - begun, 1),
        **measured,
    }  # fmt: skip
    path = data_folder() / side_by_side.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream:
        stream.write((json.dumps(told, indent=1) + "\n").encode())
    print(f"{path}: PyTorch {torch.__version__}, {told['seconds']} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
