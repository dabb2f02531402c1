"""Update rules: how a gradient becomes a change of the parameters.

* ``rule``: what a rule is, and the simplest, gradient descent
* ``momentum``: rules that remember where they were going
* ``adaptive``: AdaGrad and RMSProp, which divide by a gradient's usual size
* ``adam``: both together; AdamW; ``rectified``: RAdam, an Adam that begins with short steps
* ``rivals``: other forms of the same names, for comparing sources
* ``newton``: a rule that knows the curvature
"""
