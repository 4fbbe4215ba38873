"""Households and members: state, history, events, decisions, search."""
