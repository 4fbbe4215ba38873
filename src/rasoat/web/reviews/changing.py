"""Cases under change: locked, moved by their graphs, written with one entry of the ledger."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, Result
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.state_graphs import CASE, RESULT
from rasoat.web.rounds.models import Purpose, RoundCommune, RoundState


def locked(case: Case, *, version: int | None = None) -> Case:
    """The case fresh from the database, locked until the transaction ends; its round must be open.

    Raises `RefusedError`: the round is not open, or somebody changed the case since `version`.
    """
    rows = Case.objects.select_for_update(of=("self",)).select_related("round", "household", "commune", "village")
    fresh = rows.get(pk=case.pk)
    if fresh.round.state != RoundState.OPEN:
        raise RefusedError(
            _("Đợt “%(name)s” không mở.") % {"name": fresh.round.name},
            remedy=_("Chỉ ghi được khi đợt đang rà soát."), code="round-not-open",
        )  # fmt: skip
    if version is not None and version != fresh.version:
        raise RefusedError(
            _("Hộ này vừa được người khác ghi."),
            remedy=_("Tải lại trang (có bản nháp cũ thì bấm bỏ bản nháp), xem bản mới rồi ghi lại."),
            code="stale",
        )
    return fresh


def results_of(case: Case) -> list[Result]:
    """The results of a locked case, in the order of the round's standards, locked as well."""
    order = {row.standard_id: row.position for row in case.round.standards.all()}
    rows = Result.objects.select_for_update().filter(case=case)
    return sorted(rows, key=lambda row: (order.get(row.standard_id, 99), row.pk))


def move_case(case: Case, move: str, *, reason: str = "", **values: Any) -> Case:
    """Move a locked case by its graph and write it, with other columns. Raises `RefusedError`."""
    case.state = CASE.target(move, case.state, reason=reason)
    return write_case(case, **values)


def write_case(case: Case, **values: Any) -> Case:
    """Write columns of a locked case; its version grows."""
    for name, value in values.items():
        setattr(case, name, value)
    case.version += 1
    case.save()
    return case


def move_result(result: Result, move: str, *, reason: str = "", **values: Any) -> Result:
    """Move a locked result by its graph and write it, with other columns. Raises `RefusedError`."""
    result.state = RESULT.target(move, result.state, reason=reason)
    for name, value in values.items():
        setattr(result, name, value)
    result.version += 1
    result.save()
    return result


def note(
    acting: Acting, action: str, case: Case, rows: Iterable[models.Model], *, capability: Capability,
    before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None, reason: str = "",
    moved: bool = False,
) -> None:  # fmt: skip
    """The entry of what was done to a case; the commune counts as active from now. `moved`: results were moved."""
    stages = refresh_stages(case.round_id, case.commune_id) if moved else []
    record(
        acting, action, case, unit=case.commune, rows=[case, *rows, *stages], before=before,
        after={"number": case.number, "head_name": case.head_name, **(after or {})}, reason=reason,
        role=acting.role_for(capability, case),
    )  # fmt: skip
    if not moved:
        RoundCommune.objects.filter(round=case.round_id, commune=case.commune_id).update(last_active_at=acting.now())


def shows_ways(acting: Acting, case: Case) -> bool:
    """Whether the nearest ways to another class may be shown: in training rounds, and to those who re-check it."""
    if case.round.purpose == Purpose.TRAINING:
        return True
    return acting.user is not None and case.rechecks.filter(checker=acting.user).exists()
