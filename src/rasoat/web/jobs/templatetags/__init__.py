"""Template tags of the app `jobs`."""
