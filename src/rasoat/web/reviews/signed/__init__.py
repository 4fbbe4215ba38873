"""Signed lists: workbooks with the class of each household, read, compared with the round, and made ready to fill."""
