"""RaSoat: the multidimensional poverty review of Vietnam as law-driven data and code."""

from rasoat.scoring.api import classify, whatif

__all__ = ["classify", "whatif"]
