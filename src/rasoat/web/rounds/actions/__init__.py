"""Actions on rounds, parameters and the calendar: one a file."""
