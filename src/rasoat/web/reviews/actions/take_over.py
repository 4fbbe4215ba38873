"""Take over the open review work of communes that have ended: by itself when units change, or by a button."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.ledger.record import locked_chains, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, ReviewMove, RoundDecision, VillageReview
from rasoat.web.reviews.moving import locked_results, move, must_be_open, save_results
from rasoat.web.reviews.over.places import WhereNow, ended_places
from rasoat.web.reviews.over.rows import Moved, move_requests, move_rows
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.state_graphs import DECISION
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.opening_hooks import run_hooks
from rasoat.web.rounds.reach import may_manage_round


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many villages and households went over, and to which communes."""

    villages: int
    households: int
    communes: Sequence[Unit]


def take_over(acting: Acting, row: Round) -> TakenOver:
    """Everything that still stands in an open round under the names of ended communes.

    For who manages the round; who runs the review in a commune that followed some of them takes over those. Raises
    `NotAllowedError`; `RefusedError` for a round that is not open, or where nothing is left to take over.
    """
    today = acting.today()
    places = ended_places(today, row=row)
    if not may_take_over(acting, row, places):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
    if not may_manage_round(acting, row):
        places = [place for place in places if _leads_here(acting, place)]
    must_be_open(row)
    if not places:
        raise RefusedError(_("Đợt không còn thôn nào dưới tên xã cũ."), remedy=_("Tải lại trang."), code="nothing-left")
    done = []
    with transaction.atomic():
        for place in places:
            document = place.commune.successors.order_by("-on").values_list("document", flat=True).first() or ""
            done.append(_take_over(acting, place, document))
            _requests(acting, place.commune, document)
    units = {unit.pk: unit for each in done for unit in each.communes}
    return TakenOver(sum(each.villages for each in done), sum(each.households for each in done), list(units.values()))


def may_take_over(acting: Acting, row: Round, places: Sequence[RoundCommune]) -> bool:
    """Whether the person manages the round, or runs the review in a commune that followed one of these."""
    if may_manage_round(acting, row):
        return True
    return any(_leads_here(acting, place) for place in places)


def _leads_here(acting: Acting, place: RoundCommune) -> bool:
    units = WhereNow(place.commune, acting.today()).communes
    return any(acting.policy.may(Capability.REVIEW_RUN, unit) for unit in units)


def follow_communes(acting: Acting, ended: Sequence[Unit], document: str) -> None:
    """The hook of a merge or split, inside its transaction: who may change units was asked there."""
    for unit in ended:
        _requests(acting, unit, document)
    for place in ended_places(acting.today(), units=ended):
        _take_over(acting, place, document)


def _take_over(acting: Acting, place: RoundCommune, document: str) -> TakenOver:
    """Rows are locked in the order of `reviews.moving`, the chains last: of two at once the second finds it done."""
    row, old, now = place.round, place.commune, WhereNow(place.commune, acting.today())
    _withdraw_drafts(acting, row, old, now, document)
    moved = move_rows(acting, row, old, now, document)
    gone = RoundCommune.objects.select_for_update(of=("self",)).filter(pk=place.pk).first()
    if gone is None:
        return TakenOver(0, 0, ())
    targets = {unit.pk: unit for unit in Unit.objects.filter(pk__in=moved)} or {now.communes[0].pk: now.communes[0]}
    _lock_places(row, targets)
    locked_chains([old, *targets.values()])
    for unit in targets.values():
        _settle(acting, row, old, unit, moved, document)
    rows = [each for found in moved.values() for each in found]
    done = TakenOver(_count(rows, ReviewMove), _count(rows, Case), list(targets.values()))
    RoundCommune.objects.filter(pk=place.pk).delete()
    record(
        acting, "reviews.handed_on", gone, unit=old, gone=[gone], reason=document,
        after={"round_id": row.pk, "communes": [unit.full_name for unit in done.communes],
               "villages": done.villages, "households": done.households},
    )  # fmt: skip
    return done


def _lock_places(row: Round, communes: Collection[int]) -> None:
    """What `refresh_stages` writes is locked before the chains, as by every step of the communes."""
    for rows in (VillageReview.objects, RoundCommune.objects):
        found = rows.select_for_update(of=("self",)).filter(round=row, commune__in=list(communes))
        list(found.order_by("pk").values_list("pk"))


def _settle(acting: Acting, row: Round, old: Unit, unit: Unit, moved: Moved, document: str) -> None:
    """The commune takes part in the round from now, with all its villages; one entry in its chain says what came."""
    rows = moved.get(unit.pk, [])
    place, new = RoundCommune.objects.get_or_create(
        round=row, commune=unit, defaults={"province_id": row.province_id, "year": row.year}
    )
    made = run_hooks(acting, row, [place])[unit.pk] if _lacks_villages(row, unit) else []
    stages = refresh_stages(row.pk, unit.pk)
    place.refresh_from_db()
    told = {(type(each), each.pk): each for each in (*rows, *made, *([place] if new else []), *stages)}
    record(
        acting, "reviews.taken_over", place, unit=unit, rows=list(told.values()), reason=document,
        after={"round_id": row.pk, "from": old.full_name, "villages": _count(rows, ReviewMove),
               "households": _count(rows, Case)},
        role=_role(acting, unit),
    )  # fmt: skip


def _lacks_villages(row: Round, unit: Unit) -> bool:
    """Whether the round of a whole province has nothing of some village yet: its commune was not in it before."""
    if row.commune_id is not None:
        return False
    known = VillageReview.objects.filter(round=row).values("village")
    return Unit.objects.filter(alive(row.starts_on), level=Level.VILLAGE, commune=unit).exclude(pk__in=known).exists()


def _withdraw_drafts(acting: Acting, row: Round, old: Unit, now: WhereNow, document: str) -> None:
    """Lists drawn up and not signed: nobody can sign them any more, so their households wait for another one.

    What was signed stays what it is, and waits for its second person.
    """
    names = ", ".join(unit.full_name for unit in now.communes)
    with override("vi"):
        reason = _("%(old)s nay là %(names)s.") % {"old": old.full_name, "names": names}
    drafts = RoundDecision.objects.select_for_update(of=("self",)).filter(round=row, commune=old, state="prepared")
    for draft in drafts.order_by("pk"):
        before, draft.state = draft.state, DECISION.target("withdraw", draft.state, reason=reason)
        draft.save(update_fields=["state"])
        found = locked_results(case__decided__decision=draft, standard_id=draft.standard_id, state="prepared")
        rows = [move(each, "withdraw", reason=reason) for each in found]
        save_results(rows, "state")
        record(
            acting, "reviews.decision_withdrawn", draft, unit=old, rows=[draft, *rows], before={"state": before},
            after={"state": draft.state}, reason=f"{reason} {document}".strip(),
        )  # fmt: skip


def _requests(acting: Acting, old: Unit, document: str) -> None:
    now = WhereNow(old, acting.today())
    if not now.communes:
        return
    for pk, rows in move_requests(old, now).items():
        unit = Unit.objects.get(pk=pk)
        record(
            acting, "reviews.requests_taken_over", unit, unit=unit, rows=rows, reason=document,
            after={"from": old.full_name, "requests": len(rows)}, role=_role(acting, unit),
        )  # fmt: skip


def _role(acting: Acting, unit: Unit) -> str:
    """Under which role the work goes over: of who changes units, manages rounds, or runs the review there."""
    able = (Capability.UNIT_EDIT, Capability.ROUND_MANAGE, Capability.REVIEW_RUN)
    return next(filter(None, (acting.role_for(each, unit) for each in able)), "")


def _count(rows: Sequence[Model], model: type[Model]) -> int:
    return sum(isinstance(each, model) for each in rows)
