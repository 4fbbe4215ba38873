"""Backup and restore of a whole installation, with a drill."""
