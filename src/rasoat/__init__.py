"""RaSoat: the multidimensional poverty review of Vietnam as law-driven data and code."""

from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.api import classify, explain, whatif
from rasoat.tables.api import tables

__all__ = ["FaultsFoundError", "classify", "explain", "tables", "whatif"]
