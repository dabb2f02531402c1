"""The code behind the course: import the rooms you need, each stands alone.

===============  =================================================================================
``chapters``     a folder for each notebook: its runs, dashboards and checks
``engine``       the networks
``datasets``     reading and making data, stored runs
``search``       hyperparameters: spaces, methods, trials
``experiments``  runs that several chapters use
``plots``        drawing on the axes that it is given
``dashboards``   the kit of what moves; ``checks``: of the exercises; ``claims``: of conclusions
``grading``      students' notebooks against the checks, for whoever teaches
``guide``        whether this machine is ready, what there is, how far its reader is
``files``        written whole or not at all; ``npz``: arrays read without trusting the file
``arguments``    what is refused where it enters, in words
``moved``        what copies of before are told, which ask for ``widgets`` and ``exercises``
===============  =================================================================================
"""

import os

from course_lib import moved

# Networks of this size train faster and more steadily on one BLAS thread than on several, and
# give the same digits on more machines. It takes effect where course_lib is imported before
# NumPy, as every notebook does; a setting of the reader's own is left alone.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

__version__ = "0.1.0"

if moved.in_old_copy():
    print(moved.words())  # noqa: T201 - said by the copy's first cell
