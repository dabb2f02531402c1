"""One folder per notebook, named as the notebook without its number.

In each: runs under names of their own, ``*_dashboard`` with a dashboard each, ``check`` with the
exercises' checks, ``drawing`` with what only this chapter draws. A chapter uses the kits and
``experiments``, never another chapter.
"""
