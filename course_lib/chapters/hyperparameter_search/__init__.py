"""What the search is tried on: a small network on small digits, and its stored table of results.

``digits`` trains, ``table`` looks up what was trained before, ``lecture`` is the search that the
lectures show. All are functions in modules, so that other processes can import them.
"""
