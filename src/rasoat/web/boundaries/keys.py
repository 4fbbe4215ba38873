"""The key of a unit after its end."""

from datetime import date, timedelta

from rasoat.web.areas.models import Unit


def ended_key(unit: Unit, on: date) -> str:
    """`CODE~YEAR` of its last day; `CODE~YEAR.2` where that is taken."""
    key = f"{unit.code}~{(on - timedelta(days=1)).year}"
    taken = set(Unit.objects.filter(key__startswith=key).values_list("key", flat=True))
    return (
        key if key not in taken else next(f"{key}.{n}" for n in range(2, len(taken) + 3) if f"{key}.{n}" not in taken)
    )
