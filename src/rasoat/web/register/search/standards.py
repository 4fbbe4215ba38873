"""Names of standards, for people."""

from django.db.models import QuerySet

from rasoat.web.law import book
from rasoat.web.register.models import UnitCount
from rasoat.web.register.words import standard_name


def standard_label(standard_id: str) -> str:
    """The name of a standard in the law book; its id where the book does not know it."""
    return standard_name(standard_id)


def standards_used(counts: QuerySet[UnitCount]) -> list[str]:
    """Standards under which households of these totals have a class; the latest first (one query)."""
    used = set(counts.exclude(standard_id="").order_by().values_list("standard_id", flat=True).distinct())
    in_time = [standard_id for standard_id in book().ids_in_time() if standard_id in used]
    return [*reversed(in_time), *sorted(used - set(in_time))]
