"""What stands around the notebooks: whether a machine is ready, what is there, who is how far.

Standard library only, so that it can say in words what is missing.

===============  =================================================================================
``environment``  looks at Python, packages, the widget manager and the data
``series``       the map of all notebooks, and which of them are there
``contents``     the exercises of a notebook, read from the notebook itself
``record``       what the checks said, kept in ``work/progress/`` on this machine alone
``progress``     the page made of it
``table``        a table in a notebook and in a terminal
===============  =================================================================================
"""

from course_lib.guide.environment.report import check_environment
from course_lib.guide.progress import progress_page
from course_lib.guide.series import series_map

__all__ = ["check_environment", "progress_page", "series_map"]
