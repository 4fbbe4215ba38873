"""Samples of re-checks, their actions."""
