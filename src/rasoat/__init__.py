"""RaSoat: the multidimensional poverty review of Vietnam as law-driven data and code."""

from rasoat.scoring.api import classify, explain, whatif

__all__ = ["classify", "explain", "whatif"]
