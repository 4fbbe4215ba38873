"""The law every benchmark scores by: national_2022 with the illustrative point table (all seven areas)."""

from functools import cache

from rasoat.law.book import shipped_law
from rasoat.law.pack import Pack
from rasoat.scoring.coding import items_plan
from rasoat.scoring.kernels.coded import CodedPlan
from rasoat.scoring.packs import make_pack

STANDARD, TABLE = "national_2022", "minh-hoa-2022"


@cache
def pack() -> Pack:
    """The law pack."""
    return make_pack(shipped_law(), STANDARD, TABLE)


@cache
def plan() -> CodedPlan:
    """Its coded plan: 19 answer columns, 12 indicators, 7 regions."""
    return items_plan(pack(), pack().standard.indicator_codes)
