"""Pages of rounds, parameters and the calendar."""
