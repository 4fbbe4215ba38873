"""Pages of re-check samples and patterns."""
