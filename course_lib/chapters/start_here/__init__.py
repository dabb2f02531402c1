"""Chapter 00: one recipe, in the letters, numbers and matrices of the course.

=================  =================================================================================
``recipe``         the recipe, trained from many draws at once
``check``          its four exercises
``check_answers``  the course's own answers to them, and inputs to draw
``claims``         its conclusions
``measured``       what they rest on
``drawing``        a network, and one step of a weight
=================  =================================================================================
"""
