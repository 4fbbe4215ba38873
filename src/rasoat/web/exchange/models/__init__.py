"""Tables of imports, their remembered answers, exports and opening settlements."""

from rasoat.web.exchange.models.batch import Import, ImportRow, ImportState, Outcome
from rasoat.web.exchange.models.export import Export
from rasoat.web.exchange.models.opening import OpeningLine, OpeningSettlement, OpeningState
from rasoat.web.exchange.models.remembered import ImportProfile, PlaceName

__all__ = [
    "Export", "Import", "ImportProfile", "ImportRow", "ImportState", "OpeningLine", "OpeningSettlement", "OpeningState",
    "Outcome", "PlaceName",
]  # fmt: skip
