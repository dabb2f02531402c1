"""Chapter 06: how large a step, and when a smaller one.

======================  ============================================================================
``runs``                many schedules at once, on 500 points of two moons; when a run is *lost*
``composer``            every schedule of a grid, stored
``judged``              the best of them, by seeds that have chosen nothing
``four_runs``           four runs that end too high, and what four remedies make of them
``judging``             a reader's schedule beside tuned ones
``starts``              warm-up, where the start is hard; the first updates
``averaging``           the mean of the weights along a run
``average_runs``        it beside a decay and the plain run, to draw
``measuring``           losses of many runs, a grid that grows, a paired comparison
``contest``             constant rate, decay and averaged weights, each tuned, on fresh seeds
``form_contest``        the forms, each tuned
``drops``               a tenth of the rate in the middle of a run
``beginnings``          warm-ups and range tests, counted
``scope``               what is varied around the notebook's problem
``claims``              what the notebook concludes, and what it rests on
``composer_dashboard``  form, peak, warm-up, end
``rate_dashboard``      one constant rate
``check``               its exercises
``check_own``           of remedies, and of a schedule of one's own, which is trained
``check_warm_up``       of a rise before any schedule
``check_answers``       the course's own answers to them, and inputs to draw
``drawing``             rates along a run, losses, and changes with their errors
======================  ============================================================================
"""
