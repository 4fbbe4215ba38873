"""Say which units the unknown places of a file are; remembered for the province, then planning goes on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.naming import set_name
from rasoat.web.exchange.models import Import, ImportState, PlaceName
from rasoat.web.exchange.read_job import KIND, STEPS
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said


@dataclass(frozen=True, slots=True)
class Answer:
    """What a written place is: a commune, and a village of it, none, or a new one by this name."""

    commune: Unit
    village: Unit | None = None
    new_village: str = ""


def answer_places(acting: Acting, batch: Import, answers: Mapping[str, Answer]) -> None:
    """Keep the answers by the written key and order the rest of the reading.

    Raises `NotAllowedError`; `RefusedError` for a place outside the province, or a village of another commune.
    """
    acting.require(Capability.IMPORT_RUN, batch.place)
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("file", "province", "commune")
            .get(pk=batch.pk)
        )
        if row.state != ImportState.PLACES:
            raise RefusedError(
                _("Lần nhập này không còn chờ chọn địa bàn."), remedy=_("Mở lại trang lần nhập."), code="moved-on"
            )
        rows: list[PlaceName | Unit] = []
        for key, answer in answers.items():
            rows += _keep(acting, row, key, answer)
        row.state, row.error = ImportState.READING, ""
        row.job = enqueue(
            acting,
            KIND,
            label=Said(gettext_noop("Đọc tệp %(name)s"), {"name": row.file.name}),
            arguments={"batch": str(row.pk)},
            unit=row.place,
            steps=STEPS,
        )
        Job.objects.filter(pk=row.job.pk).update(checkpoint={"step": "places"}, done_steps=1)
        row.save(update_fields=["state", "error", "job"])
        record(
            acting, "exchange.places_answered", row, unit=row.place, rows=[row, *rows],
            after={"places": {key: _said(answer) for key, answer in answers.items()}},
            role=acting.role_for(Capability.IMPORT_RUN, row.place),
        )  # fmt: skip
    batch.refresh_from_db()


def _said(answer: Answer) -> list[str]:
    return [answer.commune.key, answer.village.key if answer.village else answer.new_village]


def _keep(acting: Acting, batch: Import, key: str, answer: Answer) -> list[PlaceName | Unit]:
    commune, village = answer.commune, answer.village
    if commune.level != Level.COMMUNE or commune.province_id != batch.province_id or commune.valid_until is not None:
        raise RefusedError(
            _("Xã được chọn không thuộc tỉnh này hoặc đã kết thúc."), remedy=_("Chọn lại xã."), field=key
        )
    made: list[PlaceName | Unit] = []
    if answer.new_village.strip():
        village, is_new = _village(acting, commune, answer.new_village)
        made += [village] if is_new else []
    if village is not None and village.commune_id != commune.pk:
        raise RefusedError(
            _("%(village)s không thuộc %(commune)s.") % {"village": village.full_name, "commune": commune.full_name},
            remedy=_("Chọn lại thôn."),
            field=key,
        )
    kept, _new = PlaceName.objects.update_or_create(
        province=batch.province, written=key, defaults={"commune": commune, "village": village, "kept_by": acting.user}
    )
    return [*made, kept]


def _village(acting: Acting, commune: Unit, name: str) -> tuple[Unit, bool]:
    """A village of that name, made when the commune has none: a list often names villages before anybody else does."""
    acting.require(Capability.VILLAGE_EDIT, commune)
    there = Unit.objects.filter(
        level=Level.VILLAGE, commune=commune, valid_until__isnull=True, folded=fold(name)
    ).first()
    if there is not None:
        return there, False
    number = Unit.objects.filter(level=Level.VILLAGE, commune=commune).count() + 1
    while Unit.objects.filter(key=f"{commune.key}-{number:02}").exists():
        number += 1
    code = f"{commune.key}-{number:02}"
    unit = Unit(
        key=code, code=code, level=Level.VILLAGE, parent=commune, province_id=commune.province_id, commune=commune,
        area=commune.area, source="danh sách nhập",
    )  # fmt: skip
    set_name(unit, clean(name)[:120])
    unit.save()
    return unit, True
