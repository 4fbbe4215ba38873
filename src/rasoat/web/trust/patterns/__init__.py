"""Patterns worth a question: seen by few, never an accusation, never acted on by the program."""
