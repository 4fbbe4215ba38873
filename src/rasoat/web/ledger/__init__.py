"""Who did what to which record: one hash chain per commune."""
