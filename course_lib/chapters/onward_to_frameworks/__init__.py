"""Chapter 11: what a framework does, what its defaults decide, and what it does not notice.

===================  ===============================================================================
``side_by_side``     one net, start and batches: our losses, and PyTorch's as they are stored
``peer``             PyTorch's half, for whoever hands PyTorch in
``forms``            a run whose forms are switched one by one
``forms_dashboard``  beside that by PyTorch's forms
``autodiff``         automatic differentiation over arrays
``slips``            trainings with a slip of a listing each
``listing``          a listing with five of them, and which line is which
``measured``         what the claims rest on; ``claims``: what the notebook concludes
``check``            its exercises; ``check_order`` and ``check_listing`` are two of them
``check_answers``    the course's own answers to them, and inputs to draw
``drawing``          runs with a slip, and a listing that is mended
===================  ===============================================================================
"""
