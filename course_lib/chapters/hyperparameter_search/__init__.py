"""Chapter 08: how to choose settings without fooling oneself.

==========================  ========================================================================
``table``                   how the tables were trained that ``experiments`` and ``tables`` look up
``tables``                  three of them as arrays, and many searches at once
``designs``                 a grid, draws, stratified draws
``ranges``                  bars and shares of a part of a table
``trained``                 eight bars, and eight rates under dropout
``measured``                what ``claims`` rest on; also ``measured_halving``, ``measured_scores``
``lecture``                 the search that the lectures show, stored
``game``                    six full runs on a ``plane``, chosen by a reader or a method
``sampler``                 where draws land, by their scale
``budget_game_dashboard``   the game; ``game_dashboard_scene`` draws it
``range_dashboard``         bars and shares, as ranges move
``sampler_dashboard``       the draws
``check``, ``check_search`` its exercises
``check_answers``           the course's own answers to them, and inputs to draw
``drawing``                 pictures of a search
==========================  ========================================================================
"""
