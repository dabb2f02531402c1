"""Chapter 07: the algorithm, its running averages, where it wins and where it loses, and why.

========================  ==========================================================================
``runs``                  deep networks on 1000 digits, with and without; three stored maps
``deep_dashboard``        depth, start, rate and norm: one network trains before the reader's eyes
``line_by_line``          every quantity on four examples; ``stepper_dashboard`` shows it
``laboratory``            batch size, keep and drift in inference, stored; ``laboratory_dashboard``
``rates_dashboard``       learning rate by start
``own``                   what the reader wrote at work: layer, averages, folding
``shrinking``             weight decay before a batch norm, and the rate that does the same
``contest``               without, with, and disturbed, stored
``surface``               how far a gradient can be trusted; ``shift``: covariate shift, measured
``claims``                what the notebook concludes; ``measured``, ``measured_training``
``check``                 its exercises; ``check_inference``, ``check_pace``: some of them
``check_answers``         the course's own answers to them, and inputs to draw
========================  ==========================================================================
"""
