"""The backprop stepper without its dashboard: graphs with numbers, and a reader who fills them in.

=================  =================================================================================
``graph``          nodes, edges with their local factors, an order of steps
``neuron``         one neuron, one example
``layer``          two units, two examples: sums over examples, sums over paths
``chain``          two units in a row: a product of factors
``drawn``          numbers that one can compute with by hand
``worked_graphs``  the three of them, each with ten sets of numbers
``numbers``        what a reader wrote, read as a number
``slips``          what is wrong with it, in words
``filling``        how far a reader has come
``look``           where everything stands in the picture
=================  =================================================================================
"""
