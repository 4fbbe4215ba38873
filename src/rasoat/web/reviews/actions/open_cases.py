"""Make the cases of a round: the list of households to review."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models, transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.ledger.record import record
from rasoat.web.reviews.listing.building import build_cases
from rasoat.web.reviews.listing.listed import to_list
from rasoat.web.reviews.models import Application, Case, VillageReview
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.state_graphs import APPLICATION
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.stages import Stage
from rasoat.web.store.bulk import insert, many_objects
from rasoat.web.store.rows import make_row


def open_cases(acting: Acting, row: Round, commune: Unit) -> int:
    """Add everybody who is on the list of a commune, or has asked, and has no case yet; returns how many.

    Safe to repeat. Raises `NotAllowedError`.
    """
    capability = Capability.ROUND_MANAGE
    if not acting.policy.may(capability, commune):
        capability = Capability.REVIEW_RUN
        acting.require(capability, commune)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=row.pk)
        made, count = _rows(row, [commune.pk])
        if made:
            stages = refresh_stages(row.pk, commune.pk)
            record(
                acting, "reviews.list_made", row, unit=commune, rows=[*made, *stages], after={"households": count},
                role=acting.role_for(capability, commune),
            )  # fmt: skip
    return count


def open_villages_and_cases(acting: Acting, row: Round, communes: Sequence[RoundCommune]) -> list[models.Model]:
    """The hook of the opening: reviews of all villages, the list, the requests taken in. Written, not yet recorded."""
    del acting  # the opening asked for its capability
    ids = [each.commune_id for each in communes]
    with transaction.atomic(), many_objects():
        villages = Unit.objects.filter(alive(row.starts_on), level=Level.VILLAGE, commune__in=ids)
        known = set(VillageReview.objects.filter(round=row).values_list("village_id", flat=True))
        made, _count = _rows(row, ids)
        cases = [each for each in made if isinstance(each, Case)]
        begun, busy = {case.commune_id for case in cases}, {case.village_id for case in cases}
        reviews = insert(
            make_row(
                VillageReview, round=row, province_id=unit.province_id, commune_id=unit.commune_id, village=unit,
                year=row.year, listed_on=row.starts_on, stage=_first_stage(unit, begun, busy),
            )
            for unit in villages.order_by("commune_id", "sort_key")
            if unit.pk not in known
        )  # fmt: skip
        for each in communes:
            each.stage = Stage.SURVEY if each.commune_id in begun else each.stage
        RoundCommune.objects.bulk_update(communes, ["stage"])
    return [*reviews, *made]


def _first_stage(village: Unit, begun: Collection[int], busy: Collection[int | None]) -> Stage:
    """As `refresh_stages` would write it: a village without a case has nothing to do in a commune that has begun."""
    if village.commune_id not in begun:
        return Stage.LISTING
    return Stage.SURVEY if village.pk in busy else Stage.DONE


def _rows(row: Round, commune_ids: Sequence[int]) -> tuple[list[Any], int]:
    """Cases, results and the requests that they take in, written."""
    standards = list(row.standards.all())
    listed, requests = to_list(row, commune_ids, standards)
    cases, results = build_cases(row, standards, listed)
    by_home = {case.household_id: case for case in cases}
    taken = []
    for request in requests:
        case = by_home.get(request.household_id)  # type: ignore[arg-type]  # requests here have a household
        if case is not None:
            request.state = APPLICATION.target("take", request.state)
            request.case = case
            taken.append(request)
    Application.objects.bulk_update(taken, ["state", "case"], batch_size=500)
    return [*cases, *results, *taken], len(cases)
