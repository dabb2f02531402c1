"""What stands around the notebooks: whether a machine is ready, what is there, who is how far.

Standard library only, so that it can say in words what is missing.

===============  =================================================================================
``environment``  looks at Python, packages, the widget manager and the data
``places``       where the course, its notebooks and a reader's record lie
``series``       the map of all notebooks, as their heads tell it
``contents``     the exercises of a notebook, read from the notebook itself
``sections``     what stands under each heading of a notebook
``entering``     which cells make a name that is missing
``record``       what the checks said, kept on this machine alone
``kept_file``    one chapter's file of what the reader did, kept beside it
``predictions``  what the reader predicted, and how often that was right
``bests``        best answers to open tasks
``lock``         one writer of it at a time
``progress``     the page made of it
``table``        a table in a notebook and in a terminal
===============  =================================================================================
"""

from course_lib.guide.environment.report import check_environment
from course_lib.guide.predictions import how_right
from course_lib.guide.progress import progress_page
from course_lib.guide.series import series_map

__all__ = ["check_environment", "how_right", "progress_page", "series_map"]
