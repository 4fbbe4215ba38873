"""Household codes: the province's code and a running number, given out under a lock."""

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Counter

DIGITS = 8


def next_codes(province: Unit, count: int) -> list[str]:
    """The next `count` codes of a province. Must run inside the writing action's transaction."""
    if not count:
        return []
    name = f"household:{province.code}"
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update().get(name=name)
    first = counter.value + 1
    counter.value += count
    counter.save(update_fields=["value"])
    return [f"{province.code}{number:0{DIGITS}}" for number in range(first, first + count)]


def keep_clear_of(province: Unit, codes: list[str]) -> None:
    """Codes brought along from elsewhere are never given out again."""
    taken = [
        int(tail) for code in codes
        if (tail := code.removeprefix(province.code)) != code and len(tail) == DIGITS and tail.isdecimal()
    ]  # fmt: skip
    if not taken:
        return
    name = f"household:{province.code}"
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update().get(name=name)
    if max(taken) > counter.value:
        counter.value = max(taken)
        counter.save(update_fields=["value"])
