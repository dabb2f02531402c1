"""Chapter 05b: two published tables, a fair comparison, and where runs stand still.

======================  ============================================================================
``moons_table``         a published table on the moons, and rows that explain it, stored
``four_rules``          a published comparison on digits, and with every rate tuned, stored
``fair_rates``          a finer grid of rates, and ten fresh seeds, stored
``one_rate_dashboard``  one rate for all: whoever chooses it chooses the winner
``standing``            a saddle of two weights, and one with steep walls
``saddle_dashboard``    how long a walk stays beside the ridge
``small_network``       a network that stands still, and all its curvatures
``words``               a language in which some words are rare
``built``               two problems that were built against Adam
``small_digits``        the comparison of four rules in small
``measured``            what the claims rest on
``claims``              what the notebook concludes
``drawing``             valleys of rates, runs that stand still
``own_rule``            a rule of one's own on saddles, beside tuned ones
``check``               its exercises
``check_own``           of a rule of one's own, which walks out of saddles
``check_answers``       the course's own answers to them, and inputs to draw
======================  ============================================================================
"""
