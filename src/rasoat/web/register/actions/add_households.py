"""Add households to a commune: one from a form, or thousands from a file; the same checks, history and ledger."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.ledger.record import locked_chain, make_entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.births import check_birth
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.duplicates import notice
from rasoat.web.register.household_rows import (
    HEAD,
    health_row,
    household_row,
    member_row,
    number_rows,
    settled_members,
    to_dos,
)  # fmt: skip
from rasoat.web.register.models import (
    ClientKey,
    EventKind,
    FactSheet,
    Household,
    HouseholdEvent,
    Member,
    MemberHealth,
    PersonalNumber,
)  # fmt: skip
from rasoat.web.register.numbering import keep_clear_of, next_codes
from rasoat.web.register.search.index import index_households
from rasoat.web.register.source_keys import keep_source_keys
from rasoat.web.store.bulk import give_ids, insert, many_objects
from rasoat.web.store.rows import make_row

MODEL = "register.household"
LOOKED_AT_ONCE = 20
"""So many new households are looked through for duplicates at once; of larger imports a job does it."""


def add_households(
    acting: Acting, drafts: Sequence[HouseholdDraft], *, kind: EventKind = EventKind.CREATED, reason: str = "",
    document: str = "", capability: Capability = Capability.HOUSEHOLD_EDIT, refresh: bool = True,
) -> list[Household]:  # fmt: skip
    """Write households of one commune and return them in the order of the drafts.

    A draft whose `client_key` was used before returns the household written then. What is missing (numbers, members,
    birth years) becomes a to-do. `refresh=False` leaves the stored totals to the caller (several batches in a row).
    Raises `NotAllowedError`, and `RefusedError` for a draft without any name, in the future or in an ended commune;
    also for a birth in the future, except in imports, which tell it row by row.
    """
    if not drafts:
        return []
    commune = drafts[0].commune
    acting.require(capability, commune)
    for draft in drafts:
        _check(draft, commune, acting)
        for member in draft.members if kind != EventKind.IMPORTED else ():
            check_birth(member.full_name, member.birth_date, member.birth_year, today=acting.today())
    with many_objects(), transaction.atomic():
        known = written_before(drafts)
        fresh = [draft for draft in drafts if draft.client_key not in known]
        made = iter(_write(acting, commune, fresh, kind, reason, document, capability) if fresh else ())
        if fresh and refresh:
            refresh_counts(commune.pk)
        written = [known[draft.client_key] if draft.client_key in known else next(made) for draft in drafts]
        if len(fresh) <= LOOKED_AT_ONCE:
            notice(acting, [home.pk for home in written])
        return written


def _check(draft: HouseholdDraft, commune: Unit, acting: Acting) -> None:
    if draft.commune.pk != commune.pk:
        raise RefusedError(_("Mỗi lần chỉ ghi hộ của một xã."), remedy=_("Tách danh sách theo xã."), field="commune")
    if commune.level != Level.COMMUNE or (commune.valid_until and commune.valid_until < draft.on):
        raise RefusedError(
            _("%(commune)s không phải là xã đang hoạt động.") % {"commune": commune.full_name},
            remedy=_("Chọn xã theo bản đồ của ngày ghi."),
            field="commune",
        )
    if draft.village is not None and draft.village.commune_id != commune.pk:
        raise RefusedError(
            _("%(village)s không thuộc %(commune)s.")
            % {"village": draft.village.full_name, "commune": commune.full_name},
            remedy=_("Chọn lại thôn."),
            field="village",
        )
    if draft.on > acting.today():
        raise RefusedError(_("Ngày ghi không được ở tương lai."), remedy=_("Sửa lại ngày."), field="on")
    if not draft.members and not draft.head_name.strip():
        raise RefusedError(_("Hộ phải có ít nhất tên chủ hộ."), remedy=_("Nhập họ và tên chủ hộ."), field="full_name")
    if any(not member.full_name.strip() for member in draft.members):
        raise RefusedError(
            _("Có thành viên chưa có họ tên."), remedy=_("Nhập họ tên hoặc bỏ dòng đó."), field="full_name"
        )


def written_before(drafts: Iterable[HouseholdDraft]) -> dict[object, Household]:
    """The households that drafts have made already, by their `client_key`."""
    keys = [draft.client_key for draft in drafts if draft.client_key]
    if not keys:
        return {}
    ids = dict(ClientKey.objects.filter(pk__in=keys, model=MODEL).values_list("pk", "record_id"))
    rows = Household.objects.in_bulk(ids.values())
    return {key: rows[pk] for key, pk in ids.items()}


def _write(
    acting: Acting, commune: Unit, drafts: Sequence[HouseholdDraft], kind: EventKind, reason: str, document: str,
    capability: Capability,
) -> list[Household]:  # fmt: skip
    people = [settled_members(draft) for draft in drafts]
    province = commune.province
    assert province is not None
    keep_clear_of(province, [draft.code for draft in drafts if draft.code])
    codes = iter(next_codes(province, sum(not draft.code for draft in drafts)))
    homes = [
        household_row(draft, members, draft.code or next(codes)) for draft, members in zip(drafts, people, strict=True)
    ]
    give_ids(homes)
    pairs = [
        [(given, member_row(given, home, draft.on)) for given in members]
        for draft, members, home in zip(drafts, people, homes, strict=True)
    ]
    persons = [row for each in pairs for _, row in each]
    give_ids(persons)
    for home, each in zip(homes, pairs, strict=True):
        home.head = next((row for _, row in each if row.relation == HEAD), None)
    insert(homes)
    insert(persons)
    numbers = [number_rows(given, row) for each in pairs for given, row in each]
    insert(row for rows in numbers for row in rows)
    health = [row for each in pairs for given, member in each if (row := health_row(given, member))]
    insert(health)
    events = [_event(acting, draft, home, kind, reason, document) for draft, home in zip(drafts, homes, strict=True)]
    insert(events)
    sheets = {home.pk: _sheet(acting, draft, home) for draft, home in zip(drafts, homes, strict=True) if draft.answers}
    insert(sheets.values())
    undone = [
        to_do for draft, home, each in zip(drafts, homes, pairs, strict=True) for to_do in to_dos(draft, home, each)
    ]
    for to_do in undone:
        to_do.batch = acting.batch
    insert(undone)
    _keys(drafts, homes, province)
    _ledger(acting, commune, homes, pairs, numbers, health, events, sheets, kind, reason, capability)
    index_households([home.pk for home in homes])
    return homes


def _event(
    acting: Acting, draft: HouseholdDraft, home: Household, kind: EventKind, reason: str, document: str
) -> HouseholdEvent:
    return make_row(
        HouseholdEvent, household=home, other_household_id=draft.origin_id, province_id=home.province_id,
        commune_id=home.commune_id, year=draft.on.year, kind=kind, on=draft.on, reason=reason, document=document,
        recorded_by=acting.user, batch=acting.batch,
    )  # fmt: skip


def _sheet(acting: Acting, draft: HouseholdDraft, home: Household) -> FactSheet:
    return make_row(
        FactSheet, household=home, province_id=home.province_id, commune_id=home.commune_id, year=draft.on.year,
        on=draft.on, source=draft.answers_source or acting.channel, values=dict(draft.answers), batch=acting.batch,
        recorded_by=acting.user,
    )  # fmt: skip


def _keys(drafts: Sequence[HouseholdDraft], homes: Sequence[Household], province: Unit) -> None:
    both = list(zip(drafts, homes, strict=True))
    insert(
        make_row(ClientKey, key=draft.client_key, model=MODEL, record_id=home.pk)
        for draft, home in both
        if draft.client_key
    )
    keep_source_keys(province, ((draft.source, draft.source_value, home.pk) for draft, home in both))


def _ledger(
    acting: Acting, commune: Unit, homes: Sequence[Household], pairs: Sequence[Sequence[tuple[MemberDraft, Member]]],
    numbers: Sequence[Sequence[PersonalNumber]], health: Sequence[MemberHealth], events: Sequence[HouseholdEvent],
    sheets: dict[int, FactSheet], kind: EventKind, reason: str, capability: Capability,
) -> None:  # fmt: skip
    chain = locked_chain(commune)
    role = acting.role_for(capability, commune)
    health_of = {row.member_id: row for row in health}
    numbered = iter(numbers)
    entries = []
    for home, each, event in zip(homes, pairs, events, strict=True):
        members = [row for _, row in each]
        own = [row for _ in members for row in next(numbered)]
        sealed = [health_of[row.pk] for row in members if row.pk in health_of]
        sheet = [sheets[home.pk]] if home.pk in sheets else []
        entries.append(make_entry(
            chain, acting, f"register.household_{kind}", home, rows=[home, *members, *own, *sealed, event, *sheet],
            after={"code": home.code, "head_name": home.head_name, "member_count": home.member_count},
            reason=reason, role=role,
        ))  # fmt: skip
    insert(entries)
    chain.save(update_fields=["length", "head"])
