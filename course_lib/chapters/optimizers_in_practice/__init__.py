"""Chapter 05c: batch sizes, clipping and decay, as one meets them at work.

========================  ==========================================================================
``batch_runs``            what a batch size and a rate make of two moons
``gradient_noise``        how far a batch's gradient is off, early and late in a run
``recurrent``             networks that add up numbers, with and without clipping
``cliff``                 one unit used ten times over, as a surface
``shrinking``             what L2 and two forms of AdamW leave of weights
``decay_sweep``           L2 against decay under Adam, stored
``batch_size_dashboard``  a cloud of gradients
``decay_dashboard``       what is left of weights that nothing needs
``measured``              what the claims rest on: batches, noise, recurrent networks
``measured_steps``        what they rest on: decay, Nesterov, epsilon
``claims``                what the notebook concludes, and how it is tried
``check``                 its exercises
``check_adamw``           of one step of AdamW
``check_own``             of a plan and of a limit, which are trained
``check_answers``         the course's own answers to them, and inputs to draw
``drawing``               valleys, scaling, the cliff, norms, sums, decays
========================  ==========================================================================
"""
