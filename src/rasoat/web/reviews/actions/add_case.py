"""Put one household into a round: an officer says why, or it asked."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.register.statuses import lines_in_force
from rasoat.web.reviews.changing import note
from rasoat.web.reviews.listing.building import Listed, build_cases
from rasoat.web.reviews.models import Case, Origin, Situation
from rasoat.web.rounds.models import Round, RoundCommune, RoundState


def add_case(
    acting: Acting, row: Round, home: Household, reason: str, *, origin: Origin = Origin.OFFICER,
    situation: Situation = Situation.NORMAL,
) -> Case:  # fmt: skip
    """The household is reviewed in this round. `reason`: why, needed when nobody asked for it.

    Raises `NotAllowedError`; `RefusedError`: no reason, the round is not open or not there, a case already, an ended
    household.
    """
    acting.require(Capability.REVIEW_RUN, home)
    if origin is Origin.OFFICER and not reason.strip():
        raise RefusedError(_("Chưa ghi lý do đưa hộ vào rà soát."), remedy=_("Ghi lý do."), field="reason")
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=row.pk)
        _check(row, home)
        standards = list(row.standards.all())
        found = lines_in_force([home.pk], row.starts_on)
        opening = {standard: line.household_class for (_home, standard), line in found.items()}
        kept = {each.standard_id: opening[each.standard_id] for each in standards if each.standard_id in opening}
        cases, results = build_cases(row, standards, [Listed(home, origin, reason.strip(), kept)])
        case = cases[0]
        if situation is not Situation.NORMAL:
            case.situation = situation
            case.save(update_fields=["situation"])
        note(
            acting, "reviews.case_added", case, results, capability=Capability.REVIEW_RUN,
            after={"origin": origin.value}, reason=reason, moved=True,
        )  # fmt: skip
    return case


def _check(row: Round, home: Household) -> None:
    if row.state != RoundState.OPEN:
        raise RefusedError(
            _("Đợt “%(name)s” không mở.") % {"name": row.name}, remedy=_("Chọn đợt đang rà soát."), field="round"
        )
    if not RoundCommune.objects.filter(round=row, commune=home.commune_id).exists():
        raise RefusedError(_("Xã của hộ không thuộc đợt này."), remedy=_("Chọn đợt khác."), field="round")
    if home.ended_on is not None:
        raise RefusedError(
            _("Hộ %(code)s đã ra khỏi sổ.") % {"code": home.code}, remedy=_("Kiểm tra lại mã hộ."), field="household"
        )
    already = Case.objects.filter(round=row, household=home).first()
    if already is not None:
        raise RefusedError(
            _("Hộ %(code)s đã có trong đợt, số %(number)s.") % {"code": home.code, "number": already.number},
            remedy=_("Mở hộ đó trong danh sách của thôn."), field="household", code="case-exists",
        )  # fmt: skip
