"""The kit of claims: a conclusion, what it rests on, what was varied, and where it holds.

============  ==================================================================================
``claim``     a sentence with its measurement, its test, and at least eight variations
``trying``    runs claims under their variations, on several cores, and goes on after an end
``results``   what came of it, stored per chapter, and whether it is as old as its source
``shuffled``  whether a claim could fail at all: its test on results that were mixed up
============  ==================================================================================

A chapter's own lie in its file ``claims.py``, in a tuple ``CLAIMS``.
"""

from course_lib.claims.claim import Claim
from course_lib.claims.results import Outcome, Results, load_results
from course_lib.claims.shuffled import could_fail
from course_lib.claims.trying import try_claims

__all__ = ["Claim", "Outcome", "Results", "could_fail", "load_results", "try_claims"]
