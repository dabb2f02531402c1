"""Grading: students' notebooks against the course's own checks, by a line that cannot be forged.

The check runs in a process that trusts nothing; the student's function runs in another, the worker,
and is called from the first as if it were there. Between them go numbers, texts and arrays as plain
data. So a print, another NumPy, an exit or a walk up the stack reaches no result. It is no sandbox.

===============  =================================================================================
``command``      from a folder to a table and pages
``submissions``  whose file is which notebook
``course``       what is asked in which notebook
``cells``        a student's file, read without running it; ``names`` of its statements
``needed``       which statements an exercise needs
``judging``      an exercise: a fresh process, what is needed, the course's check
``student``      the student's function, seen from the check
``process``      the worker's process, seen from outside
``worker``       the worker itself; ``statements`` it runs; ``hiding`` what it must not find
``lending``      the course's answers that an exercise is given; ``code`` functions that go over
``line``         how the two ask each other; ``frames`` messages as bytes, ``plain`` values as data
``limits``       seconds, megabytes
``results``      the table; ``pages`` a page for each student; ``remarks`` for whoever reads them
===============  =================================================================================
"""

from course_lib.grading.command import WARNING, grade, main
from course_lib.grading.limits import Limits
from course_lib.grading.results import Result

__all__ = ["WARNING", "Limits", "Result", "grade", "main"]
