"""The playground: a small network trained live, with everything about it in reach.

=========  =============================================================================
``board``  the whole of it: a run, the controls beside it, what they do to each other
``run``    the run with its buttons and its picture
``scene``  the picture; ``stage`` is its large panel, the plane or the digits
``panel``  the controls, in groups, and the settings that they stand for
``words``  what it says, and the line that keeps a situation
=========  =============================================================================

``looking`` lets one look at a unit and set a weight: its controls are ``inspector``, its picture
is ``net`` (of ``blocks``, lines and ``numbers``), which ``net_view`` fills; ``frames`` are those of
a single update. ``layout`` says where the panels lie, ``ghosts`` are the runs before.
``code_lines`` shows the run as code; ``marks`` stand on the curves where a setting was changed;
``painter`` adds points of one's own.
"""
