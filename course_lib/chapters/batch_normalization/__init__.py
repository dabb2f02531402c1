"""Chapter 07: the algorithm, its running averages, where it wins and where it loses.

========================  ==========================================================================
``runs``                  deep networks on 1000 digits, with and without; two stored maps
``laboratory``            batch size, keep and drift in inference, stored
``surface``               how far a gradient can be trusted
``line_by_line``          every quantity on four examples
``stepper_dashboard``     the algorithm, line by line
``laboratory_dashboard``  training mode and inference
``rates_dashboard``       learning rate by weight scale
``check``                 its exercises; ``check_inference``: after training
``check_answers``         the course's own answers to them, and inputs to draw
========================  ==========================================================================
"""
