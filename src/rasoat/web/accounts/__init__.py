"""People who sign in, their roles on units, and the one policy object."""
