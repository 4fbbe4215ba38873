"""Actions on reports."""
