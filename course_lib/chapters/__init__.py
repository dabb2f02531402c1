"""One folder per notebook, named as the notebook without its number.

===================================  ===========================================================
``start_here``                       00: one recipe's letters and matrices in the course's own
``gradients``                        01: backpropagation by hand, the gradient checked
``activations_and_outputs``          01b: what a function lets through, what a last layer can say
``bias_and_variance``                02: fits to noisy samples, and what their errors are made of
``bias_and_variance_further``        02b: small weights, many dimensions, past learning by heart
``regularization``                   03: remedies for a network that learns 300 digits by heart
``regularization_further``           03b: penalties in pictures, and the rival meanings of lambda
``regularization_in_practice``       03c: when to stop, what may go, what lambda means elsewhere
``initialization``                   04: signals through depth, and the stds at which networks learn
``optimizers``                       05: noise, averages, momentum, Adam, and a race on a surface
``optimizers_further``               05b: two tables, four rules compared, where runs stand still
``optimizers_in_practice``           05c: batch sizes, clipping, decay under Adam, small print
``learning_rate_schedules``          06: forms of decay, warm-up, and what each is worth
``learning_rate_schedules_further``  06b: what one meets elsewhere, budgets, Adam's first steps
``batch_normalization``              07: the algorithm, its running averages, where it wins
``batch_normalization_further``      07b: who shares a mean; each promise at its own best rate
``hyperparameter_search``            08: searches, a table of trained settings, a budget game
``hyperparameter_search_further``    08b: a search that learns, its race, workers, panda or caviar
``training_clinic``                  09: broken runs, their signs, a policy for looking at them
``transfer_learning``                10: what is kept, frozen and trained anew for another task
``models_in_use``                    10b: a digit of one's own, a model in use, a run that is kept
``onward_to_frameworks``             11: one net in two engines, autodiff by hand, silent slips
``convolutions_and_skips``           11b: a filter that slides, ways around, blocks left out
``playground``                       a network trained live, with everything about it in reach
===================================  ===========================================================

In each: runs under names of their own, ``*_dashboard`` with a dashboard each, ``check`` with the
exercises' checks, ``drawing`` with what only this chapter draws. A chapter uses the kits and
``experiments``, never another chapter.
"""
