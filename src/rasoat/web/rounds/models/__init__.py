"""Rounds, what the office has set for them, and the days on which nobody works."""

from rasoat.web.rounds.models.packs import KeptPack
from rasoat.web.rounds.models.round import (
    Purpose,
    Round,
    RoundCommune,
    RoundKind,
    RoundStandard,
    RoundState,
    Route,
)
from rasoat.web.rounds.models.settings import DayChange, InternalDay, ParameterValue

__all__ = [
    "DayChange", "InternalDay", "KeptPack", "ParameterValue", "Purpose", "Round", "RoundCommune", "RoundKind",
    "RoundStandard", "RoundState", "Route",
]  # fmt: skip
