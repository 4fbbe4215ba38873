"""Rounds that would do the same work twice."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.models import Purpose, Round, RoundState


def overlapping(row: Round, standard_ids: Collection[str]) -> QuerySet[Round]:
    """Other rounds of the kind, purpose and scope that share a day and a standard. Closed ones only if official."""
    own = Q(commune=row.commune) | Q(commune__isnull=True) | Q(communes__commune=row.commune)
    scope = own if row.commune_id else Q()
    found = Round.objects.filter(
        scope, province=row.province, kind=row.kind, purpose=row.purpose, starts_on__lte=row.ends_on,
        ends_on__gte=row.starts_on, standards__standard_id__in=standard_ids,
    ).exclude(pk=row.pk)  # fmt: skip
    return (found if row.purpose == Purpose.OFFICIAL else found.exclude(state=RoundState.CLOSED)).distinct()


def refuse_overlap(row: Round, standard_ids: Collection[str]) -> None:
    """Raise `RefusedError` naming the round that is there already. The caller holds the chain of the province."""
    other = overlapping(row, standard_ids).order_by("starts_on", "pk").first()
    if other is not None:
        raise RefusedError(
            _("Đã có đợt “%(name)s” cùng loại, cùng địa bàn, cùng chuẩn, từ %(first)s đến %(last)s.")
            % {"name": other.name, "first": f"{other.starts_on:%d/%m/%Y}", "last": f"{other.ends_on:%d/%m/%Y}"},
            remedy=_("Làm tiếp đợt đó, hoặc chọn chuẩn, địa bàn, thời gian khác."),
            field="standards", code="round-overlaps",
        )  # fmt: skip
