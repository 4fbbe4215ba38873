"""What a decision says of a household, and whether the lists of some villages are complete."""

from collections.abc import Iterable, Sequence

from django.db.models import Count
from django.utils.translation import gettext as _

from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import DecidedKind, Result
from rasoat.web.reviews.state_graphs import RESULT
from rasoat.web.rounds.models import Round

POOR = frozenset({"poor", "near_poor"})
CLOSED_CASES = ("screened_out", "left")
OPEN_STATES = ("waiting", "scored", "rejected", "agreed", "posted", "cleared", "opinion")
"""States that stand in the way of a village's decision; held cases and those that left do not."""


def kind_of(row: Result) -> DecidedKind:
    """On which list a household stands: by the class agreed on and the one at the opening of the round."""
    if row.agreed in POOR:
        return DecidedKind.RECOGNISED
    return DecidedKind.ESCAPED if row.opening_class in POOR else DecidedKind.REFUSED


def reason_of(row: Result) -> str:
    """Why a household is not recognised, as far as the record says: the meeting's words, else the score's."""
    said = _("Kết quả rà soát: không thuộc hộ nghèo, hộ cận nghèo.")
    if row.reason:
        return f"{said} {row.reason}"
    listed = row.assessment.detail.get("reason", "") if row.assessment is not None else ""
    if listed:
        return f"{said} {listed}"
    if row.assessment is not None and row.assessment.income_score is not None:
        points = _("Điểm A: %(income)s, điểm B: %(deprivation)s.")
        told = {"income": row.assessment.income_score, "deprivation": row.assessment.deprivation_score}
        return f"{said} {points % told}"
    return str(said)


def check_complete(row: Round, commune: Unit, standard_id: str, villages: Sequence[int]) -> None:
    """Raise `RefusedError` naming what is not finished in these villages (none: in the whole commune)."""
    found = Result.objects.filter(round=row, commune=commune, standard_id=standard_id, state__in=OPEN_STATES)
    found = found.exclude(case__state__in=CLOSED_CASES)
    if villages:
        found = found.filter(village__in=villages)
    left = list(
        found.values_list("village__name", "state").annotate(number=Count("pk")).order_by("village__sort_key", "state")
    )
    if left:
        told = "; ".join(
            f"{name or _('chưa rõ thôn')}: {number} {RESULT.states[state].label.lower()}"
            for name, state, number in left[:6]
        )
        raise RefusedError(
            _("Còn hộ chưa xong: %(told)s.") % {"told": told},
            remedy=_("Làm xong các hộ ấy, hoặc chọn lập quyết định riêng cho những thôn đã xong."), code="incomplete",
        )  # fmt: skip


def check_heads(rows: Iterable[Result]) -> None:
    """Raise `RefusedError` for a household whose head has died or left: a decision names the new one."""
    for row in rows:
        head = row.case.household.head
        if head is None or head.left_on is not None:
            raise RefusedError(
                _("Hộ %(code)s (%(head)s) chưa có chủ hộ.")
                % {"code": row.case.household.code, "head": row.case.head_name},
                remedy=_("Ghi chủ hộ mới ở trang hộ trước khi lập quyết định."), code="no-head",
            )  # fmt: skip
