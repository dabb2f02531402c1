"""Chapter 06: how large a step, and when a smaller one.

======================  ============================================================================
``runs``                many schedules at once, on 500 points of two moons
``forms``               ways from a peak to an end
``composer``            every schedule of a grid, stored
``starts``              warm-up, where the start is hard; the first updates
``composer_dashboard``  form, peak, warm-up, end
``rate_dashboard``      one constant rate
``check``               its exercises
``check_answers``       the course's own answers to them, and inputs to draw
``drawing``             rates along a run, and losses
======================  ============================================================================
"""
