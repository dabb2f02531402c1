"""Chapter 05: what a good step is, once the gradient is known.

==========================  ========================================================================
``line``                    a line fitted by descent, as a surface
``gradient_noise``          how far a batch's gradient is off
``adam_steps``              every quantity of every step of Adam
``batch_size_dashboard``    a cloud of gradients
``average_lens_dashboard``  the average, and the weights behind it
``adam_step_dashboard``     one step, every quantity a bar
``race_dashboard``          five rules down a surface
``check``                   its exercises; ``check_steps``: momentum and Adam among them
``check_answers``           the course's own answers to them, and inputs to draw
==========================  ========================================================================
"""
