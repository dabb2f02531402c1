"""The code behind the course: import the rooms you need, each stands alone.

``engine`` has the networks, ``datasets`` reads data, ``plots`` draws on the axes it is given,
``widgets`` makes dashboards, ``experiments`` holds the settings that notebooks and stored sweeps
share, ``exercises`` checks the reader's answers.
"""

import os

# Networks of this size train faster and more steadily on one BLAS thread than on several, and
# give the same digits on more machines. It takes effect where course_lib is imported before
# NumPy, as every notebook does; a setting of the reader's own is left alone.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

__version__ = "0.1.0"
