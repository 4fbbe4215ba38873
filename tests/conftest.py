"""No test is timed: property tests have no deadline, whatever else runs on the machine."""

from hypothesis import settings

settings.register_profile("untimed", parent=settings.default, deadline=None)
settings.load_profile("untimed")
