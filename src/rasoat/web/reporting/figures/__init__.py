"""Figures of reports, out of what rounds and decisions say."""
