"""Was a room of the course; working copies made then are told what to do."""

from course_lib.moved import MovedError

raise MovedError("widgets")
