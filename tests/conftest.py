"""Hypothesis draws the same examples every time, so that a run is red for a reason and green for good.

``HYPOTHESIS_PROFILE=search pytest`` draws new ones: run it after a change to a rule.
"""

import os

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
