"""Record a decision with its lines: from a signed list (`imported`), later from the review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import locked_chain, make_entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import Decision, DecisionLine, DecisionSource, Household
from rasoat.web.register.statuses import refresh_statuses
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row
from rasoat.web.vault.models import SealedFile

CLASSES = frozenset({"poor", "near_poor", "not_poor"})


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision to be recorded. `number` and `signed_on` may be unknown in old lists."""

    commune: Unit
    standard_id: str
    year: int
    effective_from: date
    effective_until: date | None = None
    number: str = ""
    signed_on: date | None = None
    source: DecisionSource = DecisionSource.IMPORTED
    watermark: str = ""
    paper: SealedFile | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One household of a decision; `deprived` are indicator codes."""

    household: Household
    household_class: str
    reason: str = ""
    income_score: int | None = None
    deprivation_score: int | None = None
    deprived: Sequence[str] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


def record_decision(
    acting: Acting, draft: DecisionDraft, lines: Sequence[LineDraft], *,
    capability: Capability = Capability.DECISION_RECORD, reason: str = "", refresh: bool = True,
) -> Decision:  # fmt: skip
    """Write a decision and its lines; statuses and totals follow. Corrections are new decisions, the old one stays.

    Raises `NotAllowedError`; `RefusedError` for an empty list, an unknown class, a household named twice or of another
    province, or a decision signed in the future.
    """
    acting.require(capability, draft.commune)
    _check(acting, draft, lines)
    province = draft.commune.province
    assert province is not None
    with transaction.atomic():
        decision = Decision.objects.create(
            number=draft.number, signed_on=draft.signed_on, effective_from=draft.effective_from,
            effective_until=draft.effective_until, year=draft.year, standard_id=draft.standard_id,
            province=province, commune=draft.commune, source=draft.source, watermark=draft.watermark,
            paper=draft.paper, batch=acting.batch, recorded_by=acting.user,
        )  # fmt: skip
        rows = [_line(decision, line) for line in lines]
        insert(rows)
        chain = locked_chain(draft.commune)
        entry = make_entry(
            chain, acting, "register.decision_recorded", decision, rows=[decision, *rows],
            after={"number": decision.number, "standard": decision.standard_id, "lines": len(rows)}, reason=reason,
            role=acting.role_for(capability, draft.commune),
        )  # fmt: skip
        entry.save(force_insert=True)
        chain.save(update_fields=["length", "head"])
        refresh_statuses([line.household_id for line in rows], draft.standard_id)
        if refresh:
            for commune_id in {line.household.commune_id for line in lines}:
                refresh_counts(commune_id)
    return decision


def _check(acting: Acting, draft: DecisionDraft, lines: Sequence[LineDraft]) -> None:
    if not lines:
        raise RefusedError(_("Quyết định chưa có hộ nào."), remedy=_("Chọn ít nhất một hộ."), field="lines")
    if draft.signed_on and draft.signed_on > acting.today():
        raise RefusedError(_("Ngày ký không được ở tương lai."), remedy=_("Sửa lại ngày ký."), field="signed_on")
    unknown = {line.household_class for line in lines} - CLASSES
    if unknown:
        raise RefusedError(
            _("Không có loại hộ “%(unknown)s”.") % {"unknown": sorted(unknown)[0]},
            remedy=_("Chọn nghèo, cận nghèo hoặc không thuộc diện."),
            field="lines",
        )
    ids = [line.household.pk for line in lines]
    if len(set(ids)) < len(ids):
        twice = next(line.household for line in lines if ids.count(line.household.pk) > 1)
        raise RefusedError(
            _("Hộ %(code)s có hai dòng trong quyết định.") % {"code": twice.code},
            remedy=_("Bỏ bớt một dòng."),
            field="lines",
        )
    if any(line.household.province_id != draft.commune.province_id for line in lines):
        raise RefusedError(_("Có hộ không thuộc tỉnh này."), remedy=_("Bỏ hộ đó khỏi danh sách."), field="lines")


def _line(decision: Decision, line: LineDraft) -> DecisionLine:
    home = line.household
    return make_row(
        DecisionLine, decision=decision, household=home, village_id=home.village_id, area=home.area,
        household_class=line.household_class, reason=line.reason, head_name=home.head_name,
        member_count=home.member_count, income_score=line.income_score, deprivation_score=line.deprivation_score,
        deprived=";".join(line.deprived), values=dict(line.values),
    )  # fmt: skip
