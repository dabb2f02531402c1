"""Chapter 08: how to choose settings without fooling oneself.

=========================  =========================================================================
``table``                  how the table was trained that ``experiments`` look up
``lecture``                the search that the lectures show, stored
``race``                   ways to search, side by side
``game``                   15 trials on a plane, chosen by a reader or a method
``sampler``                where draws land, by their scale
``budget_game_dashboard``  the game
``sampler_dashboard``      the draws
``check``                  its exercises
``check_answers``          the course's own answers to them, and inputs to draw
``drawing``                pictures of a search
=========================  =========================================================================
"""
