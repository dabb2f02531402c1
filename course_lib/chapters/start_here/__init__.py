"""Chapter 00: one recipe, in the letters, numbers and matrices of the course.

=================  =================================================================================
``check``          its four exercises
``check_answers``  the course's own answers to them, and inputs to draw
=================  =================================================================================
"""
