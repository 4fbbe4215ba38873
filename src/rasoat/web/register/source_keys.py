"""The ids that households have in an office's own files."""

from collections import defaultdict
from collections.abc import Iterable

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import SourceKey
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row

BATCH = 1000


def keep_source_keys(province: Unit, found: Iterable[tuple[str, str, int]]) -> None:
    """Remember source, value and household; a value already known stays with its household. Inside a transaction."""
    by_source: dict[str, dict[str, int]] = defaultdict(dict)
    for source, value, household_id in found:
        if value:
            by_source[source].setdefault(value, household_id)
    for source, wanted in by_source.items():
        values = list(wanted)
        for at in range(0, len(values), BATCH):
            part = values[at : at + BATCH]
            known = set(
                SourceKey.objects.filter(province=province, source=source, value__in=part)
                .values_list("value", flat=True)
            )  # fmt: skip
            insert(
                make_row(SourceKey, province=province, source=source, value=value, household_id=wanted[value])
                for value in part
                if value not in known
            )
