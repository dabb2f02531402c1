"""Run the notebooks as other processors would compute them: python -m tools.robust [NN ...].

Processors round sums in different orders, and a training run that jumps about enlarges the last
digit to the first. A notebook that prints such a number passes on one machine and fails on the
next; here it fails at once. On processors without these instructions nothing is left to vary.
"""

import os
import subprocess
import sys

from tools.environment import ROOT
from tools.notebook_rules import all_notebooks

OLD = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
PROCESSORS = {
    "this one": {},
    "of 2013 (matrix products with AVX2)": {"OPENBLAS_CORETYPE": "Haswell"},
    "of 2008 (SSE alone)": {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": OLD},
}


def main(numbers: list[str]) -> int:
    """Compare the chosen notebooks with their stored outputs; the number of failures."""
    chosen = [
        str(path.relative_to(ROOT))
        for path in all_notebooks(ROOT)
        if not numbers or path.name.startswith(tuple(numbers))
    ]
    if not chosen:
        sys.exit(f"no notebook begins with {' or '.join(numbers)}")
    nbval = ["-n", "2", "--dist", "loadscope", "--nbval", "--nbval-cell-timeout=120"]
    command = [sys.executable, "-m", "pytest", "-q", *nbval, *chosen]
    failed = 0
    for name, variables in PROCESSORS.items():
        print(f"== as a processor {name}", flush=True)
        done = subprocess.run(command, cwd=ROOT, env=os.environ | variables)
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
