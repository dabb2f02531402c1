"""The code behind the course: import the rooms you need, each stands alone.

``chapters`` has a folder for each notebook: its runs, dashboards and checks. They are made from
``engine`` (the networks), ``datasets`` (reading and making data), ``search`` (hyperparameters),
``experiments`` (runs that several chapters use), ``plots`` (drawing), and two kits, ``dashboards``
and ``checks``. ``guide`` looks at this machine and at the reader's progress. ``files`` and ``npz``
write and read files for all of them. ``widgets`` and ``exercises`` were rooms once; ``moved`` tells
working copies of then.
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
