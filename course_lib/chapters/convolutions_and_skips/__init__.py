"""Chapter 11b: one filter that slides, ways around layers, blocks left out.

====================  ==============================================================================
``shifting``          digits that were moved, before three networks
``sliding``           filters, and what gradients of one convolution find
``fields``            what one output sees; how alike gradients by nearly the same image are
``deep``              stacks of convolutions with ways around, norms, drops
``stacks``            a stored map over depth and rate
``stacks_dashboard``  that map
``written``           blocks around a reader's function, and blocks that are really left out
``lesions``           trained stacks without one of their blocks
``claims``            its conclusions; ``measured``: what they rest on
``check``             its exercises; ``check_block`` and ``check_survival``: two of them
``check_answers``     the course's own answers to them, and inputs to draw
``drawing``           its pictures
====================  ==============================================================================
"""
