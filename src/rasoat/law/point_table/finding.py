"""Short form of a fault, for the many checks of this package."""

from rasoat.law.faults import Fault, Place

Words = tuple[str, str]
"""Vietnamese and English."""


def finding(rule: str, place: Place, what: Words, remedy: Words, value: object = "") -> Fault:
    """An error: what is wrong and what to do, each in Vietnamese and English."""
    return Fault(
        rule=rule, vi=what[0], en=what[1], remedy_vi=remedy[0], remedy_en=remedy[1], place=place, value=str(value)
    )
