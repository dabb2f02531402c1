"""Chapter 10: what a network takes along from another task, and when that helps.

========================  ==========================================================================
``worlds``                digits and clothes that wander in their frames: source, target, judges
``strategies``            what is kept, frozen and trained, each at several rates side by side
``freezing``              a step that leaves frozen weights alone, and what freezing saves
``layer_rates``           everything trained, each layer at a rate of its own
``cases``                 every source, target, strategy and size: stored runs
``unseen``                cases that the notebook does not show, for a policy
``judging``               races of rates per layer on digits not seen before
``controls``              what could refute a transfer: own layers, pictures moved anew
``unfreezing_dashboard``  what is kept, what is trained, from what, with how many pictures
``measured``              what the claims rest on
``claims``                what the notebook concludes, and how it is tried
``check``                 its exercises
``check_answers``         the course's own answers to them, and inputs to draw
``drawing``               first layers, bars of right answers, what a policy picks
========================  ==========================================================================
"""
