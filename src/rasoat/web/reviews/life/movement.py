"""Where a case counts in reports 2 and 3."""

from rasoat.web.reviews.models import Case, Situation

OTHER_OUT = "other_out"
"""Column 4: down, other (moved away, dissolved, merged, absent, refusing, unreachable)."""

OTHER_IN = "other_in"
"""Column 8: up, other (split off, moved in)."""

_IN = frozenset({Situation.SPLIT})


def movement_kind(case: Case) -> str:
    """`other_out` for a household that left its round, `other_in` for one that split off in it, once recognised.

    Empty: its column follows from the classes before and after (`rasoat.tables.movement`).
    """
    if case.state == "left":
        return OTHER_OUT
    return OTHER_IN if case.situation in _IN else ""
