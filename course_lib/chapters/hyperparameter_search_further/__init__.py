"""Chapter 08b: what a search can learn from its trials, and who runs them.

=====================  =============================================================================
``digit_runs``         one run that is watched; the settings trained on other digits
``table``              stored settings as objectives, with and without noise
``guided``             a Bayesian search whose guess and rule can be exchanged; random search
``process_dashboard``  a search along the learning rate, by any rule
``claims``             its conclusions; ``measured``: what they rest on
``check``              its exercises; ``check_own``: that of a rule of one's own
``check_answers``      the course's own answers to them, and inputs to draw
``drawing``            its pictures
=====================  =============================================================================
"""
