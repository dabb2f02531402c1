"""Chapter 03: what helps a network that learns 300 digits by heart.

================================  ==================================================================
``sweeps``                        each remedy over its range, stored
``closing``                       all remedies on ten sets of digits at two budgets, stored
``recipes``                       recipes of the reader's own, trained and compared
``side_by_side``                  networks side by side, each on a set of its own
``signal``                        what dropout lets through
``knock_out``                     accuracy when units are missing
``own``                           what the reader wrote trains networks and fills a gallery
``measured``                      what the claims rest on; ``claims``: what the notebook concludes
``remedy_dashboard``              lambda, drop rate
``dropout_microscope_dashboard``  masks, the signal, units knocked out
``augmentation_dashboard``        ten digits changed, and the gain
``check``                         its exercises; ``check_hiding``: dropout and Cutout among them
``check_recipe``                  its last exercise, a recipe
``check_answers``                 the course's own answers to them, and inputs to draw
``drawing``                       a network with units switched off; gains; rows of digits
================================  ==================================================================
"""
