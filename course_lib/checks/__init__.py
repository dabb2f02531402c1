"""The kit of exercise checks: a reader's attempt, and the report in words.

============  ==================================================================================
``attempt``   calls the reader's function, and puts into words whatever stops it
``report``    tries an answer against rules, and says in one or two lines what came of it
``one_step``  what the checks of update rules share
============  ==================================================================================

A chapter's checks lie in its ``check``: ``from course_lib.chapters.optimizers import check``.
"""
