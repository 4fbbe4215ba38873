"""Writes of the ledger's own pages."""
