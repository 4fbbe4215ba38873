"""One event under way: locks the households, changes rows, and closes with copies, to-dos, index, totals and ledger."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.areas.sorting import name_sort_key
from rasoat.web.ledger.record import locked_chains, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.counts import counted, refresh_counts
from rasoat.web.register.history import first_day
from rasoat.web.register.household_rows import FEMALE, HEAD
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, Member, ToDo
from rasoat.web.register.occasion import Occasion, check_occasion, keep_paper
from rasoat.web.register.search.index import index_households
from rasoat.web.register.writing import change


class Happening:
    """An event being written, inside the action's transaction.

    `home` and `other` are locked rows, fresh from the database: actions go on with these. Rows are changed through
    `change`, new rows are told by `wrote`; `finish` closes the event.
    """

    def __init__(
        self,
        acting: Acting,
        kind: EventKind,
        home: Household,
        occasion: Occasion,
        *,
        other: Household | None = None,
        member: Member | None = None,
        version: int | None = None,
        capability: Capability = Capability.HOUSEHOLD_EDIT,
        ended: bool = False,
    ) -> None:
        check_occasion(acting, kind, occasion)
        self.acting, self.kind, self.occasion, self.capability = acting, kind, occasion, capability
        locked = lock_households([home, other] if other else [home])
        self.home, self.other = locked[home.pk], locked[other.pk] if other else None
        for row in locked.values():
            acting.require(capability, row)
            _check_living(row, occasion, ended=ended)
        if version is not None and version != self.home.version:
            raise RefusedError(
                _("Hộ này vừa được người khác thay đổi."),
                remedy=_("Xem lại thông tin mới ở trang hộ rồi ghi lại."),
                code="stale",
            )
        self.rows: dict[tuple[str, Any], models.Model] = {}
        self.told: list[dict[str, Any]] = []
        self.changes: dict[str, Any] = {}
        self._grown: dict[int, int] = {}
        self._before = {row.pk: (row.version, row.member_count) for row in locked.values()}
        self._counted = {row.pk: counted(row) for row in locked.values()}
        self._homes = dict(locked)
        self._communes = {row.commune_id for row in locked.values()}
        paper = keep_paper(occasion, self.home)
        self.event = HouseholdEvent.objects.create(
            household=self.home,
            other_household=self.other,
            member=member,
            province_id=self.home.province_id,
            commune_id=self.home.commune_id,
            year=occasion.on.year,
            kind=kind,
            on=occasion.on,
            reason=occasion.reason.strip(),
            document=occasion.document.strip(),
            paper=paper,
            recorded_by=acting.user,
            batch=acting.batch,
        )
        if paper is not None:
            self.wrote(paper)

    def change(self, row: Household | Member, *, correction: bool = False, **values: Any) -> None:
        """Write values into a live row, its old state kept; noted for the event, the ledger and the totals."""
        before = state_of(row)
        past = change(row, values, event=self.event, correction=correction)
        if past is None:
            return
        after = state_of(row)
        parts = [name for name in after if after[name] != before[name]]
        self.told.append(
            {
                "model": row._meta.model_name,
                "id": row.pk,
                "name": str(row),
                "before": {name: before[name] for name in parts},
                "after": {name: after[name] for name in parts},
            }
        )
        self.wrote(row, past)

    def wrote(self, *rows: models.Model) -> None:
        """Rows that this event made or changed."""
        for row in rows:
            self.rows[row._meta.label_lower, row.pk] = row

    def new_home(self, row: Household) -> None:
        """A household that this event made."""
        self._homes[row.pk] = row
        self._before[row.pk] = (row.version, row.member_count)
        self._communes.add(row.commune_id)
        self.wrote(row)

    def grow(self, home: Household, by: int) -> None:
        """The household has so many members more (or fewer)."""
        self._grown[home.pk] = self._grown.get(home.pk, 0) + by

    def twin(self, household: Household, kind: EventKind, other: Household) -> None:
        """The same event in the time-line of the other household."""
        row = HouseholdEvent.objects.create(
            household=household,
            other_household=other,
            province_id=household.province_id,
            commune_id=household.commune_id,
            year=self.event.year,
            kind=kind,
            on=self.event.on,
            reason=self.event.reason,
            document=self.event.document,
            paper=self.event.paper,
            recorded_by=self.acting.user,
            changes={"twin": self.event.pk},
            batch=self.acting.batch,
        )
        self.wrote(row)

    def finish(
        self, action: str, *, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None
    ) -> HouseholdEvent:
        """Close the event: copies on households, to-dos, search, totals, and one ledger entry a commune touched."""
        for home in self._homes.values():
            home.member_count += self._grown.get(home.pk, 0)
            self._communes.add(home.commune_id)
            write_copies(home, bump=home.version == self._before[home.pk][0])
            self.wrote(home)
        counts = {str(pk): [self._before[pk][1], home.member_count] for pk, home in self._homes.items()}
        self.event.changes = {**self.changes, "fields": self.told, "counts": counts}
        self.event.save(update_fields=["changes"])
        self.wrote(self.event)
        place_copies(self._homes.values())
        index_anew(self._homes.values())
        write_entries(
            self.acting,
            action,
            self.event,
            self.home,
            self._communes,
            list(self.rows.values()),
            before=before or {"changes": [{k: v for k, v in part.items() if k != "after"} for part in self.told]},
            after=after or {"changes": [{k: v for k, v in part.items() if k != "before"} for part in self.told]},
            role=self.acting.role_for(self.capability, self.home),
        )
        if any(self._counted.get(pk) != counted(home) for pk, home in self._homes.items()):
            for commune_id in self._communes:
                refresh_counts(commune_id)
        return self.event


def lock_households(homes: Sequence[Household]) -> dict[int, Household]:
    """The households locked until the transaction ends, in one order everywhere, fresh from the database."""
    ids = sorted(home.pk for home in homes)
    rows = Household.objects.select_for_update(of=("self",)).select_related("commune", "village").filter(pk__in=ids)
    return {row.pk: row for row in rows.order_by("pk")}


def living_members(home: Household) -> list[Member]:
    """The known members who live in the household today, by number."""
    return list(Member.objects.filter(household=home, left_on__isnull=True).order_by("number", "id"))


def write_copies(home: Household, *, bump: bool) -> None:
    """Write what lists repeat of the head (sort key, ethnic group, female head), the count, and the version."""
    if home.ended_on is None:
        head = Member.objects.filter(pk=home.head_id).first() if home.head_id else None
        home.sort_key = name_sort_key(home.head_name)
        if head is not None:
            home.ethnicity = head.ethnicity or home.ethnicity
            home.female_head = None if head.sex is None else head.sex == FEMALE
    home.version += bump
    home.save(update_fields=["sort_key", "ethnicity", "female_head", "member_count", "version", "updated_at"])


def place_copies(homes: Any) -> None:
    """Statuses and to-dos stand where their household stands; to-dos of people who left are done."""
    for home in homes:
        home.statuses.exclude(commune_id=home.commune_id).update(commune_id=home.commune_id)
        home.to_dos.exclude(commune_id=home.commune_id).update(commune_id=home.commune_id)
        open_ones = home.to_dos.filter(done_at__isnull=True)
        if home.ended_on is not None:
            open_ones.update(done_at=timezone.now())
        else:
            open_ones.filter(member__left_on__isnull=False).update(done_at=timezone.now())
            ToDo.objects.filter(member__household=home, done_at__isnull=True).exclude(household=home).update(
                household=home
            )


def index_anew(homes: Any) -> None:
    """Search finds living households under what they are called now; ended ones stay findable as the index decides."""
    index_households([home.pk for home in homes])


def write_entries(
    acting: Acting,
    action: str,
    event: HouseholdEvent,
    home: Household,
    communes: set[int],
    rows: list[models.Model],
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    role: str,
    gone: Sequence[models.Model] = (),
) -> None:
    """One entry in the chain of the household's commune with every row; a short one in each other commune touched."""
    units = Unit.objects.in_bulk(communes | {home.commune_id})
    locked_chains(units.values())
    for pk in sorted(units):
        if pk == home.commune_id:
            record(
                acting,
                action,
                home,
                unit=units[pk],
                rows=rows,
                gone=gone,
                before=before,
                after=after,
                reason=event.reason,
                role=role,
            )
        else:
            record(
                acting,
                action,
                home,
                unit=units[pk],
                after={"code": home.code, "now_in": units[home.commune_id].key},
                reason=event.reason,
                role=role,
            )


def settle_head(
    happening: Happening,
    home: Household,
    new_head: Member | None,
    relations: Mapping[int, str],
    *,
    field: str = "new_head",
) -> None:
    """Make a living member the head and write relations to the new head as told (by member id).

    Raises `RefusedError` when nobody, or somebody not living there, is named.
    """
    living = {row.pk: row for row in living_members(home)}
    if new_head is None:
        raise RefusedError(_("Hộ phải có chủ hộ mới."), remedy=_("Chọn một thành viên còn ở trong hộ."), field=field)
    if new_head.pk not in living:
        raise RefusedError(
            _("Chủ hộ mới phải là thành viên đang ở trong hộ."), remedy=_("Chọn lại chủ hộ."), field=field
        )
    for row in living.values():
        if row.pk == new_head.pk:
            told = HEAD
        else:
            told = relations.get(row.pk) or ("other" if row.relation == HEAD else row.relation)
            told = "other" if told == HEAD else told
        happening.change(row, relation=told)
    head = living[new_head.pk]
    happening.change(home, head_id=head.pk, head_name=head.full_name)


def _check_living(home: Household, occasion: Occasion, *, ended: bool) -> None:
    if home.ended_on is not None and not ended:
        raise RefusedError(
            _("Hộ %(code)s đã kết thúc từ ngày %(ended_on)s.")
            % {"code": home.code, "ended_on": f"{home.ended_on:%d/%m/%Y}"},
            remedy=_("Hoàn tác việc kết thúc trước, nếu ghi nhầm."),
        )
    began = first_day(home)
    if occasion.on < began:
        raise RefusedError(
            _("Hộ %(code)s có trong sổ từ ngày %(began)s.") % {"code": home.code, "began": f"{began:%d/%m/%Y}"},
            remedy=_("Ghi ngày từ đó trở đi, hoặc dùng Đính chính nếu thông tin cũ sai từ đầu."),
            field="on",
        )
