"""The faults of the clinic, in families: each draws patients who have it or not, and has its sign.

===========  ====================================================================================
``fault``    what a fault is
``steps``    rates and batch sizes that are wrong
``signals``  units that are dead, inputs that are not scaled
``outputs``  outputs and losses that do not fit together
``numbers``  NaN, and where it is born
``data``     data that lie: labels, dev sets, leaks, rare classes
``modes``    training mode and inference mode mixed up
``every``    all of them by name
===========  ====================================================================================
"""
